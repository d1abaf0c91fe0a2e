"""Measures of detection on drawn rows, and what others find on a simulated set."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from bench.detection_baselines import BASELINES
from bench.detection_features import read_features
from bench.detection_metrics import measure, read_scored
from simulation.labelled.styles import SCORED_YEAR, Request
from simulation.labelled.tables import simulate, write_tables

KEY = ["subkeg_id", "year", "month"]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("labelled")
    write_tables(simulate(Request(seed=21, agencies=12, lines=240)), folder)
    return folder


@pytest.fixture(scope="module")
def features(dataset: Path) -> pl.DataFrame:
    return read_features(dataset)


def _drawn(**columns: list[object]) -> pl.DataFrame:
    """Two hundred honest rows of January with score 0, a tenth of them shortfalls, then the rows given."""
    size = len(columns["label"])
    count = 200 + size
    plain = {
        "subkeg_id": [f"a{i}" for i in range(count)], "year": [SCORED_YEAR] * count, "month": [1] * count,
        "label": ["honest"] * count, "type": [""] * count, "rp_at_stake": [0.0] * count, "episode": [-1] * count,
        "field": [""] * count, "shortfall": [True] * 20 + [False] * (count - 20), "shadow": [False] * count,
        "score": [0.0] * count, "blamed": [None] * count,
    }  # fmt: skip
    for name, values in columns.items():
        plain[name] = [*plain[name][:200], *values]
    return pl.DataFrame(plain, schema_overrides={"blamed": pl.String})


def test_a_detector_that_ranks_the_dishonest_first_gets_everything() -> None:
    found = measure(
        _drawn(
            label=["dishonest", "dishonest"], episode=[0, 1], type=["x", "y"], rp_at_stake=[10.0, 30.0],
            score=[5.0, 6.0], field=["fin_rep", "phys_rep"], blamed=["fin_rep", "phys_rep"],
        )
    )  # fmt: skip
    assert found.recall == {0.005: 1.0, 0.01: 1.0, 0.02: 1.0}
    assert (found.episodes, found.rupiah, found.same_month, found.right_field) == (1.0, 1.0, 1.0, 1.0)
    assert found.rupiah_at_50 == 1.0


def test_the_alarm_level_is_set_on_honest_rows_only() -> None:
    rows = _drawn(
        label=["dishonest", "clerical", "honest"], episode=[0, -1, -1], type=["x", "", ""],
        rp_at_stake=[10.0, 0.0, 0.0], score=[-1.0, 9.0, 9.0], shadow=[False, False, True],
    )  # fmt: skip
    found = measure(rows)
    assert found.recall[0.02] == 0.0
    assert 0.01 <= found.false_alarms <= 0.02
    assert found.precision == 0.0


def test_an_episode_is_caught_in_its_wake_but_not_before_it_began() -> None:
    rows = _drawn(
        label=["dishonest", "honest", "dishonest", "honest"],
        subkeg_id=["p", "p", "q", "q"],
        month=[3, 4, 3, 2],
        episode=[0, -1, 1, -1],
        type=["x", "", "y", ""],
        rp_at_stake=[30.0, 0.0, 10.0, 0.0],
        shadow=[False, True, False, True],
        score=[-1.0, 9.0, -1.0, 9.0],
    )
    found = measure(rows)
    assert found.episodes == 0.5
    assert found.rupiah == 0.75
    assert found.same_month == 0.0
    assert found.episodes_by_type == {"x": 1.0, "y": 0.0}


def test_the_wrong_field_is_counted_where_a_dishonest_row_was_flagged() -> None:
    rows = _drawn(
        label=["dishonest", "dishonest"], episode=[0, 1], type=["x", "x"], score=[5.0, 6.0],
        field=["fin_rep", "target"], blamed=["fin_rep", "phys_rep"], rp_at_stake=[1.0, 1.0],
    )  # fmt: skip
    assert measure(rows).right_field == 0.5


def test_a_report_without_a_score_is_refused(dataset: Path, features: pl.DataFrame) -> None:
    scores = BASELINES["in-report arithmetic"](features).filter(pl.col("year") == SCORED_YEAR).head(10)
    with pytest.raises(ValueError, match="have no score"):
        read_scored(dataset, scores)


@pytest.mark.parametrize("name", list(BASELINES))
def test_every_baseline_scores_every_report_and_beats_chance(name: str, dataset: Path, features: pl.DataFrame) -> None:
    scores = BASELINES[name](features).filter(pl.col("year") == SCORED_YEAR)
    found = measure(read_scored(dataset, scores))
    assert np.isfinite(scores["score"].to_numpy()).all()
    assert found.recall[0.02] > 0.03
    assert found.false_alarms <= 0.021


@pytest.mark.parametrize("name", list(BASELINES))
def test_no_baseline_looks_ahead(name: str, features: pl.DataFrame) -> None:
    early = features.filter(pl.col("when") <= SCORED_YEAR * 12 + 4)
    whole = BASELINES[name](features).filter((pl.col("year") == SCORED_YEAR) & (pl.col("month") <= 4)).sort(KEY)
    cut = BASELINES[name](early).filter(pl.col("year") == SCORED_YEAR).sort(KEY)
    assert cut["score"].to_list() == pytest.approx(whole["score"].to_list())
