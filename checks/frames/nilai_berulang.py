"""Realised amounts that are not round, with the number of agencies that reported the very same rupiah that year."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared

SMALLEST_IDR = 1_000_000
ROUND_TO_IDR = 1_000
"""Amounts below the first, or multiples of the second, coincide honestly."""

COLUMNS: dict[str, pl.DataType] = {
    **dict.fromkeys(("formulir", "kode_opd", "kode", "uraian"), pl.String()),
    "tahun": pl.Int16(),
    "bulan": pl.Int8(),
    "realisasi_idr": pl.Int64(),
    "n_opd": pl.Int32(),
    **dict.fromkeys(("baris_id", "berkas", "lembar"), pl.String()),
    "baris": pl.Int32(),
    "asal": pl.String(),
}


def build(prepared: Prepared) -> pl.DataFrame:
    """Leaves of RFK and LRA whose realised amount is neither small nor round."""
    tables = prepared.facts.tables
    names = ["kode_opd", "uraian", "tahun", "bulan", "realisasi_idr", "baris_id", "berkas", "lembar", "baris", "asal"]
    leaf = pl.col("peran") == "rinci"
    rows = pl.concat(
        [
            tables["rfk"].filter(leaf).select(pl.lit("rfk").alias("formulir"), "kode", *names),
            tables["lra"]
            .filter(leaf)
            .select(pl.lit("lra").alias("formulir"), pl.col("kode_akun").alias("kode"), *names),
        ]
    )  # fmt: skip
    amount = pl.col("realisasi_idr")
    telling = rows.filter(amount >= SMALLEST_IDR, amount % ROUND_TO_IDR != 0)
    shared = telling.group_by("tahun", "realisasi_idr").agg(
        pl.col("kode_opd").drop_nulls().n_unique().cast(pl.Int32).alias("n_opd")
    )
    return telling.join(shared, on=["tahun", "realisasi_idr"], how="left", nulls_equal=True).with_columns(
        pl.when(pl.col("kode_opd").is_not_null()).then("n_opd").alias("n_opd")
    )


FRAME = Frame(
    name="nilai_berulang",
    dataset="rfk",
    key=("formulir", "kode_opd", "kode"),
    columns=COLUMNS,
    words={
        "formulir": "rfk or lra",
        "n_opd": "agencies that reported exactly this amount in the same year; null: whose row it is is not known",
    },
    build=build,
)
