"""Sessions: who is in. The browser holds a token, the ledger its hash alone."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, insert, or_, select, update

from ledger.accounts import Account, account_of
from ledger.audit import Actor, record
from ledger.database import Ledger
from ledger.models import SessionRow, UserRow

LONGEST = timedelta(hours=12)
"""However busy, nobody stays in longer without saying again who they are."""


@dataclass(frozen=True, slots=True)
class Session:
    """Someone who is in; ``csrf`` must come back with every change they ask for."""

    token_hash: str
    account: Account
    csrf: str
    created_at: datetime
    last_seen_at: datetime


def begin_session(ledger: Ledger, account: Account, *, at: datetime, idle: timedelta, how: str) -> str:
    """Let someone in: a fresh token. Earlier failures are forgotten, and sessions that are over are swept away."""
    token = secrets.token_urlsafe(32)
    row = {
        "token_hash": hash_of(token),
        "user": account.user,
        "csrf": secrets.token_urlsafe(24),
        "created_at": at,
        "last_seen_at": at,
    }
    with ledger.write() as connection:
        over = or_(SessionRow.last_seen_at < at - idle, SessionRow.created_at < at - LONGEST)
        connection.execute(delete(SessionRow).where(over))
        actor = Actor(account.user, account.role)
        record(connection, at=at, actor=actor, action="logged_in", subject=account.user, detail={"how": how})
        connection.execute(insert(SessionRow), row)
        come_in = {"failures": 0, "locked_until": None, "last_login_at": at}
        connection.execute(update(UserRow).where(UserRow.user == account.user).values(come_in))
    return token


def find_session(ledger: Ledger, token: str) -> Session | None:
    """The session a token stands for, over or not; None if there is none."""
    query = (
        select(
            SessionRow.token_hash,
            SessionRow.csrf,
            SessionRow.created_at.label("begun_at"),
            SessionRow.last_seen_at,
            UserRow.__table__,
        )
        .join(UserRow, UserRow.user == SessionRow.user)
        .where(SessionRow.token_hash == hash_of(token))
    )
    with ledger.read() as connection:
        row = connection.execute(query).mappings().first()
    if row is None:
        return None
    return Session(row["token_hash"], account_of(row), row["csrf"], row["begun_at"], row["last_seen_at"])


def touch_sessions(ledger: Ledger, seen: Mapping[str, datetime]) -> None:
    """Note when sessions, by hash of their token, were last heard of."""
    if not seen:
        return
    noted: list[dict[str, Any]] = [{"session": key, "moment": at} for key, at in seen.items()]
    statement = (
        update(SessionRow.__table__)  # type: ignore[arg-type]
        .where(SessionRow.token_hash == bindparam("session"))
        .values(last_seen_at=bindparam("moment"))
    )
    with ledger.write() as connection:
        connection.execute(statement, noted)


def end_session(ledger: Ledger, token: str) -> None:
    """Let go of one session; nothing if it is not known."""
    with ledger.write() as connection:
        connection.execute(delete(SessionRow).where(SessionRow.token_hash == hash_of(token)))


def hash_of(token: str) -> str:
    """What the ledger keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
