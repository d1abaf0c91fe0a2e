"""The answer key: what was planted where, and which rows are untouched. Read by tests only."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import polars as pl

SCHEMA = {
    "nomor": pl.Int32,
    "jenis": pl.String,
    "keras": pl.Boolean,
    "aturan": pl.String,
    "turunan": pl.String,
    "dataset": pl.String,
    "kode_opd": pl.String,
    "tahun": pl.Int16,
    "bulan": pl.Int8,
    "triwulan": pl.Int8,
    "kode": pl.String,
    "kolom": pl.String,
    "nama_berkas": pl.String,
    "lembar": pl.String,
    "baris": pl.Int32,
    "keterangan": pl.String,
    "severity_idr": pl.Int64,
}
HONEST_SCHEMA = {
    "dataset": pl.String,
    "kode_opd": pl.String,
    "tahun": pl.Int16,
    "bulan": pl.Int8,
    "triwulan": pl.Int8,
    "kode": pl.String,
    "kekurangan": pl.Boolean,
}


@dataclass(slots=True)
class Plant:
    """One planted unit. ``keras``: must be found with certainty, by one of the rules in ``aturan``; those in
    ``turunan`` may speak of the same cause.

    ``kolom`` names the field tampered with; for unreadable files it names the kind of ``kendala`` expected.
    """

    nomor: int
    jenis: str
    keras: bool
    aturan: str
    turunan: str
    dataset: str
    kode_opd: str
    tahun: int
    bulan: int | None = None
    triwulan: int | None = None
    kode: str | None = None
    kolom: str | None = None
    nama_berkas: str | None = None
    lembar: str | None = None
    baris: int | None = None
    keterangan: str = ""
    severity_idr: int = 0


def write_key(path: Path, plants: list[Plant]) -> None:
    """Write the key as parquet, in planting order."""
    pl.DataFrame([asdict(p) for p in plants], schema=SCHEMA, orient="row").write_parquet(path)


def write_honest(path: Path, rows: list[tuple[object, ...]]) -> None:
    """Write the untouched rows as parquet."""
    pl.DataFrame(rows, schema=HONEST_SCHEMA, orient="row").write_parquet(path)
