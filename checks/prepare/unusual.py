"""How unusual a row is in several fields at once among its peers, and which fields drive it."""

from __future__ import annotations

import numpy as np

PER_MAD, PER_MEAN_DEVIATION = 1.4826, 1.2533
SHRINK = 0.1
"""Share of the identity mixed into the correlations, so that fields saying the same do not blow up the distance."""
TOLD = 0.8
"""Fields are named, largest first, until they make up this share of the distance."""


def distances(fields: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(squared distance, share of each field in it) of each row of ``fields`` (rows by fields, finite).

    Robust throughout: medians, median absolute deviations (mean absolute where that is 0) and rank correlations. A
    field that is the same in all rows counts for nothing.
    """
    away = fields - np.median(fields, axis=0)
    spread = np.median(np.abs(away), axis=0) * PER_MAD
    mean_spread = np.mean(np.abs(away), axis=0) * PER_MEAN_DEVIATION
    scale = np.where(spread > 0, spread, mean_spread)
    z = np.divide(away, scale, out=np.zeros_like(away), where=scale > 0)
    varying = scale > 0
    weights = np.eye(fields.shape[1])
    if varying.sum() > 1:
        ranks = np.argsort(np.argsort(fields[:, varying], axis=0, kind="stable"), axis=0, kind="stable")
        spearman = np.corrcoef(ranks.astype(np.float64), rowvar=False)
        correlation = (1 - SHRINK) * 2 * np.sin(np.pi / 6 * spearman) + SHRINK * np.eye(int(varying.sum()))
        weights[np.ix_(varying, varying)] = np.linalg.inv(correlation)
    parts = z * (z @ weights)
    total = parts.sum(axis=1)
    shares = np.divide(parts, total[:, None], out=np.zeros_like(parts), where=total[:, None] > 0)
    return total, shares


def drivers(shares: np.ndarray, names: tuple[str, ...]) -> list[str]:
    """Names of the fields that make up most of each row's distance, largest first, separated by commas."""
    order = np.argsort(-shares, axis=1, kind="stable")
    running = np.cumsum(np.take_along_axis(shares, order, axis=1), axis=1)
    enough = (running < TOLD).sum(axis=1) + 1
    return [
        ", ".join(names[place] for place in ranked[:count])
        for ranked, count in zip(order.tolist(), enough.tolist(), strict=True)
    ]
