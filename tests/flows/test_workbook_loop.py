"""The whole loop: a night asks, a person answers in a real spreadsheet program, the next night takes it up."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from ledger.answers import notes_on_answers
from ledger.database import Ledger
from ledger.decisions import decisions_of
from ledger.findings import load_findings
from review.workbook.words import CHOICES, SHEET
from sources.decoding import decode
from sources.decoding.sheet import Sheet
from sources.returned import QUESTION_MARK
from tests.flows.conftest import Desk
from tests.review.spreadsheet_program import edit, new_profile
from tests.stories.tiny_regency import set_sent

pytestmark = pytest.mark.long

FORM = "RFK_Kec. Kosambi_April_2025"
OTHER = "RFK-Kec.Cikupa-April2025"
WRONG = {"J15": 88.5, "J21": 91.25, "J22": 77.75, "J17": 66.5, "J24": 55.5}
"""Percentages that the agency's own figures contradict."""
SENT = datetime(2025, 5, 14, 1, tzinfo=UTC)
FIXED, RIGHT, TIME = (CHOICES[name][0].id for name in ("diperbaiki", "benar", "waktu"))


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile of the spreadsheet program."""
    return new_profile(tmp_path_factory)


def typed(sheet: str, cells: dict[str, object]) -> str:
    """Steps that type into cells."""
    lines = []
    for place, value in cells.items():
        cell = f'sheets.getByName("{sheet}").getCellRangeByName("{place}")'
        lines.append(f'  {cell}.String = "{value}"' if isinstance(value, str) else f"  {cell}.Value = {value}")
    return "\n".join(lines) + "\n"


def returned(desk: Desk, stem: str) -> Path:
    (found,) = (desk.home / "keluar").rglob(f"*{stem}*.xlsx")
    return found


def questions(path: Path) -> dict[str, int]:
    """Row of the first sheet (from 1) by the cell asked about."""
    front = decode(path, path.name).sheets[0]
    rows = [(n, cells) for n, cells in enumerate(front.rows, 1) if _is_question(cells)]
    return {str(cells[2]).rpartition(" ")[2]: n for n, cells in rows}


def _is_question(cells: list) -> bool:
    return bool(cells) and isinstance(cells[0], str) and cells[0].startswith(QUESTION_MARK)


def finding_at(desk: Desk, cell: str) -> dict:
    """The finding of the percentage rule on a cell of the form, as the ledger has it."""
    with Ledger.open(desk.settings.database_url) as ledger:
        rows = load_findings(ledger).filter((pl.col("aturan") == "HIT-002") & (pl.col("sel") == cell))
        (found,) = rows.filter(pl.col("kode_opd").str.starts_with("7.01.0.00.0.00.14")).to_dicts()
        found["decisions"] = decisions_of(ledger, found["finding_id"])
        return found


def deliver(desk: Desk, source: Path, name: str, at: datetime) -> None:
    target = desk.inbox / "Balasan OPD" / name
    target.parent.mkdir(exist_ok=True)
    shutil.copyfile(source, target)
    set_sent(target, at)


def sheet_of(path: Path, name: str) -> Sheet:
    return next(sheet for sheet in decode(path, path.name).sheets if sheet.name == name)


def test_what_a_night_asks_is_answered_in_the_workbook_and_taken_up_by_the_next(
    open_desk: Callable[[str], Desk], program: Path, tmp_path: Path
) -> None:
    desk = open_desk("balasan")
    form = next(desk.inbox.rglob(f"{FORM}.xlsx"))
    wrong = tmp_path / "keliru.xlsx"
    edit(program, form, wrong, typed("RFK", WRONG))
    stamp = form.stat().st_mtime
    shutil.copyfile(wrong, form)
    os.utime(form, (stamp, stamp))
    first = desk.night()
    back = returned(desk, FORM)
    asked = questions(back)
    assert set(asked) >= set(WRONG)
    assert sheet_of(back, "RFK").rows == sheet_of(form, "RFK").rows
    assert first.summary["balasan"]["ditulis_malam_ini"] == first.summary["balasan"]["lembar_kerja"]
    written = back.stat().st_mtime_ns

    answers: dict[str, object] = {
        f"G{asked['J15']}": FIXED,
        f"G{asked['J21']}": RIGHT,
        f"H{asked['J21']}": "Persen menurut berita acara, 198001012005011001 menandatangani",
        f"I{asked['J21']}": "https://contoh.go.id/ba.pdf",
        f"G{asked['J22']}": TIME,
        f"H{asked['J22']}": "sampai 30-05-2025 menunggu bendahara",
        f"G{asked['J17']}": FIXED,
        f"A{asked['J24']}": f"{QUESTION_MARK}0123456789abcdef:0123456789abcdef:0123456789abcdef:00000000000000000000",
        f"G{asked['J24']}": FIXED,
    }
    steps = typed(SHEET, answers) + typed("RFK", {"J15": 22.25})
    steps += f"""  sheets.getByName("{SHEET}").Rows.insertByIndex({asked["J15"]}, 1)
  sheets.getByName("{SHEET}").Name = "jawaban kami"
