"""Kill -9 between any two steps and inside publishing: what was published stays whole, the next night makes it good."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook
from polars.testing import assert_frame_equal

from flows.config import ROOT
from ledger.database import Ledger
from ledger.runs import recent_runs
from ledger.verify import verify
from publishing.verify import current_version, verify_snapshots
from schemas.outputs import OUTPUT_TABLES
from tests.flows.conftest import Desk
from tests.stories.tiny_regency import set_sent

pytestmark = pytest.mark.long

BEFORE_THE_SWITCH = (
    "receive", "read", "gate", "check", "settle", "tables written", "judged, not sealed", "release gate",
)  # fmt: skip
FROM_THE_SWITCH_ON = ("named, not current", "current, not noted", "publish")
TOLD_BY_THE_CLOCK = ("diterima_at", "pertama_terlihat", "terakhir_terlihat", "kali_terlihat")


def revise(desk: Desk) -> None:
    """A second version of April comes in, with one line spending less."""
    original = desk.regency.path("RFK Bag. Adbang April")
    target = desk.inbox / original.relative_to(desk.regency.inbox).with_stem(original.stem + " REVISI")
    shutil.copyfile(original, target)
    book = load_workbook(target)
    sheet = book["RFK"]
    cell = next(c for row in sheet.iter_rows() for c in row if isinstance(c.value, int) and c.value > 10_000_000)
    cell.value -= 1_000_000
    book.properties.modified = datetime(2025, 5, 14, tzinfo=UTC)
    book.save(target)
    set_sent(target, datetime(2025, 5, 14, 2, tzinfo=UTC))


def killed_at(desk: Desk, point: str) -> None:
    """One night in a process of its own that dies at ``point``."""
    script = [sys.executable, "-m", "tests.stories.plain_night"]
    ended = subprocess.run(
        [*script, str(desk.home), str(desk.regency.references), point],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == -9, ended.stderr.decode()


def assert_whole(desk: Desk, version: str) -> None:
    """Snapshots, pointer and ledger are what they were said to be."""
    assert current_version(desk.home) == version
    assert verify_snapshots(desk.home) == []
    with Ledger.open(desk.settings.database_url) as ledger:
        assert [problem.text.id for problem in verify(ledger)] == []


def assert_same_tables(desk: Desk, other: Desk) -> None:
    for name in OUTPUT_TABLES:
        ours, theirs = (
            frame.drop(column for column in TOLD_BY_THE_CLOCK if column in frame.columns)
            for frame in (desk.table(name), other.table(name))
        )
        assert_frame_equal(ours, theirs)


@pytest.fixture(scope="module")
def undisturbed(open_desk: Callable[[str], Desk]) -> tuple[Desk, Path]:
    """Two nights without trouble, the second with the revision; and a copy of the workspace after the first."""
    desk = open_desk("tenang")
    desk.night()
    after_first = desk.home.parent / "setelah-malam-pertama"
    shutil.copytree(desk.home, after_first, symlinks=True)
    revise(desk)
    night = desk.night()
    assert night.version != night.previous_version
    return desk, after_first


@pytest.fixture
def desk(undisturbed: tuple[Desk, Path], open_desk: Callable[[str], Desk]) -> Desk:
    """A workspace after the first night, with the same revision waiting."""
    calm, after_first = undisturbed
    fresh = open_desk("terputus")
    shutil.rmtree(fresh.home)
    shutil.copytree(after_first, fresh.home, symlinks=True)
    for path in calm.inbox.rglob("*REVISI*"):
        shutil.copy2(path, fresh.inbox / path.relative_to(calm.inbox))
    return fresh


def test_death_before_the_switch_leaves_the_last_snapshot_current(desk: Desk, undisturbed: tuple[Desk, Path]) -> None:
    """Killed at one point after the other in the same workspace, night after night; then a night that ends."""
    standing = current_version(desk.home)
    assert standing is not None
    for point in BEFORE_THE_SWITCH:
        killed_at(desk, point)
        assert_whole(desk, standing)
    night = desk.night()
    assert night.version != standing
    assert_same_tables(desk, undisturbed[0])
    assert not list((desk.home / "published").glob(".*.partial"))
    with Ledger.open(desk.settings.database_url) as ledger:
        states = [run.state for run in recent_runs(ledger, len(BEFORE_THE_SWITCH) + 2)]
    assert states == ["published", *["terputus"] * len(BEFORE_THE_SWITCH), "published"]


@pytest.mark.parametrize("point", FROM_THE_SWITCH_ON)
def test_death_from_the_switch_on_ends_in_the_new_snapshot(
    desk: Desk, undisturbed: tuple[Desk, Path], point: str
) -> None:
    standing = current_version(desk.home)
    killed_at(desk, point)
    assert verify_snapshots(desk.home) == []
    assert (current_version(desk.home) == standing) == (point == "named, not current")
    night = desk.night()
    assert night.version not in (None, standing)
    assert_whole(desk, str(night.version))
    assert_same_tables(desk, undisturbed[0])
    assert len([p for p in (desk.home / "published").iterdir() if p.is_dir() and not p.is_symlink()]) == 2


def test_a_damaged_reading_cache_is_read_again(desk: Desk, undisturbed: tuple[Desk, Path]) -> None:
    for file in (desk.home / "bacaan").rglob("rfk.parquet"):
        file.write_bytes(file.read_bytes()[:-20] + bytes(20))
    night = desk.night()
    assert night.files_read_now == len(night.receipts)
    assert_same_tables(desk, undisturbed[0])
    again = desk.night()
    assert again.files_read_now == 0
    assert again.version == night.version


def test_an_index_of_nonsense_is_read_again(desk: Desk) -> None:
    for file in (desk.home / "bacaan").rglob("index.json"):
        file.write_bytes(b"[1, 2")
    assert desk.night().files_read_now > 20


def test_tables_are_all_compared(undisturbed: tuple[Desk, Path]) -> None:
    calm, _ = undisturbed
    assert calm.table("realisasi").height > 100
    assert isinstance(calm.table("anomali"), pl.DataFrame)
