"""What others do, on the same reports: each gives a score for every report, from what was known that month."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl
from sklearn.ensemble import IsolationForest  # type: ignore[import-untyped]

from bench.detection_features import DISAGREEMENTS, LINE, LINE_YEAR
from bench.detection_metrics import SCORED_YEAR

FIELD_OF = {
    "d_phys": "phys_rep", "d_money": "fin_rep", "d_result": "realisasi", "phys_rep": "phys_rep",
    "money_pct": "fin_rep", "result_pct": "realisasi", "capaian_rep": "capaian_rep",
}  # fmt: skip
_MINIMUM = 6
_WHO_APART = 0.33
_CONTRADICTION = 1_000.0
_FOREST_SAMPLE = 2048


def dhis2_z_score(rows: pl.DataFrame) -> pl.DataFrame:
    """Outlier detection as in DHIS2: the largest |z| of any element, as reported and by month, against the earlier
    values of the same line."""
    parts = rows.with_columns(_z(column).fill_null(0.0).alias(f"z_{column}") for column in FIELD_OF)
    return _worst(parts, {f"z_{column}": field for column, field in FIELD_OF.items()})


def _earlier(column: str, window: int | None = None) -> tuple[pl.Expr, pl.Expr]:
    """Mean and standard deviation of the line's earlier values, at least ``_MINIMUM`` of them."""
    before = pl.col(column).shift(1)
    size = window or 1_000
    mean = before.rolling_mean(size, min_samples=_MINIMUM).over(LINE)
    return mean, before.rolling_std(size, min_samples=_MINIMUM).over(LINE)


def _z(column: str, window: int | None = None) -> pl.Expr:
    mean, deviation = _earlier(column, window)
    return pl.when(deviation > 1e-9).then((pl.col(column) - mean).abs() / deviation)


def who_dqr_rules(rows: pl.DataFrame) -> pl.DataFrame:
    """WHO data quality review, desk part: how far out of the last twelve months (in SD), and one more for each pair of
    related elements that are a third apart."""
    outlier = pl.max_horizontal(_z(column, 12).fill_null(0.0) for column in FIELD_OF)
    related = [_a_third_apart("capaian_rep", "phys_rep"), _a_third_apart("phys_rep", "money_pct")]
    return rows.select("subkeg_id", "year", "month", score=outlier + pl.sum_horizontal(related))


def _a_third_apart(one: str, other: str) -> pl.Expr:
    """1 where the ratio is off by a third; five points are added to both, so that small shares do not decide."""
    return (((pl.col(one) + 5) / (pl.col(other) + 5)).log().abs() > _WHO_APART).fill_null(False).cast(pl.Float64)


def arithmetic(rows: pl.DataFrame) -> pl.DataFrame:
    """What a report says against itself and its line's earlier ones of the year: contradictions on paper first, then
    falls, then by how many points money, progress and result are apart."""
    first = pl.col("target").first().over(LINE_YEAR)
    lowered = (pl.col("polarity") * (1 - pl.col("target") / first)).clip(lower_bound=0)
    fall = pl.min_horizontal("d_phys", "d_money")
    counted = pl.col("ind_kind").str.starts_with("count")
    parts = rows.with_columns(
        a_capaian=_when(pl.col("stated_apart") > 0.2, _CONTRADICTION + pl.col("stated_apart")),
        a_ceiling=_when(pl.col("money_over_ceiling") > 0, _CONTRADICTION + pl.col("money_over_ceiling")),
        a_unit=_when(pl.col("unit") != pl.col("unit").first().over(LINE), pl.lit(_CONTRADICTION)),
        a_target=_when(pl.col("pagu_doc") == "DPA", _CONTRADICTION * lowered),
        a_target_low=2 * pl.col("target_cut").clip(lower_bound=0),
        a_money_fell=_when((fall < -1) & (pl.col("d_money") == fall), 50 - fall),
        a_phys_fell=_when((fall < -1) & (pl.col("d_phys") == fall), 50 - fall),
        a_money=pl.col("phys_over_money").clip(lower_bound=0),
        a_result=_when(counted, pl.col("capaian_over_phys").clip(lower_bound=0)),
        a_beyond=(pl.col("capaian_rep") - 100).clip(0, _CONTRADICTION),
    )
    return _worst(
        parts,
        {
            "a_capaian": "capaian_rep", "a_ceiling": "fin_rep", "a_unit": "realisasi", "a_target": "target",
            "a_target_low": "target", "a_money_fell": "fin_rep", "a_phys_fell": "phys_rep", "a_money": "phys_rep",
            "a_result": "realisasi", "a_beyond": "realisasi",
        },
    )  # fmt: skip