"""
    edited = tmp_path / "terisi.xlsx"
    edit(program, back, edited, steps)
    deliver(desk, edited, back.name, SENT)
    other = returned(desk, OTHER)
    deliver(desk, other, other.name, SENT)
    second = desk.night()

    assert second.summary["balasan"]["jawaban_diterima"] == 4
    assert finding_at(desk, "J15")["status"] == "selesai"
    assert finding_at(desk, "J15")["finding_id"] in second.settlement.closed
    explained = finding_at(desk, "J21")
    assert explained["status"] == "diklarifikasi_opd"
    (said,) = explained["decisions"]
    assert said.role == "opd"
    assert "Persen menurut berita acara" in said.comment
    assert "https://contoh.go.id/ba.pdf" in said.comment
    assert "198001012005011001" not in said.comment
    (asking,) = finding_at(desk, "J22")["decisions"]
    assert (asking.kind, asking.until) == ("minta_pengabaian", date(2025, 5, 30))
    assert finding_at(desk, "J22")["status"] == "baru"
    assert finding_at(desk, "J17")["status"] == "diklarifikasi_opd"
    assert finding_at(desk, "J24")["status"] == "baru"
    with Ledger.open(desk.settings.database_url) as ledger:
        notes = [note.id for told in notes_on_answers(ledger).values() for note in told]
    assert any("bertanda yang bukan dari kami" in note for note in notes)
    files = desk.table("berkas").filter(pl.col("nama_berkas").str.starts_with("Hasil Pemeriksaan Data"))
    assert sorted(files["keadaan"]) == ["berlaku", "jawaban"]
    assert not desk.table("anomali")["lembar"].is_in(["jawaban kami", SHEET]).any()
    assert "tata_letak_tak_dikenal" not in set(second.kendala["jenis"])

    again = returned(desk, FORM)
    assert again.stat().st_mtime_ns != written
    assert decode(again, again.name).sheets[0].name == "jawaban kami"
    assert set(questions(again)) >= set(WRONG) - {"J15"}
    assert "J15" not in questions(again)
    relapse = tmp_path / "lagi.xlsx"
    edit(program, again, relapse, typed("RFK", {"J15": 88.5}))
    deliver(desk, relapse, "kiriman lagi.xlsx", SENT + timedelta(days=1))
    deliver(desk, edited, "kembar.xlsx", SENT)
    third = desk.night()
    assert finding_at(desk, "J15")["status"] == "baru"
    assert finding_at(desk, "J15")["finding_id"] in third.settlement.reopened
    assert len(finding_at(desk, "J21")["decisions"]) == 1
    assert third.summary["balasan"]["jawaban_diterima"] == 0
