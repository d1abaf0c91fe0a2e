"""What this was measured on, and small tables for the terminal."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("polars", "pandera", "great-expectations", "duckdb", "python-calamine")


def describe() -> str:
    """Processor, cores, memory, load and versions."""
    model = next(
        (line.split(":", 1)[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "?"
    )
    memory = next((int(line.split()[1]) / 2**20 for line in _lines("/proc/meminfo")), 0.0)
    load = ", ".join(f"{part:.1f}" for part in os.getloadavg())
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    cores = len(os.sched_getaffinity(0))
    return (
        f"{model}, {cores} cores, {memory:.0f} GB; load before {load}; Python {platform.python_version()}; {packages}"
    )


def _lines(path: str) -> list[str]:
    file = Path(path)
    return file.read_text().splitlines() if file.exists() else []


def show(title: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print one Markdown table."""
    texts = [[_text(cell) for cell in row] for row in rows]
    widths = [max(len(line[column]) for line in [list(header), *texts]) for column in range(len(header))]
    print(f"\n### {title}\n")
    for number, line in enumerate([list(header), *texts]):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |")
        if number == 0:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|", flush=True)


def _text(cell: object) -> str:
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)


def verdict(holds: bool) -> str:
    """Whether a bar holds."""
    return "holds" if holds else "DOES NOT HOLD"
