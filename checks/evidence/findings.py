"""Findings on a line and month get the suspicion of all evidence there; certainties come before any of it."""

from __future__ import annotations

import polars as pl

CERTAIN = ("ANG-001", "IND-001", "HIT-023", "IND-020", "IND-021")
"""Rules that leave no room for chance: ceiling, direction, arithmetic, a target or unit changed without a document."""
CERTAINTY = 0.99
MOST_UNCERTAIN = 0.98
KEY = ["kode_opd", "kode", "periode"]


def with_evidence(findings: pl.DataFrame, evidence: pl.DataFrame) -> pl.DataFrame:
    """``findings`` with ``kecurigaan`` raised to that of the evidence on their line and month, never lowered.

    ``evidence`` is the frame ``bukti``. Certainties stand above :data:`MOST_UNCERTAIN`, which nothing else passes.
    """
    known = evidence.select(
        "kode_opd",
        "kode",
        pl.format("{}-{}", "tahun", pl.col("bulan").cast(pl.String).str.zfill(2)).alias("periode"),
        pl.col("kecurigaan").clip(0, MOST_UNCERTAIN).alias("_bukti"),
    )
    named = findings.with_columns(pl.col("subjek").str.json_path_match("$.kode").alias("kode"))
    joined = named.join(known, on=KEY, how="left", maintain_order="left")
    certain = pl.col("aturan").is_in(CERTAIN)
    return joined.with_columns(
        pl.when(certain)
        .then(pl.lit(CERTAINTY))
        .otherwise(pl.max_horizontal("kecurigaan", "_bukti").clip(0, MOST_UNCERTAIN))
        .alias("kecurigaan")
    ).select(findings.columns)
