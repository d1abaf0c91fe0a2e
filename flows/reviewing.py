"""``jujur review``: the stewards' application for browsers."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import uvicorn
from rich.console import Console

from flows.accounts import tell_password
from flows.config import Settings
from flows.home import make_home
from ledger.database import Ledger
from review.accounts import FIRST_ADMIN, first_admin
from review.app import create_app
from review.house import ReviewSettings
from review.oidc import OidcSettings
from schemas.text import Language, PersonError, Text
from sources.agency_names import agency_names

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def review(settings: Settings, language: Language, host: str, port: int) -> None:
    """Serve the application until told to stop. Where nobody can come in yet, an account ``admin`` is opened."""
    make_home(settings)
    console = Console(soft_wrap=True)
    with Ledger.open(settings.database_url) as ledger:
        password = first_admin(ledger, datetime.now(UTC))
    if password is not None:
        tell_password(console, FIRST_ADMIN, password, language)
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
        agency_names=agency_names(settings.reference_dir),
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
