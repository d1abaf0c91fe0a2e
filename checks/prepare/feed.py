"""Whether the treasury register can be held against anyone this month: its coverage, and the guard on its feed."""

from __future__ import annotations

from datetime import date

import polars as pl

ROUTINE = ("rutin", "gaji")
QUARTERLY = ("blud", "bos")
"""Classes of funds the treasury books by quarter."""
STILL_SHARE = 0.30
"""More routine lines than this standing still means the feed is down (measured on labelled sets, methods.md 3)."""
ENOUGH_LINES = 20
MATERIAL_SHARE = 0.02


def with_guard(rows: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """``rows`` of the rfk frame plus ``umpan_terhenti`` and ``tenggang_lewat``.

    The feed counts as stopped in a month where, over all agencies, more than :data:`STILL_SHARE` of the routine lines
    that report new spending do not move in the register, or as many lie materially above what it holds by the end of
    the month after; and for an agency of which the register knows nothing all year.
    """
    months = _stopped_months(rows)
    known = (
        rows.group_by("kode_opd", "tahun")
        .agg((pl.col("sp2d_sd_idr").fill_null(0) > 0).any().alias("_dikenal"))
        .filter(pl.col("_dikenal"))
    )
    after = pl.col("akhir_bulan_tgl").dt.offset_by("1d").dt.month_end()
    due = pl.when(pl.col("bulan") == 12).then(pl.col("akhir_bulan_tgl")).otherwise(after)
    return (
        rows.join(months, on=["tahun", "bulan"], how="left")
        .join(known, on=["kode_opd", "tahun"], how="left")
        .with_columns(
            (pl.col("_berhenti").fill_null(False) | (pl.col("sp2d_ada") & pl.col("_dikenal").is_null())).alias(
                "umpan_terhenti"
            ),
            (pl.col("sp2d_p1_idr").is_not_null() & (due < pl.lit(as_of))).fill_null(False).alias("tenggang_lewat"),
        )
        .drop("_berhenti", "_dikenal")
    )


def _stopped_months(rows: pl.DataFrame) -> pl.DataFrame:
    routine = rows.filter(
        pl.col("jenis_kerja").is_in(ROUTINE),
        ~pl.col("dana_kelas").is_in(QUARTERLY).fill_null(False),
        pl.col("sp2d_ada"),
        pl.col("realisasi_idr") > pl.when(pl.col("bulan") == 1).then(0).otherwise(pl.col("m1_realisasi_idr")),
    )
    still = pl.col("sp2d_sd_idr") == pl.col("sp2d_m1_idr")
    held = pl.max_horizontal("sp2d_sd_idr", "sp2d_p1_idr")
    above = pl.col("realisasi_idr") - held > MATERIAL_SHARE * pl.col("pagu_idr")
    return (
        routine.group_by("tahun", "bulan")
        .agg(
            ((still.mean() > STILL_SHARE) | (above.mean() > STILL_SHARE)).alias("_stop"),
            pl.len().alias("_n"),
        )
        .select("tahun", "bulan", (pl.col("_stop") & (pl.col("_n") >= ENOUGH_LINES)).alias("_berhenti"))
    )
