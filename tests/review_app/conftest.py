"""A workspace with a few findings of two agencies, people of every role, and the application over it."""

from __future__ import annotations

import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import polars as pl
import pytest
import uvicorn
from argon2 import PasswordHasher
from fastapi import FastAPI
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, sync_playwright

from ledger.accounts import add_account
from ledger.audit import SYSTEM
from ledger.database import Ledger
from ledger.queue import place
from ledger.runs import begin_run, end_run
from ledger.settle import settle
from review.app import create_app
from review.house import ReviewSettings
from schemas.finding import Finding, Placement, WatchedState
from schemas.tables import empty, polars_schema
from tests.needed import say_absent

OURS, THEIRS = "1.03.0.00.0.00.01.0000", "1.01.0.00.0.00.01.0000"
NAMES = {OURS: "Dinas Bina Marga", THEIRS: "Dinas Pendidikan"}
PASSWORD = "empat-kata-sandi-uji"
PEOPLE = {
    "siti": ("steward", None),
    "budi": ("steward", None),
    "dewi": ("approver", None),
    "joko": ("opd", OURS),
    "rina": ("reader", None),
    "ada": ("admin", None),
}


def fid(number: int) -> str:
    """The id of finding ``number``."""
    return f"{number:016x}"


def finding(number: int, **values: Any) -> dict[str, Any]:
    """A row of the Finding schema: a line above its ceiling."""
    return {
        "finding_id": fid(number), "aturan": "ANG-001", "versi_aturan": 1, "tema": "anggaran",
        "keparahan": "blokir", "jenis": "tidak_konsisten", "hasil": "gagal", "dataset": "rfk", "periode": "2026-10",
        "kode_opd": OURS if number % 2 else THEIRS,
        "subjek": f'{{"kode_opd":"{OURS if number % 2 else THEIRS}","kode":"1.03.02.2.01.{number:04d}"}}',
        "baris_id": f"b{number}", "berkas": None, "lembar": "RFK", "baris": number + 1, "kolom": "realisasi_idr",
        "sel": f"H{number + 1}", "nilai_asli": "=1+1", "teramati": 101.0 * number, "harapan": 100.0 * number,
        "selisih": 1.0 * number, "teramati_teks": None, "harapan_teks": None, "satuan": "idr",
        "parameter": '{"versi_berlaku":"<script>alert(1)</script>"}', "ambang": "[]", "dasar": "UU 1/2004 ps 3(3) [K]",
        "kecurigaan": 0.8, "dampak_idr": number * 1_000_000, "terkait": None,
    } | values  # fmt: skip


def fill(ledger: Ledger, rows: list[dict[str, Any]], at: datetime) -> None:
    """One night that found these rows; the first two of them stand in the queues."""
    run = begin_run(ledger, as_of=at.date(), at=at, code_version="1", rules_lock_hash="2").run_id
    settle(ledger, run, pl.DataFrame(rows, schema=polars_schema(Finding)), empty(WatchedState), at)
    ranks = [
        {
            "finding_id": row["finding_id"], "kasus": row["finding_id"], "sebab_kasus": "sendiri",
            "kolom_kasus": "realisasi_idr", "penasihat": False, "antrian_kecurigaan": number,
            "antrian_rupiah": number,
        }
        for number, row in enumerate(rows[:2], 1)
    ]  # fmt: skip
    place(ledger, run, pl.DataFrame(ranks, schema=polars_schema(Placement)), at)
    end_run(ledger, run, state="nothing_new", at=at, summary={})


@pytest.fixture(scope="session")
def hashed() -> dict[str, str]:
    """Everybody's password as kept, made cheap: what it costs is no matter here."""
    return dict.fromkeys(PEOPLE, PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD))


def workspace(home: Path) -> ReviewSettings:
    """A workspace in ``home``."""
    return ReviewSettings(
        home=home,
        database_url=f"sqlite:///{home / 'jujur.db'}",
        agency_names=NAMES,
        secure_cookies=False,
        idle=timedelta(minutes=30),
    )


@pytest.fixture
def settings(tmp_path: Path) -> ReviewSettings:
    """A workspace of its own."""
    return workspace(tmp_path)


@pytest.fixture
def ledger(settings: ReviewSettings, hashed: dict[str, str]) -> Iterator[Ledger]:
    """Ten findings, odd ones of our agency, and people of every role."""
    with filled(settings, hashed) as opened:
        yield opened


@contextmanager
def filled(settings: ReviewSettings, hashed: dict[str, str]) -> Iterator[Ledger]:
    """The ledger of a workspace with ten findings, odd ones of our agency, and people of every role."""
    at = datetime.now(UTC) - timedelta(hours=3)
    with Ledger.open(settings.database_url) as opened:
        fill(opened, [finding(number) for number in range(1, 11)], at)
        for user, (role, agency) in PEOPLE.items():
            add_account(
                opened, user, name=user.title(), role=role, kode_opd=agency, password_hash=hashed[user],
                must_change=False, actor=SYSTEM, at=at,
            )  # fmt: skip
        yield opened


class Browser:
    """What a person does with the application, without scripts: open pages, and send the forms on them."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client

    def open(self, path: str, status: int = 200) -> str:
        """A page, following redirects."""
        answer = self.client.get(path)
        assert answer.status_code == status, (path, answer.status_code)
        return answer.text

    def send(self, path: str, page: str, files: Any = None, **fields: str) -> Any:
        """Send a form with the hidden fields of ``page``."""
        return self.client.post(path, data=hidden(page) | fields, files=files)

    def log_in(self, user: str, password: str = PASSWORD) -> Browser:
        """Come in as ``user``."""
        self.send("/masuk", self.open("/masuk"), pengguna=user, sandi=password)
        return self


def hidden(page: str) -> dict[str, str]:
    """Hidden fields of the forms on a page, by name; of several with one name the last."""
    found = re.findall(r'<input type="hidden" name="([^"]+)"(?: autocomplete="username")? value="([^"]*)">', page)
    return dict(found)


@pytest.fixture
def browser_of(settings: ReviewSettings, ledger: Ledger) -> Iterator[Any]:
    """Fresh browsers on one application: ``browser_of("siti")`` is logged in, ``browser_of()`` is not."""
    clients: list[httpx.Client] = []
    with served(create_app(settings)) as address:

        def make(user: str | None = None) -> Browser:
            client = httpx.Client(base_url=address, follow_redirects=True, timeout=30)
            clients.append(client)
            browser = Browser(client)
            return browser.log_in(user) if user else browser

        yield make
        for client in clients:
            client.close()


@contextmanager
def served(app: FastAPI, port: int = 0) -> Iterator[str]:
    """The application behind a real server on loopback, at the address given (on any free port, or on ``port``)."""
    with socket.create_server(("127.0.0.1", port)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    """A real browser."""
    found = shutil.which("chromium") or say_absent("Chromium", "chromium")
    with sync_playwright() as program:
        browser = program.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


def log_in(page: Page, user: str) -> None:
    """Come in as ``user``, as a person does."""
    page.goto("/masuk")
    page.fill("[name=pengguna]", user)
    page.fill("[name=sandi]", PASSWORD)
    page.click("main button.primary")
    page.wait_for_selector("header nav")
