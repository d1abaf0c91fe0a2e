"""The same line in the months before, and how long something has been going on."""

from __future__ import annotations

import polars as pl

LINE = ("kode_opd", "tahun", "kode")


def with_earlier(rows: pl.DataFrame, columns: tuple[str, ...], months: int) -> pl.DataFrame:
    """``rows`` plus ``columns`` of the row ``months`` before, prefixed ``m<months>_``; null where there is none."""
    prefix = f"m{months}_"
    earlier = (
        rows.select(*LINE, "bulan", *columns)
        .filter(pl.col("kode").is_not_null(), pl.col("bulan").is_not_null())
        .unique([*LINE, "bulan"], keep="first", maintain_order=True)
        .with_columns(pl.col("bulan") + months)
        .rename({column: prefix + column for column in columns})
    )
    return rows.join(earlier, on=[*LINE, "bulan"], how="left", maintain_order="left")


def with_last_year(rows: pl.DataFrame, columns: tuple[str, ...]) -> pl.DataFrame:
    """``rows`` plus ``columns`` of the same month a year before, prefixed ``y1_``."""
    earlier = (
        rows.select(*LINE, "bulan", *columns)
        .filter(pl.col("kode").is_not_null(), pl.col("bulan").is_not_null())
        .unique([*LINE, "bulan"], keep="first", maintain_order=True)
        .with_columns(pl.col("tahun") + 1)
        .rename({column: f"y1_{column}" for column in columns})
    )
    return rows.join(earlier, on=[*LINE, "bulan"], how="left", maintain_order="left")


def run_length(condition: pl.Expr) -> pl.Expr:
    """Number of consecutive months up to and including this one in which ``condition`` held, along one line.

    Rows must be sorted by line and month. A missing month or an unknown condition ends a run.
    """
    held = condition.fill_null(False)
    gap = (pl.col("bulan").cast(pl.Int32).diff() != 1).fill_null(True).over(LINE)
    start = ~held | gap
    block = start.cum_sum().over(LINE)
    return held.cast(pl.Int32).cum_sum().over(*LINE, block)
