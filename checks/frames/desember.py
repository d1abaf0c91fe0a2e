"""What share of an agency's year was spent in December, beside its own three years before and the other agencies."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared

YEAR = ("kode_opd", "tahun")
NORM_YEARS = 3

COLUMNS: dict[str, pl.DataType] = {
    "kode_opd": pl.String(),
    "tahun": pl.Int16(),
    "berkas": pl.String(),
    "ada_desember": pl.Boolean(),
    "desember_idr": pl.Int64(),
    "setahun_idr": pl.Int64(),
    **dict.fromkeys(("n_tahun", "n_opd"), pl.Int32()),
    **dict.fromkeys(("desember_pct", "norma_pct", "sebaya_pct"), pl.Float64()),
}


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per agency and year with an RFK. Lines count that state their spending to November and to December."""
    now, before = pl.col("realisasi_idr"), pl.col("m1_realisasi_idr")
    december = (pl.col("bulan") == 12) & now.is_not_null() & before.is_not_null()
    years = (
        prepared["rfk"]
        .drop_nulls((*YEAR, "bulan"))
        .group_by(YEAR)
        .agg(
            pl.col("berkas").last(),
            (pl.col("bulan") == 12).any().alias("ada_desember"),
            december.any().alias("_terbaca"),
            (now - before).filter(december).sum().alias("desember_idr"),
            now.filter(december).sum().alias("setahun_idr"),
        )
        .sort(YEAR)
        .with_columns(
            pl.when("_terbaca", pl.col("setahun_idr") > 0)
            .then(pl.col("desember_idr") / pl.col("setahun_idr") * 100)
            .alias("desember_pct")
        )
    )
    return _with_norm(years).with_columns(
        pl.col("desember_pct").count().over("tahun").cast(pl.Int32).alias("n_opd"),
        pl.col("desember_pct").quantile(0.9, "linear").over("tahun").alias("sebaya_pct"),
    )


def _with_norm(years: pl.DataFrame) -> pl.DataFrame:
    past = years.select("kode_opd", "tahun", pl.col("desember_pct").alias("_dulu")).drop_nulls("_dulu")
    shifted = pl.concat([past.with_columns(pl.col("tahun") + back) for back in range(1, NORM_YEARS + 1)])
    norm = shifted.group_by(YEAR).agg(
        pl.len().cast(pl.Int32).alias("n_tahun"), pl.col("_dulu").mean().alias("norma_pct")
    )
    return years.join(norm, on=YEAR, how="left", maintain_order="left").with_columns(pl.col("n_tahun").fill_null(0))


FRAME = Frame(
    name="desember",
    dataset="rfk",
    key=("kode_opd",),
    columns=COLUMNS,
    words={
        "desember_idr": "spending of December alone; desember_pct its share of the year's",
        "norma_pct": "mean share of the three years before, n_tahun of them known",
        "sebaya_pct": "share that nine of ten agencies stay below this year, of n_opd known",
    },
    build=build,
)
