"""What the treasury paid out per line up to each month end: final SP2D, net of returns, by kind."""

from __future__ import annotations

import polars as pl

LINE = ("kode_opd", "tahun", "kode")
SPENDING_KINDS = ("LS", "GU", "GU NIHIL", "TU NIHIL")
"""Kinds that are spending. UP and TU are advances until accounted for (rules.md REK-002)."""


def feed_months(sp2d: pl.DataFrame) -> pl.DataFrame:
    """[tahun, sp2d_sampai]: last month of each year for which the treasury register holds any final SP2D."""
    final = sp2d.filter(pl.col("tgl").is_not_null(), pl.col("status").is_in(["final", "pengembalian"]))
    return final.group_by("tahun").agg(pl.col("tgl").dt.month().max().alias("sp2d_sampai"))


def cumulative(rows: pl.DataFrame, sp2d: pl.DataFrame) -> pl.DataFrame:
    """``rows`` (kode_opd, tahun, bulan, kode) plus cumulative treasury figures through the month's end, in rupiah.

    ``sp2d_sd_idr`` spending net of returns, ``sp2d_m1_idr`` the same through the month before, ``sp2d_p1_idr`` through
    the month after (December: its own; null where the register does not reach it), ``sp2d_kembali_idr`` returns,
    ``sp2d_muka_idr`` UP/TU advances not accounted for yet, ``sp2d_spd_idr`` authorised, ``sp2d_ada`` whether the
    register covers the month. Where it covers the month and knows no SP2D of the line, the figures are 0; else null.
    """
    running = _running(sp2d)
    reaches_next = pl.col("sp2d_sampai").fill_null(0) >= pl.min_horizontal(pl.col("bulan") + 1, pl.lit(12, pl.Int8))
    named = pl.col("kode").is_not_null()
    money = ["sp2d_sd_idr", "sp2d_m1_idr", "sp2d_kembali_idr", "sp2d_muka_idr"]
    return (
        rows.join(running, on=[*LINE, "bulan"], how="left")
        .join(feed_months(sp2d), on="tahun", how="left")
        .with_columns((pl.col("sp2d_sampai").fill_null(0) >= pl.col("bulan")).alias("sp2d_ada"))
        .with_columns(
            pl.when(pl.col("sp2d_ada") & named).then(pl.col(money).fill_null(0)),
            pl.when(reaches_next & named).then(pl.col("sp2d_p1_idr").fill_null(0)),
        )
        .drop("sp2d_sampai")
    )


def _running(sp2d: pl.DataFrame) -> pl.DataFrame:
    """Every month of every line that the register knows: money paid, returned, advanced and authorised so far."""
    final = sp2d.filter(pl.col("tgl").is_not_null(), pl.col("kode").is_not_null(), pl.col("nilai_idr").is_not_null())
    value = pl.col("nilai_idr")
    paid = (pl.col("status") == "final") & pl.col("jenis").is_in(SPENDING_KINDS)
    returned = pl.col("status") == "pengembalian"
    advanced = (pl.col("status") == "final") & pl.col("jenis").is_in(["UP", "TU"])
    settles = pl.col("jenis").is_in(["GU NIHIL", "TU NIHIL"])
    monthly = (
        final.with_columns(pl.col("tgl").dt.month().alias("bulan"))
        .group_by(*LINE, "bulan")
        .agg(
            (value.filter(paid).sum() - value.filter(returned).sum()).alias("sp2d_sd_idr"),
            value.filter(returned).sum().alias("sp2d_kembali_idr"),
            (value.filter(advanced).sum() - value.filter(paid & settles).sum()).alias("sp2d_muka_idr"),
            pl.col("spd_idr").max().alias("sp2d_spd_idr"),
        )
    )
    months = pl.DataFrame({"bulan": range(1, 13)}, schema={"bulan": pl.Int8})
    return (
        monthly.select(LINE)
        .unique()
        .join(months, how="cross")
        .join(monthly, on=[*LINE, "bulan"], how="left")
        .sort(*LINE, "bulan")
        .with_columns(
            pl.col("sp2d_sd_idr", "sp2d_kembali_idr", "sp2d_muka_idr").fill_null(0).cum_sum().over(LINE),
            pl.col("sp2d_spd_idr").cum_max().forward_fill().over(LINE),
        )
        .with_columns(
            pl.col("sp2d_muka_idr").clip(lower_bound=0),
            pl.col("sp2d_sd_idr").shift(1, fill_value=0).over(LINE).alias("sp2d_m1_idr"),
            pl.col("sp2d_sd_idr").shift(-1).fill_null(pl.col("sp2d_sd_idr")).over(LINE).alias("sp2d_p1_idr"),
        )
    )
