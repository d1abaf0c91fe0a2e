"""The caliper test: whether figures pile up on one side of a bound, counted in equal windows on both sides.

Where nothing draws figures to the bound, each of those near it lies on either side with equal chance. An excess f =
(one side - other side) / both is seen four times in five, at 5 %, from n = 7.85 / f² figures on
((1.96 + 0.84)² = 7.85, normal approximation).
"""

from __future__ import annotations

import numpy as np
import polars as pl

POWER = 7.85


def least_count(excess: pl.Expr) -> pl.Expr:
    """Figures needed near the bound to see an excess of this share (0..1)."""
    return (POWER / excess**2).ceil()


def excess_of(one_side: pl.Expr, other_side: pl.Expr) -> pl.Expr:
    """-1..1: 1 where all figures near the bound lie on the one side; null without any."""
    both = one_side + other_side
    return pl.when(both > 0).then((one_side - other_side) / both)


def chance_of(one_side: np.ndarray, other_side: np.ndarray) -> np.ndarray:
    """Exact chance of at least so many on the one side, were both equally likely: the upper binomial tail of counts."""
    from scipy.special import bdtrc  # type: ignore[import-untyped]  # loaded only where it is needed

    tail: np.ndarray = np.where(one_side > 0, bdtrc(one_side - 1, one_side + other_side, 0.5), 1.0)
    return tail
