"""Columns 12, 13 and 14 of every E.81 row, one row each, beside what the columns before them give."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from checks.prepare.capaian import falling, falling_ratio, share
from checks.prepare.rounding import rounding_of

IDENTITY: dict[str, pl.DataType] = {
    **dict.fromkeys(
        ("baris_id", "berkas", "lembar", "asal", "kode_opd", "kode", "kode_indikator", "indikator", "agregasi"),
        pl.String(),
    ),
    "baris": pl.Int32(),
    "tahun": pl.Int16(),
    "triwulan": pl.Int8(),
}
COLUMNS: dict[str, pl.DataType] = {
    **IDENTITY,
    "kolom": pl.String(),
    **dict.fromkeys(("tertulis", "harapan", "jarak", "kelonggaran"), pl.Float64()),
    **dict.fromkeys(("pasti", "dibatasi"), pl.Boolean()),
}
RATE_ROUNDING = 0.005
"""Values with decimals are taken to be rounded to two."""


def build(prepared: Prepared) -> pl.DataFrame:
    """Up to six rows per E.81 row; a column that neither it nor its parts fill is left out."""
    named = pl.coalesce("kode_indikator", "kode", pl.format("{} #{}", pl.col("uraian").fill_null("-"), "baris"))
    rows = prepared["e81"].with_columns(named.alias("kode_indikator"))
    return pl.concat([*_totals(rows), *_to_renstra_end(rows), *_rates(rows)])


def _totals(rows: pl.DataFrame) -> list[pl.DataFrame]:
    """Column 12 from the quarters: values by the indicator's aggregation, rupiah summed."""
    ways = [pl.col(f"{how}_k") for how in ("jumlah", "akhir", "rata2", "maks")]
    money = pl.col("jumlah_idr").cast(pl.Float64)
    return [
        _column(rows, "total_k", pl.col("hit_total_k"), ways, pl.col("agregasi").is_not_null()),
        _column(rows, "total_idr", money, [money], pl.lit(True), pl.col("triwulan").cast(pl.Float64)),
    ]


def _to_renstra_end(rows: pl.DataFrame) -> list[pl.DataFrame]:
    """Column 13 from 6 and 12 as written."""
    total, before, how = pl.col("total_k"), pl.col("lalu_k"), pl.col("agregasi")
    highest = pl.when(total.is_not_null() & before.is_not_null()).then(pl.max_horizontal(total, before))
    settled = pl.when(how == "jumlah").then(before + total).when(how == "maks").then(highest)
    expected = settled.when(how.is_not_null()).then(total)
    money = (pl.col("lalu_idr") + pl.col("total_idr")).cast(pl.Float64)
    one = pl.lit(1.0)
    ways = [before + total, total, highest]
    return [
        _column(rows, "renstra_real_k", expected, ways, how.is_not_null()),
        _column(rows, "renstra_real_idr", money, [money], pl.lit(True), one),
    ]


def _rates(rows: pl.DataFrame) -> list[pl.DataFrame]:
    """Column 14 from 13 and 5 as written; where less is better its own formulas are accepted too."""
    value, target, polarity = pl.col("renstra_real_k"), pl.col("renstra_k"), pl.col("polaritas")
    form = share(value, target)
    reverse = [falling(value, target), falling_ratio(value, target)]
    down = pl.when((polarity != "naik").fill_null(True))
    slack = pl.when(value != value.round(0)).then(RATE_ROUNDING * 100 / target).otherwise(0.0)
    money = share(pl.col("renstra_real_idr"), pl.col("renstra_idr"))
    sure = polarity.is_in(["naik", "turun"]).fill_null(False) | _near(pl.col("capaian_k_pct"), form)
    return [
        _column(rows, "capaian_k_pct", form, [form, *(down.then(way) for way in reverse)], sure, slack),
        _column(rows, "capaian_idr_pct", money, [money], pl.lit(True)),
    ]


def _near(written: pl.Expr, computed: pl.Expr) -> pl.Expr:
    return ((written - computed).abs() <= rounding_of(written) + 0.01).fill_null(False)


def _column(
    rows: pl.DataFrame,
    name: str,
    expected: pl.Expr,
    ways: list[pl.Expr],
    sure: pl.Expr,
    slack: pl.Expr | None = None,
) -> pl.DataFrame:
    """``jarak`` is to the expected value where ``sure`` of it (or of its ways, for a rate), else to the nearest way."""
    written = pl.col(name).cast(pl.Float64)
    rate = name.startswith("capaian")
    nearest = pl.min_horizontal((written - way).abs() for way in ways)
    distance = nearest if rate else pl.when("pasti").then((written - expected).abs()).otherwise(nearest)
    rounding = rounding_of(written) if name.endswith(("_k", "_pct")) else pl.lit(0.0)
    capped = (written == 100) & (expected > 100) if rate else pl.lit(False)
    return (
        rows.with_columns(sure.alias("pasti"))
        .select(
            *IDENTITY,
            "pasti",
            pl.lit(name).alias("kolom"),
            written.alias("tertulis"),
            expected.alias("harapan"),
            distance.alias("jarak"),
            (rounding + (slack if slack is not None else 0.0)).alias("kelonggaran"),
            capped.alias("dibatasi"),
        )
        .filter(pl.col("tertulis").is_not_null() | pl.col("harapan").is_not_null())
        .select(list(COLUMNS))
    )


FRAME = Frame(
    name="e81_kolom",
    dataset="e81",
    key=("kode_opd", "kode", "kode_indikator", "kolom"),
    columns=COLUMNS,
    words={
        "kolom": "total_k, total_idr (12), renstra_real_k, renstra_real_idr (13), capaian_k_pct, capaian_idr_pct (14)",
        "tertulis": "the figure on the form; harapan what the columns before it give, as written there",
        "jarak": "distance from the nearest figure its parts can give",
        "kelonggaran": "rounding of the figure and of its parts",
        "pasti": "the indicator's aggregation (column 14: its polarity) is known, so that only one reading is left",
        "dibatasi": "a rate above 100 was written as 100",
        "kode_indikator": "indicator, else its code, else its words and row",
    },
    build=build,
)
