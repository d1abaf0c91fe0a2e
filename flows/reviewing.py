"""``jujur review`` and ``jujur user``: the stewards' application, and who may come in."""

from __future__ import annotations

import os
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
from review.accounts import FIRST_ADMIN, first_admin, open_account, open_account_without_password, reset_password
from review.app import create_app
from review.house import ReviewSettings
from review.labels import ROLE_TEXT
from review.oidc import OidcSettings
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
        oidc=_provider(settings),
    )


def _provider(settings: Settings) -> OidcSettings | None:
    """The identity provider, where one is set up; it must know where to send people back to."""
    said, address = settings.identitas, settings.tinjauan.alamat.rstrip("/")
    if not said.penerbit:
        return None
    if not address:
        raise PersonError(
            Text("Alamat aplikasi belum diatur.", "The application's address is not set."),
            Text(
                "Isi [tinjauan] alamat: ke sanalah penyedia identitas mengembalikan pengguna.",
                "Fill in [tinjauan] alamat: that is where the identity provider sends people back to.",
            ),
            where="jujur.toml",
        )
    return OidcSettings(
        issuer=said.penerbit,
        client_id=said.klien,
        client_secret=os.environ.get(said.rahasia_env) or None,
        claim=said.klaim,
        name=said.nama,
        address=address,
    )


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
    if opd is not None and opd not in load_references(settings.reference_dir).agency_names:
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
