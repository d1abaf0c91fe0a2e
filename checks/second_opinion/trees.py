"""Boosted trees as plain data: read from TOML, checked against their hash, answered by numpy alone."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
LEAF = -1


@dataclass(frozen=True, slots=True)
class Tree:
    """Nodes of one tree, by position. ``feature`` is :data:`LEAF` in leaves; an unknown goes left where
    ``missing_left``; ``value`` is in log odds, of leaves only."""

    feature: Ints
    threshold: Floats
    missing_left: npt.NDArray[np.bool_]
    left: Ints
    right: Ints
    value: Floats

    def answer(self, asked: Floats) -> Floats:
        """Log odds this tree adds, for each row of ``asked``."""
        node = np.zeros(len(asked), dtype=np.int64)
        inner = np.flatnonzero(self.feature[node] != LEAF)
        while inner.size:
            here = node[inner]
            value = asked[inner, self.feature[here]]
            goes_left = np.where(np.isnan(value), self.missing_left[here], value <= self.threshold[here])
            node[inner] = np.where(goes_left, self.left[here], self.right[here])
            inner = inner[self.feature[node[inner]] != LEAF]
        return self.value[node]


@dataclass(frozen=True, slots=True)
class Trees:
    """``start`` plus what every tree adds are the log odds. ``told`` says how it was trained, in words and numbers."""

    features: tuple[str, ...]
    start: float
    trees: tuple[Tree, ...]
    told: Mapping[str, Any]

    def log_odds(self, asked: Floats) -> Floats:
        """One number a row; the columns of ``asked`` are :attr:`features`, NaN where unknown."""
        if asked.shape[1] != len(self.features):
            raise ValueError(f"{asked.shape[1]} columns given, {len(self.features)} expected: {self.features}")
        total = np.full(len(asked), self.start)
        for tree in self.trees:
            total += tree.answer(asked)
        return total


def load_trees(path: Path) -> Trees:
    """Trees of a file written by :func:`as_toml`. ``ValueError`` when its content is not what its hash says."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    trees = Trees(
        features=tuple(data["features"]),
        start=float(data["start"]),
        trees=tuple(_tree(nodes) for nodes in data["tree"]),
        told=data["told"],
    )
    if fingerprint(trees) != data["hash"]:
        raise ValueError(f"{path.name}: the trees are not those that were trained (hash differs)")
    return trees


def _tree(nodes: Mapping[str, Any]) -> Tree:
    return Tree(
        feature=np.array(nodes["feature"], dtype=np.int64),
        threshold=np.array(nodes["threshold"], dtype=np.float64),
        missing_left=np.array(nodes["missing_left"], dtype=np.bool_),
        left=np.array(nodes["left"], dtype=np.int64),
        right=np.array(nodes["right"], dtype=np.int64),
        value=np.array(nodes["value"], dtype=np.float64),
    )


def fingerprint(trees: Trees) -> str:
    """Hash of everything that decides an answer."""
    content = blake2b(digest_size=16)
    content.update("\n".join((*trees.features, repr(trees.start))).encode())
    for tree in trees.trees:
        for array in (tree.feature, tree.threshold, tree.missing_left, tree.left, tree.right, tree.value):
            content.update(np.ascontiguousarray(array).tobytes())
    return content.hexdigest()


def as_toml(trees: Trees) -> str:
    """The trees as text that reads back to the same numbers."""
    lines = [f'hash = "{fingerprint(trees)}"', f"features = {list(trees.features)}", f"start = {trees.start!r}", ""]
    lines += ["[told]", *(f"{name} = {_plain(value)}" for name, value in trees.told.items()), ""]
    for tree in trees.trees:
        lines += [
            "[[tree]]",
            f"feature = {tree.feature.tolist()}",
            f"threshold = {tree.threshold.tolist()}",
            f"missing_left = [{', '.join(str(bool(x)).lower() for x in tree.missing_left)}]",
            f"left = {tree.left.tolist()}",
            f"right = {tree.right.tolist()}",
            f"value = {tree.value.tolist()}",
            "",
        ]
    return "\n".join(lines).replace("'", '"')


def _plain(value: object) -> str:
    return str(value) if isinstance(value, int | float | list) else f'"{value}"'
