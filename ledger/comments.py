"""Remarks on a finding that decide nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from ledger.audit import Actor, digest, record
from ledger.columns import storable
from ledger.database import Ledger
from ledger.models import CommentRow, FindingRow
from ledger.refusals import RefusedError
from schemas.text import Text

SEALED = ("finding_id", "comment", "user", "role", "at")


@dataclass(frozen=True, slots=True)
class Comment:
    """One remark."""

    id: int
    finding_id: str
    comment: str
    user: str
    role: str
    at: datetime


def remark(ledger: Ledger, finding_id: str, comment: str, *, actor: Actor, at: datetime) -> Comment:
    """Add a remark to a finding, open or resolved; RefusedError if it is empty or the finding is not known."""
    text = storable(comment.strip())
    if not text:
        raise RefusedError(Text(id="Komentar kosong.", en="The comment is empty."))
    with ledger.write() as connection:
        if connection.scalar(select(FindingRow.finding_id).where(FindingRow.finding_id == finding_id)) is None:
            raise RefusedError(Text(id="Temuan ini tidak dikenal.", en="This finding is not known."), where=finding_id)
        return append_remark(connection, finding_id, text, actor=actor, at=at)


def append_remark(connection: Connection, finding_id: str, text: str, *, actor: Actor, at: datetime) -> Comment:
    """Write a remark and its audit entry; the finding is known and the text not empty."""
    row = {"finding_id": finding_id, "comment": text, "user": storable(actor.user), "role": actor.role, "at": at}
    seal = {"digest": digest([sealed(row)])}
    mark = record(connection, at=at, actor=actor, action="remarked", subject=finding_id, detail=seal)
    added = connection.execute(insert(CommentRow).returning(CommentRow.id), {**row, "audit_id": mark.id})
    return Comment(id=added.scalar_one(), **row)  # type: ignore[arg-type]


def comments_of(ledger: Ledger, finding_id: str) -> list[Comment]:
    """Every remark on a finding, oldest first."""
    query = select(CommentRow.__table__).where(CommentRow.finding_id == finding_id).order_by(CommentRow.id)
    with ledger.read() as connection:
        return [
            Comment(**{name: row[name] for name in Comment.__dataclass_fields__})
            for row in connection.execute(query).mappings()
        ]


def sealed(row: Mapping[Any, Any]) -> dict[str, Any]:
    """What the audit seals of a remark."""
    return {name: row[name] for name in SEALED}
