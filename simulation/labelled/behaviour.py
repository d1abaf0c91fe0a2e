"""What a way of bending figures is, and what the hand that bends knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simulation.labelled.sheet import Sheet

LOG_GAP_MEAN, LOG_GAP_SD = 0.24, 0.34


@dataclass(frozen=True, slots=True)
class Scene:
    """``previous`` is the line's last year, ``peer`` a line of the same template in another office; ``gap`` the style's
    boldness."""

    rng: np.random.Generator
    gap: float
    previous: Sheet | None
    peer: Sheet | None

    def draw_factor(self) -> float:
        """Reported over true, log-normal as found in audits; below 1 in 23 % of draws at plain boldness."""
        return float(np.exp(self.gap * self.rng.normal(LOG_GAP_MEAN, LOG_GAP_SD)))

    def draw_lift(self, low: float, high: float) -> float:
        """An added share, scaled by boldness."""
        return float(self.gap * self.rng.uniform(low, high))


@dataclass(frozen=True, slots=True)
class Behaviour:
    """``starts`` marks the months (0-based) it may begin in; ``bend`` writes into ``sheet.reported`` for the months
    given; ``lasts`` to December where going back would show; ``certain`` ones contradict themselves on paper."""

    kind: str
    field: str
    starts: Callable[[Sheet, Scene], np.ndarray]
    bend: Callable[[Sheet, np.ndarray, Scene], None]
    lasts: bool = False
    certain: bool = False
    whole_office: bool = False


def write_progress(sheet: Sheet, months: np.ndarray, value: np.ndarray) -> None:
    """Physical progress for the months given: two decimals, 0..100, never below the month before."""
    series = sheet.reported["phys_rep"].copy()
    series[months] = np.round(np.clip(value, 0, 100), 2)[months]
    first = int(np.flatnonzero(months)[0])
    series[first:] = np.where(months[first:], np.maximum.accumulate(series[first:]), series[first:])
    sheet.reported["phys_rep"] = series


def write_money(sheet: Sheet, months: np.ndarray, value: np.ndarray) -> None:
    """Own books for the months given, in rupiah, under the ceiling and not falling within the episode."""
    series = sheet.reported["fin_rep"].copy()
    series[months] = np.clip(value, 0, sheet.pagu).astype(np.int64)[months]
    first = int(np.flatnonzero(months)[0])
    series[first:] = np.where(months[first:], np.maximum.accumulate(series[first:]), series[first:])
    sheet.reported["fin_rep"] = series


def write_result(sheet: Sheet, months: np.ndarray, value: np.ndarray) -> None:
    """The indicator's result in its own grain; capaian follows."""
    whole = sheet.line.template.ind_kind.startswith("count")
    grain = np.round(value) if whole else np.round(value, 2)
    if sheet.line.template.unit == "%":
        grain = np.minimum(grain, 100.0)
    sheet.reported["realisasi"] = np.where(months, np.maximum(grain, 0.0), sheet.reported["realisasi"])
    sheet.recompute_achievement()
