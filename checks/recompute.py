"""Figures recomputed from the submission's own parts: published beside what was sent, and trusted instead of it."""

from __future__ import annotations

import polars as pl

from checks.frame import Prepared


def recomputed(prepared: Prepared) -> dict[str, pl.DataFrame]:
    """Per fact table, ``baris_id`` and the ``hit_*`` and reference columns of ``schemas.outputs``."""
    return {
        "rfk": _rfk(prepared["rfk"]),
        "e81": prepared["e81"].select(
            "baris_id", "hit_total_k", "hit_capaian_pct", "hit_capaian_tahun_pct", "hit_predikat"
        ),
        "lra": prepared.facts.tables["lra"].select(
            "baris_id", share_pct("realisasi_idr", "anggaran_idr").alias("hit_realisasi_pct")
        ),
    }


def share_pct(part: str, whole: str) -> pl.Expr:
    """``part`` in percent of ``whole``; null where the whole is not positive or either is missing."""
    return pl.when(pl.col(whole) > 0).then(pl.col(part) / pl.col(whole) * 100)


def _rfk(rows: pl.DataFrame) -> pl.DataFrame:
    """Layout A: nilai fisik = DPA x fisik, deviasi = (plan - physical) / plan, both in the form's own terms."""
    planned = pl.when(pl.col("rak_pct") > 0)
    return rows.select(
        "baris_id",
        share_pct("realisasi_idr", "pagu_idr").alias("hit_realisasi_pct"),
        (pl.col("pagu_idr") - pl.col("realisasi_idr")).alias("hit_sisa_idr"),
        (pl.col("pagu_idr") * pl.col("fisik_pct") / 100).round(0).cast(pl.Int64).alias("hit_nilai_fisik_idr"),
        planned.then((pl.col("rak_pct") - share_pct("realisasi_idr", "pagu_idr")) / pl.col("rak_pct") * 100).alias(
            "hit_deviasi_pct"
        ),
        "pagu_berlaku_idr",
        "versi_berlaku",
        "sp2d_sd_idr",
    )
