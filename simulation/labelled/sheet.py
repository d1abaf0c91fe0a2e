"""A line's year: the truth, what was reported, and the label of each month."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from simulation.labelled.lines import Line
from simulation.labelled.offices import MONTHS
from simulation.labelled.outcomes import achievement_pct
from simulation.labelled.treasury import Money
from simulation.labelled.work import Course, Obstacle

BEHIND_PTS = 10
FIELDS = ("phys_rep", "fin_rep", "realisasi", "capaian_rep", "target")


@dataclass(frozen=True, slots=True)
class Restatement:
    """A closed month changed later. Months are 1..12."""

    month_of_change: int
    month_changed: int
    field: str
    old: float
    new: float


@dataclass(slots=True)
class Sheet:
    """Arrays run January..December; ``reported`` holds the judged fields, ``honest`` what an honest hand had put."""

    line: Line
    year: int
    pagu: np.ndarray
    document: np.ndarray
    target_initial: float
    course: Course
    money: Money
    obstacle: Obstacle | None
    fin_plan: np.ndarray
    outcome: np.ndarray
    reported: dict[str, np.ndarray]
    honest: dict[str, np.ndarray] = field(default_factory=dict)
    unit: list[str] = field(default_factory=list)
    note: list[str] = field(default_factory=lambda: [""] * MONTHS)
    lag_days: np.ndarray = field(default_factory=lambda: np.zeros(MONTHS, dtype=int))
    submitted: np.ndarray = field(default_factory=lambda: np.ones(MONTHS, dtype=bool))
    restatements: list[Restatement] = field(default_factory=list)
    label: list[str] = field(default_factory=lambda: ["honest"] * MONTHS)
    kind: str = ""
    blamed: str = ""
    episode: int = -1
    severity: np.ndarray = field(default_factory=lambda: np.zeros(MONTHS))
    shadow: np.ndarray = field(default_factory=lambda: np.zeros(MONTHS, dtype=bool))

    @property
    def shortfall(self) -> bool:
        """Something held the work back visibly, or it did not get done."""
        behind = float((self.course.plan - self.course.physical).max())
        return (self.obstacle is not None and behind > BEHIND_PTS) or bool(self.course.physical[-1] < 90)

    def recompute_achievement(self) -> None:
        """Capaian follows what is reported, as the office's form computes it."""
        office = self.line.office
        self.reported["capaian_rep"] = achievement_pct(
            np.maximum(self.reported["realisasi"], 0.01 if self.line.polarity < 0 else 0.0),
            self.reported["target"],
            self.line.polarity,
            office.by_ratio,
            office.decimals,
        )
