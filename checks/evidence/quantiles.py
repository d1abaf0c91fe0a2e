"""What honest work of a kind shows at most at this point: the 95th percentile by gradient-boosted trees.

Trained on the closed years of the same regency, on outside evidence only (methods.md 5). A closed year is predicted by
the trees of the other one, so that its own rows do not set their own bound.
"""

from __future__ import annotations

from collections import OrderedDict
from hashlib import blake2b
from typing import Protocol

import numpy as np
import numpy.typing as npt

from checks.evidence.tails import Floats

ENOUGH_TRAINING_ROWS = 1500
MISSING = -999.0
LEAF_ROWS = 40
UPPER, MIDDLE = 0.95, 0.5

KEPT = 24


class Trees(Protocol):
    """What is asked of a fitted model."""

    def predict(self, features: Floats, /) -> Floats:
        """One figure a row."""


_fitted: OrderedDict[bytes, Trees] = OrderedDict()
"""Trees by the content they were trained on: months of one year share them."""


def expected(
    features: Floats, figure: Floats, years: npt.NDArray[np.int64], closed_before: int, share: float
) -> Floats:
    """The ``share`` quantile of ``figure`` by ``features`` (first column: a category); NaN without enough history."""
    asked = np.where(np.isfinite(features), features, MISSING)
    asked[:, 0] = np.maximum(asked[:, 0], 0)
    known = np.isfinite(figure)
    closed = years < closed_before
    found = np.full(len(figure), np.nan)
    if (closed & known).sum() < ENOUGH_TRAINING_ROWS:
        return found
    found[~closed] = _predict(asked[closed & known], figure[closed & known], asked[~closed], share)
    for year in np.unique(years[closed]):
        own = years == year
        others = closed & known & ~own
        if others.sum() >= ENOUGH_TRAINING_ROWS:
            found[own] = _predict(asked[others], figure[others], asked[own], share)
    return found


def _predict(features: Floats, figure: Floats, asked: Floats, share: float) -> Floats:
    if not len(asked):
        return np.empty(0)
    content = blake2b(np.ascontiguousarray(features).tobytes(), digest_size=16)
    content.update(np.ascontiguousarray(figure).tobytes() + str(share).encode())
    key = content.digest()
    if key not in _fitted:
        _fitted[key] = _trained(features, figure, share)
        while len(_fitted) > KEPT:
            _fitted.popitem(last=False)
    predicted: Floats = _fitted[key].predict(asked)
    return predicted


def _trained(features: Floats, figure: Floats, share: float) -> Trees:
    # imported where there is history to learn from: it takes half a second
    from sklearn.ensemble import HistGradientBoostingRegressor  # type: ignore[import-untyped]

    trees = HistGradientBoostingRegressor(
        loss="quantile", quantile=share, min_samples_leaf=LEAF_ROWS, max_iter=120, learning_rate=0.1,
        max_leaf_nodes=24, categorical_features=[0], early_stopping=False, random_state=0,
    )  # fmt: skip
    fitted: Trees = trees.fit(features, figure)
    return fitted
