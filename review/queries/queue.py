"""Tonight's queues: cases by rank, what the night changed, and how much waits beyond."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from ledger.models import FindingEventRow, FindingRow
from ledger.runs import FINISHED, Run, recent_runs
from ledger.vocabulary import WAITING
from review.access import Viewer
from review.house import House
from review.queries.filters import own
from review.queries.lists import Line, line_of, load_rows
from schemas.text import Language, Text

QUEUES: dict[str, Text] = {
    "kecurigaan": Text("Menurut bobot kejanggalan", "By weight"),
    "rupiah": Text("Menurut rupiah", "By rupiah"),
}


@dataclass(frozen=True, slots=True)
class Case:
    """One row of a queue: the primary finding, its rank, and how many findings the case holds."""

    rank: int
    line: Line
    size: int


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue and its frame: the night it is of, what that night noticed, what waits beyond, what was done of it."""

    night: Run | None
    cases: list[Case]
    done: int
    waiting: int
    overdue: int
    events: Mapping[str, int]


def queue_of(house: House, viewer: Viewer, by: str, language: Language) -> Queue:
    """The queue ``by`` (``QUEUES``) as the viewer may see it."""
    rank = FindingRow.antrian_rupiah if by == "rupiah" else FindingRow.antrian_kecurigaan
    mine = own(viewer)
    night = next((run for run in recent_runs(house.ledger, 10) if run.state in FINISHED), None)
    with house.ledger.read() as connection:
        ranked = select(FindingRow.finding_id, rank.label("rank"), FindingRow.kasus, FindingRow.status)
        places = list(connection.execute(ranked.where(rank.is_not(None), mine).order_by(rank)))
        open_places = [place for place in places if place.status in WAITING]
        rows = load_rows(connection, [place.finding_id for place in open_places])
        sizes = _sizes(connection, [place.kasus for place in open_places], mine)
        waiting = _count(connection, FindingRow.status.in_(WAITING), mine)
        late = _count(connection, FindingRow.status.in_(WAITING), mine, FindingRow.overdue_since.is_not(None))
        events = _events(connection, night.run_id, viewer) if night else {}
    lines = {row["finding_id"]: line_of(row, house, language) for row in rows}
    cases = [
        Case(place.rank, lines[place.finding_id], sizes.get(place.kasus, 1))
        for place in open_places
        if place.finding_id in lines
    ]
    return Queue(night, cases, len(places) - len(open_places), waiting, late, events)


def _sizes(connection: Connection, cases: list[str], mine: ColumnElement[bool]) -> dict[str, int]:
    query = select(FindingRow.kasus, func.count()).where(FindingRow.kasus.in_(cases), mine).group_by(FindingRow.kasus)
    return {row[0]: row[1] for row in connection.execute(query)}


def _count(connection: Connection, *wanted: Any) -> int:
    return connection.scalar(select(func.count()).select_from(FindingRow).where(*wanted)) or 0


def _events(connection: Connection, run_id: str, viewer: Viewer) -> dict[str, int]:
    """How many events of each kind the run has; findings are only looked up where they may be another agency's."""
    query = select(FindingEventRow.kind, func.count()).where(FindingEventRow.run_id == run_id)
    if not viewer.sees_all:
        known = FindingRow.finding_id == FindingEventRow.finding_id
        query = query.join(FindingRow, known).where(own(viewer))
    return {row[0]: row[1] for row in connection.execute(query.group_by(FindingEventRow.kind))}
