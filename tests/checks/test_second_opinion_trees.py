"""Trees as plain data answer what the library that trained them answers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from bench.second_opinion_training import as_trees
from checks.second_opinion.trees import Trees, as_toml, load_trees

FEATURES = ("a", "b", "c", "d")


@pytest.fixture(scope="module")
def drawn() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(4)
    asked = np.clip(rng.normal(0, 1.5, (3000, len(FEATURES))), 0, 3)
    bent = rng.random(3000) < 1 / (1 + np.exp(3 - asked.sum(axis=1)))
    asked[rng.random(asked.shape) < 0.1] = np.nan
    return asked, bent


@pytest.fixture(scope="module")
def library(drawn: tuple[np.ndarray, np.ndarray]) -> HistGradientBoostingClassifier:
    model = HistGradientBoostingClassifier(max_iter=12, monotonic_cst=[1] * len(FEATURES), random_state=0)
    return model.fit(*drawn)


@pytest.fixture(scope="module")
def trees(library: HistGradientBoostingClassifier) -> Trees:
    return as_trees(library, FEATURES, {"command": "drawn", "rows": 3000})


def test_plain_trees_answer_as_the_library_does(
    library: HistGradientBoostingClassifier, trees: Trees, drawn: tuple[np.ndarray, np.ndarray]
) -> None:
    assert trees.log_odds(drawn[0]) == pytest.approx(library.decision_function(drawn[0]), abs=1e-9)


def test_trees_read_back_from_their_file_are_the_same(trees: Trees, tmp_path: Path) -> None:
    path = tmp_path / "opinion.toml"
    path.write_text(as_toml(trees), encoding="utf-8")
    asked = np.random.default_rng(1).uniform(0, 3, (200, len(FEATURES)))
    again = load_trees(path)
    assert (again.log_odds(asked) == trees.log_odds(asked)).all()
    assert again.told == {"command": "drawn", "rows": 3000}


def test_a_file_changed_by_hand_is_refused(trees: Trees, tmp_path: Path) -> None:
    path = tmp_path / "opinion.toml"
    path.write_text(as_toml(trees).replace(f"start = {trees.start!r}", "start = 0.5"), encoding="utf-8")
    with pytest.raises(ValueError, match="hash differs"):
        load_trees(path)


def test_less_evidence_never_raises_the_answer(trees: Trees, drawn: tuple[np.ndarray, np.ndarray]) -> None:
    known = np.nan_to_num(drawn[0])
    for column in range(len(FEATURES)):
        less = known.copy()
        less[:, column] *= 0.5
        assert (trees.log_odds(less) <= trees.log_odds(known) + 1e-12).all()


def test_another_number_of_columns_is_an_error(trees: Trees) -> None:
    with pytest.raises(ValueError, match="4 expected"):
        trees.log_odds(np.zeros((3, 5)))
