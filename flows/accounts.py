"""``jujur user``: who may come in to the stewards' application."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from rich.console import Console
from rich.markup import escape

from flows.config import Settings
from flows.home import make_home
from ledger.accounts import accounts, disable_account
from ledger.audit import SYSTEM
from ledger.database import Ledger
from review.accounts import open_account, open_account_without_password, reset_password
from review.labels import ROLE_TEXT
from schemas.text import Language, PersonError, Text
from sources.agency_names import agency_names


def add_user(
    settings: Settings,
    language: Language,
    user: str,
    name: str | None,
    role: str,
    opd: str | None,
    *,
    without_password: bool = False,
) -> None:
    """Open an account and tell its one-time password, or that it has none and comes in by the identity provider."""
    if opd is not None and opd not in agency_names(settings.reference_dir):
        raise PersonError(
            Text("Kode OPD ini tidak ada dalam daftar.", "This agency code is not on the register."),
            Text("Lihat data/reference/opd.csv.", "See data/reference/opd.csv."),
            where=opd,
        )
    make_home(settings)
    with Ledger.open(settings.database_url) as ledger:
        opening = open_account_without_password if without_password else open_account
        password = opening(ledger, user, name=name or user, role=role, kode_opd=opd, actor=SYSTEM, at=datetime.now(UTC))
    if password is None:
        told = Text(f"Akun {user} dibuka tanpa kata sandi.", f"The account {user} is open, without a password.")
        click.echo(told.of(language))
    else:
        tell_password(Console(soft_wrap=True), user, password, language)


def list_users(settings: Settings, language: Language) -> None:
    """Every account, a line each."""
    with Ledger.open(settings.database_url) as ledger:
        known = accounts(ledger)
    off, never = (
        Text("dinonaktifkan", "disabled").of(language),
        Text("belum pernah masuk", "never logged in").of(language),
    )
    for each in known:
        last = each.last_login_at.strftime("%Y-%m-%d %H:%M UTC") if each.last_login_at else never
        state = off if each.disabled_at else last
        click.echo(f"{each.user:<24} {ROLE_TEXT[each.role].of(language):<26} {each.kode_opd or '':<24} {state}")


def set_user_password(settings: Settings, language: Language, user: str) -> None:
    """Give an account a new one-time password."""
    with Ledger.open(settings.database_url) as ledger:
        password = reset_password(ledger, user, actor=SYSTEM, at=datetime.now(UTC))
    tell_password(Console(soft_wrap=True), user, password, language)


def disable_user(settings: Settings, language: Language, user: str) -> None:
    """Let an account in no more."""
    with Ledger.open(settings.database_url) as ledger:
        disable_account(ledger, user, actor=SYSTEM, at=datetime.now(UTC))
    click.echo(Text(f"{user} tidak dapat masuk lagi.", f"{user} can log in no more.").of(language))


def tell_password(console: Console, user: str, password: str, language: Language) -> None:
    """Show a one-time password, once."""
    told = Text(
        f"Pengguna [bold]{escape(user)}[/bold], kata sandi sekali pakai: [bold]{escape(password)}[/bold]",
        f"User [bold]{escape(user)}[/bold], one-time password: [bold]{escape(password)}[/bold]",
    )
    console.print(told.of(language), highlight=False)
