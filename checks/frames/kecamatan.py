"""The kecamatan of the register, and whether its region code, name and BPS code speak of the same place."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared

COLUMNS: dict[str, pl.DataType] = {
    "kode_opd": pl.String(),
    "tahun": pl.Int16(),
    "nama": pl.String(),
    "kode_wilayah": pl.String(),
    "nama_wilayah": pl.String(),
    "kode_bps": pl.String(),
    "kode_bps_wilayah": pl.String(),
    "nama_cocok": pl.Boolean(),
    "bps_cocok": pl.Boolean(),
}


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per kecamatan on the register, and one per kecamatan of the regency that the register forgot."""
    references = prepared.facts.references
    regions = (
        references["wilayah"]
        .filter(pl.col("tingkat") == "kecamatan")
        .select(
            pl.col("kode").alias("kode_wilayah"),
            pl.col("nama").alias("nama_wilayah"),
            pl.col("kode_bps").alias("kode_bps_wilayah"),
        )
    )
    registered = references["opd"].filter(pl.col("jenis") == "KECAMATAN")
    rows = registered.join(regions, on="kode_wilayah", how="full", coalesce=True)
    return rows.with_columns(
        pl.lit(prepared.facts.as_of.year, pl.Int16).alias("tahun"),
        (_place("nama") == _place("nama_wilayah")).alias("nama_cocok"),
        (pl.col("kode_bps") == pl.col("kode_bps_wilayah")).alias("bps_cocok"),
    ).sort("kode_wilayah", "kode_opd")


def _place(column: str) -> pl.Expr:
    """Name without the word kecamatan, spaces and case ("Sukamulya" is "Suka Mulya")."""
    return pl.col(column).str.to_lowercase().str.replace(r"^\s*kec(amatan|\.)?\s+", "").str.replace_all(r"[^a-z]", "")


FRAME = Frame(
    name="kecamatan",
    dataset="opd",
    key=("kode_wilayah",),
    columns=COLUMNS,
    words={
        "nama_wilayah": "name of the region under that code",
        "nama_cocok": "the agency's name is that of the region; null where the register or the region lacks it",
        "bps_cocok": "the BPS code is the one the official bridging gives",
    },
    build=build,
)
