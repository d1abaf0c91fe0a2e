"""The limit of direct procurement in force on a day, by kind of procurement, from the thresholds of KTR-006."""

from __future__ import annotations

import polars as pl

from checks.thresholds import all_thresholds

STATED_BY = "KTR-006"
KINDS = {"konstruksi": "batas_konstruksi_idr", "jasa konsultansi": "batas_konsultansi_idr"}
OTHER_KINDS = "batas_lain_idr"


def direct_procurement_limit(kind: str, day: str) -> pl.Expr:
    """Rupiah; null where kind or day is missing."""
    limit = _on(OTHER_KINDS, day)
    for name, threshold in KINDS.items():
        limit = pl.when(pl.col(kind) == name).then(_on(threshold, day)).otherwise(limit)
    return pl.when(pl.col(kind).is_not_null()).then(limit)


def _on(threshold: str, day: str) -> pl.Expr:
    value: pl.Expr = pl.lit(None, dtype=pl.Int64)
    for row in all_thresholds()[(STATED_BY, threshold)]:
        value = pl.when(pl.col(day) >= row.start).then(pl.lit(row.value, dtype=pl.Int64)).otherwise(value)
    return value
