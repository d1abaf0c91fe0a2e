"""Pictures of the stewards' application, taken in Chromium; of the workspace nothing is changed."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from playwright.sync_api import Page, sync_playwright

from flows.config import Settings, Tempat
from flows.reviewing import review_settings
from ledger.accounts import add_account
from ledger.audit import SYSTEM
from ledger.database import Ledger
from review.accounts import hash_password, one_time_password
from review.app import create_app

LOOPBACK = "127.0.0.1"
USER = "petugas"
WIDTH, HEIGHT = 1280, 880


def photograph_application(home: Path, pictures: Path, work: Path) -> None:
    """Queue, first finding in it, list of findings, unspent money and one agency, as a steward of ``home`` sees them.

    The account exists in a copy of the ledger below ``work`` only.
    """
    ledger = shutil.copyfile(home / "jujur.db", work / "jujur.db")
    settings = Settings(tempat=Tempat(home=str(home), basis_data=f"sqlite:///{ledger}"))
    password = _open_account(settings)
    with _served(settings) as address, sync_playwright() as program:
        chromium = program.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = chromium.new_page(
            base_url=address, locale="id-ID", color_scheme="light", viewport={"width": WIDTH, "height": HEIGHT}
        )
        _log_in(page, password)
        page.goto("/temuan?keparahan=blokir")
        page.screenshot(path=pictures / "temuan.png")
        page.goto("/antrian")
        page.screenshot(path=pictures / "antrian.png")
        page.goto(str(page.locator("[data-triage] a[href^='/temuan/']").first.get_attribute("href")))
        page.screenshot(path=pictures / "satu-temuan.png")
        page.goto("/silpa")
        page.screenshot(path=pictures / "silpa.png")
        page.goto("/opd")
        page.goto(str(page.locator("main a[href^='/opd/']").first.get_attribute("href")))
        page.screenshot(path=pictures / "opd.png")
        chromium.close()


def _open_account(settings: Settings) -> str:
    password = one_time_password()
    with Ledger.open(settings.database_url) as ledger:
        add_account(
            ledger, USER, name="Petugas data", role="steward", kode_opd=None,
            password_hash=hash_password(password, user=USER), must_change=False, actor=SYSTEM, at=datetime.now(UTC),
        )  # fmt: skip
    return password


def _log_in(page: Page, password: str) -> None:
    page.goto("/masuk")
    page.fill("[name=pengguna]", USER)
    page.fill("[name=sandi]", password)
    page.click("main button.primary")
    page.wait_for_selector("header nav")


@contextmanager
def _served(settings: Settings) -> Iterator[str]:
    with socket.create_server((LOOPBACK, 0)) as listening:
        app = create_app(review_settings(settings, LOOPBACK))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://{LOOPBACK}:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()
