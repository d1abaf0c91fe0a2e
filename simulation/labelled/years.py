"""The honest three years of every line, before anybody bends a figure."""

from __future__ import annotations

import numpy as np

from simulation.labelled.conditions import Conditions, build_conditions
from simulation.labelled.lines import Line, build_lines
from simulation.labelled.offices import MONTHS, Office, build_offices
from simulation.labelled.outcomes import target_of, true_outcome
from simulation.labelled.reporting import fill_form
from simulation.labelled.sheet import Sheet
from simulation.labelled.styles import FIRST_YEAR, YEARS, Request
from simulation.labelled.treasury import settle_money
from simulation.labelled.work import OBSTACLES, LineYear, Obstacle, run_course
from simulation.world import agency_rng

SHORTFALL_SHARE = 0.095
Sheets = dict[tuple[int, str], Sheet]


def play_years(request: Request) -> Sheets:
    """Honest sheets by (year, subkeg_id); a few lines are missing from one of the years."""
    offices = build_offices(request)
    conditions = build_conditions(request.seed, offices)
    sheets: Sheets = {}
    for line in build_lines(request, offices):
        rng = agency_rng(request.seed, "labelled", "year", line.subkeg_id)
        growth = 0.0
        for year in YEARS:
            growth += float(rng.uniform(-0.01, 0.05))
            if rng.random() >= 0.02:
                sheets[year, line.subkeg_id] = _play(line, year, growth, conditions[year], rng)
    return sheets


def _play(line: Line, year: int, growth: float, conditions: Conditions, rng: np.random.Generator) -> Sheet:
    ceiling, document = _ceilings(line, year, rng)
    obstacle = _obstacle(line.office, year, rng)
    course = run_course(LineYear(line, int(ceiling[0]), conditions, obstacle, rng))
    initial = target_of(line, growth)
    target = np.full(MONTHS, initial)
    if ceiling[-1] != ceiling[0] and document[-1] == "DPPA" and rng.random() < 0.2:
        target[np.array(document) == "DPPA"] = target_of(line, growth + float(rng.uniform(-0.2, 0.2)))
    elif rng.random() < 0.02:
        target[:] = target_of(line, growth - 0.1 * line.polarity * float(rng.uniform(0.3, 1.5)))
    sheet = Sheet(
        line=line, year=year, pagu=ceiling, document=document, target_initial=initial, course=course,
        money=settle_money(line, course.due, ceiling, conditions, rng), obstacle=obstacle,
        fin_plan=_cash_plan(course.plan, ceiling), outcome=true_outcome(line, target[0], course.physical, rng),
        reported={"target": target},
    )  # fmt: skip
    fill_form(sheet, rng)
    return sheet


def _ceilings(line: Line, year: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Ceiling by month: changed by DPPA in a fifth of lines, by a shift within the DPA in a few, the paper a month late
    in some."""
    first = int(line.base_idr * (1 + 0.04 * (year - FIRST_YEAR)) * rng.uniform(0.85, 1.2)) // 10_000 * 10_000
    ceiling = np.full(MONTHS, first, dtype=np.int64)
    document = np.full(MONTHS, "DPA", dtype=object)
    draw = rng.random()
    if draw < 0.2:
        month = int(rng.choice((8, 9, 10), p=(0.3, 0.5, 0.2)))
        ceiling[month:] = int(first * rng.uniform(0.93, 1.35)) // 1_000 * 1_000
        document[min(month + int(rng.random() < 0.08), MONTHS - 1) :] = "DPPA"
    elif draw < 0.23:
        month = int(rng.integers(3, 8))
        ceiling[month:] = int(first * rng.uniform(0.97, 1.15)) // 1_000 * 1_000
    return ceiling, document


def _obstacle(office: Office, year: int, rng: np.random.Generator) -> Obstacle | None:
    turnover = office.years[year].turnover is not None
    if rng.random() >= SHORTFALL_SHARE * (1.4 if turnover else 0.85):
        return None
    return Obstacle(str(rng.choice(OBSTACLES)), int(rng.integers(1, 9)), float(rng.uniform(0.05, 0.55)))


def _cash_plan(plan: np.ndarray, ceiling: np.ndarray) -> np.ndarray:
    """The cash plan is set by quarter and spread evenly over its months."""
    ends = plan[2::3] / 100
    starts = np.concatenate(([0.0], ends[:-1]))
    shares = np.concatenate([np.linspace(a, b, 4)[1:] for a, b in zip(starts, ends, strict=True)])
    shares[-1] = 1.0
    return np.asarray(shares * ceiling)
