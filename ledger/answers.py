"""What agencies answer in the workbook that came back: attached to the findings they were asked about.

An answer moves a finding that waits for one; what a steward has already taken up gets a remark beside it. Nothing is
closed here: a finding closes when its unit passes.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, exists, select

from ledger.audit import SYSTEM, Actor, record
from ledger.columns import storable
from ledger.comments import append_remark
from ledger.database import Ledger
from ledger.decisions import append, said
from ledger.models import AuditRow, CommentRow, DecisionRow, FindingRow
from schemas.text import Text

ACTION: Final = "answers_recorded"
WAITING: Final = ("baru", "diklarifikasi_opd")
"""Where a finding stands that an answer may move."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. ``values`` begins the ``value_hash`` of what was asked; ``until`` is the day up to which time is
    asked for; ``is_remark`` where something was written without choosing a response."""

    finding_id: str
    values: str
    text: str
    until: date | None = None
    is_remark: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the answers of one file. ``unknown`` are findings the ledger does not have."""

    decided: int
    remarked: int
    repeated: int
    unknown: tuple[str, ...]


def answered_files(ledger: Ledger) -> frozenset[str]:
    """Files whose answers are recorded."""
    with ledger.read() as connection:
        return frozenset(connection.scalars(select(AuditRow.subject).where(AuditRow.action == ACTION)))


def record_answers(
    ledger: Ledger,
    berkas: str,
    answers: Collection[Answer],
    *,
    of: str,
    notes: Collection[Text],
    changes: Collection[tuple[str, str, str, str]] = (),
    at: datetime,
) -> Taken | None:
    """Attach the answers that the file ``berkas`` brought; None where they are recorded already.

    ``of`` is the file that was asked about, ``notes`` what the sender has to be told, ``changes`` the cells corrected
    (sheet, cell, before, after). One transaction.
    """
    with ledger.write() as connection:
        if connection.scalar(select(exists().where(AuditRow.action == ACTION, AuditRow.subject == berkas))):
            return None
        kinds = [(answer.finding_id, _attach(connection, answer, at)) for answer in answers]
        taken = Taken(
            decided=sum(kind == "decided" for _, kind in kinds),
            remarked=sum(kind == "remarked" for _, kind in kinds),
            repeated=sum(kind == "repeated" for _, kind in kinds),
            unknown=tuple(finding_id for finding_id, kind in kinds if kind == "unknown"),
        )
        detail = {
            "of": of,
            "decided": taken.decided,
            "remarked": taken.remarked,
            "repeated": taken.repeated,
            "unknown": taken.unknown,
            "changes": [[storable(part) for part in change] for change in changes],
            "notes": [[storable(note.id), storable(note.en)] for note in notes],
        }
        record(connection, at=at, actor=SYSTEM, action=ACTION, subject=berkas, detail=detail)
        return taken


def notes_on_answers(ledger: Ledger) -> dict[str, tuple[Text, ...]]:
    """What senders have to be told, by the file that brought the answers and by the file asked about; the last word
    counts."""
    query = select(AuditRow.subject, AuditRow.detail).where(AuditRow.action == ACTION).order_by(AuditRow.id)
    found: dict[str, tuple[Text, ...]] = {}
    with ledger.read() as connection:
        for berkas, detail in connection.execute(query):
            told = json.loads(detail)
            notes = tuple(Text(id, en) for id, en in told["notes"])
            found |= {berkas: notes, told["of"]: notes}
    return found


def _attach(connection: Connection, answer: Answer, at: datetime) -> str:
    columns = (
        FindingRow.finding_id, FindingRow.status, FindingRow.value_hash, FindingRow.waived_until, FindingRow.kode_opd,
    )  # fmt: skip
    row = connection.execute(select(*columns).where(FindingRow.finding_id == answer.finding_id)).mappings().first()
    if row is None:
        return "unknown"
    actor = Actor(row["kode_opd"] or "opd", "opd")
    text = storable(answer.text)
    if _said_before(connection, row, text):
        return "repeated"
    current = row["value_hash"].startswith(answer.values)
    if answer.is_remark or not current or row["status"] not in WAITING:
        append_remark(connection, answer.finding_id, text, actor=actor, at=at)
        return "remarked"
    step: dict[str, Any] = {"kind": "keputusan", "status": "diklarifikasi_opd"}
    if answer.until is not None:
        step = {"kind": "minta_pengabaian", "status": row["status"], "until": answer.until}
    append(connection, dict(row), step, said(actor, "jawaban_diterima", text, at))
    return "decided"


def _said_before(connection: Connection, row: Mapping[Any, Any], text: str) -> bool:
    """Whether the agency said the same of the same values already."""
    decided = exists().where(
        DecisionRow.finding_id == row["finding_id"],
        DecisionRow.role == "opd",
        DecisionRow.comment == text,
        DecisionRow.value_hash == row["value_hash"],
    )
    remarked = exists().where(
        CommentRow.finding_id == row["finding_id"], CommentRow.role == "opd", CommentRow.comment == text
    )
    return bool(connection.scalar(select(decided | remarked)))
