"""Things that happen in months, counted."""

from __future__ import annotations

import numpy as np

from simulation.labelled.offices import MONTHS


def place(months: np.ndarray, length: int) -> np.ndarray:
    """How many things fall in each of ``length`` months (0-based)."""
    return np.bincount(np.asarray(months, dtype=int), minlength=length).astype(float)


def cumulate(months: np.ndarray) -> np.ndarray:
    """How many things had happened by the end of January..December."""
    return np.asarray(np.cumsum(place(months, MONTHS)))


def months_until(series: np.ndarray, level: float) -> int | None:
    """First month (0-based) in which ``series`` is at ``level`` or above."""
    reached = np.flatnonzero(series >= level)
    return int(reached[0]) if reached.size else None
