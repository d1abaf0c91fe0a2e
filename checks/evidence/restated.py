"""Closed months filed anew: how far the new figures moved away from what the treasury had paid."""

from __future__ import annotations

import polars as pl

from checks.evidence.lines import LINE, UNIT
from checks.frame import Prepared


def with_restatements(prepared: Prepared, rows: pl.DataFrame) -> pl.DataFrame:
    """``rows`` plus ``menjauh_pct`` in the month a closed month was raised away from SP2D, in percent of the ceiling.

    Honest corrections go towards the treasury's figure; only what the new figure lies farther above it counts.
    """
    told = prepared["restatement"].filter(pl.col("realisasi_idr") > pl.col("sebelum_realisasi_idr"))
    month = pl.col("dikirim_at").dt.convert_time_zone("Asia/Jakarta")
    beyond = (pl.col("realisasi_idr") - pl.max_horizontal("sebelum_realisasi_idr", "sp2d_sd_idr")).clip(0)
    away = (
        told.with_columns(
            pl.when(pl.col("pagu_idr") > 0).then(beyond / pl.col("pagu_idr") * 100).alias("menjauh_pct"),
            month.dt.month().alias("_diubah"),
        )
        .filter(month.dt.year() == pl.col("tahun"), pl.col("_diubah") > pl.col("bulan"))
        .group_by(*LINE, pl.col("_diubah").cast(pl.Int8).alias("bulan"))
        .agg(pl.col("menjauh_pct").max())
    )
    return rows.join(away, on=UNIT, how="left", maintain_order="left").with_columns(
        pl.col("menjauh_pct").fill_null(0.0)
    )
