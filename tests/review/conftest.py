"""A workbook with everything agencies put into theirs, what is asked about it, and the spreadsheet program."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from review.workbook.contents import Question, Report
from review.workbook.write import return_workbook
from sources.decoding import decode
from tests.review.spreadsheet_program import new_profile

KEY = b"k" * 32
DAY = date(2025, 5, 12)
HEAD = ("Kode", "Uraian", "Pagu", "Realisasi", "Persen")
LINES = [("7.01.01.2.01.0001", "Rencana kerja", 1000, 250, 0.25), ("7.01.01.2.01.0002", "RKA", 2000, 900, 0.9)]


def question(cell: str | None = "E3", sheet: str | None = "RFK", **more: object) -> Question:
    """One question about a cell."""
    facts = {
        "finding_id": f"{zlib.crc32(f'{sheet}{cell}'.encode()):016x}", "values": "abcdef0123456789" * 4,
        "severity": "peringatan", "case": "Persen salah hitung", "text": f"Persen pada {cell} tertulis 90%. Benarkah?",
        "observed": "90%", "expected": "45%", "settles": "rekapitulasi belanja", "lembar": sheet, "sel": cell,
    }  # fmt: skip
    facts |= {"title": more.get("case", facts["case"])}
    return Question(**(facts | more))  # type: ignore[arg-type]


def report(data: bytes, name: str = "RFK Kec. Contoh April 2025.xlsx", **more: object) -> Report:
    """A report on a payload."""
    facts = {
        "berkas": hashlib.sha256(data).hexdigest(), "name": name, "agency": "Kecamatan Contoh",
        "subject": "RFK · April 2025", "as_of": DAY, "language": "id", "passed": ("3 baris dibaca: 3 terbit.",),
        "asked": (question(),),
    }  # fmt: skip
    return Report(**(facts | more))  # type: ignore[arg-type]


def send_back(path: Path, target: Path, **more: object) -> Path:
    """What goes back for the payload at ``path``, written to ``target``."""
    data = path.read_bytes()
    told = report(data, str(more.pop("name", path.name)), **more)
    target.write_bytes(return_workbook(data, decode(path, told.name), told, KEY))
    return target


def picture() -> bytes:
    """A PNG of one red dot."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00\xff\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def write_rich(path: Path) -> Path:
    """Formulas, styles, notes, a picture, a chart, a text box, hidden parts, rules, names, a second sheet in front."""
    image = path.with_suffix(".png")
    image.write_bytes(picture())
    with xlsxwriter.Workbook(str(path)) as book:
        percent = book.add_format({"num_format": "0.00%", "bold": True, "bg_color": "#C6EFCE", "border": 1})
        sheet = book.add_worksheet("RFK")
        sheet.write_row(0, 0, HEAD)
        for row, line in enumerate(LINES, 1):
            sheet.write_row(row, 0, line[:4])
            sheet.write_number(row, 4, line[4], percent)
        sheet.write_formula("C4", "=SUM(C2:C3)", None, 3000)
        sheet.write_formula("D4", "=SUM(D2:D3)", None, 1150)
        sheet.write_comment("A2", "catatan operator", {"author": "Operator"})
        sheet.insert_image("H2", str(image))
        sheet.insert_textbox("H8", "Tanda tangan")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=RFK!$D$2:$D$3"})
        sheet.insert_chart("K2", chart)
        sheet.conditional_format("C2:C4", {"type": "cell", "criteria": ">", "value": 1500, "format": percent})
        sheet.data_validation("B2", {"validate": "list", "source": ["a", "b"]})
        sheet.set_row(5, None, None, {"hidden": True})
        sheet.set_column(6, 6, None, None, {"hidden": True})
        sheet.repeat_rows(0)
        sheet.autofilter("A1:E3")
        sheet.merge_range("A8:C8", "Mengetahui")
        book.define_name("Pagu", "=RFK!$C$2:$C$3")
        sheet.protect()
        kept = book.add_worksheet("Simpanan")
        kept.write("A1", "rahasia dapur")
        kept.hide()
        last = book.add_worksheet("Lampiran")
        last.write("A1", "lampiran")
        last.activate()
    return path


@pytest.fixture(scope="session")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook with everything."""
    return write_rich(tmp_path_factory.mktemp("kaya") / "RFK Kec. Contoh April 2025.xlsx")


@pytest.fixture(scope="session")
def back(rich: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with two questions, as it goes back."""
    asked = (question(), question("F3", severity="blokir", case="Kolom kosong"), question("A2", case="Kode lama"))
    return send_back(rich, tmp_path_factory.mktemp("balik") / "balik.xlsx", asked=asked)


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile of the spreadsheet program."""
    return new_profile(tmp_path_factory)


Sender = Callable[..., Path]
