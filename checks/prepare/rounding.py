"""How far a percentage as written may stand from the true one, by the decimals it was written with."""

from __future__ import annotations

import polars as pl

WHOLE, TENTHS, HUNDREDTHS = 0.5, 0.05, 0.005
"""Half a unit of the last decimal shown; more decimals than two count as exact."""


def rounding_of(percent: pl.Expr) -> pl.Expr:
    """Half a unit of the last decimal ``percent`` shows (points): 0.5, 0.05, 0.005 or 0; null stays null."""

    def whole_after(factor: int) -> pl.Expr:
        scaled = percent * factor
        return (scaled - scaled.round(0)).abs() < 1e-6

    return (
        pl.when(percent.is_null())
        .then(None)
        .when(whole_after(1))
        .then(WHOLE)
        .when(whole_after(10))
        .then(TENTHS)
        .when(whole_after(100))
        .then(HUNDREDTHS)
        .otherwise(0.0)
    )


def share_pct(part: str, whole: str) -> pl.Expr:
    """``part`` over ``whole`` in percent; null where either is missing or the whole is not positive."""
    return pl.when(pl.col(whole) > 0).then(pl.col(part) / pl.col(whole) * 100)


def agrees(written: pl.Expr, computed: pl.Expr, beyond: pl.Expr) -> pl.Expr:
    """Whether ``written`` is ``computed`` within its own rounding and ``beyond`` points; null if either is."""
    difference = (written - computed).abs()
    return difference.le(rounding_of(written) + beyond + 1e-9)
