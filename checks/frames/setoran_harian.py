"""How many periods of one form an agency filed on one day."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from checks.identity import period

COLUMNS: dict[str, pl.DataType] = {
    "kode_opd": pl.String(),
    "formulir": pl.String(),
    "tahun": pl.Int16(),
    "dikirim_tgl": pl.Date(),
    "n_periode": pl.Int32(),
    "daftar_periode": pl.String(),
    "waktu_salin": pl.Boolean(),
}


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per agency, form, year and day something was first filed; a null day gathers what bears no date."""
    owed = prepared["kewajiban"]
    periods = period(tuple(owed.columns))
    return (
        owed.filter(pl.col("terbaca"))
        .group_by("kode_opd", "formulir", "tahun", "dikirim_tgl")
        .agg(
            pl.len().cast(pl.Int32).alias("n_periode"),
            periods.sort().str.join(", ").alias("daftar_periode"),
            pl.col("waktu_salin").any(),
        )
        .sort("kode_opd", "formulir", "tahun", "dikirim_tgl")
    )


FRAME = Frame(
    name="setoran_harian",
    dataset="dokumen",
    key=("kode_opd", "formulir", "dikirim_tgl"),
    columns=COLUMNS,
    words={
        "dikirim_tgl": "day of filing in local time (null: the files bear no date)",
        "n_periode": "periods first filed that day, listed in daftar_periode",
        "waktu_salin": "the date is that of a bulk copy, not of filing",
    },
    build=build,
)
