"""What the stewards' verdicts say of the rules: how often each asked rightly, how sure that is, and what to propose.

Only a false alarm speaks against a rule: a figure that was explained, or known beforehand, was rightly asked about.
Verdicts on one case are one verdict, however many findings it has.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import polars as pl

FALSE_ALARM = "alarm_palsu"
CONFIRMED = ("diterima", "diperbaiki")
VERDICTS = (*CONFIRMED, "dijelaskan", "wajar", FALSE_ALARM)
"""Decisions that judge whether a finding was rightly asked."""

Z_95 = 1.959963984540054
"""Two-sided 95 % of a normal distribution."""

KEPT_SHARE = 0.95
REMOVED_SHARE = 0.2
"""A limit is proposed that keeps this share of the confirmed findings and spares this share of the false alarms."""

PRECISION_SCHEMA = {
    "aturan": pl.String,
    "putusan": pl.Float64,
    "alarm_palsu": pl.Float64,
    "presisi": pl.Float64,
    "presisi_bawah": pl.Float64,
    "presisi_atas": pl.Float64,
    "penasihat": pl.Boolean,
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A limit on the difference at which a rule could start to ask, and what that would have meant so far."""

    rule: str
    at_least: float
    unit: str | None
    alarms_spared: int
    alarms: int
    confirmed_kept: int
    confirmed: int


def precision_of_rules(verdicts: pl.DataFrame, floor: float, least: int) -> pl.DataFrame:
    """``PRECISION_SCHEMA`` per rule with a verdict.

    ``verdicts`` [aturan, kasus, putusan] one row a finding. ``presisi`` is 1 less the share of false alarms, with
    Wilson's 95 % interval. A rule is ``penasihat`` when at least ``least`` cases were judged and it lies below
    ``floor``; by too few nothing is concluded.
    """
    by_case = verdicts.group_by("aturan", "kasus").agg((pl.col("putusan") == FALSE_ALARM).mean().alias("palsu"))
    counted = by_case.group_by("aturan").agg(
        pl.len().cast(pl.Float64).alias("putusan"), pl.col("palsu").sum().alias("alarm_palsu")
    )
    low, high = wilson(pl.col("presisi"), pl.col("putusan"))
    return (
        counted.with_columns((1 - pl.col("alarm_palsu") / pl.col("putusan")).alias("presisi"))
        .with_columns(low.alias("presisi_bawah"), high.alias("presisi_atas"))
        .with_columns(((pl.col("putusan") >= least) & (pl.col("presisi") < floor)).alias("penasihat"))
        .select(pl.col(name).cast(dtype) for name, dtype in PRECISION_SCHEMA.items())
        .sort("aturan")
    )


def overall(precision: pl.DataFrame) -> pl.DataFrame:
    """[putusan, alarm_palsu, bagian, bagian_bawah, bagian_atas]: the measured share of false alarms; one row."""
    share = pl.col("alarm_palsu") / pl.col("putusan")
    low, high = wilson(share, pl.col("putusan"))
    return precision.select(pl.col("putusan", "alarm_palsu").sum()).with_columns(
        share.alias("bagian"), low.alias("bagian_bawah"), high.alias("bagian_atas")
    )


def wilson(share: pl.Expr, n: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Wilson's 95 % interval of a share of ``n`` (1927); it stays within 0..1 and is honest for few."""
    square = Z_95**2
    centre = (share + square / (2 * n)) / (1 + square / n)
    half = Z_95 / (1 + square / n) * (share * (1 - share) / n + square / (4 * n * n)).sqrt()
    return (centre - half).clip(0, 1), (centre + half).clip(0, 1)


def propose(verdicts: pl.DataFrame, rules: Collection[str], least: int) -> Iterator[Proposal]:
    """For each of ``rules`` a limit on ``|selisih|`` that would have spared false alarms and lost hardly a true one.

    ``verdicts`` [aturan, putusan, selisih, satuan]. Nothing where fewer than ``least`` findings of a rule were judged
    with a difference, or where no limit does both.
    """
    measured = verdicts.filter(pl.col("putusan").is_in([*CONFIRMED, FALSE_ALARM]), pl.col("selisih").is_not_null())
    for rule in sorted(rules):
        judged = measured.filter(pl.col("aturan") == rule).with_columns(pl.col("selisih").abs())
        alarms = judged.filter(pl.col("putusan") == FALSE_ALARM)["selisih"]
        confirmed = judged.filter(pl.col("putusan") != FALSE_ALARM)["selisih"]
        if judged.height < least or alarms.is_empty() or confirmed.is_empty():
            continue
        lost = int(confirmed.len() * (1 - KEPT_SHARE))
        limit = float(confirmed.sort()[lost])
        spared = int((alarms < limit).sum())
        if spared >= REMOVED_SHARE * alarms.len():
            kept = int((confirmed >= limit).sum())
            yield Proposal(rule, limit, judged["satuan"][0], spared, alarms.len(), kept, confirmed.len())
