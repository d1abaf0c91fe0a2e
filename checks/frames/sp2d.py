"""The SP2D register, one row an entry, with the entries that look like the same payment counted."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from schemas.perbendaharaan import Sp2d
from schemas.tables import polars_schema

PAYMENT = ("kode_opd", "tahun", "kode", "kode_akun", "jenis", "status", "tgl", "nilai_idr", "uraian")

ADDED: dict[str, pl.DataType] = {"n_sama": pl.Int32(), "hari_ini": pl.Date()}


def build(prepared: Prepared) -> pl.DataFrame:
    """Every entry of the register in force, one row each."""
    rows = prepared.facts.tables["sp2d"].filter(pl.col("peran") == "rinci")
    known = pl.all_horizontal(pl.col(name).is_not_null() for name in PAYMENT if name not in ("kode", "kode_akun"))
    return rows.with_columns(
        pl.when(known).then(pl.len().over(PAYMENT)).alias("n_sama"),
        pl.lit(prepared.facts.as_of).alias("hari_ini"),
    )


FRAME = Frame(
    name="sp2d",
    dataset="sp2d",
    key=("kode_opd", "nomor", "kode", "kode_akun"),
    columns={**polars_schema(Sp2d), **ADDED},
    words={
        "n_sama": "entries equal in line, account, kind, day, amount and words, itself included; null if any is blank"
    },
    build=build,
)
