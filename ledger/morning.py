"""What a morning begins with: how many findings a night brought, and how many have waited too long."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from ledger.database import Ledger
from ledger.models import FindingEventRow, FindingRow
from ledger.vocabulary import WAITING


@dataclass(frozen=True, slots=True)
class Morning:
    """Numbers of findings: what one run noticed, and what stands now."""

    new: int
    reopened: int
    lapsed: int
    overdue: int
    waiting: int


def morning_after(ledger: Ledger, run_id: str) -> Morning:
    """The morning after the run ``run_id``."""
    of_run = (
        select(FindingEventRow.kind, func.count())
        .where(FindingEventRow.run_id == run_id)
        .group_by(FindingEventRow.kind)
    )
    waiting = select(func.count(), func.count(FindingRow.overdue_since)).where(FindingRow.status.in_(WAITING))
    with ledger.read() as connection:
        noticed: dict[str, int] = {row[0]: row[1] for row in connection.execute(of_run)}
        standing, overdue = connection.execute(waiting).one()
    return Morning(
        new=noticed.get("new", 0),
        reopened=noticed.get("reopened", 0),
        lapsed=noticed.get("lapsed", 0),
        overdue=overdue,
        waiting=standing,
    )
