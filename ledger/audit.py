"""The audit: one entry per write, each sealed with the hash of the one before it.

Changing, removing or inserting an entry breaks the chain at that place. Cutting off its end does not: for that,
``verify_chain`` takes an entry noted elsewhere (a published manifest, the row of a run).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from ledger.columns import storable
from ledger.database import Ledger
from ledger.models import AuditRow
from ledger.vocabulary import Role

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Actor:
    """Who writes, and in which capacity."""

    user: str
    role: Role

    def __post_init__(self) -> None:
        if not self.user.strip():
            raise ValueError("an actor needs a name")


SYSTEM = Actor("jujur", "system")


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the chain: number of the entry and its hash. Number 0 is the empty chain."""

    id: int
    hash: str


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first entry that does not fit, and why (``number``, ``previous``, ``content`` or ``anchor``)."""

    id: int
    why: str


def canonical(value: object) -> str:
    """``value`` as JSON with one spelling: sorted keys, no spaces, moments in UTC to the microsecond."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def digest(rows: Iterable[Mapping[str, Any]]) -> str:
    """SHA-256 over the canonical form of ``rows``, in their order."""
    seal = hashlib.sha256()
    for row in rows:
        seal.update(canonical(dict(row)).encode())
        seal.update(b"\n")
    return seal.hexdigest()


def record(
    connection: Connection, *, at: datetime, actor: Actor, action: str, subject: str, detail: Mapping[str, Any]
) -> Mark:
    """Append an entry; call it inside ``Ledger.write``, before the rows it speaks of."""
    last = _head(connection)
    entry: dict[str, Any] = {
        "id": last.id + 1,
        "at": at,
        "actor": storable(actor.user),
        "role": actor.role,
        "action": action,
        "subject": storable(subject),
        "detail": storable(canonical(detail)),
    }
    mark = Mark(last.id + 1, _seal(entry, last.hash))
    connection.execute(insert(AuditRow), {**entry, "previous_hash": last.hash, "hash": mark.hash})
    return mark


def chain_head(ledger: Ledger) -> Mark:
    """The newest entry; worth noting outside the ledger."""
    with ledger.read() as connection:
        return _head(connection)


def verify_chain(ledger: Ledger, anchors: Iterable[Mark] = ()) -> BrokenLink | None:
    """The first broken link, or None if all entries, and all ``anchors`` noted elsewhere, fit."""
    with ledger.read() as connection:
        return first_broken_link(connection, anchors)


def first_broken_link(connection: Connection, anchors: Iterable[Mark]) -> BrokenLink | None:
    """As ``verify_chain``, within a view of the ledger."""
    noted = {mark.id: mark.hash for mark in anchors}
    previous = Mark(0, GENESIS)
    columns = (*_sealed_columns(), AuditRow.previous_hash, AuditRow.hash)
    for row in connection.execute(select(*columns).order_by(AuditRow.id)).mappings():
        if row["id"] != previous.id + 1:
            return BrokenLink(previous.id + 1, "number")
        if row["previous_hash"] != previous.hash:
            return BrokenLink(row["id"], "previous")
        entry = {column.key: row[column.key] for column in _sealed_columns()}
        if row["hash"] != _seal(entry, previous.hash):
            return BrokenLink(row["id"], "content")
        if noted.pop(row["id"], row["hash"]) != row["hash"]:
            return BrokenLink(row["id"], "anchor")
        previous = Mark(row["id"], row["hash"])
    noted.pop(0, None)
    return BrokenLink(min(noted), "anchor") if noted else None


def _sealed_columns() -> tuple[Any, ...]:
    return (
        AuditRow.id, AuditRow.at, AuditRow.actor, AuditRow.role, AuditRow.action, AuditRow.subject, AuditRow.detail,
    )  # fmt: skip


def _head(connection: Connection) -> Mark:
    row = connection.execute(select(AuditRow.id, AuditRow.hash).order_by(AuditRow.id.desc()).limit(1)).first()
    return Mark(row.id, row.hash) if row else Mark(0, GENESIS)


def _seal(entry: Mapping[str, Any], previous_hash: str) -> str:
    return hashlib.sha256(f"{previous_hash}\n{canonical(dict(entry))}".encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical form")
