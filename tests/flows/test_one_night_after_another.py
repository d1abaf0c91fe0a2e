"""What comes again: the same, the corrected, the restated, the unreadable, and the same bytes under another name."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from flows import receiving
from flows.config import ROOT
from flows.opening import open_night
from ledger.findings import load_findings
from simulation.plan import Plan
from tests.flows.conftest import Desk
from tests.stories.tiny_regency import ADBANG, AS_OF, CIKUPA, set_sent, write_regency

pytestmark = pytest.mark.long

LATER = datetime(2025, 5, 14, 1, tzinfo=UTC)


def planned(desk: Desk, folder: Path) -> Path:
    """The same regency with wrong percentages in two April forms and one line of February restated upwards."""
    lines = desk.regency.world.lines
    spent = [line for line in lines[ADBANG] if 0 < line.nyata[1] < 0.3 * line.pagu(2)]
    plan = Plan()
    plan.finished = {
        (ADBANG, 4): [(spent[0].kode, "persen_salah", 0)],
        (CIKUPA, 4): [(lines[CIKUPA][-1].kode, "persen_salah", 1)],
    }
    line = spent[1]
    plan.nyata = {(ADBANG, line.kode): [value + line.pagu(2) // 4 for value in line.nyata]}
    return write_regency(folder, plan).inbox


def send(desk: Desk, source: Path, name: str, at: datetime) -> None:
    """A file arrives in the folder of April under ``name``."""
    target = desk.inbox / "RFK" / "04 April" / name
    shutil.copyfile(source, target)
    set_sent(target, at)


def one(inbox: Path, pattern: str) -> Path:
    (found,) = inbox.rglob(pattern)
    return found


def standing(desk: Desk, kode_opd: str) -> pl.DataFrame:
    """Open HIT-002 findings of an agency."""
    return desk.table("anomali").filter((pl.col("aturan") == "HIT-002") & (pl.col("kode_opd") == kode_opd))


def test_corrections_close_restatements_are_asked_about_and_noise_closes_nothing(
    open_desk: Callable[[str], Desk], tmp_path: Path
) -> None:
    desk = open_desk("berurutan")
    other = planned(desk, tmp_path / "lain")
    honest = one(desk.inbox, "*RFK Bag. Adbang April*")
    correct = tmp_path / "benar.xlsx"
    shutil.copyfile(honest, correct)
    for pattern in ("*RFK Bag. Adbang April*", "RFK-Kec.Cikupa-April*"):
        shutil.copy2(one(other, pattern), one(desk.inbox, pattern))
    first = desk.night()
    assert first.version is not None
    wrong = standing(desk, ADBANG)["finding_id"].to_list()
    others = standing(desk, CIKUPA)["finding_id"].to_list()
    assert wrong
    assert others

    send(desk, correct, "LAPORAN RFK Bag. Adbang April 2025 perbaikan.xlsx", LATER)
    corrected = desk.night()
    assert corrected.version != first.version
    assert set(corrected.settlement.closed) >= set(wrong)
    assert set(corrected.settlement.closed).isdisjoint(others)
    assert standing(desk, ADBANG).is_empty()
    versions = desk.table("berkas").filter(pl.col("nama_berkas").str.contains("RFK Bag. Adbang April"))
    assert sorted(versions["keadaan"]) == ["berlaku", "digantikan"]

    (desk.inbox / "RFK" / "04 April" / "RFK-Kec.Cikupa-April2025 perbaikan.xlsx").write_bytes(b"PK\x03\x04 rusak")
    noisy = desk.night()
    assert noisy.settlement.closed == frozenset()
    assert standing(desk, CIKUPA)["finding_id"].to_list() == others
    with_file = desk.table("anomali").filter(pl.col("nama_berkas") == "RFK-Kec.Cikupa-April2025 perbaikan.xlsx")
    assert with_file.height == 1

    send(desk, one(other, "*RFK Bag. Adbang Februari*"), "RFK Bag. Adbang Februari 2025 revisi.xlsx", LATER)
    restated = desk.night()
    assert restated.version != noisy.version
    asked = desk.table("anomali").filter(pl.col("aturan").str.starts_with("ULG-") & (pl.col("kode_opd") == ADBANG))
    assert asked.height > 0
    assert set(load_findings_of(desk, wrong)["status"]) == {"selesai"}

    quiet = desk.night()
    assert quiet.version == restated.version
    assert quiet.settlement.new == frozenset()
    assert quiet.files_read_now == 0


def test_readers_get_ready_for_files_never_held_before_and_for_no_others(
    open_desk: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk("siap-baca")
    assert len(list(desk.inbox.rglob("*.xlsx"))) > 5
    asked: list[str] = []
    monkeypatch.setattr(receiving, "SERIAL_BELOW", 5)
    monkeypatch.setattr(receiving, "get_ready", asked.append)
    for expected in (["flows.readers"], []):
        asked.clear()
        with open_night(desk.settings, AS_OF, desk.say, desk.gate) as night:
            receiving.receive(night)
        assert asked == expected


def load_findings_of(desk: Desk, ids: list[str]) -> pl.DataFrame:
    from ledger.database import Ledger

    with Ledger.open(desk.settings.database_url) as ledger:
        return load_findings(ledger, ids)


def test_the_same_bytes_under_another_name_are_seen_and_counted_once(open_desk: Callable[[str], Desk]) -> None:
    desk = open_desk("rangkap")
    first = desk.night()
    original = one(desk.inbox, "*RFK Bag. Adbang April*")
    send(desk, original, "RFK Bag. Adbang April (1).xlsx", LATER + timedelta(minutes=4))
    before = desk.table("realisasi").height
    second = desk.night()
    assert second.version != first.version
    assert desk.table("realisasi").height == before
    assert second.summary["baris"] == first.summary["baris"]
    copy = desk.table("berkas").row(by_predicate=pl.col("nama_berkas").str.contains("(1)", literal=True), named=True)
    assert (copy["keadaan"], copy["rangkap_dari"], copy["baris_dibaca"]) == ("rangkap", original.name, 0)


def test_readers_end_with_a_night_that_is_killed(open_desk: Callable[[str], Desk]) -> None:
    desk = open_desk("pembaca")
    mark = f"JUJUR_UJI={uuid.uuid4()}"
    night = subprocess.run(
        [sys.executable, "-m", "tests.stories.plain_night", desk.home, desk.regency.references, "first batch read"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | dict([mark.split("=")]),
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert night.returncode == -signal.SIGKILL, night.stderr.decode()
    end = time.monotonic() + 20
    while _marked(mark.encode()) and time.monotonic() < end:
        time.sleep(0.2)
    assert _marked(mark.encode()) == []
    assert desk.night().version is not None


def _marked(mark: bytes) -> list[str]:
    """Command lines of the processes that carry ``mark`` in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found
