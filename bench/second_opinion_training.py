"""From a trained gradient-boosting model to plain trees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier  # type: ignore[import-untyped]

from checks.second_opinion.trees import LEAF, Tree, Trees


def as_trees(model: HistGradientBoostingClassifier, features: tuple[str, ...], told: Mapping[str, Any]) -> Trees:
    """The same model as arrays; ``told`` says how it was trained."""
    return Trees(
        features=features,
        start=float(np.ravel(model._baseline_prediction)[0]),
        trees=tuple(_as_tree(step[0].nodes) for step in model._predictors),
        told=told,
    )


def _as_tree(nodes: np.ndarray) -> Tree:
    leaf = nodes["is_leaf"].astype(bool)
    return Tree(
        feature=np.where(leaf, LEAF, nodes["feature_idx"]).astype(np.int64),
        threshold=np.where(leaf, 0.0, nodes["num_threshold"]).astype(np.float64),
        missing_left=nodes["missing_go_to_left"].astype(bool),
        left=np.where(leaf, 0, nodes["left"]).astype(np.int64),
        right=np.where(leaf, 0, nodes["right"]).astype(np.int64),
        value=np.where(leaf, nodes["value"], 0.0).astype(np.float64),
    )
