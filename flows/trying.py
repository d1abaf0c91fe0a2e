"""``jujur user demo``: people to try the application with, on the sample regency and nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from flows.config import Settings
from ledger.accounts import account
from ledger.audit import SYSTEM
from ledger.database import Ledger
from ledger.findings import load_findings
from ledger.vocabulary import Role
from review.accounts import open_account, reset_password
from review.labels import ROLE_TEXT
from schemas.text import Language, PersonError, Text
from simulation.sample import is_sample
from sources.agency_names import agency_names

STAFF: tuple[tuple[str, Role], ...] = (("demo-petugas", "steward"), ("demo-inspektorat", "approver"))
AGENCY_USER = "demo-opd"
IN_USE = Text("(kata sandi yang Anda pilih)", "(the password you chose)")


def open_demo_accounts(settings: Settings, language: Language) -> None:
    """Open a steward, an approver and an agency's user, and tell how to come in.

    Called again it opens nothing twice: a password not used yet is replaced, one that was chosen stays.
    PersonError where ``settings.home`` is not the sample, or takes submissions from elsewhere.
    """
    _refuse_real(settings)
    with Ledger.open(settings.database_url) as ledger:
        agency = _busiest_agency(ledger)
        people: list[tuple[str, Role, str | None]] = [(user, role, None) for user, role in STAFF]
        if agency is not None:
            people.append((AGENCY_USER, "opd", agency))
        given = [(user, role, _password(ledger, user, role, whose)) for user, role, whose in people]
        of_agency = account(ledger, AGENCY_USER)
    names = agency_names(settings.reference_dir)
    told = Text(
        f"Coba aplikasinya: jujur review --home {settings.tempat.home} , lalu buka http://127.0.0.1:8036 dan masuk"
        " dengan kata sandi sekali pakai:",
        f"Try the application: jujur review --home {settings.tempat.home} , then open http://127.0.0.1:8036 and log in"
        " with a one-time password:",
    )
    click.echo(told.of(language))
    for user, role, password in given:
        whose = f", {names.get(of_agency.kode_opd or '', of_agency.kode_opd)}" if role == "opd" and of_agency else ""
        click.echo(f"  {user:<18}{password or IN_USE.of(language):<30}{ROLE_TEXT[role].of(language)}{whose}")


def _refuse_real(settings: Settings) -> None:
    own = settings.home / "inbox"
    elsewhere = [place for place in settings.tempat.kotak_masuk if Path(place).expanduser().resolve() != own]
    if is_sample(settings.home) and not (elsewhere or settings.sumber or settings.tempat.basis_data):
        return
    raise PersonError(
        Text("Akun coba hanya untuk folder contoh.", "Demo accounts are for the sample workspace only."),
        Text("Buat pengguna sungguhan dengan jujur user add.", "Add real users with jujur user add."),
        where=str(settings.home),
    )


def _busiest_agency(ledger: Ledger) -> str | None:
    """The agency with the most findings not resolved; None while no night has found any."""
    found = load_findings(ledger, only_open=True)["kode_opd"].drop_nulls()
    return None if found.is_empty() else str(found.value_counts(sort=True)["kode_opd"][0])


def _password(ledger: Ledger, user: str, role: Role, kode_opd: str | None) -> str | None:
    """A one-time password for ``user``, opened if need be; None if its owner has chosen one or may not come in."""
    known, at = account(ledger, user), datetime.now(UTC)
    if known is None:
        return open_account(ledger, user, name=user, role=role, kode_opd=kode_opd, actor=SYSTEM, at=at)
    return reset_password(ledger, user, actor=SYSTEM, at=at) if known.must_change and not known.disabled_at else None
