"""The cold year beside bare decoding of the same files, the unchanged night, and one in which thirty files changed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import orjson

from bench.machine import show, verdict
from bench.workbook import judge_one_workbook

CHANGED = 30
ROOT = Path(__file__).resolve().parent.parent
AS_OF = "2025-12-15"
Seconds = dict[str, float]


def main(*, quick: bool) -> None:
    """Print the tables of nights; ``quick`` takes the year's first two months."""
    with tempfile.TemporaryDirectory(prefix="jujur-bench-") as folder:
        place = Path(folder)
        _tool("-c", _WRITE_SAMPLE, str(place), "2" if quick else "11")
        inbox, home = place / "inbox", place / "home"
        cores = len(os.sched_getaffinity(0))
        bare = {count: _told("bench.decode_worker", str(inbox), str(count)) for count in sorted({1, cores})}
        cold = _night(home, inbox)
        same = _night(home, inbox)
        _change(inbox)
        changed = _night(home, inbox)
        _print(bare, cores, cold, same, changed)
        judge_one_workbook(home)


_WRITE_SAMPLE = (
    "import sys; from pathlib import Path; from simulation.sample import write_sample;"
    "write_sample(Path(sys.argv[1]), months=int(sys.argv[2]))"
)


def _tool(*arguments: str) -> bytes:
    done = subprocess.run([sys.executable, *arguments], check=False, capture_output=True, cwd=ROOT)
    if done.returncode:
        raise RuntimeError(done.stderr.decode()[-2000:])
    return done.stdout


def _told(module: str, *arguments: str) -> dict[str, Any]:
    told: dict[str, Any] = orjson.loads(_tool("-m", module, *arguments).splitlines()[-1])
    return told


def _night(home: Path, inbox: Path) -> dict[str, float]:
    return _told("bench.night_worker", str(home), str(inbox), AS_OF)


def _change(inbox: Path) -> None:
    """Save thirty RFK workbooks again: other bytes, later file times, the same figures."""
    for file in sorted(file for file in inbox.rglob("*.xlsx") if zipfile.is_zipfile(file))[::7][:CHANGED]:
        with zipfile.ZipFile(file, "a") as archive:
            archive.comment = b"disimpan ulang"


def _print(
    bare: dict[int, dict[str, Any]],
    cores: int,
    cold: dict[str, float],
    same: dict[str, float],
    changed: dict[str, float],
) -> None:
    aside = ("gate loads", "files", "peak_mb", "cpu")
    names = [name for name in cold if name not in aside]
    totals = [sum(night[name] for name in names) for night in (cold, same, changed)]
    rows: list[list[object]] = [[name, cold[name], same[name], changed[name]] for name in names]
    rows.append(["**total**", *totals])
    rows.append(["processor time of all processes", *(night["cpu"] for night in (cold, same, changed))])
    rows.append(["files read anew", *(int(night["files"]) for night in (cold, same, changed))])
    rows.append(["peak memory of the main process, MB", *(int(night["peak_mb"]) for night in (cold, same, changed))])
    rows.append(["release gate loads beforehand", *(night["gate loads"] for night in (cold, same, changed))])
    show("Nights without the orchestrator, seconds", ("step", "cold year", "nothing changed", "30 files changed"), rows)
    decoding = bare[cores]["seconds"]
    limit = 1.3 * decoding + 5
    print(
        f"\nBare calamine decoding of the same {bare[cores]['files']} files: {decoding:.2f} s in {cores} processes,"
        f" {bare[1]['seconds']:.2f} s in one."
        f"\nCold year: {totals[0]:.1f} s, {totals[0] / decoding:.1f} times decoding"
        f" (bar 1.3 times + 5 s = {limit:.1f} s): {verdict(totals[0] <= limit)}"
        f"\nThirty files changed: {totals[2]:.1f} s (bar 3 s): {verdict(totals[2] <= 3)}"
    )
