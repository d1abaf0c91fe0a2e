"""LRA leaves that carry both figures, BPKAD's and the agency's own, with the month before."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from schemas.lra import Lra
from schemas.tables import polars_schema

UNIT = ["kode_opd", "tahun", "bulan", "kode_akun"]
WORDS = {"m1_serapan_opd_idr": "what the agency said a month before", "m1_realisasi_idr": "what BPKAD held then"}


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per leaf account of an agency's monthly LRA; a doubled account takes its first row's month before."""
    rows = prepared.facts.tables["lra"].filter(pl.col("jenis_laporan") == "lra", pl.col("peran") == "rinci")
    before = (
        rows.filter(pl.col(name).is_not_null() for name in UNIT)
        .unique(UNIT, keep="first", maintain_order=True)
        .select(
            "kode_opd",
            "tahun",
            pl.col("bulan") + 1,
            "kode_akun",
            pl.col("serapan_opd_idr").alias("m1_serapan_opd_idr"),
            pl.col("realisasi_idr").alias("m1_realisasi_idr"),
        )
    )
    return rows.join(before, on=UNIT, how="left", maintain_order="left")


FRAME = Frame(
    name="lra_deret",
    dataset="lra",
    key=("kode_opd", "kode_akun"),
    columns={**polars_schema(Lra), "m1_serapan_opd_idr": pl.Int64(), "m1_realisasi_idr": pl.Int64()},
    words=WORDS,
    build=build,
)
