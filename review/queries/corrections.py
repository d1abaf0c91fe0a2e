"""What an agency changed from one version of its report to the next: the cells, before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from review.house import House
from review.queries.files import FileVersion, file_name, versions_of
from review.workbook.difference import MOST, Change, changed_cells
from sources.decoding.sheet_xml import position

SHOWN = 12
STEPS = 2
"""Steps from one version to the next that are told, the newest first."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One step: ``version`` is the later one, ``count`` how many cells it changed, ``changes`` those shown."""

    version: int
    at: datetime
    file_name: str
    count: int
    changes: list[Change]


def corrections_of(house: House, finding: Mapping[str, Any]) -> list[Correction]:
    """The last changes of the report a finding is about, the newest first, those nearest to its row leading.

    A report filled in anew, in which everything differs, is no correction.
    """
    if finding["berkas"] is None or finding["baris"] is None:
        return []
    steps = list(pairwise(versions_of(house.ledger, finding["berkas"])))[-STEPS:]
    found = (_correction(house, finding, before, after) for before, after in reversed(steps))
    return [each for each in found if each is not None]


def _correction(house: House, finding: Mapping[str, Any], before: FileVersion, after: FileVersion) -> Correction | None:
    if not house.store.exists(before.berkas) or not house.store.exists(after.berkas):
        return None
    name = file_name(house.ledger, after.berkas) or ""
    changes = changed_cells(house.store.path(before.berkas), house.store.path(after.berkas), name)
    if not 0 < len(changes) < MOST:
        return None
    return Correction(after.versi, after.learned_at, name, len(changes), _nearest(changes, finding)[:SHOWN])


def _nearest(changes: Sequence[Change], finding: Mapping[str, Any]) -> list[Change]:
    def distance(change: Change) -> tuple[bool, int]:
        place = position(change.sel.encode())
        return change.lembar != finding["lembar"], abs((place[0] if place else 0) + 1 - finding["baris"])

    return sorted(changes, key=distance)
