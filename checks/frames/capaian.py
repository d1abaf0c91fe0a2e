"""Every stated capaian of an indicator, from indicator tables and E.81, beside what each formula gives."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from checks.prepare.agreement import with_properties
from checks.prepare.capaian import falling, falling_ratio, share, within
from checks.prepare.rounding import rounding_of

BEYOND = 0.01
RATE_ROUNDING = 0.005
"""Values with decimals are taken to be rounded to two."""

COLUMNS: dict[str, pl.DataType] = {
    **dict.fromkeys(
        ("baris_id", "berkas", "lembar", "asal", "sumber", "kode_opd", "kode", "kode_indikator", "indikator", "satuan",
         "polaritas", "kolom"),
        pl.String(),
    ),
    "baris": pl.Int32(),
    "tahun": pl.Int16(),
    "triwulan": pl.Int8(),
    "bulan": pl.Int8(),
    **dict.fromkeys(
        ("target_k", "target_maks_k", "realisasi_k", "capaian_pct", "naik_pct", "turun_pct", "turun_bagi_pct",
         "rentang_pct", "harapan_pct", "jarak_benar_pct", "jarak_keliru_pct", "kelonggaran_pct"),
        pl.Float64(),
    ),
}  # fmt: skip


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per indicator row that states a capaian or realises a target."""
    indikator = prepared.facts.tables["indikator"]
    named = with_properties(indikator, indikator).select(
        pl.lit("indikator").alias("sumber"), *STATED, "bulan", pl.lit("capaian_pct").alias("kolom"),
        "target_k", "target_maks_k", "realisasi_k", "capaian_pct",
    )  # fmt: skip
    evaluated = prepared["e81"].select(
        pl.lit("e81").alias("sumber"),
        *STATED,
        pl.lit(None, dtype=pl.Int8).alias("bulan"),
        pl.lit("capaian_k_pct").alias("kolom"),
        pl.col("renstra_k").alias("target_k"),
        pl.lit(None, dtype=pl.Float64).alias("target_maks_k"),
        pl.col("renstra_real_k").alias("realisasi_k"),
        pl.col("capaian_k_pct").alias("capaian_pct"),
    )
    rows = pl.concat([named, evaluated]).filter(
        pl.col("capaian_pct").is_not_null() | pl.col("realisasi_k").is_not_null()
    )
    return _judged(rows)


STATED = (
    "baris_id", "berkas", "lembar", "asal", "baris", "kode_opd", "tahun", "triwulan", "kode", "kode_indikator",
    "indikator", "satuan", "polaritas",
)  # fmt: skip


def _judged(rows: pl.DataFrame) -> pl.DataFrame:
    value, low, high = pl.col("realisasi_k"), pl.col("target_k"), pl.col("target_maks_k")
    written, polarity = pl.col("capaian_pct"), pl.col("polaritas")
    rises, band = polarity == "naik", polarity == "rentang"

    def distance(*ways: str) -> pl.Expr:
        return pl.min_horizontal((written - pl.col(way)).abs() for way in ways)

    decimals = pl.when(value != value.round(0)).then(RATE_ROUNDING * 100 / low.abs()).otherwise(0.0)
    falls = ("turun_pct", "turun_bagi_pct")
    return rows.with_columns(
        share(value, low).alias("naik_pct"),
        falling(value, low).alias("turun_pct"),
        falling_ratio(value, low).alias("turun_bagi_pct"),
        within(value, low, high).alias("rentang_pct"),
    ).with_columns(
        pl.when(rises).then(distance("naik_pct")).when(band).then(distance("rentang_pct"))
        .when(polarity == "turun").then(distance(*falls)).alias("jarak_benar_pct"),
        pl.when(rises).then(distance(*falls)).when(polarity.is_not_null()).then(distance("naik_pct"))
        .alias("jarak_keliru_pct"),
        pl.when(rises).then("naik_pct").when(band).then("rentang_pct")
        .when(polarity == "turun").then("turun_pct").alias("harapan_pct"),
        (rounding_of(written) + BEYOND + decimals).alias("kelonggaran_pct"),
    )  # fmt: skip


FRAME = Frame(
    name="capaian",
    dataset="indikator",
    key=("sumber", "kode_opd", "kode", "kode_indikator"),
    columns=COLUMNS,
    words={
        "sumber": "indikator (against the target) or e81 (column 14, against Renstra); kolom is the column stated",
        "naik_pct": "R/T; turun_pct 2 - R/T; turun_bagi_pct T/R; rentang_pct against the nearest bound",
        "harapan_pct": "capaian by the indicator's own polarity",
        "jarak_benar_pct": "distance of the stated capaian from a formula of its polarity; jarak_keliru_pct of another",
        "kelonggaran_pct": "rounding of the stated capaian and of its value",
    },
    build=build,
)
