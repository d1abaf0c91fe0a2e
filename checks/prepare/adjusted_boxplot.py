"""The upper fence of a boxplot adjusted for skewness by the medcouple (Hubert and Vandervieren 2008)."""

from __future__ import annotations

import math

import numpy as np

FENCE = 1.5
STEEP, FLAT = 3.0, 4.0
"""Exponents of the upper fence: right-skewed figures, left-skewed figures."""
THINNED_TO = 200
"""More figures than this are represented by as many evenly spaced order statistics: the medcouple compares pairs."""
CUT, PER_MEAN_DEVIATION = 3.5, 1.2533
"""Modified z where the middle half is a single figure: (x - median) / (1.2533 mean absolute deviation) > 3.5."""


def upper_fence(figures: np.ndarray) -> float:
    """Figures above this are unusually high among ``figures`` (finite, in any order); nan where all are equal."""
    from statsmodels.stats.stattools import medcouple  # type: ignore[import-untyped]  # loaded only where it is needed

    low, middle, high = np.quantile(figures, (0.25, 0.5, 0.75))
    if high == low:
        spread = float(np.mean(np.abs(figures - middle)))
        return float(middle + CUT * PER_MEAN_DEVIATION * spread) if spread > 0 else math.nan
    ordered = np.sort(figures)
    if ordered.size > THINNED_TO:
        ordered = ordered[np.linspace(0, ordered.size - 1, THINNED_TO).round().astype(np.intp)]
    skew = float(medcouple(ordered))
    return float(high + FENCE * math.exp((STEEP if skew >= 0 else FLAT) * skew) * (high - low))
