"""One engine on one table in a process of its own: seconds of each run, peak memory, and what it found."""

from __future__ import annotations

import hashlib
import sys
import time
from pathlib import Path

import orjson
import polars as pl

from bench.engines import ENGINES, Engine
from bench.peers import PEERS
from bench.polars_forms import Tables
from bench.rulebook import BOOKS

NAMES = ("rfk", "nomenklatur", "sp2d")


def engine(name: str) -> Engine:
    """The engine called ``name``."""
    return {**ENGINES, **PEERS}[name]


def main() -> None:
    """``python -m bench.worker ENGINE BOOK FOLDER RUNS``: prints one JSON object."""
    name, book, folder, runs = sys.argv[1:5]
    chosen, rules = engine(name), BOOKS[book]()
    tables: Tables = {table: pl.read_parquet(Path(folder) / f"{table}.parquet") for table in NAMES}
    small = {**tables, "rfk": tables["rfk"].head(24)}
    chosen.run(small, rules)
    before = _peak_mb()
    seconds = []
    result: object = None
    for _ in range(int(runs)):
        result = None
        begun = time.perf_counter()
        result = chosen.run(tables, rules)
        seconds.append(time.perf_counter() - begun)
    peak = _peak_mb()
    units = units_found(chosen.rows_of(result, tables), tables)
    told = {"seconds": seconds, "loaded_mb": before, "peak_mb": peak, "found": units}
    sys.stdout.buffer.write(orjson.dumps(told) + b"\n")


def units_found(failing: dict[str, object], tables: Tables) -> dict[str, tuple[int, str]]:
    """Per rule the number of distinct units (agency, line, month) that fail, and a hash of which."""
    keys = tables["rfk"].select("baris", pl.concat_str("kode_opd", "kode", "bulan", separator="|").alias("unit"))
    found = {}
    for rule, numbers in failing.items():
        rows = pl.DataFrame({"baris": pl.Series(numbers).cast(pl.Int32)})
        units = keys.join(rows, on="baris", how="semi")["unit"].unique().sort()
        found[rule] = (units.len(), hashlib.sha256("\n".join(units.to_list()).encode()).hexdigest())
    return found


def _peak_mb() -> float:
    """Highest resident size of this process; unlike ru_maxrss it does not begin with the parent's."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    main()
