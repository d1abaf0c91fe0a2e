"""``python -m bench.review HOME [--findings N] [--users N] [--seconds N] [--think S] [--database URL]``

The stewards' application under ``N`` people at once: the findings of a judged workspace, many times over, in a ledger
of their own (SQLite, or an empty database at ``URL``), a server in a process of its own, people in another. Measured
twice: with nothing else going on, and while a night settles as many findings. Prints server time by kind of request,
page sizes, refused requests, and whether every decision that the server took is in the ledger.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import select

from bench.machine import describe, show, verdict
from bench.review_ledger import fill, link_snapshot, open_people
from ledger.database import Ledger
from ledger.models import DecisionRow

ROOT = Path(__file__).resolve().parent.parent
LISTS = ("daftar", "daftar, saringan", "cari satu kata", "cari dua kata")
LIST_MS, PAGE_KB = 150.0, 60.0


@dataclass(frozen=True, slots=True)
class Load:
    """How many findings and people, for how long, and how long one thinks between two requests (mean seconds)."""

    findings: int
    users: int
    seconds: float
    think: float


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(prog="python -m bench.review", description=__doc__)
    parser.add_argument("home", type=Path, help="a workspace that a night has judged, such as data/work")
    parser.add_argument("--findings", type=int, default=100_000)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, default=2.0)
    parser.add_argument("--database", default="", help="an empty database instead of SQLite")
    said = parser.parse_args()
    load = Load(said.findings, said.users, said.seconds, said.think)
    print(describe())
    with tempfile.TemporaryDirectory(prefix="jujur-bench-") as folder:
        home = Path(folder)
        url = said.database or f"sqlite:///{home / 'jujur.db'}"
        link_snapshot(said.home.resolve(), home)
        with Ledger.open(url) as ledger:
            fill(ledger, said.home.resolve(), load.findings)
            open_people(ledger, load.users)
        kind = url.partition(":")[0]
        with _server(home, url) as address:
            _told_people(address, Load(load.findings, load.users, 5, load.think))
            _report(f"{kind}, {load.findings:,} findings, {load.users} people", [_told_people(address, load)], url)
            night = subprocess.Popen(
                _tool("bench.review_ledger", url, str(said.home.resolve()), str(load.findings)),
                cwd=ROOT, stdout=subprocess.PIPE,
            )  # fmt: skip
            rounds = [_told_people(address, load)]
            while night.poll() is None:
                rounds.append(_told_people(address, load))
            out, _ = night.communicate()
        if night.returncode:
            raise RuntimeError("the night failed")
        _report(f"{kind}, the same while a night settles {load.findings:,} findings", rounds, url)
        print(f"\nSettling beside {load.users} people: {orjson.loads(out)['seconds']:.1f} s.")


def _tool(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", module, *arguments]


@contextmanager
def _server(home: Path, url: str) -> Iterator[str]:
    server = subprocess.Popen(_tool("bench.review_server", str(home), url), cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
    finally:
        server.terminate()
        server.wait()


def _told_people(address: str, load: Load) -> dict[str, Any]:
    command = _tool("bench.review_people", address, str(load.users), str(load.seconds), str(load.think))
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode()[-2000:])
    told: dict[str, Any] = orjson.loads(done.stdout)
    return told


def _report(title: str, rounds: Sequence[dict[str, Any]], url: str) -> None:
    asked: dict[str, list[tuple[float, int]]] = {}
    for told in rounds:
        for kind, requests in told["requests"].items():
            asked.setdefault(kind, []).extend((ms, size) for ms, size in requests)
    rows = []
    for kind, requests in sorted(asked.items()):
        times, sizes = sorted(ms for ms, _ in requests), [size / 1000 for _, size in requests]
        bar = verdict(_at(times, 0.95) < LIST_MS) if kind in LISTS else ""
        rows.append((kind, len(times), _at(times, 0.5), _at(times, 0.95), times[-1], max(sizes), bar))
    header = ("request", "times", "median ms", "p95 ms", "longest ms", "largest kB", f"p95 < {LIST_MS:.0f} ms")
    show(title, header, rows)
    largest = max(row[5] for row in rows)
    print(f"\nLargest page: {largest:.1f} kB (bar {PAGE_KB:.0f}): {verdict(largest < PAGE_KB)}")
    refused = [each for told in rounds for each in told["refused"]]
    print(f"Answers with an error of ours: {len(refused)} {sorted(set(refused))}")
    taken = {key for told in rounds for key in told["taken"]}
    with Ledger.open(url) as ledger:
        lost = taken - decided(ledger)
    print(f"Decisions taken: {len(taken)}; of these not in the ledger: {len(lost)}: {verdict(not lost)}", flush=True)


def decided(ledger: Ledger) -> set[str]:
    """The remark of every decision in the ledger: people of this bench give each one of its own."""
    with ledger.read() as connection:
        return {comment for comment in connection.scalars(select(DecisionRow.comment)) if comment}


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


if __name__ == "__main__":
    sys.exit(main())
