"""The tables of a snapshot as files: Parquet for machines, CSV for spreadsheets; equal content gives equal bytes."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polars as pl

from schemas.outputs import OUTPUT_TABLES
from schemas.spreadsheet import safe_for_spreadsheets

CHANGES_EVERY_NIGHT = {"anomali": ("terakhir_terlihat", "kali_terlihat")}
"""Columns that count nights, not facts: a night in which only they move publishes no new version."""


def parquet_bytes(frame: pl.DataFrame) -> bytes:
    """``frame`` as zstd Parquet."""
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd", compression_level=3)
    return buffer.getvalue()


def parquet_files(tables: Mapping[str, pl.DataFrame], pool: ThreadPoolExecutor) -> dict[str, bytes]:
    """Every table as Parquet, made side by side."""
    return dict(zip(tables, pool.map(parquet_bytes, tables.values()), strict=True))


def write_parquet_files(files: Mapping[str, bytes], directory: Path) -> None:
    """One ``<table>.parquet`` each."""
    for name, content in files.items():
        (directory / f"{name}.parquet").write_bytes(content)


def content_hashes(tables: Mapping[str, pl.DataFrame], files: Mapping[str, bytes]) -> dict[str, str]:
    """Table -> SHA-256 of what it says: of its Parquet, without :data:`CHANGES_EVERY_NIGHT`."""
    steady = {name: parquet_bytes(tables[name].drop(columns)) for name, columns in CHANGES_EVERY_NIGHT.items()}
    return {name: hashlib.sha256(steady.get(name, content)).hexdigest() for name, content in files.items()}


def write_csv_file(frame: pl.DataFrame, path: Path) -> None:
    """UTF-8 with a byte order mark (so that spreadsheets read it as such), comma, header, ISO dates."""
    safe_for_spreadsheets(frame).write_csv(path, include_bom=True, datetime_format="%Y-%m-%dT%H:%M:%SZ")


def row_counts(tables: Mapping[str, pl.DataFrame]) -> dict[str, int]:
    """Table -> rows."""
    return {name: tables[name].height for name in OUTPUT_TABLES}
