"""The raw store keeps bytes whole, once, and unaltered."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.receipt import Receipt
from sources.store import RawStore, TooLargeError, safe_name, safe_origin


def _put(store: RawStore, payload: Any, now: datetime, **more: Any) -> tuple[Receipt, bool]:
    values: dict[str, Any] = {"name": "a.xlsx", "origin": "dinas/a.xlsx", "size_limit": 50_000_000} | more
    return store.put(payload, received_at=now, **values)


def _parts(store: RawStore) -> list[Path]:
    return list((store.root / ".incoming").iterdir())


def test_bytes_lie_under_their_hash_and_cannot_be_written_to(store: RawStore, now: datetime) -> None:
    receipt, new = _put(store, b"isi", now)
    path = store.path(receipt.sha256)
    assert new
    assert receipt.sha256 == hashlib.sha256(b"isi").hexdigest()
    assert path == store.root / receipt.sha256[:2] / receipt.sha256
    assert path.read_bytes() == b"isi"
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert (receipt.size, receipt.received_at) == (3, now)
    assert _parts(store) == []


def test_the_same_bytes_under_another_name_are_an_arrival_of_their_own_but_kept_once(
    store: RawStore, now: datetime
) -> None:
    first, _ = _put(store, b"isi", now)
    inode = store.path(first.sha256).stat().st_ino
    second, new = _put(store, io.BytesIO(b"isi"), now, name="b.xlsx", origin="badan/b.xlsx", sender="badan")
    assert not new
    assert second.sha256 == first.sha256
    assert (second.name, second.origin, second.sender) == ("b.xlsx", "badan/b.xlsx", "badan")
    assert store.path(first.sha256).stat().st_ino == inode


@pytest.mark.parametrize("size", [0, 1, (8 << 20) - 1, 8 << 20, (8 << 20) + 1, 20_000_000])
def test_streams_of_any_length_arrive_whole(store: RawStore, now: datetime, size: int) -> None:
    payload = os.urandom(size)
    receipt, _ = _put(store, io.BytesIO(payload), now)
    assert receipt.size == size
    assert store.path(receipt.sha256).read_bytes() == payload


class _Endless:
    def __init__(self) -> None:
        self.given = 0

    def read(self, size: int, /) -> bytes:
        self.given += size
        return b"x" * size


@pytest.mark.parametrize("limit", [10, 9_000_000, 30_000_000])
def test_an_endless_stream_is_refused_soon_after_the_limit_and_leaves_nothing(
    store: RawStore, now: datetime, limit: int
) -> None:
    stream = _Endless()
    with pytest.raises(TooLargeError):
        _put(store, stream, now, size_limit=limit)
    assert stream.given <= limit + (1 << 20) + 1
    assert _parts(store) == []
    assert store.verify() == []


def test_a_payload_of_exactly_the_limit_is_taken(store: RawStore, now: datetime) -> None:
    receipt, _ = _put(store, b"12345", now, size_limit=5)
    assert receipt.size == 5


class _Breaks:
    def __init__(self, after: int) -> None:
        self.left = after

    def read(self, size: int, /) -> bytes:
        if self.left <= 0:
            raise OSError("kabel dicabut")
        self.left -= size
        return b"x" * size


@pytest.mark.parametrize("after", [0, 3_000_000, 12_000_000])
def test_a_stream_that_breaks_leaves_nothing_half(store: RawStore, now: datetime, after: int) -> None:
    with pytest.raises(OSError, match="kabel"):
        _put(store, _Breaks(after), now)
    assert _parts(store) == []
    assert [p for p in store.root.rglob("*") if p.is_file()] == []


def test_verify_names_what_was_altered_and_what_is_gone(store: RawStore, now: datetime) -> None:
    kept, _ = _put(store, b"utuh", now)
    altered, _ = _put(store, b"diubah", now)
    gone, _ = _put(store, b"hilang", now)
    path = store.path(altered.sha256)
    path.chmod(0o644)
    path.write_bytes(b"DIUBAH")
    store.path(gone.sha256).unlink()
    assert store.verify() == [altered.sha256]
    assert store.verify([kept.sha256, gone.sha256]) == sorted([altered.sha256, gone.sha256])


def test_a_payload_cut_short_on_disk_is_mended_by_its_next_arrival(store: RawStore, now: datetime) -> None:
    receipt, _ = _put(store, b"seluruhnya", now)
    path = store.path(receipt.sha256)
    path.chmod(0o644)
    path.write_bytes(b"selu")
    _, new = _put(store, b"seluruhnya", now)
    assert new
    assert store.verify([receipt.sha256]) == []


def test_what_a_killed_run_left_behind_is_swept_after_a_day(store: RawStore) -> None:
    old, young = store.root / ".incoming" / "a.part", store.root / ".incoming" / "b.part"
    old.write_bytes(b"x")
    young.write_bytes(b"x")
    two_days_ago = time.time() - 2 * 86_400
    os.utime(old, (two_days_ago, two_days_ago))
    RawStore(store.root)
    assert not old.exists()
    assert young.exists()


@pytest.mark.parametrize("sha", ["../../etc/passwd", "", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_only_a_hash_names_a_payload(store: RawStore, sha: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        store.path(sha)


def test_a_time_without_zone_is_a_bug(store: RawStore) -> None:
    with pytest.raises(ValueError, match="aware"):
        _put(store, b"x", datetime(2025, 1, 1))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("RFK November 2025.xlsx", "RFK November 2025.xlsx"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\data\\rfk.xlsx", "C_data_rfk.xlsx"),
        ("a\x00b\n.xlsx", "ab.xlsx"),
        ("rfk\u202excod.xlsx", "rfkxcod.xlsx"),
        ("cafe\u0301.xlsx", "caf\u00e9.xlsx"),
        ("rfk\u00a0nov.xlsx", "rfk nov.xlsx"),
        (".", "tanpa_nama"),
        ("", "tanpa_nama"),
        ("/", "tanpa_nama"),
        (".htaccess", "htaccess"),
        ("x" * 400 + ".xlsx", "x" * 175 + ".xlsx"),
        ("buruk\udcff.xls", "buruk.xls"),
    ],
)
def test_hostile_names_become_harmless_and_stay_readable(raw: str, safe: str) -> None:
    assert safe_name(raw) == safe


@given(st.text(max_size=300))
def test_no_name_whatever_can_leave_its_folder(raw: str) -> None:
    name = safe_name(raw)
    assert name
    assert not set(name) & set('/\\:*?"<>|\x00\n')
    assert name not in (".", "..")
    assert len(name.encode()) <= 180
    assert safe_name(name) == name


def test_two_files_whose_names_differ_only_in_what_is_hidden_keep_two_origins() -> None:
    plain, tricked = safe_origin(["dinas", "rfk.xlsx"]), safe_origin(["dinas", "rfk\u200b.xlsx"])
    assert plain == "dinas/rfk.xlsx"
    assert tricked != plain
    assert tricked.startswith("dinas/rfk~")
    assert tricked.endswith(".xlsx")


def test_received_times_keep_their_zone(store: RawStore) -> None:
    moment = datetime(2025, 11, 10, 1, 0, tzinfo=UTC)
    receipt, _ = _put(store, b"x", moment, sent_at=moment)
    assert receipt.sent_at == moment


def test_the_same_bytes_arriving_at_once_from_many_hands_are_kept_once_and_whole(
    store: RawStore, now: datetime
) -> None:
    payload = os.urandom(300_000)
    with ThreadPoolExecutor(8) as hands:
        receipts = [
            r for r, _ in hands.map(lambda n: _put(store, io.BytesIO(payload), now, name=f"{n}.xlsx"), range(40))
        ]
    assert len({r.sha256 for r in receipts}) == 1
    assert [r.name for r in receipts] == [f"{n}.xlsx" for n in range(40)]
    assert len(list(store.root.glob("??/*"))) == 1
    assert store.verify([receipts[0].sha256]) == []
    assert _parts(store) == []
