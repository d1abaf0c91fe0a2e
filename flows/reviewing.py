"""``jujur review`` and ``jujur user``: the stewards' application, and who may come in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import uvicorn
from rich.console import Console
from rich.markup import escape

from flows.config import Settings
from flows.opening import make_home
from ledger.accounts import accounts, disable_account
from ledger.audit import SYSTEM
from ledger.database import Ledger
from review.accounts import FIRST_ADMIN, first_admin, open_account, reset_password
from review.app import create_app
from review.house import ReviewSettings
from review.labels import ROLE_TEXT
from schemas.text import Language, PersonError, Text
from sources.references import load_references

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def review(settings: Settings, language: Language, host: str, port: int) -> None:
    """Serve the application until told to stop. Where nobody can come in yet, an account ``admin`` is opened."""
    make_home(settings)
    console = Console(soft_wrap=True)
    with Ledger.open(settings.database_url) as ledger:
        password = first_admin(ledger, datetime.now(UTC))
    if password is not None:
        _tell_password(console, FIRST_ADMIN, password, language)
    address = f"http://{host}:{port}"
    told = Text(f"Buka {address} . Hentikan dengan Ctrl-C.", f"Open {address} . Stop with Ctrl-C.")
    console.print(told.of(language), highlight=False)
    app = create_app(review_settings(settings, host))
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False, server_header=False)


def review_settings(settings: Settings, host: str) -> ReviewSettings:
    """What the application is told, from what the settings file says."""
    return ReviewSettings(
        home=settings.home,
        database_url=settings.database_url,
        agency_names=load_references(settings.reference_dir).agency_names,
        government=settings.pemda.nama,
        language=settings.tampilan.bahasa,
        secure_cookies=host not in LOOPBACK,
        idle=timedelta(minutes=settings.tinjauan.menit_diam),
        reference_dir=settings.reference_dir,
        layout_dirs=tuple(Path(folder) for folder in settings.tempat.tata_letak),
    )


def add_user(settings: Settings, language: Language, user: str, name: str | None, role: str, opd: str | None) -> None:
    """Open an account and tell its one-time password."""
    if opd is not None and opd not in load_references(settings.reference_dir).agency_names:
        raise PersonError(
            Text("Kode OPD ini tidak ada dalam daftar.", "This agency code is not on the register."),
            Text("Lihat data/reference/opd.csv.", "See data/reference/opd.csv."),
            where=opd,
        )
    make_home(settings)
    with Ledger.open(settings.database_url) as ledger:
        password = open_account(
            ledger, user, name=name or user, role=role, kode_opd=opd, actor=SYSTEM, at=datetime.now(UTC)
        )
    _tell_password(Console(soft_wrap=True), user, password, language)


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
    _tell_password(Console(soft_wrap=True), user, password, language)


def disable_user(settings: Settings, language: Language, user: str) -> None:
    """Let an account in no more."""
    with Ledger.open(settings.database_url) as ledger:
        disable_account(ledger, user, actor=SYSTEM, at=datetime.now(UTC))
    click.echo(Text(f"{user} tidak dapat masuk lagi.", f"{user} can log in no more.").of(language))


def _tell_password(console: Console, user: str, password: str, language: Language) -> None:
    told = Text(
        f"Pengguna [bold]{escape(user)}[/bold], kata sandi sekali pakai: [bold]{escape(password)}[/bold]",
        f"User [bold]{escape(user)}[/bold], one-time password: [bold]{escape(password)}[/bold]",
    )
    console.print(told.of(language), highlight=False)
