"""Readings kept by receipt, so that a file is read once, not every night.

All readings lie together, one Parquet file a table, in a folder named after what reading depends on (code, layouts,
code lists). A new generation is written beside the old one and an index is switched over, so that a crash leaves the
old one whole.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import orjson
import polars as pl

from schemas.tables import DOCUMENT_TABLES, FACT_TABLES, REFERENCE_TABLES, empty
from sources.reading import Reading

READ_TABLES = {**FACT_TABLES, "opd": REFERENCE_TABLES["opd"]}
TABLES = {**DOCUMENT_TABLES, **READ_TABLES}
INDEX = "index.json"


@dataclass(frozen=True, slots=True)
class Readings:
    """Every file read so far: ``entries`` are the keys of what is in ``tables``."""

    entries: frozenset[str]
    tables: dict[str, pl.DataFrame]


def fingerprint(*parts: bytes) -> str:
    """Name of the folder for readings that depend on ``parts``."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()[:16]


def load(folder: Path) -> Readings:
    """What was read before; nothing if the folder holds no whole generation, so that everything is read again."""
    try:
        return _load(folder)
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError):
        return Readings(frozenset(), {name: empty(model) for name, model in TABLES.items()})


def _load(folder: Path) -> Readings:
    content = orjson.loads((folder / INDEX).read_bytes())
    generation = folder / content["generation"]
    tables = {name: pl.read_parquet(generation / f"{name}.parquet") for name in TABLES}
    if any(tables[name].schema != empty(model).schema for name, model in TABLES.items()):
        raise ValueError("tables of another shape")
    if any(_digest(generation / f"{name}.parquet") != content["digests"][name] for name in TABLES):
        raise ValueError("tables altered since they were kept")
    return Readings(frozenset(content["entries"]), tables)


def _digest(file: Path) -> str:
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def extend(readings: Readings, entries: Iterable[str], new: list[Reading]) -> Readings:
    """``readings`` with ``new`` ones added."""
    added = {
        "dokumen": [reading.dokumen for reading in new],
        "jejak": [reading.jejak for reading in new],
        "kendala": [reading.kendala for reading in new],
    }
    for name in READ_TABLES:
        added[name] = [reading.facts[name] for reading in new if name in reading.facts]
    return Readings(
        readings.entries | frozenset(entries),
        {name: pl.concat([readings.tables[name], *added[name]]) for name in TABLES},
    )


def save(folder: Path, readings: Readings) -> None:
    """Write a new generation and switch to it; older ones, and those of other code, are removed afterwards."""
    name = hashlib.sha256(orjson.dumps(sorted(readings.entries))).hexdigest()[:16]
    generation = folder / name
    generation.mkdir(parents=True, exist_ok=True)
    for table, frame in readings.tables.items():
        frame.write_parquet(generation / f"{table}.parquet", compression="lz4")
    digests = {table: _digest(generation / f"{table}.parquet") for table in readings.tables}
    partial = folder / f"{INDEX}.partial"
    partial.write_bytes(orjson.dumps({"generation": name, "entries": sorted(readings.entries), "digests": digests}))
    partial.replace(folder / INDEX)
    for other in [*folder.iterdir(), *folder.parent.iterdir()]:
        if other.is_dir() and other not in (folder, generation):
            shutil.rmtree(other)
