"""Decode every workbook below a folder with calamine and throw the cells away: what no reader can beat."""

from __future__ import annotations

import csv
import multiprocessing
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import orjson
from python_calamine import CalamineError, CalamineWorkbook

BATCH = 24


def decode(files: list[Path]) -> int:
    """Cells seen in ``files``; a file that is no workbook counts none."""
    seen = 0
    for file in files:
        if file.suffix == ".csv":
            with file.open(encoding="utf-8", errors="replace", newline="") as lines:
                seen += sum(len(row) for row in csv.reader(lines))
            continue
        try:
            workbook = CalamineWorkbook.from_path(str(file))
            seen += sum(
                len(row) for name in workbook.sheet_names for row in workbook.get_sheet_by_name(name).to_python()
            )
        except CalamineError:
            continue
    return seen


def main() -> None:
    """``python -m bench.decode_worker INBOX PROCESSES``: prints seconds and cells."""
    inbox, processes = Path(sys.argv[1]), int(sys.argv[2])
    files = sorted(file for file in inbox.rglob("*") if file.is_file())
    batches = [files[at : at + BATCH] for at in range(0, len(files), BATCH)]
    begun = time.perf_counter()
    if processes == 1:
        cells = sum(map(decode, batches))
    else:
        with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
            cells = sum(pool.map(decode, batches))
    told = {"seconds": time.perf_counter() - begun, "cells": cells, "files": len(files)}
    sys.stdout.buffer.write(orjson.dumps(told) + b"\n")


if __name__ == "__main__":
    main()
