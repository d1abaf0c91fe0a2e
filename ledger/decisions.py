"""Decisions: what people say of a finding. Append-only, with a reason, bound to the values judged.

Nobody's decision is lost: each names the last one its author had seen, and is refused if another came between.
Undoing is a decision too. A waiver takes three roles and never the same person twice (see ``ledger.waivers``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Connection, insert, select, update

from ledger.audit import Actor, digest, record
from ledger.columns import storable
from ledger.database import Ledger
from ledger.models import DecisionRow, FindingRow
from ledger.refusals import ConflictError, RefusedError
from ledger.vocabulary import DECIDABLE, DECISION_KINDS, REASONS, DecisionKind, Role, Status
from schemas.text import Text

SEALED = (
    "finding_id", "kind", "status", "status_before", "until", "until_before", "reason", "comment", "value_hash",
    "user", "role", "at", "refers_to",
)  # fmt: skip
SETTING = ("keputusan", "setuju_pengabaian", "batal")
"""Kinds that move a finding; the others are steps towards a waiver."""

MAY_DECIDE: Mapping[Role, tuple[str, ...]] = {
    "steward": DECIDABLE,
    "approver": DECIDABLE,
    "opd": ("diklarifikasi_opd",),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision; ``status`` is where the finding stood afterwards, ``until`` the last day of a waiver."""

    id: int
    finding_id: str
    kind: DecisionKind
    status: Status
    status_before: Status
    until: date | None
    until_before: date | None
    reason: str
    comment: str | None
    value_hash: str
    user: str
    role: Role
    at: datetime
    refers_to: int | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What its author had before them: the finding, the values shown, and the last decision on it (None if none)."""

    finding_id: str
    value_hash: str
    last_decision_id: int | None


def decide(
    ledger: Ledger, seen: Seen, status: str, *, actor: Actor, reason: str, at: datetime, comment: str | None = None
) -> Decision:
    """Put a finding into one of ``DECIDABLE``.

    Raises RefusedError (a PersonError); ConflictError, with the other's decision, if someone was faster.
    """
    _check_words(status, actor, reason, comment)
    with ledger.write() as connection:
        return _decide(connection, seen, cast(Status, status), actor, reason, at, comment)


def decide_many(
    ledger: Ledger,
    seen: Iterable[Seen],
    status: str,
    *,
    actor: Actor,
    reason: str,
    at: datetime,
    comment: str | None = None,
) -> tuple[list[Decision], list[RefusedError]]:
    """The same decision on many findings in one transaction: those taken, and those refused one by one."""
    _check_words(status, actor, reason, comment)
    taken: list[Decision] = []
    refused: list[RefusedError] = []
    with ledger.write() as connection:
        for each in seen:
            try:
                taken.append(_decide(connection, each, cast(Status, status), actor, reason, at, comment))
            except RefusedError as refusal:
                refused.append(refusal)
    return taken, refused


def undo(
    ledger: Ledger,
    seen: Seen,
    *,
    actor: Actor,
    at: datetime,
    reason: str = "keliru_memutuskan",
    comment: str | None = None,
) -> Decision:
    """Take back the decision by which the finding stands where it stands: it goes back to where it stood before.

    A waiver in force is taken back by an approver only; an agency takes back only what it said itself.
    """
    check_reason(reason, comment)
    with ledger.write() as connection:
        return _undo(connection, seen, actor, said(actor, reason, comment, at))


def undo_many(
    ledger: Ledger, seen: Iterable[Seen], *, actor: Actor, at: datetime
) -> tuple[list[Decision], list[RefusedError]]:
    """Take back the last decision on many findings in one transaction: those undone, and those refused one by one."""
    undone: list[Decision] = []
    refused: list[RefusedError] = []
    with ledger.write() as connection:
        for each in seen:
            try:
                undone.append(_undo(connection, each, actor, said(actor, "keliru_memutuskan", None, at)))
            except RefusedError as refusal:
                refused.append(refusal)
    return undone, refused


def decisions_of(ledger: Ledger, finding_id: str) -> list[Decision]:
    """Every decision on a finding, oldest first."""
    query = select(DecisionRow.__table__).where(DecisionRow.finding_id == finding_id).order_by(DecisionRow.id)
    with ledger.read() as connection:
        return [decision(row) for row in connection.execute(query).mappings()]


def decisions_at(ledger: Ledger, user: str, at: datetime) -> list[Decision]:
    """What a person decided at one moment: a decision on many findings at once is all of one moment."""
    query = select(DecisionRow.__table__).where(DecisionRow.user == user, DecisionRow.at == at)
    with ledger.read() as connection:
        return [decision(row) for row in connection.execute(query.order_by(DecisionRow.id)).mappings()]


def seen_now(ledger: Ledger, finding_id: str) -> Seen:
    """What someone who looks at a finding now has before them; KeyError if it is not known."""
    with ledger.read() as connection:
        found = connection.scalar(select(FindingRow.value_hash).where(FindingRow.finding_id == finding_id))
        if found is None:
            raise KeyError(finding_id)
        last = _last_decision(connection, finding_id)
        return Seen(finding_id, found, last.id if last else None)


def hold(connection: Connection, seen: Seen) -> Mapping[str, Any]:
    """The finding to decide on, if nothing changed since ``seen``; else RefusedError or ConflictError."""
    columns = (FindingRow.finding_id, FindingRow.status, FindingRow.value_hash, FindingRow.waived_until)
    row = connection.execute(select(*columns).where(FindingRow.finding_id == seen.finding_id)).mappings().first()
    if row is None:
        raise RefusedError(Text(id="Temuan ini tidak dikenal.", en="This finding is not known."), where=seen.finding_id)
    last = _last_decision(connection, seen.finding_id)
    if (last.id if last else None) != seen.last_decision_id:
        raise ConflictError(seen.finding_id, last)
    if row["value_hash"] != seen.value_hash:
        raise RefusedError(
            Text(
                id="Nilai temuan ini berubah sejak Anda membukanya.",
                en="The values of this finding changed since you opened it.",
            ),
            where=seen.finding_id,
        )
    if row["status"] == "selesai":
        raise RefusedError(
            Text(id="Temuan ini sudah selesai.", en="This finding is already resolved."), where=seen.finding_id
        )
    return dict(row)


def append(
    connection: Connection, finding: Mapping[str, Any], what: Mapping[str, Any], said_by: Mapping[str, Any]
) -> Decision:
    """Write a decision, its audit entry, and where the finding stands now."""
    row: dict[str, Any] = {
        "finding_id": finding["finding_id"],
        "value_hash": finding["value_hash"],
        "status_before": finding["status"],
        "until_before": finding["waived_until"],
        "until": None,
        "refers_to": None,
        **what,
        **said_by,
    }
    mark = record(
        connection,
        at=row["at"],
        actor=Actor(row["user"], row["role"]),
        action="decided",
        subject=row["finding_id"],
        detail={"kind": row["kind"], "status": row["status"], "digest": digest([sealed(row)])},
    )
    result = connection.execute(insert(DecisionRow).returning(DecisionRow.id), {**row, "audit_id": mark.id})
    decision_id = result.scalar_one()
    if row["kind"] in SETTING:
        connection.execute(
            update(FindingRow)
            .where(FindingRow.finding_id == row["finding_id"])
            .values(status=row["status"], status_since=row["at"], waived_until=row["until"])
        )
    return one_decision(connection, decision_id)


def said(actor: Actor, reason: str, comment: str | None, at: datetime) -> dict[str, Any]:
    """Who decided, when and why, as columns."""
    text = storable(comment.strip()) if comment is not None and comment.strip() else None
    return {"user": storable(actor.user), "role": actor.role, "reason": reason, "comment": text, "at": at}


def check_reason(reason: str, comment: str | None) -> None:
    """Refuse a decision whose reason is unknown, or lacks the comment it needs."""
    known = REASONS.get(reason)
    if known is None:
        raise RefusedError(
            Text(id="Alasan wajib dipilih dari daftar.", en="A reason must be chosen from the list."), where=reason
        )
    if known.needs_comment and not (comment or "").strip():
        raise RefusedError(
            Text(
                id=f"Alasan “{known.text.id}” memerlukan keterangan.",
                en=f"The reason “{known.text.en}” needs a comment.",
            )
        )


def not_allowed() -> RefusedError:
    """The role may not do this."""
    return RefusedError(Text(id="Peran Anda tidak berwenang untuk ini.", en="Your role may not do this."))


def one_decision(connection: Connection, decision_id: int) -> Decision:
    """One decision; RefusedError if not known."""
    row = connection.execute(select(DecisionRow.__table__).where(DecisionRow.id == decision_id)).mappings().first()
    if row is None:
        raise RefusedError(
            Text(id="Keputusan ini tidak dikenal.", en="This decision is not known."), where=str(decision_id)
        )
    return decision(row)


def decision(row: Mapping[Any, Any]) -> Decision:
    """A row of the table as an object."""
    return Decision(**{name: row[name] for name in Decision.__dataclass_fields__})


def sealed(row: Mapping[Any, Any]) -> dict[str, Any]:
    """What the audit seals of a decision."""
    return {name: row[name] for name in SEALED}


def _check_words(status: str, actor: Actor, reason: str, comment: str | None) -> None:
    if status not in DECIDABLE:
        raise RefusedError(
            Text(id=f"Status “{status}” tidak dapat dipilih.", en=f"Status “{status}” cannot be chosen."),
        )
    if status not in MAY_DECIDE.get(actor.role, ()):
        raise not_allowed()
    check_reason(reason, comment)


def _decide(
    connection: Connection, seen: Seen, status: Status, actor: Actor, reason: str, at: datetime, comment: str | None
) -> Decision:
    finding = hold(connection, seen)
    return append(connection, finding, {"kind": "keputusan", "status": status}, said(actor, reason, comment, at))


def _undo(connection: Connection, seen: Seen, actor: Actor, said_by: Mapping[str, Any]) -> Decision:
    finding = hold(connection, seen)
    last = _last_decision(connection, seen.finding_id, SETTING)
    standing = (finding["status"], finding["value_hash"])
    if last is None or last.kind == "batal" or (last.status, last.value_hash) != standing:
        raise RefusedError(Text(id="Tidak ada keputusan untuk dibatalkan.", en="There is no decision to undo."))
    own = actor.role != "opd" or last.user == actor.user
    if actor.role not in MAY_DECIDE or not own or (last.kind != "keputusan" and actor.role != "approver"):
        raise not_allowed()
    what = {"kind": "batal", "status": last.status_before, "until": last.until_before, "refers_to": last.id}
    return append(connection, finding, what, said_by)


def _last_decision(connection: Connection, finding_id: str, kinds: tuple[str, ...] = DECISION_KINDS) -> Decision | None:
    query = (
        select(DecisionRow.__table__)
        .where(DecisionRow.finding_id == finding_id, DecisionRow.kind.in_(kinds))
        .order_by(DecisionRow.id.desc())
        .limit(1)
    )
    row = connection.execute(query).mappings().first()
    return decision(row) if row else None
