"""Offices with their reporting habits, and what happens to them in a year: staff leave, reports come late."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.labelled.styles import YEARS, Request
from simulation.world import agency_rng

MONTHS = 12
KECAMATAN_SHARE = 0.3
CLUSTERING = 0.4


@dataclass(frozen=True, slots=True)
class OfficeYear:
    """Chances of one year; ``turnover`` is the month (0-based) new staff take over, or none."""

    missing: float
    late: float
    turnover: int | None


@dataclass(frozen=True, slots=True)
class Office:
    """``step`` is the grain of physical progress in points, ``money_grain`` of own books in rupiah; ``by_money``
    offices type the spent share as progress; ``by_ratio`` ones use T/R for falling indicators."""

    agency_id: str
    kind: str
    step: float
    money_grain: int
    decimals: int
    by_money: bool
    by_ratio: bool
    counts_spm: bool
    frankness: float
    inclination: float
    years: dict[int, OfficeYear]


def build_offices(request: Request) -> list[Office]:
    """Draw the offices; inclination to bend figures clusters by office (beta with the stated intra-class share)."""
    kecamatan = round(request.agencies * KECAMATAN_SHARE)
    names = [("KEC", f"KEC{i:02d}") for i in range(kecamatan)]
    names += [("OPD", f"OPD{i:02d}") for i in range(request.agencies - kecamatan)]
    return [_draw_office(request, kind, name) for kind, name in names]


def _draw_office(request: Request, kind: str, name: str) -> Office:
    rng = agency_rng(request.seed, "labelled", name)
    spread = 1 / CLUSTERING - 1
    share = request.style.inclined
    return Office(
        agency_id=name,
        kind=kind,
        step=float(rng.choice((0.01, 0.1, 0.5, 1.0, 5.0, 10.0), p=(0.22, 0.13, 0.08, 0.27, 0.22, 0.08))),
        money_grain=int(rng.choice((1, 1_000, 100_000), p=(0.8, 0.14, 0.06))),
        decimals=int(rng.choice((2, 1), p=(0.7, 0.3))),
        by_money=bool(rng.random() < 0.1),
        by_ratio=bool(rng.random() < 0.25),
        counts_spm=bool(rng.random() < 0.5),
        frankness=float(rng.uniform(0.35, 0.9)),
        inclination=float(rng.beta(share * spread, (1 - share) * spread)),
        years={year: _draw_year(rng) for year in YEARS},
    )


def _draw_year(rng: np.random.Generator) -> OfficeYear:
    turnover = int(rng.integers(1, MONTHS - 1)) if rng.random() < 0.3 else None
    return OfficeYear(float(rng.beta(1.0, 30.0)), float(rng.beta(1.2, 10.0)), turnover)
