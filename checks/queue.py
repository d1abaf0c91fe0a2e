"""Tonight's two queues: which cases a stated number of people should take first, by suspicion and by rupiah.

One row a case stands in a queue. What does not fit the capacity, and what only advises or informs, stays listed.
"""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from schemas.finding import Placement
from schemas.tables import polars_schema

ASKING = ("blokir", "peringatan")
"""Severities that ask someone for an answer; the others inform."""

IMPACT_WITHOUT_RUPIAH_IDR = 1_000_000
"""What a finding without rupiah at stake counts for in the queue: small, but never nothing."""

MANY_ROWS = ("templat", "salinan")
"""Causes whose rows each have rupiah of their own; in any other case the findings speak of the same rupiah."""


def place(findings: pl.DataFrame, cases: pl.DataFrame, advisory: Collection[str], capacity: int) -> pl.DataFrame:
    """``schemas.finding.Placement`` of every finding.

    ``findings`` [finding_id, aturan, keparahan, kecurigaan 0..1, dampak_idr, baris_id, menunggu]: ``menunggu`` says
    that a steward has yet to decide. ``cases`` as :func:`checks.cases.build_cases` gives them. ``advisory`` are the
    rules below their precision floor; ``capacity`` is the number of cases in each queue.
    """
    placed = findings.join(cases, on="finding_id", how="left").with_columns(
        pl.col("aturan").is_in(list(advisory)).alias("penasihat")
    )
    asking = placed.filter("menunggu", pl.col("keparahan").is_in(ASKING), ~pl.col("penasihat"))
    leads = _one_row_a_case(asking)
    for name, score in (
        ("antrian_kecurigaan", pl.col("kecurigaan")),
        ("antrian_rupiah", by_rupiah()),
    ):
        first = _ranked(leads, score).head(capacity)
        placed = placed.join(first.select("finding_id").with_row_index(name, offset=1), on="finding_id", how="left")
    return placed.select(pl.col(name).cast(dtype) for name, dtype in polars_schema(Placement).items())


def by_rupiah() -> pl.Expr:
    """Suspicion times the root of the rupiah at stake.

    The plain product lets a few very large lines fill the queue whatever speaks against them; with the root, most of
    the rupiah still comes first and more of the cases turn out to be right.
    """
    return pl.col("kecurigaan") * pl.col("dampak_idr").sqrt()


def _one_row_a_case(asking: pl.DataFrame) -> pl.DataFrame:
    """[finding_id, kecurigaan, dampak_idr, berat] of the finding that speaks for each case; the case's own weight."""
    impact = pl.col("dampak_idr").fill_null(IMPACT_WITHOUT_RUPIAH_IDR).cast(pl.Float64)
    row = pl.coalesce("baris_id", "finding_id")
    rows = asking.with_columns(impact).group_by("kasus", row.alias("baris_id")).agg(pl.col("dampak_idr").max())
    at_stake = rows.group_by("kasus").agg(pl.col("dampak_idr").sum().alias("semua"), pl.col("dampak_idr").max())
    return (
        asking.sort("urutan", "finding_id")
        .group_by("kasus", maintain_order=True)
        .agg(
            pl.col("finding_id", "sebab_kasus").first(),
            pl.col("kecurigaan").max(),
            (pl.col("keparahan") == "blokir").any().alias("menahan"),
        )
        .join(at_stake, on="kasus")
        .with_columns(
            pl.when(pl.col("sebab_kasus").is_in(MANY_ROWS)).then("semua").otherwise("dampak_idr").alias("dampak_idr")
        )
    )


def _ranked(leads: pl.DataFrame, score: pl.Expr) -> pl.DataFrame:
    """Highest score first; of equals those that hold rows back, then those with more at stake, then by id."""
    return leads.with_columns(score.alias("nilai")).sort(
        "nilai", "menahan", "dampak_idr", "finding_id", descending=[True, True, True, False]
    )
