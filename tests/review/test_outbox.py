"""The folder of what goes back: each agency its own, written only when there is something new to say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from review.workbook import outbox
from review.workbook.contents import Report
from review.workbook.outbox import fill_outbox
from review.workbook.questions import Addressed
from sources.decoding import decode
from sources.returned import content_digest
from sources.store import RawStore
from tests.review.conftest import question, report

OURS, THEIRS = "7.01.0.00.0.00.14.0000", "7.01.0.00.0.00.18.0000"


@pytest.fixture
def store(tmp_path: Path, rich: Path) -> RawStore:
    """A store that holds the workbook with everything."""
    kept = RawStore(tmp_path / "mentah")
    now = datetime(2025, 5, 12, tzinfo=UTC)
    kept.put(rich.read_bytes(), name=rich.name, origin="", received_at=now, size_limit=10**8)
    return kept


@pytest.fixture
def two(rich: Path) -> list[Addressed]:
    """The same submission for two agencies."""
    told: Report = report(rich.read_bytes())
    return [Addressed(OURS, "2025-04", told), Addressed(THEIRS, "2025-04", replace(told, asked=()))]


def files(home: Path) -> list[str]:
    return sorted(path.relative_to(home / "keluar").as_posix() for path in (home / "keluar").rglob("*.xlsx"))


def test_only_what_says_something_new_is_written_and_what_no_longer_stands_goes(
    tmp_path: Path, store: RawStore, two: list[Addressed]
) -> None:
    first = fill_outbox(tmp_path, store, two, 1)
    assert (first.standing, first.written, first.removed) == (2, 2, 0)
    name = "2025-04/Hasil Pemeriksaan Data RFK Kec. Contoh April 2025.xlsx"
    assert files(tmp_path) == [f"{OURS}/{name}", f"{THEIRS}/{name}"]

    tomorrow = [
        replace(each, report=replace(each.report, as_of=each.report.as_of + timedelta(days=1), passed=("lain",)))
        for each in two
    ]
    assert fill_outbox(tmp_path, store, tomorrow, 1).written == 0
    asked = replace(two[0], report=replace(two[0].report, asked=(question(), question("F3"))))
    changed = fill_outbox(tmp_path, store, [asked], 1)
    assert (changed.written, changed.removed) == (1, 1)
    assert files(tmp_path) == [f"{OURS}/{name}"]
    (tmp_path / "keluar" / OURS / name).unlink()
    assert fill_outbox(tmp_path, store, [asked], 1).written == 1


def test_many_are_written_by_several_processes_and_come_out_the_same(
    tmp_path: Path, store: RawStore, two: list[Addressed], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_outbox(tmp_path, store, two, 1)
    alone = {name: (tmp_path / "keluar" / name).read_bytes() for name in files(tmp_path)}
    for name in alone:
        (tmp_path / "keluar" / name).unlink()
    monkeypatch.setattr(outbox, "SERIAL_BELOW", 0)
    assert fill_outbox(tmp_path, store, two, 2).written == 2
    assert {name: (tmp_path / "keluar" / name).read_bytes() for name in files(tmp_path)} == alone


def test_a_workbook_sealed_when_it_was_read_goes_back_the_same_without_being_opened(
    tmp_path: Path, store: RawStore, two: list[Addressed], rich: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_outbox(tmp_path, store, two, 1)
    opened = {name: (tmp_path / "keluar" / name).read_bytes() for name in files(tmp_path)}
    seal = content_digest(decode(rich, rich.name).sheets)
    sealed = [replace(each, report=replace(each.report, seal=seal)) for each in two]
    assert fill_outbox(tmp_path, store, sealed, 1).written == 0
    for name in opened:
        (tmp_path / "keluar" / name).unlink()
    monkeypatch.delattr(outbox, "decode")
    assert fill_outbox(tmp_path, store, sealed, 1).written == 2
    assert {name: (tmp_path / "keluar" / name).read_bytes() for name in files(tmp_path)} == opened


def test_one_workbook_our_writer_fails_on_keeps_none_of_the_others_back(
    tmp_path: Path, store: RawStore, two: list[Addressed]
) -> None:
    odd = replace(two[0], report=replace(two[0].report, asked=(question(observed=None),)))
    done = fill_outbox(tmp_path, store, [odd, two[1]], 1)
    assert len(done.failed) == 1
    assert done.failed[0].startswith(OURS)
    assert (done.standing, done.written) == (1, 1)
    assert fill_outbox(tmp_path, store, two, 1).written == 1


def test_a_name_that_points_elsewhere_stays_inside_the_folder(
    tmp_path: Path, store: RawStore, two: list[Addressed]
) -> None:
    odd = Addressed("../../x", "../y", replace(two[0].report, name="../../lari.xlsx"))
    fill_outbox(tmp_path, store, [odd], 1)
    (written,) = (tmp_path / "keluar").rglob("*.xlsx")
    assert written.resolve().is_relative_to((tmp_path / "keluar").resolve())
