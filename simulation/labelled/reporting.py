"""How an honest office fills the form: its rounding, its stale months, its notes, its delays."""

from __future__ import annotations

import numpy as np

from simulation.labelled.offices import MONTHS, Office
from simulation.labelled.sheet import BEHIND_PTS, Restatement, Sheet
from simulation.labelled.work import OBSTACLES

_CARELESS_NOTE = 0.015


def round_physical(value: np.ndarray, office: Office) -> np.ndarray:
    """Percent in the office's grain; a started work stays below 100 until it is done."""
    grain = np.round(np.round(value / office.step) * office.step, 2)
    capped = np.where((value < 99.9) & (grain >= 100), 100 - max(office.step, 0.1), grain)
    return np.asarray(np.round(np.clip(capped, 0, 100), 2))


def round_money(value: np.ndarray, office: Office) -> np.ndarray:
    """Rupiah in the grain of the office's books, never above what was booked."""
    return np.asarray(value // office.money_grain * office.money_grain).astype(np.int64)


def fill_form(sheet: Sheet, rng: np.random.Generator) -> None:
    """Write the honest report of the year into ``reported`` and keep a copy in ``honest``."""
    office, reported = sheet.line.office, sheet.reported
    reported["fin_rep"] = round_money(sheet.money.booked_idr, office)
    reported["phys_rep"] = _typed_progress(sheet, rng)
    reported["realisasi"] = sheet.outcome.copy()
    sheet.unit = [sheet.line.template.unit] * MONTHS
    _repeat_after_turnover(sheet, rng)
    sheet.recompute_achievement()
    _send(sheet, rng)
    _explain(sheet, rng)
    _correct_honestly(sheet, rng)
    sheet.honest = {name: values.copy() for name, values in reported.items()}


def _typed_progress(sheet: Sheet, rng: np.random.Generator) -> np.ndarray:
    office, true = sheet.line.office, sheet.course.physical
    if office.by_money and sheet.course.contract is None:
        return round_physical(100 * sheet.reported["fin_rep"] / sheet.pagu, office)
    seen = np.where((true > 0) & (true < 99.9), true * (1 + rng.normal(-0.01, 0.025, MONTHS)), true)
    return np.asarray(np.maximum.accumulate(round_physical(np.clip(seen, 0, 100), office)))


def _repeat_after_turnover(sheet: Sheet, rng: np.random.Generator) -> None:
    """New staff send last month's figures again; the real ones follow a month later."""
    turnover = sheet.line.office.years[sheet.year].turnover
    if turnover is None or rng.random() < 0.5:
        return
    for name in ("phys_rep", "fin_rep", "realisasi"):
        sheet.reported[name][turnover] = sheet.reported[name][turnover - 1]


def _send(sheet: Sheet, rng: np.random.Generator) -> None:
    chances = sheet.line.office.years[sheet.year]
    missing = np.full(MONTHS, chances.missing)
    if chances.turnover is not None:
        missing[chances.turnover] += 0.15
    missing[-1] *= 0.3
    sheet.submitted = rng.random(MONTHS) >= missing
    late = rng.random(MONTHS) < chances.late
    sheet.lag_days = np.where(late, 1 + rng.exponential(13.0, MONTHS).astype(int).clip(0, 60), 0)


def _explain(sheet: Sheet, rng: np.random.Generator) -> None:
    """A frank office names its obstacle while it lags; a few notes stand where nothing lags."""
    behind = sheet.course.plan - sheet.reported["phys_rep"] > BEHIND_PTS
    for month in range(MONTHS):
        cause = sheet.obstacle.cause if sheet.obstacle else str(rng.choice(OBSTACLES))
        chance = sheet.line.office.frankness * (1.0 if sheet.obstacle else 0.35) if behind[month] else _CARELESS_NOTE
        if rng.random() < chance:
            sheet.note[month] = cause


def _correct_honestly(sheet: Sheet, rng: np.random.Generator) -> None:
    """Closed months are corrected towards the treasury; now and then progress is set lower after a field visit."""
    if rng.random() < 0.05:
        closed = int(rng.integers(0, MONTHS - 1))
        later = min(closed + 1 + int(rng.integers(0, 4)), MONTHS - 1)
        old, new = float(sheet.reported["fin_rep"][closed]), float(sheet.money.paid_idr[closed])
        if sheet.submitted[closed] and old != new:
            sheet.restatements.append(Restatement(later + 1, closed + 1, "fin_rep", old, new))
    if rng.random() < 0.01:
        closed = int(rng.integers(2, MONTHS - 2))
        old = float(sheet.reported["phys_rep"][closed])
        if sheet.submitted[closed] and old >= 10:
            sheet.restatements.append(Restatement(closed + 2, closed + 1, "phys_rep", old, round(old * 0.9, 2)))
