"""From what fell due to SP2D, own books, and the feed as it stood each month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.labelled.conditions import Conditions
from simulation.labelled.lines import Line
from simulation.labelled.offices import MONTHS


@dataclass(frozen=True, slots=True)
class Money:
    """Cumulative rupiah, January..December: SP2D really issued, the office's own books, and the feed as it had it."""

    paid_idr: np.ndarray
    booked_idr: np.ndarray
    feed_idr: np.ndarray


def settle_money(
    line: Line, due: np.ndarray, ceiling: np.ndarray, conditions: Conditions, rng: np.random.Generator
) -> Money:
    """Pay what fell due through the fund's own channel, never above a ceiling. ``due`` in shares of the first one."""
    owed = np.minimum(np.maximum.accumulate(due) * ceiling[0], 0.995 * ceiling).astype(np.int64)
    owed = np.minimum.accumulate(np.maximum.accumulate(owed)[::-1])[::-1]
    if line.fund == "BLUD/BOS":
        paid, booked = _quarterly(owed), owed
    elif line.template.ptype in ("RUTIN", "EVENT") and line.template.repeats % 2:
        paid, booked = _replenished(owed, int(ceiling[0]), rng), owed
    else:
        paid = _direct(owed, rng)
        booked = np.maximum(paid, np.where(rng.random(MONTHS) < 0.8, owed, paid)) if line.office.counts_spm else paid
    booked = np.maximum.accumulate(booked)
    return Money(paid, booked, _feed(line, paid, conditions, rng))


def _quarterly(owed: np.ndarray) -> np.ndarray:
    """Spending outside the treasury is endorsed after each quarter, the last one in December."""
    closed = np.zeros(MONTHS, dtype=np.int64)
    for month in range(3, MONTHS):
        closed[month] = owed[(month // 3) * 3 - 1]
    closed[-1] = owed[-1]
    return closed


def _replenished(owed: np.ndarray, ceiling: int, rng: np.random.Generator) -> np.ndarray:
    """Petty cash is spent first and replenished in lumps; nothing is left open in December."""
    lump = rng.uniform(0.02, 0.08) * ceiling
    paid = np.zeros(MONTHS, dtype=np.int64)
    before = 0
    for month in range(MONTHS):
        if owed[month] - before >= lump and rng.random() < 0.75:
            before = int(owed[month])
        paid[month] = before
    paid[-1] = owed[-1]
    return paid


def _direct(owed: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Payment orders of the month's end become SP2D a month later in about a third of cases."""
    previous = np.concatenate(([0], owed[:-1]))
    paid = np.where(rng.random(MONTHS) < 0.33, previous, owed)
    paid[-1] = owed[-1]
    return np.asarray(np.maximum.accumulate(paid))


def _feed(line: Line, paid: np.ndarray, conditions: Conditions, rng: np.random.Generator) -> np.ndarray:
    """A document is posted late now and then; an outage repeats last month's figure."""
    silent = conditions.outage | conditions.office_outage[line.office.agency_id]
    slow = rng.random(MONTHS) < 0.03
    slow[-1] = False
    seen = paid.copy()
    for month in range(MONTHS):
        if silent[month] or slow[month]:
            seen[month] = seen[month - 1] if month else 0
    return seen
