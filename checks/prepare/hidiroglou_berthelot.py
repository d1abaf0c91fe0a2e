"""Hidiroglou-Berthelot effects: how far a month-to-month ratio stands out among its peers, weighed by size.

r = now / before; s = 1 - med/r below the peers' median ratio, r/med - 1 above; E = s * max(now, before)^U. A ratio is
unusually high where E > med(E) + C * max(E75 - E50, |A * E50|). Hidiroglou and Berthelot (1986), Survey Methodology 12.
"""

from __future__ import annotations

import polars as pl

SIZE_POWER = 0.5
"""U: how much size counts; 0 not at all, 1 in full."""
LEAST_SPREAD = 0.05
"""A: keeps the bound from closing where the middle half of the effects lies together."""


def with_effects(rows: pl.DataFrame, now: str, before: str, stratum: tuple[str, ...]) -> pl.DataFrame:
    """``rows`` plus ``n_rasio``, ``rasio``, ``rasio_lazim``, ``efek``, ``efek_tengah`` and ``efek_simpang``.

    A ratio exists where both amounts are above 0; where it does not, all but ``n_rasio`` are null. ``efek_tengah`` and
    ``efek_simpang`` are the peers' median effect and the spread above it, over the rows equal in ``stratum``.
    """
    current, previous = pl.col(now).cast(pl.Float64), pl.col(before).cast(pl.Float64)
    ratio, usual, effect = pl.col("rasio"), pl.col("rasio_lazim"), pl.col("efek")
    distance = pl.when(ratio < usual).then(1 - usual / ratio).otherwise(ratio / usual - 1)
    upper = effect.quantile(0.75, "linear").over(stratum)
    return (
        rows.with_columns(pl.when(previous > 0, current > 0).then(current / previous).alias("rasio"))
        .with_columns(
            ratio.count().over(stratum).cast(pl.Int32).alias("n_rasio"),
            ratio.median().over(stratum).alias("rasio_lazim"),
        )
        .with_columns((distance * pl.max_horizontal(current, previous).pow(SIZE_POWER)).alias("efek"))
        .with_columns(effect.median().over(stratum).alias("efek_tengah"))
        .with_columns(
            pl.max_horizontal(upper - pl.col("efek_tengah"), (pl.col("efek_tengah") * LEAST_SPREAD).abs()).alias(
                "efek_simpang"
            )
        )
    )