def _when(condition: pl.Expr, points: pl.Expr) -> pl.Expr:
    return pl.when(condition).then(points).otherwise(0.0)


def _worst(parts: pl.DataFrame, fields: dict[str, str]) -> pl.DataFrame:
    """The largest part is the score; its field is blamed."""
    largest = pl.max_horizontal(*fields)
    blamed = pl.coalesce(
        pl.when(pl.col(part) == largest).then(pl.lit(field, pl.String)) for part, field in fields.items()
    )
    return parts.select("subkeg_id", "year", "month", score=largest, field=blamed)


def isolation_forest(rows: pl.DataFrame) -> pl.DataFrame:
    """scikit-learn's Isolation Forest on ``DISAGREEMENTS`` (levels only hide them), grown anew each month."""
    values = rows.select(DISAGREEMENTS).to_numpy()

    def judge(past: np.ndarray, now: np.ndarray) -> np.ndarray:
        forest = IsolationForest(max_samples=min(_FOREST_SAMPLE, past.size), random_state=0).fit(values[past])
        return np.asarray(-forest.score_samples(values[now]))

    return _month_by_month(rows, judge)


def ecod(rows: pl.DataFrame) -> pl.DataFrame:
    """ECOD: empirical tail probabilities of each column added up; left, right, or the side of its skew, the largest."""
    values = rows.select(DISAGREEMENTS).to_numpy()

    def judge(past: np.ndarray, now: np.ndarray) -> np.ndarray:
        known = np.sort(values[past], axis=0)
        centred = known - known.mean(axis=0)
        skew = (centred**3).mean(axis=0)
        left = np.column_stack([_tail(known[:, i], values[now, i]) for i in range(values.shape[1])])
        right = np.column_stack([_tail(-known[::-1, i], -values[now, i]) for i in range(values.shape[1])])
        sides = left, right, np.where(skew < 0, left, right)
        return np.asarray(np.max([side.sum(axis=1) for side in sides], axis=0))

    return _month_by_month(rows, judge)


def _tail(known: np.ndarray, value: np.ndarray) -> np.ndarray:
    """Minus log of the share of ``known`` (sorted) at or below ``value``."""
    share = np.searchsorted(known, value, side="right") / known.size
    return np.asarray(-np.log(np.maximum(share, 1 / known.size)))


def _month_by_month(rows: pl.DataFrame, judge: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> pl.DataFrame:
    """Scores of the scored year; the reports of a month are judged on all reports up to it."""
    when = rows["when"].to_numpy()
    score = np.zeros(rows.height)
    for month in range(SCORED_YEAR * 12 + 1, SCORED_YEAR * 12 + 13):
        now = np.flatnonzero(when == month)
        if now.size:
            score[now] = judge(np.flatnonzero(when <= month), now)
    return rows.select("subkeg_id", "year", "month").with_columns(pl.Series("score", score))


BASELINES: dict[str, Callable[[pl.DataFrame], pl.DataFrame]] = {
    "z-score, as in DHIS2": dhis2_z_score,
    "WHO DQR rules": who_dqr_rules,
    "Isolation Forest": isolation_forest,
    "ECOD": ecod,
    "in-report arithmetic": arithmetic,
}
