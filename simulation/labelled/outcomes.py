"""Targets and true results of an indicator: counts follow the work, levels are measured now and then."""

from __future__ import annotations

import numpy as np

from simulation.labelled.lines import Line
from simulation.labelled.offices import MONTHS

_MEASURED_EVERY = {"pct": 3, "neg": 2, "index": 6}


def target_of(line: Line, growth: float) -> float:
    """The year's target after ``growth`` (share of the first year's) in the indicator's own grain."""
    value = line.base_target * (1 - growth if line.polarity < 0 else 1 + growth)
    if line.template.ind_kind.startswith("count"):
        return float(max(1, round(value)))
    return float(np.round(np.clip(value, 0.5, 100.0), 1))


def true_outcome(line: Line, target: float, physical: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """January..December: what was really reached, given how far the work went."""
    if line.template.ind_kind.startswith("count"):
        reach = float(np.clip(rng.normal(0.99, 0.05), 0.8, 1.12))
        grain = np.floor if line.template.ind_kind == "count_small" else np.round
        return np.asarray(np.maximum.accumulate(grain(target * reach * physical / 100 + 1e-9)))
    return _measured(line, target, physical, rng)


def _measured(line: Line, target: float, physical: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A level moves from last year's towards where the work brings it; between measurements the last one stands."""
    every = _MEASURED_EVERY[line.template.ind_kind]
    start = target * (1 + line.polarity * -rng.uniform(0.02, 0.12))
    final = target * (1 + line.polarity * rng.normal(-0.005, 0.035))
    level = start + (final - start) * physical / 100 + rng.normal(0, 0.006 * target, MONTHS)
    held = [(month // every) * every for month in range(MONTHS)]
    held[-1] = MONTHS - 1
    return np.asarray(np.round(np.clip(level[held], 0.1, 100.0 if line.template.unit == "%" else None), 2))


def achievement_pct(
    outcome: np.ndarray, target: np.ndarray, polarity: int, by_ratio: bool, decimals: int
) -> np.ndarray:
    """Capaian in percent as a form of this office computes it: R/T, or for falling indicators 2 - R/T or T/R."""
    if polarity > 0:
        share = outcome / target
    elif by_ratio:
        share = target / outcome
    else:
        share = 2 - outcome / target
    return np.asarray(np.round(100 * share, decimals))
