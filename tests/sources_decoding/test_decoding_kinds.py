"""Every kind of file the house reads, and the names it must not trust."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from sources.decoding import Decoded, ErrorCell, Limits, decode, nonblank_rows

FIXTURES = Path(__file__).parent.parent / "fixtures" / "decoding"


def decode_bytes(folder: Path, data: bytes, name: str, limits: Limits | None = None) -> Decoded:
    path = folder / "payload"
    path.write_bytes(data)
    return decode(path, name, limits or Limits())


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "buku.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("RFK")
        percent = book.add_format({"num_format": "0.00%"})
        sheet.merge_range("C2:E2", "JUDUL")
        sheet.write_row("C4", ["kode", 1234567, True])
        sheet.write_formula("F4", "=1/0", None, "#DIV/0!")
        sheet.write_formula("G4", "=SUM(D4:D4)", None, "")
        sheet.write("H4", 0.5, percent)
        sheet.write("I4", 0.5)
        sheet.write_datetime("C6", dt.date(2025, 10, 31), book.add_format({"num_format": "dd/mm/yyyy"}))
        hidden = book.add_worksheet("Bantu")
        hidden.write("A1", 1)
        hidden.hide()
    return path


def test_cells_stand_at_their_physical_place_although_the_decoder_drops_empty_edges(workbook: Path) -> None:
    sheet = decode(workbook, "buku.xlsx").sheets[0]
    assert sheet.at(1, 2) == "JUDUL"
    assert sheet.rows[3][2:5] == ["kode", 1234567.0, True]
    assert sheet.at(5, 2) == dt.date(2025, 10, 31)
    assert sheet.at(0, 0) is None
    assert sheet.at(99, 99) is None
    assert nonblank_rows(sheet) == [2, 4, 6]
    assert sheet.merged == ((1, 2, 1, 4),)


def test_an_error_is_told_from_a_text_that_looks_like_one(workbook: Path, tmp_path: Path) -> None:
    error = decode(workbook, "buku.xlsx").sheets[0].at(3, 5)
    assert isinstance(error, ErrorCell)
    assert error == "#DIV/0!"
    typed = decode_bytes(tmp_path, b"a;b\n#DIV/0!;2\n", "x.csv").sheets[0].at(1, 0)
    assert typed == "#DIV/0!"
    assert not isinstance(typed, ErrorCell)


def test_a_formula_without_a_stored_value_is_found(workbook: Path) -> None:
    sheet = decode(workbook, "buku.xlsx").sheets[0]
    assert sheet.has_formulas
    assert sheet.formulas == {(3, 5): "1/0", (3, 6): "SUM(D4:D4)"}
    assert sheet.formulas_without_value == {(3, 6)}


def test_percent_formats_and_hidden_sheets_are_known(workbook: Path) -> None:
    sheets = decode(workbook, "buku.xlsx").sheets
    assert [sheet.hidden for sheet in sheets] == [False, True]
    assert sheets[0].is_percent(3, 7) is True
    assert sheets[0].is_percent(3, 8) is False


@pytest.mark.parametrize("name", ["lama.xls", "data.csv", "tanpa_akhiran", "buku.ods"])
def test_the_content_decides_whatever_the_name_says(workbook: Path, name: str) -> None:
    assert decode(workbook, name).kind == "xlsx"


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_old_and_open_workbooks_give_the_same_layers(suffix: str) -> None:
    result = decode(FIXTURES / f"rfk_lama.{suffix}", f"rfk_lama.{suffix}")
    assert result.kind == suffix
    assert result.problem is None
    sheet, helper = result.sheets
    assert (sheet.name, sheet.hidden, helper.hidden) == ("RFK", False, True)
    assert sheet.rows[2][1:5] == ["Kode", "Uraian", "Anggaran", "Persen"]
    assert sheet.rows[4][3] == 750000.5
    assert sheet.rows[5][3] == 2000000.5
    assert sheet.at(5, 4) == dt.date(2025, 10, 31)
    assert isinstance(sheet.at(4, 4), ErrorCell)
    assert sheet.at(4, 4) == "#DIV/0!"
    assert set(sheet.formulas) == {(4, 4), (5, 3)}
    assert sheet.hidden_rows == {5}
    assert {7, 8} <= sheet.hidden_cols
    assert sheet.is_percent(3, 4) is True
    assert sheet.is_percent(3, 3) is False
    assert sheet.merged == ((1, 1, 1, 4),)


def test_formula_text_of_an_open_document_is_written_the_usual_way() -> None:
    assert decode(FIXTURES / "rfk_lama.ods", "a.ods").sheets[0].formulas[5, 3] == "SUM(D4:D5)"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_tables_keep_every_value_as_sent(tmp_path: Path, delimiter: str, encoding: str) -> None:
    lines = [f'kode{delimiter}"uraian – café"{delimiter}nilai', f'01{delimiter}"dua\nbaris"{delimiter}"1.234,50"', "x"]
    result = decode_bytes(tmp_path, "\r\n".join(lines).encode(encoding), "data.csv")
    assert result.kind == "csv"
    assert result.sheets[0].rows == [["kode", "uraian – café", "nilai"], ["01", "dua\nbaris", "1.234,50"], ["x"]]
    assert result.sheets[0].is_percent(0, 0) is None


def test_a_decimal_comma_does_not_pass_for_the_delimiter(tmp_path: Path) -> None:
    text = "uraian;nilai\nA;1,5\nB;2,5\nC;1,25\n"
    assert decode_bytes(tmp_path, text.encode(), "a.txt").sheets[0].rows[1] == ["A", "1,5"]


def test_csv_named_as_a_workbook_is_read_as_csv(tmp_path: Path) -> None:
    assert decode_bytes(tmp_path, b"a;b\n1;2\n", "lra.xls").sheets[0].rows == [["a", "b"], ["1", "2"]]


def test_an_html_table_named_as_a_workbook_is_read(tmp_path: Path) -> None:
    page = b"""<html><style>td{}</style><body><table><tr><th rowspan=2>Kode</th><th colspan=2>Nilai</th></tr>
    <tr><td>Rp</td><td>%</td></tr><tr><td>1.03</td><td>1&nbsp;000</td><td>2<br>3</td></tr></table></body></html>"""
    result = decode_bytes(tmp_path, page, "ekspor.xls")
    assert result.kind == "html"
    assert result.sheets[0].rows == [["Kode", "Nilai", None], [None, "Rp", "%"], ["1.03", "1\u00a0000", "2\n3"]]
    assert result.sheets[0].merged == ((0, 0, 1, 0), (0, 1, 0, 2))


@pytest.mark.parametrize("envelope", [lambda rows: rows, lambda rows: {"items": rows, "next": None}])
def test_json_records_become_a_header_and_rows(tmp_path: Path, envelope: object) -> None:
    records = [{"kode": "1.03", "pagu": 5}, {"kode": "1.04", "fisik": 2.5, "isi": {"a": 1}}]
    data = json.dumps(envelope(records)).encode()  # type: ignore[operator]
    rows = decode_bytes(tmp_path, data, "a.json").sheets[0].rows
    assert rows == [
        ["kode", "pagu", "fisik", "isi"], ["1.03", 5, None, None], ["1.04", None, 2.5, '{"a":1}'],
    ]  # fmt: skip


def test_parquet_becomes_a_header_and_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pl.DataFrame({"kode": ["1.03", None], "tgl": [dt.date(2025, 1, 2), None], "n": [[1], [2]]}).write_parquet(path)
    result = decode(path, "a.parquet")
    assert result.kind == "parquet"
    assert result.sheets[0].rows[0] == ["kode", "tgl", "n"]
    assert result.sheets[0].rows[1][:2] == ["1.03", dt.date(2025, 1, 2)]
    assert result.sheets[0].rows[2][:2] == [None, None]


def test_gzipped_text_is_read(tmp_path: Path) -> None:
    result = decode_bytes(tmp_path, gzip.compress(b"a,b\n1,2\n"), "data.csv.gz")
    assert (result.kind, result.sheets[0].name) == ("csv", "data")
    assert result.sheets[0].rows == [["a", "b"], ["1", "2"]]
