"""Tables kept from one night to the next, so that nothing is worked out twice.

They lie in a folder named after what they depend on, one Parquet file a table. A new generation is written beside the
old one and an index is switched over, so that a crash leaves the old one whole; what was altered since is not taken.
"""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import polars as pl

INDEX = "index.json"
UNFIT = (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError)
"""What reading a folder that holds no whole generation raises."""


@dataclass(frozen=True, slots=True)
class Kept:
    """``tables`` by name, and what was noted ``about`` them (JSON)."""

    about: Any
    tables: dict[str, pl.DataFrame]


def fingerprint(*parts: bytes) -> str:
    """Name of the folder for tables that depend on ``parts``."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()[:16]


def load(folder: Path) -> Kept:
    """What ``folder`` holds; one of :data:`UNFIT` where that is no whole generation."""
    content = orjson.loads((folder / INDEX).read_bytes())
    generation = folder / content["generation"]
    tables = {}
    for name, digest in content["digests"].items():
        file = generation / f"{name}.parquet"
        if _digest(file) != digest:
            raise ValueError("a table altered since it was kept")
        tables[name] = pl.read_parquet(file)
    return Kept(content["about"], tables)


def _digest(file: Path) -> str:
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def save(folder: Path, kept: Kept) -> None:
    """Write a new generation and switch to it; older ones, and those of other folders beside, are removed after."""
    name = fingerprint(orjson.dumps(kept.about))
    generation = folder / name
    generation.mkdir(parents=True, exist_ok=True)
    for table, frame in kept.tables.items():
        frame.write_parquet(generation / f"{table}.parquet", compression="lz4")
    digests = {table: _digest(generation / f"{table}.parquet") for table in kept.tables}
    partial = folder / f"{INDEX}.partial"
    partial.write_bytes(orjson.dumps({"generation": name, "about": kept.about, "digests": digests}))
    partial.replace(folder / INDEX)
    for other in [*folder.iterdir(), *folder.parent.iterdir()]:
        if other.is_dir() and other not in (folder, generation):
            shutil.rmtree(other)
