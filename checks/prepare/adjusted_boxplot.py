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
    low, middle, high = np.quantile(figures, (0.25, 0.5, 0.75))
    if high == low:
        spread = float(np.mean(np.abs(figures - middle)))
        return float(middle + CUT * PER_MEAN_DEVIATION * spread) if spread > 0 else math.nan
    ordered = np.sort(figures)
    if ordered.size > THINNED_TO:
        ordered = ordered[np.linspace(0, ordered.size - 1, THINNED_TO).round().astype(np.intp)]
    skew = medcouple(ordered)
    return float(high + FENCE * math.exp((STEEP if skew >= 0 else FLAT) * skew) * (high - low))


def medcouple(ordered: np.ndarray) -> float:
    """Robust skewness between -1 and 1 (Brys, Hubert and Struyf 2004) of ``ordered`` figures, rising, not all equal.

    The median over all pairs of a figure not below and one not above the middle, of how much farther the one lies from
    it than the other. Our own because the library that has it takes longer to load than all our peers to compare.
    """
    centred = ordered - np.median(ordered)
    above, below = centred[centred >= 0][:, None], centred[centred <= 0]
    apart = above - below
    ties = int(np.count_nonzero(centred == 0))
    with np.errstate(invalid="ignore"):
        kernel = (above + below) / apart
    if ties:
        order = np.arange(ties)
        kernel[:ties, -ties:] = np.sign(ties - 1 - order[:, None] - order)
    return float(np.median(kernel))
