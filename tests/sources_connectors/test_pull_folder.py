"""The local inbox: everything meant for us is taken, nothing else is opened."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sources.connectors.base import Limits, Pulled, PullProblem
from sources.connectors.folder import FolderConnector
from sources.connectors.state import ConnectorState
from sources.receipt import Receipt
from sources.store import RawStore


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def _write(path: Path, content: bytes = b"isi") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _pull(inbox: Path, store: RawStore, state: ConnectorState, now: datetime, **more: Any) -> list[Pulled]:
    return list(FolderConnector("kotak", inbox, **({"settle_s": 0.0} | more)).pull(store, state, now))


def _receipts(pulled: list[Pulled]) -> list[Receipt]:
    return [p for p in pulled if isinstance(p, Receipt)]


def _problems(pulled: list[Pulled]) -> list[PullProblem]:
    return [p for p in pulled if isinstance(p, PullProblem)]


def test_files_are_taken_in_order_with_origin_sender_and_time(
    inbox: Path, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    _write(inbox / "dinas-b" / "2025" / "rfk nov.xlsx", b"b")
    _write(inbox / "dinas-a" / "lra.xlsx", b"a")
    _write(inbox / "langsung.csv", b"c")
    sent = datetime(2025, 12, 9, 3, 0, tzinfo=UTC)
    os.utime(inbox / "langsung.csv", (sent.timestamp(), sent.timestamp()))
    pulled = _receipts(_pull(inbox, store, state, now))
    assert [r.origin for r in pulled] == ["dinas-a/lra.xlsx", "dinas-b/2025/rfk nov.xlsx", "langsung.csv"]
    assert [r.sender for r in pulled] == ["dinas-a", "dinas-b", None]
    assert [r.name for r in pulled] == ["lra.xlsx", "rfk nov.xlsx", "langsung.csv"]
    assert pulled[2].sent_at == sent
    assert {r.received_at for r in pulled} == {now}
    assert store.path(pulled[1].sha256).read_bytes() == b"b"


def test_the_same_file_from_two_agencies_is_two_receipts_of_one_payload(
    inbox: Path, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    _write(inbox / "a" / "rfk.xlsx")
    _write(inbox / "b" / "rfk salinan.xlsx")
    one, two = _receipts(_pull(inbox, store, state, now))
    assert one.sha256 == two.sha256
    assert (one.sender, two.sender) == ("a", "b")


def test_lock_temporary_and_hidden_files_are_passed_over_in_silence(
    inbox: Path, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    for name in ("~$rfk.xlsx", ".~lock.rfk.ods#", ".DS_Store", "Thumbs.db", "desktop.ini", "x.tmp", "y.part", "z.xls~"):
        _write(inbox / "dinas" / name)
    _write(inbox / ".git" / "config")
    _write(inbox / "dinas" / "rfk.xlsx")
    assert [r.origin for r in _pull(inbox, store, state, now)] == ["dinas/rfk.xlsx"]  # type: ignore[union-attr]


def test_a_link_out_of_the_inbox_is_reported_and_not_followed(
    inbox: Path, tmp_path: Path, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    secret = _write(tmp_path / "luar" / "rahasia.xlsx", b"rahasia")
    (inbox / "a.xlsx").symlink_to(secret)
    (inbox / "dinas").symlink_to(secret.parent)
    (inbox / "putus.xlsx").symlink_to(inbox / "tidak-ada.xlsx")
    pulled = _pull(inbox, store, state, now)
    assert {p.item for p in _problems(pulled)} == {"dinas", "a.xlsx"}
    assert _receipts(pulled) == []
    assert store.verify() == []
    assert not any(p.read_bytes() == b"rahasia" for p in store.root.glob("??/*"))


def test_a_link_within_the_inbox_is_an_arrival_of_its_own_and_loops_end(
    inbox: Path, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    _write(inbox / "dinas" / "rfk.xlsx")
    (inbox / "badan.xlsx").symlink_to(inbox / "dinas" / "rfk.xlsx")
    (inbox / "dinas" / "lagi").symlink_to(inbox)
    for _ in range(2):
        pulled = _pull(inbox, store, state, now)
        assert [r.origin for r in _receipts(pulled)] == ["badan.xlsx", "dinas/rfk.xlsx"]
        assert _problems(pulled) == []


def test_pipes_and_sockets_are_never_opened(
    inbox: Path, store: RawStore, state: ConnectorState, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(inbox / "pipa.xlsx")
    monkeypatch.chdir(inbox)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("soket.xlsx")
        pulled = _pull(inbox, store, state, now, limits=Limits(total_s=5))
    assert {p.item for p in _problems(pulled)} == {"pipa.xlsx", "soket.xlsx"}
    assert _receipts(pulled) == []


def test_a_file_over_the_limit_is_one_problem_and_the_others_arrive(
    inbox: Path, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    _write(inbox / "besar.xlsx", b"x" * 101)
    _write(inbox / "kecil.xlsx", b"x" * 100)
    problem, receipt = _pull(inbox, store, state, now, limits=Limits(max_bytes=100))
    assert isinstance(problem, PullProblem)
    assert problem.item == "besar.xlsx"
    assert "100" in problem.what.id
    assert isinstance(receipt, Receipt)
    assert receipt.name == "kecil.xlsx"


def test_an_inbox_that_is_not_there_is_a_problem_not_a_crash(
    tmp_path: Path, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    (problem,) = _pull(tmp_path / "tidak-ada", store, state, now)
    assert isinstance(problem, PullProblem)
    assert problem.source == "kotak"
    assert "tidak-ada" in problem.what.id


def test_unchanged_files_keep_their_first_receipt_and_are_not_read_again(
    inbox: Path, store: RawStore, tmp_path: Path, state: ConnectorState, now: datetime
) -> None:
    _write(inbox / "dinas" / "rfk.xlsx")
    first = _pull(inbox, store, state, now)
    opened: list[str] = []
    watching = True

    def watch(event: str, args: tuple[Any, ...]) -> None:
        if watching and event == "open" and str(args[0]).endswith("rfk.xlsx"):
            opened.append(str(args[0]))

    sys.addaudithook(watch)
    again = _pull(inbox, store, ConnectorState(tmp_path / "state" / "sumber.json"), now + timedelta(days=1))
    assert opened == []
    (inbox / "dinas" / "rfk.xlsx").write_bytes(b"baru")
    _pull(inbox, store, state, now)
    watching = False
    assert opened
    assert again == first


def test_a_new_version_under_the_same_name_and_size_and_time_is_seen(
    inbox: Path, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    path = _write(inbox / "rfk.xlsx", b"lama")
    before = path.stat()
    (first,) = _receipts(_pull(inbox, store, state, now))
    path.write_bytes(b"baru")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    (second,) = _receipts(_pull(inbox, store, state, now + timedelta(days=1)))
    assert second.sha256 != first.sha256
    assert second.received_at == now + timedelta(days=1)


def test_a_file_only_touched_keeps_its_first_receipt(
    inbox: Path, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    path = _write(inbox / "rfk.xlsx")
    first = _pull(inbox, store, state, now)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert _pull(inbox, store, state, now + timedelta(days=1)) == first


def test_bytes_lost_from_the_store_are_fetched_again(
    inbox: Path, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    _write(inbox / "rfk.xlsx")
    (first,) = _receipts(_pull(inbox, store, state, now))
    store.path(first.sha256).unlink()
    _pull(inbox, store, state, now)
    assert store.exists(first.sha256)


def test_a_damaged_memory_costs_only_time(
    inbox: Path, store: RawStore, state: ConnectorState, now: datetime, tmp_path: Path
) -> None:
    _write(inbox / "rfk.xlsx")
    first = _pull(inbox, store, state, now)
    saved = tmp_path / "state" / "sumber.json"
    for damage in (b"", b"{", b"[]", b'{"version": 99, "entries": {}}', saved.read_bytes()[:40]):
        saved.write_bytes(damage)
        assert _pull(inbox, store, ConnectorState(saved), now) == first


def test_a_file_still_young_is_waited_for_and_taken_whole(
    inbox: Path, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    _write(inbox / "rfk.xlsx")
    (receipt,) = _receipts(_pull(inbox, store, state, now, settle_s=0.4))
    assert time.time() - (inbox / "rfk.xlsx").stat().st_mtime >= 0.4
    assert receipt.size == 3


def test_a_file_that_grows_while_we_wait_is_left_for_the_next_night(
    inbox: Path, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    path = _write(inbox / "rfk.xlsx", b"setengah")
    writer = threading.Timer(0.2, lambda: path.write_bytes(b"setengah lagi"))
    writer.start()
    (problem,) = _pull(inbox, store, state, now, settle_s=0.6)
    writer.join()
    assert isinstance(problem, PullProblem)
    assert "belum selesai" in problem.what.id
    (receipt,) = _receipts(_pull(inbox, store, state, now))
    assert store.path(receipt.sha256).read_bytes() == b"setengah lagi"


def test_a_file_dated_in_the_future_does_not_wait_for_ever(
    inbox: Path, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    path = _write(inbox / "rfk.xlsx")
    os.utime(path, (time.time() + 86_400, time.time() + 86_400))
    assert len(_receipts(_pull(inbox, store, state, now, settle_s=30.0))) == 1


def test_names_no_one_can_see_or_encode_still_arrive_apart(
    inbox: Path, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    _write(inbox / "dinas" / "rfk.xlsx", b"1")
    _write(inbox / "dinas" / "rfk\u200b.xlsx", b"2")
    hidden = os.fsencode(inbox / "dinas") + b"/rfk\xff.xlsx"
    with open(hidden, "wb") as out:  # noqa: PTH123 - a name that is no text
        out.write(b"3")
    for _ in range(2):
        pulled = _receipts(_pull(inbox, store, state, now))
        assert len({r.origin for r in pulled}) == 3
        assert {r.name for r in pulled} == {"rfk.xlsx"}
        "".join(r.origin for r in pulled).encode("utf-8")


def test_a_file_swapped_for_a_link_while_we_wait_is_not_followed(
    inbox: Path, store: RawStore, state: ConnectorState, now: datetime, tmp_path: Path
) -> None:
    secret, path = _write(tmp_path / "rahasia.xlsx", b"rahasia"), _write(inbox / "rfk.xlsx")

    def swap() -> None:
        path.unlink()
        path.symlink_to(secret)

    swapping = threading.Timer(0.2, swap)
    swapping.start()
    (problem,) = _pull(inbox, store, state, now, settle_s=0.6)
    swapping.join()
    assert isinstance(problem, PullProblem)
    assert problem.item == "rfk.xlsx"
    assert list(store.root.glob("??/*")) == []


def test_a_quiet_night_of_900_files_takes_well_under_half_a_second(
    inbox: Path, store: RawStore, state: ConnectorState, now: datetime, tmp_path: Path
) -> None:
    for number in range(900):
        _write(inbox / f"opd-{number % 70:02}" / f"rfk {number} november.xlsx", str(number).encode() * 50)
    first = _pull(inbox, store, state, now)
    assert len(_receipts(first)) == 900
    quickest = 9.0
    for _ in range(3):
        began = time.perf_counter()
        again = _pull(inbox, store, ConnectorState(tmp_path / "state" / "sumber.json"), now)
        quickest = min(quickest, time.perf_counter() - began)
    assert again == first
    assert quickest < 0.5


def test_what_was_taken_away_is_forgotten(
    inbox: Path, store: RawStore, state: ConnectorState, now: datetime, tmp_path: Path
) -> None:
    _write(inbox / "a" / "rfk.xlsx")
    _pull(inbox, store, state, now)
    shutil.rmtree(inbox / "a")
    assert _pull(inbox, store, state, now) == []
    assert b"rfk.xlsx" not in (tmp_path / "state" / "sumber.json").read_bytes()
