"""Deadlines of findings in working days: due, overdue, escalated. The night sets and watches them.

A finding that waits for a steward is due some working days after it last came into the queue; past that day it is
overdue, and some working days later it is escalated. Each is noted once. Whoever decides stops the clock.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl
from sqlalchemy import Connection, insert, select, update

from ledger.audit import SYSTEM, canonical, digest, record
from ledger.database import Ledger
from ledger.many import is_among
from ledger.models import FindingEventRow, FindingRow
from ledger.vocabulary import WAITING


@dataclass(frozen=True, slots=True)
class Allowed:
    """Working days from coming into the queue until due, by severity (others have no deadline); then until escalated.

    ``holidays`` are the days besides weekends on which nobody works.
    """

    days: Mapping[str, int]
    until_escalated: int
    holidays: Collection[date]

    def after(self, day: date, working_days: int) -> date:
        """The day that many working days after ``day``."""
        found = pl.select(
            pl.lit(day).dt.add_business_days(working_days, holidays=sorted(self.holidays), roll="forward")
        ).item()
        if not isinstance(found, date):
            raise TypeError("no such day")
        return found


@dataclass(frozen=True, slots=True)
class Watched:
    """What a night noted, as sets of finding ids."""

    overdue: frozenset[str]
    escalated: frozenset[str]


def watch_deadlines(ledger: Ledger, run_id: str, allowed: Allowed, as_of: date, at: datetime) -> Watched:
    """Give a due date to what has none, take it from what no longer waits, and note what is overdue or escalated.

    A due date that a person set stays. Watching again on the same day notes nothing new.
    """
    with ledger.write() as connection:
        waiting = _waiting(connection, allowed.days)
        days = _Days(allowed)
        due = {row["finding_id"]: row["due_date"] or days.due(row, as_of) for row in waiting}
        fresh = {row["finding_id"]: due[row["finding_id"]] for row in waiting if row["due_date"] is None}
        late = [row for row in waiting if due[row["finding_id"]] < as_of]
        overdue = {row["finding_id"]: row for row in late if row["overdue_since"] is None}
        raised = {
            row["finding_id"]: row
            for row in late
            if row["escalated_since"] is None and days.escalation(due[row["finding_id"]]) < as_of
        }
        rested = _rested(connection)
        if fresh or overdue or raised or rested:
            noted = _events(overdue, "overdue", due) + _events(raised, "escalated", due)
            _write(connection, run_id, noted, at)
            _set_due(connection, fresh)
            _mark(connection, overdue.keys(), {"overdue_since": at})
            _mark(connection, raised.keys(), {"escalated_since": at})
            _mark(connection, rested, {"due_date": None, "overdue_since": None, "escalated_since": None})
    return Watched(frozenset(overdue), frozenset(raised))


class _Days:
    """Due dates, each distinct one counted once."""

    def __init__(self, allowed: Allowed) -> None:
        self.allowed = allowed
        self._known: dict[tuple[date, int], date] = {}

    def due(self, row: Mapping[str, Any], as_of: date) -> date:
        """A finding that came before deadlines were kept counts from tonight."""
        return self._after(as_of, self.allowed.days[row["keparahan"]])

    def escalation(self, due: date) -> date:
        return self._after(due, self.allowed.until_escalated)

    def _after(self, day: date, working_days: int) -> date:
        key = (day, working_days)
        if key not in self._known:
            self._known[key] = self.allowed.after(day, working_days)
        return self._known[key]


def _waiting(connection: Connection, severities: Collection[str]) -> list[Mapping[str, Any]]:
    columns = ("finding_id", "keparahan", "value_hash", "due_date", "overdue_since", "escalated_since")
    query = (
        select(*(getattr(FindingRow, name) for name in columns))
        .where(FindingRow.status.in_(WAITING), FindingRow.keparahan.in_(severities), FindingRow.penasihat.is_(False))
        .order_by(FindingRow.finding_id)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def _rested(connection: Connection) -> set[str]:
    """Findings that carry a deadline though they were decided or resolved; back in the queue they get a new one."""
    query = select(FindingRow.finding_id).where(FindingRow.status.not_in(WAITING), FindingRow.due_date.is_not(None))
    return set(connection.scalars(query))


def _events(rows: Mapping[str, Mapping[str, Any]], kind: str, due: Mapping[str, date]) -> list[dict[str, Any]]:
    return [
        {
            "finding_id": finding_id,
            "kind": kind,
            "value_hash": row["value_hash"],
            "detail": canonical({"jatuh_tempo": due[finding_id]}),
        }
        for finding_id, row in rows.items()
    ]


def _write(connection: Connection, run_id: str, events: list[dict[str, Any]], at: datetime) -> None:
    detail = {"events": len(events), "digest": digest(events)}
    mark = record(connection, at=at, actor=SYSTEM, action="deadlines_watched", subject=run_id, detail=detail)
    if events:
        connection.execute(
            insert(FindingEventRow), [{**event, "run_id": run_id, "at": at, "audit_id": mark.id} for event in events]
        )


def _set_due(connection: Connection, due: Mapping[str, date]) -> None:
    for day in sorted(set(due.values())):
        _mark(connection, {finding_id for finding_id, its_day in due.items() if its_day == day}, {"due_date": day})


def _mark(connection: Connection, ids: Collection[str], values: Mapping[str, Any]) -> None:
    if ids:
        where = is_among(connection, FindingRow.finding_id, ids)
        connection.execute(update(FindingRow).where(where).values(values))
