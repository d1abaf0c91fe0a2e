"""What befalls the whole regency in a year: rain, fasting month, a late budget, a treasury feed that stands still."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.labelled.offices import MONTHS, Office
from simulation.labelled.styles import YEARS
from simulation.world import agency_rng

_RAIN = np.array((1.0, 0.95, 0.7, 0.5, 0.3, 0.15, 0.1, 0.1, 0.2, 0.45, 0.7, 0.9))
_FASTING = {2023: 3, 2024: 2, 2025: 2}
_SESSIONS = np.array((0.1, 0.5, 0.9, 0.9, 1.2, 1.2, 1.0, 0.9, 1.3, 1.4, 1.3, 0.3))


@dataclass(frozen=True, slots=True)
class Conditions:
    """``pace`` slows outdoor work by month; ``sessions`` weighs when meetings are held; ``budget_delay`` in months;
    ``outage`` marks months in which the feed of all offices stood still, ``office_outage`` of one office."""

    year: int
    pace: np.ndarray
    sessions: np.ndarray
    budget_delay: int
    outage: np.ndarray
    office_outage: dict[str, np.ndarray]


def build_conditions(seed: int, offices: list[Office]) -> dict[int, Conditions]:
    """Conditions of every year; one month in three years or so the whole feed is down."""
    return {year: _draw(seed, year, offices) for year in YEARS}


def _draw(seed: int, year: int, offices: list[Office]) -> Conditions:
    rng = agency_rng(seed, "labelled", "conditions", str(year))
    pace = 1 - 0.55 * np.clip(_RAIN * rng.lognormal(0, 0.3, MONTHS), 0, 1.2)
    sessions = _SESSIONS * rng.lognormal(0, 0.2, MONTHS)
    sessions[_FASTING[year]] *= 0.35
    outage = np.zeros(MONTHS, dtype=bool)
    if rng.random() < 0.5:
        outage[int(rng.integers(2, MONTHS - 1))] = True
    down: dict[str, np.ndarray] = {}
    for office in offices:
        here = np.zeros(MONTHS, dtype=bool)
        if rng.random() < 0.05:
            start = int(rng.integers(1, MONTHS - 3))
            here[start : start + int(rng.integers(1, 3))] = True
        down[office.agency_id] = here
    return Conditions(year, pace, sessions, int(rng.integers(0, 3)), outage, down)
