"""How well a detector's scores tell dishonest reports from honest ones, on a labelled set.

A row in the wake of an episode and a clerical slip are neither honest nor dishonest when rates are taken, but finding
one is no waste of a steward's time. The alarm level is set on honest rows, so that all are compared at equal cost.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

SCORED_YEAR = 2025
KEY = ["subkeg_id", "year", "month"]
BUDGETS = (0.005, 0.01, 0.02)
CAPACITY = 50
_TIE = 1e-9


@dataclass(frozen=True, slots=True)
class Measured:
    """Shares 0..1. ``recall`` by share of honest rows flagged; the rest at the widest of these budgets."""

    recall: dict[float, float]
    precision: float
    false_alarms: float
    false_alarms_on_shortfalls: float
    episodes: float
    rupiah: float
    same_month: float
    precision_at_50: float
    ceiling_at_50: float
    rupiah_at_50: float
    right_field: float | None
    rows_by_type: dict[str, float]
    episodes_by_type: dict[str, float]


def read_scored(dataset: Path, scores: pl.DataFrame) -> pl.DataFrame:
    """Labels of the scored year with score and blamed field. ``ValueError`` when a report has no score."""
    typed = [pl.col("year").cast(pl.Int32), pl.col("month").cast(pl.Int32)]
    labels = pl.read_parquet(dataset / "labels.parquet").with_columns(typed).filter(pl.col("year") == SCORED_YEAR)
    blamed = pl.col("field") if "field" in scores.columns else pl.lit(None, pl.String)
    given = scores.with_columns(typed).select(*KEY, "score", blamed.alias("blamed"))
    rows = labels.join(given, on=KEY, how="left", validate="1:1").sort(KEY)
    if rows["score"].null_count():
        raise ValueError(f"{rows['score'].null_count()} of {rows.height} reports have no score")
    return rows


def measure(rows: pl.DataFrame) -> Measured:
    """All measures of one detector on one set; ties are broken at random, always the same way."""
    score = rows["score"].cast(pl.Float64).to_numpy()
    spread = float(score.max() - score.min()) or 1.0
    score = score + np.random.default_rng(0).uniform(0, _TIE, score.size) * spread
    bent = (rows["label"] == "dishonest").to_numpy()
    fair = ((rows["label"] == "honest") & ~rows["shadow"]).to_numpy()
    levels = {budget: float(np.quantile(score[fair], 1 - budget, method="higher")) for budget in BUDGETS}
    flagged = score > levels[max(BUDGETS)]
    short = fair & rows["shortfall"].to_numpy()
    named = flagged & bent & rows["blamed"].is_not_null().to_numpy()
    right = (rows["blamed"] == rows["field"]).fill_null(False).to_numpy()
    at_capacity = _queue(rows, score)
    caught = _episodes(rows.with_columns(pl.Series("flagged", flagged)))
    by_type = rows.filter(bent).with_columns(pl.Series("flagged", flagged[bent])).group_by("type").agg(
        pl.col("flagged").mean()
    )  # fmt: skip
    return Measured(
        recall={budget: float((score[bent] > level).mean()) for budget, level in levels.items()},
        precision=float((flagged & bent).sum() / max((flagged & (bent | fair)).sum(), 1)),
        false_alarms=float(flagged[fair].mean()),
        false_alarms_on_shortfalls=float(flagged[short].mean()),
        episodes=_mean(caught["caught"]),
        rupiah=float(caught.filter("caught")["rupiah"].sum()) / float(caught["rupiah"].sum()),
        same_month=_mean(caught.filter("caught")["delay"] == 0),
        precision_at_50=at_capacity[0],
        ceiling_at_50=at_capacity[1],
        rupiah_at_50=at_capacity[2],
        right_field=float(right[named].mean()) if named.any() else None,
        rows_by_type=dict(by_type.sort("type").iter_rows()),
        episodes_by_type=dict(caught.group_by("type").agg(pl.col("caught").mean()).sort("type").iter_rows()),
    )


def _mean(column: pl.Series) -> float:
    """Mean of a Boolean column; 0 when there is nothing to take it of."""
    return float(column.cast(pl.Float64).mean() or 0.0)  # type: ignore[arg-type]


def _episodes(rows: pl.DataFrame) -> pl.DataFrame:
    """One row an episode: [type, rupiah, caught, delay].

    It is caught by the first flag on one of its lines, from its first month on, on a row of its own or in a wake.
    """
    bent = rows.filter(pl.col("label") == "dishonest")
    every = bent.group_by("episode").agg(
        pl.col("type").first(), pl.col("rp_at_stake").max().alias("rupiah"), pl.col("month").min().alias("began")
    )
    lines = bent.select("episode", "subkeg_id").unique().join(every, on="episode")
    flags = rows.filter("flagged").select("subkeg_id", "month", "shadow", pl.col("episode").alias("own"))
    first = (
        lines.join(flags, on="subkeg_id")
        .filter((pl.col("own") == pl.col("episode")) | pl.col("shadow"), pl.col("month") >= pl.col("began"))
        .group_by("episode")
        .agg((pl.col("month") - pl.col("began")).min().alias("delay"))
    )
    return every.join(first, on="episode", how="left").with_columns(pl.col("delay").is_not_null().alias("caught"))


def _queue(rows: pl.DataFrame, score: np.ndarray) -> tuple[float, float, float]:
    """Of the ``CAPACITY`` highest of each month: share worth looking at, the best possible share, share of rupiah."""
    worth = (rows["label"].is_in(["dishonest", "clerical"]) | rows["shadow"]).alias("worth")
    ranked = rows.select("month", "rp_at_stake", worth).with_columns(pl.Series("score", score))
    months = ranked.group_by("month").agg(
        pl.col("worth").top_k_by("score", CAPACITY).mean().alias("hit"),
        (pl.col("worth").sum().clip(upper_bound=CAPACITY) / CAPACITY).alias("best"),
        pl.col("rp_at_stake").top_k_by("score", CAPACITY).sum().alias("seen"),
        pl.col("rp_at_stake").top_k(CAPACITY).sum().alias("possible"),
    )
    hit, best, seen, possible = (float(months[name].sum()) for name in ("hit", "best", "seen", "possible"))
    return hit / 12, best / 12, seen / max(possible, 1.0)
