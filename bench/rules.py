"""Rules beside the others: the same rules, the same failing rows, in the same run; what decides is the ratio."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import orjson

from bench.engines import ENGINES
from bench.machine import show, verdict
from bench.peers import PEERS
from bench.table import write

TWO_PERCENT = 0.02


@dataclass(frozen=True, slots=True)
class Measured:
    """Median seconds and peak memory of one engine on one table."""

    seconds: float
    peak_mb: float
    added_mb: float
    found: dict[str, tuple[int, str]]


class Bench:
    """Runs engines in processes of their own on tables below one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def measure(self, engine: str, book: str, rows: int, failing: float = TWO_PERCENT, runs: int = 3) -> Measured:
        """Median of ``runs`` runs after a warm-up on a few rows."""
        place = write(self._folder, rows, failing)
        command = [sys.executable, "-m", "bench.worker", engine, book, str(place), str(runs)]
        root = Path(__file__).resolve().parent.parent
        done = subprocess.run(command, check=True, capture_output=True, cwd=root)
        told = orjson.loads(done.stdout.splitlines()[-1])
        return Measured(
            statistics.median(told["seconds"]),
            told["peak_mb"],
            told["peak_mb"] - told["loaded_mb"],
            {rule: (count, digest) for rule, (count, digest) in told["found"].items()},
        )


def same_found(name: str, ours: Measured, other: Measured) -> None:
    """Raise unless ``other`` found exactly the failing units we found, rule by rule."""
    differing = [rule for rule, units in ours.found.items() if other.found.get(rule) != units]
    if differing:
        raise AssertionError(f"{name} found other failing rows than we did: {differing}")


def main(*, quick: bool, large: bool) -> None:
    """Print all tables of rules."""
    with tempfile.TemporaryDirectory(prefix="jujur-bench-") as folder:
        bench = Bench(Path(folder))
        rows = 200_000 if quick else 1_000_000
        _beside_others(bench, rows, 20_000 if quick else 100_000, quick=quick)
        _more_rules(bench, rows)
        _more_failing(bench, rows)
        if not quick:
            _growth(bench, (100_000, 1_000_000, 5_000_000, *((10_000_000,) if large else ())))


def _beside_others(bench: Bench, rows: int, few: int, *, quick: bool) -> None:
    """Fifty rules with findings and coverage; Great Expectations on fewer rows, against ours on as many."""
    ours, ours_few = bench.measure("ours", "fifty", rows), bench.measure("ours", "fifty", few)
    lines: list[list[object]] = []
    engines = {**ENGINES, **PEERS}
    for name, (count, runs) in {
        "ours": (rows, 3), "shared": (rows, 3), "naive": (rows, 1), "duckdb": (rows, 1), "pandera": (rows, 1),
        "gx": (few, 1),
    }.items():  # fmt: skip
        base = ours if count == rows else ours_few
        other = base if name == "ours" else bench.measure(name, "fifty", count, runs=runs)
        same_found(engines[name].name, base, other)
        ratio = other.seconds / base.seconds
        lines.append([engines[name].name, f"{count:,}", other.seconds, ratio, other.peak_mb, _bar(name, ratio)])
    memory = ours.added_mb * 1_000_000 / rows / 1000
    show(
        "Fifty rules, 2 % of rows broken: failing rows equal in all engines",
        ("engine", "rows", "seconds", "times ours", "peak MB", "bar"),
        lines,
    )
    held = verdict(memory <= 0.5) if not quick else ""
    print(f"\nMemory added while judging: {memory:.2f} GB per million rows (bar 0.5) {held}")


def _bar(name: str, ratio: float) -> str:
    match name:
        case "shared":
            return f"ours ≤ 1.5 times: {1 / ratio:.2f}, {verdict(1 / ratio <= 1.5)}"
        case "pandera":
            return f"≥ 5: {verdict(ratio >= 5)}"
        case "gx":
            return f"≥ 40: {verdict(ratio >= 40)}"
    return ""


def _more_rules(bench: Bench, rows: int) -> None:
    lines = []
    for name in ("ours", "shared"):
        few, many = (bench.measure(name, book, rows).seconds for book in ("fifteen", "fifty"))
        bar = f"≤ 1.3: {verdict(many / few <= 1.3)}" if name == "ours" else ""
        lines.append([ENGINES[name].name, few, many, many / few, bar])
    show(
        f"Fifteen and fifty rules, {rows:,} rows", ("engine", "15 rules, s", "50 rules, s", "50 over 15", "bar"), lines
    )


def _more_failing(bench: Bench, rows: int) -> None:
    lines = []
    for name in ("ours", "shared"):
        few, many = (bench.measure(name, "twelve", rows, share) for share in (0.01, 0.5))
        ratio = many.seconds / few.seconds
        counts = [sum(count for count, _ in part.found.values()) for part in (few, many)]
        bar = f"flat (≤ 1.2): {verdict(ratio <= 1.2)}" if name == "ours" else ""
        lines.append([ENGINES[name].name, few.seconds, f"{counts[0]:,}", many.seconds, f"{counts[1]:,}", ratio, bar])
    show(
        f"Twelve rules, {rows:,} rows, 1 % and 50 % of them broken",
        ("engine", "1 %, s", "failing units", "50 %, s", "failing units", "50 over 1", "bar"),
        lines,
    )


def _growth(bench: Bench, sizes: tuple[int, ...]) -> None:
    lines = []
    for rows in sizes:
        measured = bench.measure("ours", "fifteen", rows, runs=3 if rows <= 1_000_000 else 1)
        lines.append([f"{rows:,}", measured.seconds, measured.seconds / rows * 1e6, measured.peak_mb])
    show("Growth, fifteen rules", ("rows", "seconds", "seconds per million rows", "peak MB"), lines)
