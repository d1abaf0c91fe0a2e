"""How fast money is spent in a year: a line's own straight line, and the usual course of regencies beside it."""

from __future__ import annotations

import polars as pl

MONTHS = 12
USUAL_SHARE = {
    1: 2.2,
    2: 4.5,
    3: 8.9,
    4: 15.6,
    5: 22.5,
    6: 29.4,
    7: 56.3,
    8: 62.0,
    9: 67.7,
    10: 75.7,
    11: 89.8,
    12: 100,
}
"""Cumulative share (percent) of the year's spending by month: median of 33 regencies over 12 months.

January, May and August are interpolated; the others are as computed from public monthly figures.
"""


def usual_share(month: str = "bulan") -> pl.Expr:
    """The usual cumulative share of the year's spending at ``month``, 0..1."""
    return pl.col(month).cast(pl.Int32).replace_strict(USUAL_SHARE, default=None, return_dtype=pl.Float64) / 100


def straight_line(spent: str = "realisasi_idr", month: str = "bulan") -> pl.Expr:
    """Rupiah spent by 31 December if every month goes as those before it."""
    return pl.col(spent) / pl.col(month).cast(pl.Float64) * MONTHS


def usual_course(spent: str = "realisasi_idr", month: str = "bulan") -> pl.Expr:
    """Rupiah spent by 31 December if the rest of the year goes as it usually does across regencies."""
    return pl.col(spent) / usual_share(month)
