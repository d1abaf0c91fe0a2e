"""Answers find their questions however the sheet was treated, and nothing that is not ours is believed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from review.workbook.answers import Reply, read_reply
from review.workbook.difference import Change, changed_cells
from review.workbook.fingerprint import Fingerprint, load_key, read_mark, write_mark
from review.workbook.words import CHOICES, SHEET
from sources.returned import MARK, QUESTION_MARK
from tests.review.conftest import DAY, KEY, question

FIXED, RIGHT, TIME = (CHOICES[name][0].id for name in ("diperbaiki", "benar", "waktu"))
Hand = Callable[[openpyxl.Workbook, Worksheet, dict[str, int]], Any]


def answered(back: Path, target: Path, hand: Hand) -> Reply:
    """What is read after ``hand`` wrote into the workbook; it is given the sheet and the row of each question."""
    book = openpyxl.load_workbook(back)
    sheet = book[SHEET]
    rows = {
        str(cells[2].value): cells[0].row
        for cells in sheet.iter_rows()
        if str(cells[0].value).startswith(QUESTION_MARK)
    }
    hand(book, sheet, rows)
    book.save(target)
    reply = read_reply(target, target.name, KEY, DAY)
    assert reply is not None
    return reply


def fill(sheet: Worksheet, row: int, *texts: str) -> None:
    for column, text in zip("GHI", texts, strict=False):
        sheet[f"{column}{row}"] = text


def test_half_the_answers_are_answers(back: Path, tmp_path: Path) -> None:
    reply = answered(back, tmp_path / "a.xlsx", lambda _, sheet, rows: fill(sheet, rows["RFK E3"], RIGHT, "Ya", "BA 7"))
    (answer,) = reply.answers
    assert (answer.finding_id, answer.text) == (question().finding_id, "Benar, dengan penjelasan. Ya. Bukti: BA 7")
    assert reply.notes == ()


def test_a_sorted_sheet_with_rows_and_a_column_added_is_read_the_same(back: Path, tmp_path: Path) -> None:
    def sort(_: openpyxl.Workbook, sheet: Worksheet, rows: dict[str, int]) -> None:
        fill(sheet, rows["RFK E3"], "sudah saya PERBAIKI")
        fill(sheet, rows["RFK F3"], TIME, "sampai 1 Juni 2025")
        first, second = rows["RFK E3"], rows["RFK F3"]
        for column in "ABCDEFGHI":
            one, two = sheet[f"{column}{first}"].value, sheet[f"{column}{second}"].value
            sheet[f"{column}{first}"], sheet[f"{column}{second}"] = two, one
        sheet.insert_rows(3, 2)
        sheet.insert_cols(2)

    reply = answered(back, tmp_path / "a.xlsx", sort)
    found = {answer.finding_id: answer for answer in reply.answers}
    assert found[question().finding_id].text == FIXED
    assert found[question("F3").finding_id].until == date(2025, 6, 1)


def test_a_copied_sheet_gives_each_answer_once_and_two_different_answers_none(back: Path, tmp_path: Path) -> None:
    def copy(book: openpyxl.Workbook, sheet: Worksheet, rows: dict[str, int]) -> None:
        fill(sheet, rows["RFK E3"], FIXED)
        fill(sheet, rows["RFK F3"], FIXED)
        other = book.copy_worksheet(sheet)
        other.title = "salinan"
        fill(other, rows["RFK F3"], RIGHT, "lain")

    reply = answered(back, tmp_path / "a.xlsx", copy)
    assert [answer.finding_id for answer in reply.answers] == [question().finding_id]
    assert ["dijawab dua kali" in note.id for note in reply.notes] == [True]


@pytest.mark.parametrize(
    ("said", "why", "says"),
    [(RIGHT, "", "memerlukan isi kolom Penjelasan"), ("tidak benar", "salah", "tidak ada pada daftar")],
)
def test_what_cannot_be_taken_as_said_is_told(back: Path, tmp_path: Path, said: str, why: str, says: str) -> None:
    reply = answered(back, tmp_path / "a.xlsx", lambda _, sheet, rows: fill(sheet, rows["RFK E3"], said, why))
    assert says in reply.notes[0].id
    assert all(answer.is_remark for answer in reply.answers)


def test_forged_rows_and_rows_of_another_file_are_told_and_not_believed(back: Path, tmp_path: Path) -> None:
    def forge(_: openpyxl.Workbook, sheet: Worksheet, rows: dict[str, int]) -> None:
        own = str(sheet[f"A{rows['RFK E3']}"].value)
        sheet[f"A{rows['RFK E3']}"] = own[:-1] + ("0" if own[-1] != "0" else "1")
        fill(sheet, rows["RFK E3"], FIXED)
        other = Fingerprint("0123456789abcdef", "a" * 16, "b" * 64)
        sheet[f"A{rows['RFK F3']}"] = write_mark(KEY, other)
        fill(sheet, rows["RFK F3"], FIXED)

    reply = answered(back, tmp_path / "a.xlsx", forge)
    assert reply.answers == ()
    assert [("bukan dari kami" in note.id, "berkas lain" in note.id) for note in reply.notes] == [
        (True, False), (False, True),
    ]  # fmt: skip


def test_a_sheet_without_its_marks_is_known_by_its_title_and_said_to_be_unusable(back: Path, tmp_path: Path) -> None:
    def strip(_: openpyxl.Workbook, sheet: Worksheet, rows: dict[str, int]) -> None:
        for row in sheet.iter_rows(max_col=1):
            if str(row[0].value).startswith(MARK):
                row[0].value = None

    reply = answered(back, tmp_path / "a.xlsx", strip)
    assert reply.answers == ()
    assert "Kolom tanda" in reply.notes[0].id


def test_a_workbook_that_is_not_ours_brings_no_reply(rich: Path) -> None:
    assert read_reply(rich, rich.name, KEY, DAY) is None


def test_what_was_corrected_is_told_cell_by_cell_without_personal_numbers(rich: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(rich)
    book["RFK"]["D2"] = 260
    book["RFK"]["B3"] = "NIP 198001012005011001"
    book.save(tmp_path / "b.xlsx")
    found = [change for change in changed_cells(rich, tmp_path / "b.xlsx", rich.name) if change.sel in ("B3", "D2")]
    assert found == [
        Change("RFK", "D2", "250", "260"),
        Change("RFK", "B3", "RKA", "NIP [data pribadi dihapus]"),
    ]


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    key = load_key(tmp_path)
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert load_key(tmp_path) == key
    mark = write_mark(key, Fingerprint("0123456789abcdef", "a" * 64, "b" * 64))
    assert read_mark(key, mark) == Fingerprint("0123456789abcdef", "a" * 16, "b" * 16)
    assert read_mark(b"x" * 32, mark) is None
    assert read_mark(key, mark.replace("0123", "9123")) is None
