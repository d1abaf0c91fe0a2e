"""How the units of earlier findings, still open, fared tonight."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from checks.frame import Frame
from checks.identity import as_numbers, as_text, units, units_of
from checks.rule import Check
from checks.states import EXCUSED, FAIL, FOLDED, NOT_EXAMINED, PASS, STATE_NAMES, UNKNOWN
from schemas.finding import WatchedState
from schemas.tables import empty

RANK = np.array([0, 1, 4, 3, 2], dtype=np.uint8)
"""State -> how bad it is: not examined, pass, fail, unknown, excused."""
BY_RANK = (NOT_EXAMINED, PASS, EXCUSED, UNKNOWN, FAIL)


@dataclass(frozen=True, slots=True)
class WatchedUnits:
    """Ids watched, and the units of a frame sorted, with the rows they are in."""

    ids: np.ndarray
    sorted_units: np.ndarray
    rows: np.ndarray


def watched_units(frame: Frame, data: pl.DataFrame, watched: set[str]) -> WatchedUnits:
    """The units of ``data`` made ready to be looked up by finding id."""
    bits = units(frame, data)[1]
    rows = np.argsort(bits, kind="stable")
    return WatchedUnits(as_numbers(sorted(watched)), bits[rows], rows)


def fared(rule: Check, frame: Frame, codes: np.ndarray, known: WatchedUnits) -> pl.DataFrame:
    """``schemas.finding.WatchedState`` of the ids that are this rule's; of a unit that occurs twice, the worse."""
    wanted = units_of(rule, frame, known.ids)
    first = np.searchsorted(known.sorted_units, wanted, side="left")
    last = np.searchsorted(known.sorted_units, wanted, side="right")
    here = np.flatnonzero(last > first)
    if not here.size:
        return empty(WatchedState)
    lengths = last[here] - first[here]
    begins = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    within = np.arange(lengths.sum()) - np.repeat(begins, lengths)
    rows = known.rows[np.repeat(first[here], lengths) + within]
    worst = np.maximum.reduceat(RANK[FOLDED[codes[rows]]], begins)
    examined = worst > RANK[NOT_EXAMINED]
    states = [STATE_NAMES[BY_RANK[rank]] for rank in worst[examined]]
    return pl.DataFrame(
        {"finding_id": as_text(known.ids[here[examined]]), "keadaan": pl.Series(states, dtype=pl.String)}
    )
