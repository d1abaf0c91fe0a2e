"""Waivers: "diabaikan sampai" a day.

The OPD may ask, a steward proposes, an approver decides: never the same person twice.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from sqlalchemy import Connection, select

from ledger.audit import Actor
from ledger.database import Ledger
from ledger.decisions import Decision, Seen, append, check_reason, hold, not_allowed, one_decision, said
from ledger.models import DecisionRow
from ledger.refusals import RefusedError
from ledger.vocabulary import Role
from schemas.text import Text

LONGEST = timedelta(days=366)
WIB = timezone(timedelta(hours=7))
"""The regency's clock: it says which day it is."""


def request_waiver(
    ledger: Ledger, seen: Seen, until: date, *, actor: Actor, reason: str, at: datetime, comment: str | None = None
) -> Decision:
    """The OPD asks that its finding be left alone until a day; the finding stands as before."""
    return _ask(ledger, seen, until, actor, reason, at, comment, role="opd", request_id=None)


def propose_waiver(
    ledger: Ledger,
    seen: Seen,
    until: date,
    *,
    actor: Actor,
    reason: str,
    at: datetime,
    comment: str | None = None,
    request_id: int | None = None,
) -> Decision:
    """A steward proposes a waiver, of their own or at an OPD's request; the finding stands as before."""
    return _ask(ledger, seen, until, actor, reason, at, comment, role="steward", request_id=request_id)


def approve_waiver(
    ledger: Ledger, seen: Seen, proposal_id: int, *, actor: Actor, at: datetime, comment: str | None = None
) -> Decision:
    """An approver, neither proposer nor requester, lets the waiver take effect."""
    with ledger.write() as connection:
        finding = hold(connection, seen)
        proposal = _open_proposal(connection, seen, proposal_id, actor)
        if proposal.until is None or proposal.until < _today(at):
            raise _bad_day()
        return append(
            connection,
            finding,
            {
                "kind": "setuju_pengabaian",
                "status": "diabaikan_sampai",
                "until": proposal.until,
                "refers_to": proposal.id,
            },
            said(actor, "pengabaian_disetujui", comment, at),
        )


def reject_waiver(
    ledger: Ledger, seen: Seen, proposal_id: int, *, actor: Actor, at: datetime, comment: str
) -> Decision:
    """An approver says no, and why; the finding stands as before."""
    check_reason("pengabaian_ditolak", comment)
    with ledger.write() as connection:
        finding = hold(connection, seen)
        proposal = _open_proposal(connection, seen, proposal_id, actor)
        return append(
            connection,
            finding,
            {"kind": "tolak_pengabaian", "status": finding["status"], "refers_to": proposal.id},
            said(actor, "pengabaian_ditolak", comment, at),
        )


def _ask(
    ledger: Ledger,
    seen: Seen,
    until: date,
    actor: Actor,
    reason: str,
    at: datetime,
    comment: str | None,
    *,
    role: Role,
    request_id: int | None,
) -> Decision:
    if actor.role != role:
        raise not_allowed()
    check_reason(reason, comment)
    if not _today(at) < until <= _today(at) + LONGEST:
        raise _bad_day()
    with ledger.write() as connection:
        finding = hold(connection, seen)
        if request_id is not None:
            request = one_decision(connection, request_id)
            if request.kind != "minta_pengabaian" or request.finding_id != seen.finding_id:
                raise RefusedError(Text(id="Permintaan ini tidak cocok.", en="This request does not fit."))
            _other_person(actor, request)
        kind = "minta_pengabaian" if role == "opd" else "usul_pengabaian"
        return append(
            connection,
            finding,
            {"kind": kind, "status": finding["status"], "until": until, "refers_to": request_id},
            said(actor, reason, comment, at),
        )


def _open_proposal(connection: Connection, seen: Seen, proposal_id: int, actor: Actor) -> Decision:
    if actor.role != "approver":
        raise not_allowed()
    proposal = one_decision(connection, proposal_id)
    fits = proposal.kind == "usul_pengabaian" and proposal.finding_id == seen.finding_id
    if not fits or proposal.value_hash != seen.value_hash:
        raise RefusedError(
            Text(id="Usul ini tidak lagi sesuai dengan temuan.", en="This proposal no longer fits the finding.")
        )
    answered = select(DecisionRow.id).where(DecisionRow.refers_to == proposal_id).limit(1)
    if connection.scalar(answered) is not None:
        raise RefusedError(Text(id="Usul ini sudah dijawab.", en="This proposal was already answered."))
    _other_person(actor, proposal)
    if proposal.refers_to is not None:
        _other_person(actor, one_decision(connection, proposal.refers_to))
    return proposal


def _other_person(actor: Actor, earlier: Decision) -> None:
    if actor.user.strip().casefold() == earlier.user.strip().casefold():
        raise RefusedError(
            Text(
                id="Pengabaian memerlukan dua orang yang berbeda.",
                en="A waiver needs two different people.",
            )
        )


def _today(at: datetime) -> date:
    return at.astimezone(WIB).date()


def _bad_day() -> RefusedError:
    return RefusedError(
        Text(
            id="Pengabaian berlaku sampai suatu hari di masa depan, paling lama satu tahun.",
            en="A waiver runs until a day in the future, one year at most.",
        )
    )
