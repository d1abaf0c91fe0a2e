"""A file that brings its reader down costs itself, not the night."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from flows import readers
from flows.readers import Crew, Task, read_or_set_aside
from sources.collected import Collected
from sources.read_file import ReadDefaults, collect
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
    broken = References(*[None] * 6)  # type: ignore[arg-type]
    reading = read_or_set_aside([Task(receipt)], RawStore(desk.home / "mentah"), broken, ReadDefaults())
    assert reading.kendala["jenis"].to_list() == ["berkas_rusak"]
    assert "AttributeError" in reading.kendala["harapan"].item()
    assert reading.dokumen["nama_berkas"].to_list() == [receipt.name]
    assert reading.facts == {}


def test_a_reader_that_dies_is_replaced_and_every_file_is_read(
    open_desk: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk("mati")
    monkeypatch.setattr(readers, "BATCH", 4)
    tasks = [Task(receipt) for receipt in received(desk)[:9]]
    killed: list[int] = []

    def kill_one(_: str) -> None:
        if not killed:
            victim = multiprocessing.active_children()[0]
            killed.append(victim.pid or 0)
            victim.kill()
            victim.join()

    store, defaults = RawStore(desk.home / "mentah"), ReadDefaults()
    crew = Crew(1, (store.root, desk.regency.references, defaults), kill_one)
    found = crew.read(tasks)
    assert killed
    references = load_references(desk.regency.references)
    alone = read_or_set_aside(tasks, store, references, defaults)
    assert pl.concat(reading.dokumen for reading in found).equals(alone.dokumen)
    assert pl.concat(reading.jejak for reading in found).equals(alone.jejak)


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


def test_a_file_no_tables_can_be_made_of_is_set_aside_and_its_neighbours_are_read(
    open_desk: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk("tak_muat")
    tasks = [Task(receipt) for receipt in received(desk)[:3]]
    poisoned = tasks[1].receipt

    def too_large(path: Path, receipt: Receipt, references: References, defaults: ReadDefaults) -> Collected:
        part = collect(path, receipt, references, defaults)
        if receipt is poisoned:
            part.trace("Lembar", 2**40, "catatan", None, 0, None)
        return part

    monkeypatch.setattr(readers, "collect", too_large)
    references = load_references(desk.regency.references)
    reading = read_or_set_aside(tasks, RawStore(desk.home / "mentah"), references, ReadDefaults())
    assert reading.kendala.filter(pl.col("menahan"))["berkas"].to_list() == [poisoned.sha256]
    assert set(reading.jejak["berkas"]) == {tasks[0].receipt.sha256, tasks[2].receipt.sha256}
