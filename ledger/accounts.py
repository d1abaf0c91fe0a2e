"""Accounts: who may come in, as what, and for which agency. Every change of an account is in the audit.

Passwords come here as hashes already; nothing here knows how they are made.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Connection, delete, func, insert, select, update

from ledger.audit import Actor, record
from ledger.columns import storable
from ledger.database import Ledger
from ledger.models import SessionRow, UserRow
from ledger.vocabulary import Role
from schemas.text import PersonError, Text

PERSONS: tuple[Role, ...] = ("steward", "approver", "opd", "reader", "admin")
"""Roles an account may have."""

FAILURES_BEFORE_LOCK = 5
LOCKED_FOR = timedelta(minutes=15)
_USER = re.compile(r"[a-z0-9][a-z0-9._@-]{1,63}")


@dataclass(frozen=True, slots=True)
class Account:
    """One account as it stands; an ``opd`` account has a ``kode_opd``, and no other has."""

    user: str
    name: str
    role: Role
    kode_opd: str | None
    password_hash: str | None
    must_change: bool
    failures: int
    locked_until: datetime | None
    created_at: datetime
    last_login_at: datetime | None
    disabled_at: datetime | None

    def is_locked(self, at: datetime) -> bool:
        """Whether too many wrong passwords keep this account out for now."""
        return self.locked_until is not None and self.locked_until > at


def user_key(typed: str) -> str:
    """How a user name is kept: trimmed, lower case."""
    return typed.strip().lower()


def add_account(
    ledger: Ledger,
    user: str,
    *,
    name: str,
    role: str,
    kode_opd: str | None,
    password_hash: str | None,
    must_change: bool,
    actor: Actor,
    at: datetime,
) -> Account:
    """Open an account; PersonError if the name is taken or malformed, the role unknown, or the agency missing."""
    key = user_key(user)
    _check(key, role, kode_opd)
    row = {
        "user": key,
        "name": storable(name.strip()) or key,
        "role": role,
        "kode_opd": kode_opd,
        "password_hash": password_hash,
        "must_change": must_change,
        "failures": 0,
        "created_at": at,
    }
    with ledger.write() as connection:
        if _load(connection, key) is not None:
            raise PersonError(
                Text(id="Nama pengguna ini sudah dipakai.", en="This user name is taken."),
                Text(id="Pilih nama lain.", en="Choose another name."),
                where=key,
            )
        detail = {"role": role, "kode_opd": kode_opd, "name": row["name"]}
        record(connection, at=at, actor=actor, action="account_added", subject=key, detail=detail)
        connection.execute(insert(UserRow), row)
        return _known(connection, key)


def account(ledger: Ledger, user: str) -> Account | None:
    """One account, or None."""
    with ledger.read() as connection:
        return _load(connection, user_key(user))


def accounts(ledger: Ledger) -> list[Account]:
    """Every account, by name."""
    with ledger.read() as connection:
        return [
            account_of(row) for row in connection.execute(select(UserRow.__table__).order_by(UserRow.user)).mappings()
        ]


def has_accounts(ledger: Ledger) -> bool:
    """Whether anybody may come in at all."""
    with ledger.read() as connection:
        return bool(connection.scalar(select(func.count()).select_from(UserRow)))


def set_password(
    ledger: Ledger, user: str, password_hash: str, *, must_change: bool, actor: Actor, at: datetime
) -> None:
    """Give an account a new password: it is unlocked, and every session of it ends."""
    values = {"password_hash": password_hash, "must_change": must_change, "failures": 0, "locked_until": None}
    _change(ledger, user, "password_set", values, {"must_change": must_change}, actor, at)


def disable_account(ledger: Ledger, user: str, *, actor: Actor, at: datetime) -> None:
    """Let an account in no more: every session of it ends. What it did stays."""
    _change(ledger, user, "account_disabled", {"disabled_at": at}, {}, actor, at)


def enable_account(ledger: Ledger, user: str, *, actor: Actor, at: datetime) -> None:
    """Let a disabled or locked account in again."""
    values = {"disabled_at": None, "failures": 0, "locked_until": None}
    _change(ledger, user, "account_enabled", values, {}, actor, at)


def note_failure(ledger: Ledger, user: str, at: datetime) -> None:
    """A wrong password: the fifth in a row locks the account for a while, and the audit says so."""
    with ledger.write() as connection:
        found = _load(connection, user)
        if found is None:
            return
        failures = found.failures + 1
        values: dict[str, Any] = {"failures": failures}
        if failures >= FAILURES_BEFORE_LOCK:
            values = {"failures": 0, "locked_until": at + LOCKED_FOR}
            actor = Actor(user, found.role)
            detail = {"until": values["locked_until"]}
            record(connection, at=at, actor=actor, action="account_locked", subject=user, detail=detail)
        connection.execute(update(UserRow).where(UserRow.user == user).values(values))


def _change(
    ledger: Ledger,
    user: str,
    action: str,
    values: Mapping[str, Any],
    detail: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> None:
    key = user_key(user)
    with ledger.write() as connection:
        _known(connection, key)
        record(connection, at=at, actor=actor, action=action, subject=key, detail=detail)
        connection.execute(update(UserRow).where(UserRow.user == key).values(values))
        connection.execute(delete(SessionRow).where(SessionRow.user == key))


def _check(key: str, role: str, kode_opd: str | None) -> None:
    if not _USER.fullmatch(key):
        raise PersonError(
            Text(id="Nama pengguna tidak dapat dipakai.", en="This user name cannot be used."),
            Text(
                id="Pakai 2–64 huruf kecil, angka, titik, garis atau @.",
                en="Use 2–64 lower-case letters, digits, dots, dashes or @.",
            ),
            where=key,
        )
    if role not in PERSONS:
        raise PersonError(
            Text(id=f"Peran “{role}” tidak dikenal.", en=f"The role “{role}” is not known."),
            Text(id=f"Pilih: {', '.join(PERSONS)}.", en=f"Choose: {', '.join(PERSONS)}."),
        )
    if (role == "opd") != bool(kode_opd):
        raise PersonError(
            Text(id="Hanya pengguna OPD yang mempunyai kode OPD.", en="Agency users, and only they, have an agency."),
            Text(id="Sebutkan kode OPD untuk peran opd.", en="Name the agency for the role opd."),
            where=key,
        )


def _known(connection: Connection, key: str) -> Account:
    found = _load(connection, key)
    if found is None:
        raise PersonError(
            Text(id="Pengguna ini tidak dikenal.", en="This user is not known."),
            Text(id="Lihat daftar pengguna.", en="See the list of users."),
            where=key,
        )
    return found


def _load(connection: Connection, key: str) -> Account | None:
    row = connection.execute(select(UserRow.__table__).where(UserRow.user == key)).mappings().first()
    return account_of(row) if row else None


def account_of(row: Mapping[Any, Any]) -> Account:
    """A row of the table as an object."""
    values = {name: row[name] for name in Account.__dataclass_fields__}
    return Account(**{**values, "role": cast(Role, row["role"])})
