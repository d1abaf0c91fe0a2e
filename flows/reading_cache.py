"""Readings kept by receipt, so that a file is read once, not every night.

All readings lie together, in a folder named after what reading depends on (code, layouts, code lists).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows import kept
from schemas.tables import DOCUMENT_TABLES, FACT_TABLES, REFERENCE_TABLES, empty
from sources.reading import Reading

READ_TABLES = {**FACT_TABLES, "opd": REFERENCE_TABLES["opd"]}
TABLES = {**DOCUMENT_TABLES, **READ_TABLES}


@dataclass(frozen=True, slots=True)
class Readings:
    """Every file read so far: ``entries`` are the keys of what is in ``tables``."""

    entries: frozenset[str]
    tables: dict[str, pl.DataFrame]


def load(folder: Path) -> Readings:
    """What was read before; nothing if the folder holds no whole generation, so that everything is read again."""
    nothing = {name: empty(model) for name, model in TABLES.items()}
    try:
        found = kept.load(folder)
        if {name: frame.schema for name, frame in found.tables.items()} == {n: f.schema for n, f in nothing.items()}:
            return Readings(frozenset(found.about), found.tables)
    except kept.UNFIT:
        pass
    return Readings(frozenset(), nothing)


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
    """Keep ``readings`` in place of what ``folder`` holds, and of what other code read."""
    kept.save(folder, kept.Kept(sorted(readings.entries), readings.tables))
