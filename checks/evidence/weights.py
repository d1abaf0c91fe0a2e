"""How much each piece counts and how pieces add up: fitted on labelled simulation, kept as plain data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from checks.evidence.tails import Floats

FILE = Path(__file__).with_name("weights.toml")
FADES = 0.8
"""What an earlier month's evidence keeps from month to month within the year."""


@dataclass(frozen=True, slots=True)
class Weights:
    """``now`` and ``carried``: weights per decade of surprise, never negative; ``start``: the level of no evidence."""

    now: dict[str, float]
    carried: dict[str, float]
    start: float
    calibrated_on: str


@cache
def weights() -> Weights:
    """The weights in force."""
    data = tomllib.loads(FILE.read_text(encoding="utf8"))
    return Weights(data["sekarang"], data["bawaan"], data["awal"], data["calibrated_on"])


def carried(surprises: Floats, first: np.ndarray) -> Floats:
    """Earlier surprises of the same line and year, the greatest of each piece, fading; rows sorted, ``first`` marks
    where a line's year begins."""
    kept = np.zeros_like(surprises)
    running = np.zeros(surprises.shape[1])
    for row, begins in enumerate(first):
        if begins:
            running = np.zeros(surprises.shape[1])
        kept[row] = running
        running = np.maximum(running * FADES, surprises[row])
    return kept


def level(now: Floats, before: Floats, names: tuple[str, ...]) -> Floats:
    """Weighed sum of the evidence of each row, in logits; pieces as columns, unknown ones as 0."""
    using = weights()
    total: Floats = (
        using.start
        + now @ np.array([using.now.get(name, 0.0) for name in names])
        + before @ np.array([using.carried.get(name, 0.0) for name in names])
    )
    return total


def suspicion(logits: Floats) -> Floats:
    """0..1: the share of rows with this much evidence that were bent in the labelled simulation."""
    share: Floats = 1 / (1 + np.exp(-logits))
    return share
