"""What lines of the same kind of work show in the same month: said beside a finding, never judged by."""

from __future__ import annotations

import polars as pl

PEERS = ("tahun", "bulan", "jenis_kerja")
SHARE = 0.9
FEW = 20
"""Fewer lines than this do not show what is usual."""


def with_usual_progress(rows: pl.DataFrame) -> pl.DataFrame:
    """Add ``sejenis_fisik_pct``, which nine in ten of ``sejenis_n`` lines of the kind and month do not exceed."""
    count = pl.col("fisik_pct").count().over(PEERS).cast(pl.Int32)
    known = (count >= FEW) & pl.all_horizontal(pl.col(name).is_not_null() for name in PEERS)
    highest = pl.col("fisik_pct").quantile(SHARE, "higher").over(PEERS)
    return rows.with_columns(pl.when(known).then(highest).alias("sejenis_fisik_pct"), count.alias("sejenis_n"))


def usual_progress() -> dict[str, pl.Expr]:
    """Parameters by which an explanation says what is usual; null where the line itself is usual."""
    bound = pl.col("sejenis_fisik_pct")
    return {
        "sejenis_batas_pct": pl.when(pl.col("fisik_pct") > bound).then(bound),
        "sejenis_bagian": pl.lit(SHARE),
        "sejenis_n": pl.col("sejenis_n"),
    }
