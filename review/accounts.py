"""Passwords and coming in: argon2, lock-out by account, and one answer for every way of being wrong."""

from __future__ import annotations

import secrets
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ledger.accounts import Account, account, add_account, has_accounts, note_failure, set_password, user_key
from ledger.audit import SYSTEM, Actor
from ledger.database import Ledger
from schemas.text import PersonError, Text

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
FIRST_ADMIN = "admin"
_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash(secrets.token_urlsafe(16))
"""Verified for names that do not exist, so that they cannot be told from those that do."""


def hash_password(password: str, *, user: str) -> str:
    """Argon2id of ``password``; PersonError if it is too short, too long, or the user's own name."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD or user.lower() in password.lower():
        raise PersonError(
            Text(id="Kata sandi ini terlalu mudah ditebak.", en="This password is too easy to guess."),
            Text(
                id=f"Pakai sedikitnya {SHORTEST_PASSWORD} huruf, tanpa nama pengguna di dalamnya.",
                en=f"Use at least {SHORTEST_PASSWORD} characters, without the user name among them.",
            ),
        )
    return _HASHER.hash(password)


def one_time_password() -> str:
    """A password to be told once and changed at first use."""
    return secrets.token_urlsafe(12)


def check_password(ledger: Ledger, user: str, password: str, at: datetime) -> Account | None:
    """The account whose name and password these are, or None: unknown, wrong, locked and disabled look alike."""
    found = account(ledger, user_key(user))
    usable = found is not None and found.password_hash is not None
    right = _matches(found.password_hash if found and found.password_hash else _NOBODY, password)
    if found is None or not usable or found.disabled_at is not None or found.is_locked(at):
        return None
    if not right:
        note_failure(ledger, found.user, at)
        return None
    return found


def change_password(ledger: Ledger, found: Account, old: str, new: str, at: datetime) -> None:
    """A user's own new password; PersonError if the old one is wrong or the new one weak or the same."""
    if found.password_hash is None:
        raise PersonError(
            Text(id="Akun ini tidak mempunyai kata sandi.", en="This account has no password."),
            Text(id="Masuk lewat penyedia identitas pemda.", en="Log in through the identity provider."),
        )
    if not _matches(found.password_hash, old):
        note_failure(ledger, found.user, at)
        raise PersonError(
            Text(id="Kata sandi lama tidak cocok.", en="The old password does not match."),
            Text(id="Ketik kata sandi yang sekarang dipakai.", en="Type the password you use now."),
        )
    if old == new:
        raise PersonError(
            Text(id="Kata sandi baru sama dengan yang lama.", en="The new password is the old one."),
            Text(id="Pilih kata sandi lain.", en="Choose another password."),
        )
    hashed = hash_password(new, user=found.user)
    set_password(ledger, found.user, hashed, must_change=False, actor=Actor(found.user, found.role), at=at)


def open_account_without_password(
    ledger: Ledger, user: str, *, name: str, role: str, kode_opd: str | None, actor: Actor, at: datetime
) -> None:
    """A new account for someone who comes in through the identity provider alone."""
    add_account(
        ledger, user, name=name, role=role, kode_opd=kode_opd, password_hash=None, must_change=False, actor=actor, at=at
    )


def open_account(
    ledger: Ledger, user: str, *, name: str, role: str, kode_opd: str | None, actor: Actor, at: datetime
) -> str:
    """A new account with a one-time password, which is the answer."""
    password = one_time_password()
    add_account(
        ledger,
        user,
        name=name,
        role=role,
        kode_opd=kode_opd,
        password_hash=_HASHER.hash(password),
        must_change=True,
        actor=actor,
        at=at,
    )
    return password


def reset_password(ledger: Ledger, user: str, *, actor: Actor, at: datetime) -> str:
    """A new one-time password for an account, which is the answer; its sessions end."""
    password = one_time_password()
    set_password(ledger, user, _HASHER.hash(password), must_change=True, actor=actor, at=at)
    return password


def first_admin(ledger: Ledger, at: datetime) -> str | None:
    """Where nobody can come in yet: open the account ``admin`` and answer its one-time password."""
    if has_accounts(ledger):
        return None
    return open_account(ledger, FIRST_ADMIN, name="Administrator", role="admin", kode_opd=None, actor=SYSTEM, at=at)


def _matches(hashed: str, password: str) -> bool:
    try:
        return _HASHER.verify(hashed, password[:LONGEST_PASSWORD])
    except (VerificationError, InvalidHashError):
        return False
