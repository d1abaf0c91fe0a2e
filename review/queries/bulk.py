"""One decision on many findings: exactly those one has seen in the preview, and the way back."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from checks.registry import rules
from ledger.decisions import Decision, Seen, decisions_at
from ledger.many import is_among
from ledger.models import DecisionRow, FindingRow
from review.access import Viewer
from review.house import House
from review.queries.filters import Filters
from review.queries.lists import Line, line_of, load_rows, matching_ids
from schemas.text import Language

MOST = 2_000
"""No decision is taken on more findings at once."""

EXAMPLES = 8


@dataclass(frozen=True, slots=True)
class Bulk:
    """What a filter leaves to decide on. ``seal`` stands for these findings, their values and decisions.

    ``rules`` and ``agencies`` are names with how many findings they have; an agency not known has an empty name.
    """

    seen: list[Seen]
    seal: str
    too_many: bool
    rules: list[tuple[str, int]]
    agencies: list[tuple[str, int]]
    examples: list[Line]
    dampak_idr: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A bulk decision as it stands: its decisions, examples, and how many of them can still be taken back."""

    at: datetime
    decisions: list[Decision]
    undoable: list[Seen]
    examples: list[Line]


def bulk_of(house: House, viewer: Viewer, filters: Filters, language: Language, now: datetime) -> Bulk:
    """The findings a filter leaves that are not resolved, with what a decision on them would be based on."""
    ids = matching_ids(house, viewer, filters, now, MOST + 1)
    with house.ledger.read() as connection:
        seen = seen_many(connection, ids[:MOST])
        facts = select(FindingRow.aturan, FindingRow.kode_opd, FindingRow.dampak_idr)
        rows = list(connection.execute(facts.where(is_among(connection, FindingRow.finding_id, ids[:MOST]))))
        examples = load_rows(connection, ids[:EXAMPLES])
    agencies = Counter("" if row.kode_opd is None else house.names.get(row.kode_opd, row.kode_opd) for row in rows)
    titles = Counter(_titled(row.aturan, language) for row in rows)
    return Bulk(
        seen,
        seal_of(seen),
        len(ids) > MOST,
        titles.most_common(),
        agencies.most_common(),
        [line_of(row, house, language) for row in examples],
        sum(row.dampak_idr or 0 for row in rows),
    )


def _titled(rule: str, language: Language) -> str:
    return f"{rule} {rules()[rule].title.of(language)}" if rule in rules() else rule


def taken_at(house: House, viewer: Viewer, at: datetime, language: Language) -> Taken:
    """What the viewer decided at that very moment."""
    decisions = decisions_at(house.ledger, viewer.user, at)
    with house.ledger.read() as connection:
        now = {each.finding_id: each for each in seen_many(connection, [each.finding_id for each in decisions])}
        rows = load_rows(connection, [each.finding_id for each in decisions[:EXAMPLES]])
    undoable = [
        now[each.finding_id]
        for each in decisions
        if each.kind == "keputusan" and now[each.finding_id].last_decision_id == each.id
    ]
    return Taken(at, decisions, undoable, [line_of(row, house, language) for row in rows])


def seen_many(connection: Connection, ids: list[str]) -> list[Seen]:
    """What someone who looks at these findings now has before them, by id."""
    last = (
        select(DecisionRow.finding_id, func.max(DecisionRow.id).label("last"))
        .where(is_among(connection, DecisionRow.finding_id, ids))
        .group_by(DecisionRow.finding_id)
        .subquery()
    )
    query = (
        select(FindingRow.finding_id, FindingRow.value_hash, last.c.last)
        .outerjoin(last, last.c.finding_id == FindingRow.finding_id)
        .where(is_among(connection, FindingRow.finding_id, ids), FindingRow.status != "selesai")
        .order_by(FindingRow.finding_id)
    )
    return [Seen(*row) for row in connection.execute(query)]


def seal_of(seen: list[Seen]) -> str:
    """One hash for a set of findings as they were seen."""
    content = "\n".join(f"{each.finding_id} {each.value_hash} {each.last_decision_id}" for each in seen)
    return hashlib.sha256(content.encode()).hexdigest()
