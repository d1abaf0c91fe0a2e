"""Cases: findings of one cause are one case, with the primary finding that explains the others."""

from __future__ import annotations

import polars as pl

CASE_SCHEMA = {
    "finding_id": pl.String,
    "kasus": pl.String,
    "sebab_kasus": pl.String,
    "kolom_kasus": pl.String,
    "urutan": pl.Int32,
}


def build_cases(findings: pl.DataFrame) -> pl.DataFrame:
    """[finding_id, kasus, sebab_kasus, kolom_kasus, urutan] of ``findings`` (``schemas.finding.Finding``).

    ``urutan`` orders a case: 0 is its primary finding, whose id is ``kasus``.
    """
    return findings.select(
        "finding_id",
        pl.col("finding_id").alias("kasus"),
        pl.lit("sendiri").alias("sebab_kasus"),
        pl.col("kolom").alias("kolom_kasus"),
        pl.lit(0, dtype=pl.Int32).alias("urutan"),
    )
