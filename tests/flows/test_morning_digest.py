"""The morning's message, through a real mail server on this machine."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from aiosmtpd.controller import Controller

from flows.config import Pemberitahuan, Settings, Tempat, Tinjauan
from flows.digest import send_digest
from ledger.database import Ledger
from ledger.runs import begin_run, end_run
from ledger.settle import settle
from schemas.finding import Finding, WatchedState
from schemas.tables import empty, polars_schema
from schemas.text import PersonError

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # of apprise's own
NOW = datetime(2025, 12, 15, tzinfo=UTC)
IMPACT_IDR = 987_654_321


class Postbox:
    """Keeps what arrives."""

    def __init__(self) -> None:
        self.arrived: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - the name aiosmtpd calls
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.arrived.append(message)
        return "250 OK"


@pytest.fixture
def postbox() -> Iterator[tuple[Postbox, int]]:
    """A mail server and its port."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


def settings_of(home: Path, port: int) -> Settings:
    to = f"mailto://127.0.0.1:{port}?from=jujur@contoh.go.id&to=petugas@contoh.go.id&mode=insecure"
    return Settings(
        tempat=Tempat(home=str(home)),
        pemberitahuan=Pemberitahuan(pagi=[to]),
        tinjauan=Tinjauan(alamat="https://jujur.contoh.go.id/"),
    )


def a_night(ledger: Ledger, findings: int) -> None:
    rows = [
        {
            "finding_id": f"{number:016x}", "aturan": "ANG-001", "versi_aturan": 1, "tema": "anggaran",
            "keparahan": "blokir", "jenis": "tidak_konsisten", "hasil": "gagal", "dataset": "rfk",
            "periode": "2025-11", "kode_opd": "1.03.0.00.0.00.01.0000", "subjek": f'{{"kode":"{number}"}}',
            "parameter": "{}", "ambang": "[]", "dasar": "UU 1/2004 ps 3(3) [K]", "kecurigaan": 0.8,
            "dampak_idr": IMPACT_IDR, "satuan": "idr",
        }
        for number in range(findings)
    ]  # fmt: skip
    run = begin_run(ledger, as_of=NOW.date(), at=NOW, code_version="1", rules_lock_hash="2").run_id
    settle(ledger, run, pl.DataFrame(rows, schema=polars_schema(Finding)), empty(WatchedState), NOW)
    end_run(ledger, run, state="nothing_new", at=NOW + timedelta(minutes=1), summary={})


def test_the_morning_is_told_in_numbers_of_findings_and_links_and_no_figure(tmp_path, postbox):
    box, port = postbox
    settings = settings_of(tmp_path, port)
    with Ledger.open(settings.database_url) as ledger:
        a_night(ledger, findings=3)
    send_digest(settings, "id")
    (message,) = box.arrived
    body = message.get_body(("plain", "html"))
    assert body is not None
    told = body.get_content()
    assert message["To"].addresses[0].addr_spec == "petugas@contoh.go.id"
    assert "2025-12-15" in message["Subject"]
    assert [line for line in told.splitlines() if line.startswith("3 ")] == [
        "3 temuan baru: https://jujur.contoh.go.id/antrian",
        "3 temuan menunggu seluruhnya: https://jujur.contoh.go.id/temuan",
    ]
    assert "lewat tenggat" not in told
    assert str(IMPACT_IDR) not in told.replace(".", "")
    assert "1.03.0.00" not in told


def test_a_mail_server_that_is_down_is_said_without_its_address(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        closed = probe.getsockname()[1]
    settings = settings_of(tmp_path, closed)
    with Ledger.open(settings.database_url) as ledger:
        a_night(ledger, findings=1)
    with pytest.raises(PersonError) as refused:
        send_digest(settings, "id")
    assert "mailto" not in refused.value.render("id")


def test_without_a_recipient_or_a_night_it_says_what_to_do(tmp_path):
    with pytest.raises(PersonError, match="Nobody is set"):
        send_digest(Settings(tempat=Tempat(home=str(tmp_path))), "id")
    with pytest.raises(PersonError, match="No night has ended"):
        send_digest(settings_of(tmp_path, 1), "id")
