"""What happened: nights, versions, and the audit with the state of its chain."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from ledger.audit import BrokenLink, Mark, chain_head, verify_chain
from ledger.database import Ledger
from ledger.models import AuditRow
from ledger.runs import Run, recent_runs

NIGHTS = 20
ENTRIES = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the audit; ``facts`` are the short ones of its detail."""

    id: int
    at: datetime
    actor: str
    role: str
    action: str
    subject: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class History:
    """Nights and a page of the audit, newest first. ``earlier`` is where the next page begins.

    ``verified`` says whether the chain was walked just now; ``broken`` is the first entry that does not fit.
    """

    runs: list[Run]
    entries: list[Entry]
    earlier: int | None
    head: Mark
    verified: bool
    broken: BrokenLink | None


def history_of(ledger: Ledger, before: str, *, verify: bool) -> History:
    """Entries with numbers below ``before`` (else the newest); ``verify`` walks the whole chain."""
    query = select(AuditRow.__table__).order_by(AuditRow.id.desc()).limit(ENTRIES + 1)
    if before.isdecimal() and len(before) < 16:
        query = query.where(AuditRow.id < int(before))
    with ledger.read() as connection:
        rows = list(connection.execute(query).mappings())
    entries = [_entry(row) for row in rows[:ENTRIES]]
    return History(
        runs=recent_runs(ledger, NIGHTS),
        entries=entries,
        earlier=entries[-1].id if len(rows) > ENTRIES else None,
        head=chain_head(ledger),
        verified=verify,
        broken=verify_chain(ledger) if verify else None,
    )


def _entry(row: Mapping[Any, Any]) -> Entry:
    detail = json.loads(row["detail"])
    facts = {name: value for name, value in detail.items() if isinstance(value, (str, int)) and len(str(value)) <= 60}
    return Entry(row["id"], row["at"], row["actor"], row["role"], row["action"], row["subject"], facts)
