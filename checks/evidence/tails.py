"""How far out a value lies among reference rows of its kind: minus log10 of the share that lies as far or farther."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
TAIL_SHARE = 0.05
"""Beyond this share the empirical tail is carried on by a generalised Pareto (methods.md 8)."""
ENOUGH_ROWS, ENOUGH_BEYOND = 60, 20
ORDINARY = 1.0
"""What one honest row in ten shows (10 to the minus one) says nothing."""
MOST = 3.0
"""Beyond one in ten thousand the reference cannot tell; three decades above the ordinary."""


def surprise(values: Floats, strata: npt.NDArray[np.int64], reference: npt.NDArray[np.bool_]) -> Floats:
    """Decades of rarity beyond :data:`ORDINARY`, 0..:data:`MOST`; NaN where the value is unknown.

    Values at or below zero say nothing (0). Unknown values among the reference count as zero. A stratum of fewer than
    :data:`ENOUGH_ROWS` reference rows is held against all of them.
    """
    found = np.where(np.isfinite(values), 0.0, np.nan)
    everyone = _known(values[reference])
    speaks = np.isfinite(values) & (values > 0)
    for stratum in np.unique(strata[speaks]):
        here = strata == stratum
        own = _known(values[here & reference])
        asked = here & speaks
        found[asked] = _decades(own if len(own) >= ENOUGH_ROWS else everyone, values[asked])
    return found


def _known(values: Floats) -> Floats:
    return np.sort(np.where(np.isfinite(values), np.maximum(values, 0.0), 0.0))


def _decades(reference: Floats, values: Floats) -> Floats:
    count = len(reference)
    if count < ENOUGH_ROWS:
        return np.full(len(values), np.nan)
    share = (count - np.searchsorted(reference, values, side="left") + 1) / (count + 1)
    beyond = int(TAIL_SHARE * count)
    if beyond >= ENOUGH_BEYOND:
        start = reference[-beyond - 1]
        tail = _pareto(reference[-beyond:] - start, values - start)
        share = np.where(values > start, np.minimum(share, TAIL_SHARE) if tail is None else TAIL_SHARE * tail, share)
    decades: Floats = np.clip(-np.log10(np.maximum(share, 1e-9)) - ORDINARY, 0.0, MOST)
    return decades


def _pareto(excess: Floats, asked: Floats) -> Floats | None:
    """Share beyond ``asked`` of a generalised Pareto fitted to ``excess`` by probability-weighted moments."""
    count = len(excess)
    ordered = np.sort(excess)
    mean = float(ordered.mean())
    weighted = float((ordered * np.arange(count - 1, -1, -1)).sum() / (count * (count - 1)))
    if mean - 2 * weighted <= 1e-12 * max(mean, 1.0):
        return None
    shape = float(np.clip(2 - mean / (mean - 2 * weighted), 0.05, 0.9))
    scale = max(2 * mean * weighted / (mean - 2 * weighted), 1e-12)
    survival: Floats = (1 + shape * np.maximum(asked, 0.0) / scale) ** (-1 / shape)
    return survival
