"""A file that brings its reader down costs itself, not the night."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from flows import readers
from flows.readers import Crew, read_or_set_aside
from sources.read_file import ReadDefaults
from sources.receipt import Receipt
from sources.references import References, load_references
from sources.store import RawStore
from tests.flows.conftest import Desk

pytestmark = pytest.mark.long


def received(desk: Desk) -> list[Receipt]:
    """The inbox in the raw store."""
    store = RawStore(desk.home / "mentah")
    now = datetime(2025, 5, 15, tzinfo=UTC)
    found = []
    for path in sorted(desk.inbox.rglob("*.xlsx")):
        origin = path.relative_to(desk.inbox).as_posix()
        receipt, _ = store.put(path.read_bytes(), name=path.name, origin=origin, received_at=now, size_limit=10**8)
        found.append(receipt)
    return found


def test_a_reader_that_fails_on_a_file_makes_it_one_finding(open_desk: Callable[[str], Desk]) -> None:
    desk = open_desk("racun")
    receipt = received(desk)[0]
    path = RawStore(desk.home / "mentah").path(receipt.sha256)
    broken = References(*[None] * 6)  # type: ignore[arg-type]
    reading = read_or_set_aside(path, receipt, broken, ReadDefaults())
    assert reading.kendala["jenis"].to_list() == ["berkas_rusak"]
    assert "AttributeError" in reading.kendala["harapan"].item()
    assert reading.dokumen["nama_berkas"].to_list() == [receipt.name]
    assert reading.facts == {}


def test_a_reader_that_dies_is_replaced_and_every_file_is_read(
    open_desk: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk("mati")
    monkeypatch.setattr(readers, "BATCH", 4)
    receipts = received(desk)[:9]
    killed: list[int] = []

    def kill_one(_: str) -> None:
        if not killed:
            victim = multiprocessing.active_children()[0]
            killed.append(victim.pid or 0)
            victim.kill()
            victim.join()

    store, defaults = RawStore(desk.home / "mentah"), ReadDefaults()
    crew = Crew(1, (store.root, desk.regency.references, defaults), kill_one)
    found = crew.read(receipts)
    assert killed
    references = load_references(desk.regency.references)
    alone = [read_or_set_aside(store.path(r.sha256), r, references, defaults) for r in receipts]
    assert [r.dokumen.rows() for r in found] == [r.dokumen.rows() for r in alone]
    assert [r.jejak.height for r in found] == [r.jejak.height for r in alone]


def test_after_a_night_that_died_while_reading_others_read(open_desk: Callable[[str], Desk]) -> None:
    desk = open_desk("penanda")
    mark = desk.home / "bacaan" / "sedang_dibaca"
    mark.parent.mkdir()
    mark.touch()
    heard: list[str] = []
    desk.say.detail = heard.append  # type: ignore[method-assign]
    night = desk.night()
    assert heard[-1] == f"{len(night.receipts)}/{len(night.receipts)}", "only readers in processes of their own tell"
    assert not mark.exists()
    assert night.files_read_now == len(night.receipts)
    assert desk.night().version == night.version
