"""Before the night: what the reader cannot read is told to the sender in words."""

from __future__ import annotations

import os
from pathlib import Path

import openpyxl
import pytest

from flows.config import ROOT
from review.shape import UNREADABLE, Shape, check_shape, check_shapes_apart
from simulation.grid import Grid, write_xlsx
from sources.read_file import ReadDefaults
from sources.references import References, load_references
from tests.review.conftest import send_back

NAME = "RFK Kec. Kosambi April 2025.xlsx"
HEAD = ["Kode", "Uraian", "DPA (Rp)", "Realisasi Keuangan (Rp)", "Realisasi Fisik (%)"]


@pytest.fixture(scope="module")
def references() -> References:
    return load_references(ROOT / "data" / "reference")


def form(path: Path, spent: object = 250) -> Path:
    rows = [
        ["LAPORAN REALISASI FISIK DAN KEUANGAN (RFK)"],
        ["Nama SKPD : KECAMATAN KOSAMBI"],
        ["Bulan April Tahun Anggaran 2025"],
        HEAD,
        ["7.01.01.2.01.0001", "Penyusunan Dokumen Perencanaan Perangkat Daerah", 1000, spent, 25.5],
    ]
    write_xlsx(path, [Grid("RFK", rows, header_rows=(3, 3))], 2025)  # type: ignore[list-item]
    return path


def told(path: Path, references: References, name: str = NAME) -> Shape:
    return check_shape(path.read_bytes(), name, references, ReadDefaults())


def test_a_form_that_can_be_read_is_fine_and_counted(tmp_path: Path, references: References) -> None:
    shape = told(form(tmp_path / "a.xlsx"), references)
    assert shape.is_fine
    assert "RFK 1" in shape.read[0].id


def test_a_cell_that_cannot_be_read_is_named(tmp_path: Path, references: References) -> None:
    shape = told(form(tmp_path / "a.xlsx", "dua ratus lebih"), references)
    said = [text.id for text in (*shape.holding, *shape.other)]
    assert any("RFK D5" in text for text in said)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 rusak", b"%PDF-1.7", b"\x00\x01\x02"])
def test_what_is_no_form_is_said_to_be_none(content: bytes, tmp_path: Path, references: References) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    shape = told(path, references)
    assert not shape.is_fine
    assert all(text.id.strip() for text in shape.holding)


def test_a_workbook_that_comes_back_is_recognised(tmp_path: Path, references: References) -> None:
    back = send_back(form(tmp_path / NAME), tmp_path / "balik.xlsx", asked=())
    answer = told(back, references, back.name)
    assert (answer.is_fine, len(answer.read)) == (True, 1)
    assert "tanggapan" in answer.read[0].id
    book = openpyxl.load_workbook(back)
    book["RFK"]["D5"] = 260
    book.save(back)
    corrected = told(back, references, back.name)
    assert "RFK 1" in corrected.read[0].id


def _ends_its_process(*_given: object) -> None:
    os.abort()


def test_bytes_that_end_the_decoder_end_no_other_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("review.shape._check_apart", _ends_its_process)
    (told,) = check_shapes_apart([(b"x", "a.xls")], tmp_path, ReadDefaults())
    assert told.holding == (UNREADABLE,)
