"""Files made to break a reader: each gives one clear problem, none an exception."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.dokumen import ISSUE_KINDS
from sources.decoding import Decoded, Limits, decode

FIXTURES = Path(__file__).parent.parent / "fixtures" / "decoding"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADS = [b"", b"PK\x03\x04", OLE, b"PAR1", b"{", b"<table>", b"\xff\xfe", b"\x1f\x8b\x08", b"\x09\x08\x10\x00"]
SHEET = "xl/worksheets/sheet1.xml"


def decode_bytes(folder: Path, data: bytes, name: str, limits: Limits | None = None) -> Decoded:
    path = folder / "payload"
    path.write_bytes(data)
    return decode(path, name, limits or Limits())


def problem_of(folder: Path, data: bytes, name: str = "kiriman.xlsx", limits: Limits | None = None) -> str:
    result = decode_bytes(folder, data, name, limits)
    assert result.problem is not None
    assert result.sheets == []
    assert result.problem.jenis in ISSUE_KINDS
    return result.problem.jenis


def workbook_bytes(fill: Callable[[xlsxwriter.worksheet.Worksheet], None] = lambda sheet: None) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("A")
        sheet.write("A1", "kode")
        sheet.write("B1", 5)
        fill(sheet)
    return buffer.getvalue()


def rezipped(data: bytes, change: Callable[[str, bytes], bytes], extra: dict[str, bytes] | None = None) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in (extra or {}).items():
            new.writestr(name, content)
    return buffer.getvalue()


def compound_file(*names: str) -> bytes:
    """A compound file of one FAT sector and one directory sector with empty streams."""
    last = 0xFFFFFFFE
    header = struct.pack("<8s16x5H6x", OLE, 62, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, last, 0, last, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    fat = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    entries = b""
    for name, kind in [("Root Entry", 5), *((name, 2) for name in names)]:
        encoded = name.encode("utf-16-le")
        entries += struct.pack("<64sHBB", encoded, len(encoded) + 2, kind, 1) + b"\xff" * 12 + b"\0" * 36
        entries += struct.pack("<IQ", 0xFFFFFFFE, 0)
    return header + fat + entries.ljust(512, b"\0")


def test_nothing_at_all_is_an_empty_file(tmp_path: Path) -> None:
    assert problem_of(tmp_path, b"") == "berkas_kosong"


def test_a_workbook_without_any_value_is_an_empty_file(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet()
    assert problem_of(tmp_path, buffer.getvalue()) == "berkas_kosong"


def test_text_of_blanks_is_an_empty_file(tmp_path: Path) -> None:
    assert problem_of(tmp_path, b"\r\n;;;\r\n\r\n", "a.csv") == "berkas_kosong"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_workbook_cut_short_is_damaged(tmp_path: Path, share: float) -> None:
    data = workbook_bytes()
    assert problem_of(tmp_path, data[: int(len(data) * share)]) == "berkas_rusak"


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_other_workbooks_cut_short_are_damaged(tmp_path: Path, suffix: str) -> None:
    data = (FIXTURES / f"rfk_lama.{suffix}").read_bytes()
    assert problem_of(tmp_path, data[: len(data) // 3], f"a.{suffix}") in ("berkas_rusak", "jenis_tak_didukung")


def test_a_workbook_with_a_broken_part_is_damaged(tmp_path: Path) -> None:
    data = rezipped(workbook_bytes(), lambda name, old: old[: len(old) // 2] if name == SHEET else old)
    assert problem_of(tmp_path, data) == "berkas_rusak"


def test_a_cut_parquet_is_damaged(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    pl.DataFrame({"a": [1, 2]}).write_parquet(buffer)
    assert problem_of(tmp_path, buffer.getvalue()[:-20], "a.parquet") == "berkas_rusak"


def test_cut_json_is_damaged(tmp_path: Path) -> None:
    assert problem_of(tmp_path, b'[{"a": 1}, {"a"', "a.json") == "berkas_rusak"


def test_an_office_file_with_a_password_is_encrypted(tmp_path: Path) -> None:
    assert problem_of(tmp_path, compound_file("EncryptionInfo", "EncryptedPackage")) == "berkas_terenkripsi"


def test_an_old_workbook_with_a_password_is_encrypted(tmp_path: Path) -> None:
    bof = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0, 0, 0, 0)
    stream = bof + struct.pack("<HHH4x", 0x2F, 6, 1) + struct.pack("<HH", 0x0A, 0)
    assert problem_of(tmp_path, stream, "a.xls") == "berkas_terenkripsi"


def test_a_zip_with_locked_parts_is_encrypted(tmp_path: Path) -> None:
    data = bytearray(workbook_bytes())
    for magic, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(magic)
        data[at + offset] |= 1
    assert problem_of(tmp_path, bytes(data)) == "berkas_terenkripsi"


def test_an_old_word_document_is_named(tmp_path: Path) -> None:
    result = decode_bytes(tmp_path, compound_file("WordDocument"), "a.xls")
    assert result.problem is not None
    assert result.problem.jenis == "jenis_tak_didukung"
    assert "DOC" in result.problem.detail.id


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7 ...", "jenis_tak_didukung"),
        (b"\x89PNG\r\n\x1a\n....", "jenis_tak_didukung"),
        (b"Rar!\x1a\x07", "jenis_tak_didukung"),
        (bytes(range(256)) * 8, "bukan_workbook"),
        (b"<?xml version='1.0'?><a/>", "jenis_tak_didukung"),
    ],
)
def test_what_is_no_table_is_said_to_be_none(tmp_path: Path, data: bytes, expected: str) -> None:
    assert problem_of(tmp_path, data) == expected


def test_a_plain_zip_is_not_taken_for_a_workbook(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.csv", "a;b")
    assert problem_of(tmp_path, buffer.getvalue()) == "jenis_tak_didukung"


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_in_a_part_is_refused(tmp_path: Path, part: str, encoding: str) -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'

    def inject(name: str, old: bytes) -> bytes:
        if name != part:
            return old
        head, rest = old.decode().split("?>", 1)
        return f"{head}?>{laughs}{rest}".encode(encoding)

    assert problem_of(tmp_path, rezipped(workbook_bytes(), inject)) == "dtd_ditolak"


def test_an_external_entity_in_bare_xml_is_refused(tmp_path: Path) -> None:
    data = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><r>&x;</r>'
    assert problem_of(tmp_path, data) == "dtd_ditolak"


def test_a_part_that_swells_is_a_bomb(tmp_path: Path) -> None:
    data = rezipped(workbook_bytes(), lambda _, old: old, {"xl/media/x.bin": b"\0" * 40_000_000})
    assert problem_of(tmp_path, data) == "bom_zip"


def test_a_directory_that_lies_about_sizes_is_found_out(tmp_path: Path) -> None:
    data = bytearray(rezipped(workbook_bytes(), lambda _, old: old, {"xl/media/x.bin": b"\0" * 9_000_000}))
    at = data.rfind(b"xl/media/x.bin") - 46
    data[at + 24 : at + 28] = struct.pack("<I", 100)
    limits = Limits(unpacked_bytes=5_000_000)
    assert problem_of(tmp_path, bytes(data), limits=limits) in ("bom_zip", "berkas_rusak")


def test_overlapping_parts_are_a_bomb(tmp_path: Path) -> None:
    data = workbook_bytes()
    directory = data.find(b"PK\x01\x02")
    end = data.rfind(b"PK\x05\x06")
    entries = data[directory:end] * 30
    count = struct.unpack_from("<H", data, end + 10)[0] * 30
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(entries), directory, 0)
    assert problem_of(tmp_path, data[:directory] + entries + tail) == "bom_zip"


def test_too_many_parts_are_a_bomb(tmp_path: Path) -> None:
    extra = {f"xl/media/{number}.bin": b"" for number in range(300)}
    data = rezipped(workbook_bytes(), lambda _, old: old, extra)
    assert problem_of(tmp_path, data, limits=Limits(members=200)) == "bom_zip"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\x.xml", "xl/../../x"])
def test_a_part_named_outside_the_archive_is_refused(tmp_path: Path, name: str) -> None:
    assert problem_of(tmp_path, rezipped(workbook_bytes(), lambda _, old: old, {name: b"x"})) == "bom_zip"


def test_a_file_beyond_the_size_limit_is_not_opened(tmp_path: Path) -> None:
    assert problem_of(tmp_path, b"a;b\n" * 100, "a.csv", Limits(file_bytes=100)) == "berkas_terlalu_besar"


@pytest.mark.parametrize(("name", "data"), [("a.csv", b"a;b;c\n" * 50), ("a.json", b"[" + b'{"a":1},' * 60 + b"{}]")])
def test_more_cells_than_allowed_is_said(tmp_path: Path, name: str, data: bytes) -> None:
    assert problem_of(tmp_path, data, name, Limits(cells=50)) == "berkas_terlalu_besar"


def test_a_parquet_is_judged_by_its_metadata(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    pl.DataFrame({"a": range(10_000)}).write_parquet(buffer)
    assert problem_of(tmp_path, buffer.getvalue(), "a.parquet", Limits(cells=5_000)) == "berkas_terlalu_besar"


def test_a_value_in_the_last_cell_of_a_sheet_costs_no_memory(tmp_path: Path) -> None:
    def fill(sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write(1_048_575, 16_383, 42)
        sheet.write(7, 2, "tengah")
        sheet.write_formula(7, 3, "=1/0", None, "#DIV/0!")

    result = decode_bytes(tmp_path, workbook_bytes(fill), "a.xlsx")
    assert result.problem is None
    sheet = result.sheets[0]
    assert sheet.at(0, 0) == "kode"
    assert sheet.at(0, 1) == 5.0
    assert sheet.at(7, 2) == "tengah"
    assert sheet.at(7, 3) == "#DIV/0!"
    assert sheet.at(1_048_575, 16_383) == 42.0
    assert sheet.formulas == {(7, 3): "1/0"}
    assert sum(map(len, sheet.rows)) < 20_000


def test_formats_down_to_the_last_row_cost_nothing(tmp_path: Path) -> None:
    def fill(sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.set_row(1_048_575, 20)

    result = decode_bytes(tmp_path, workbook_bytes(fill), "a.xlsx")
    assert [len(sheet.rows) for sheet in result.sheets] == [1]


def test_repeated_cells_of_an_open_document_do_not_unfold(tmp_path: Path) -> None:
    def inflate(name: str, old: bytes) -> bytes:
        if name != "content.xml":
            return old
        cell = b'<table:table-cell table:number-columns-repeated="16000" office:value-type="float" office:value="1"/>'
        row = b'<table:table-row table:number-rows-repeated="1000000">' + cell + b"</table:table-row></table:table>"
        return old.replace(b"</table:table>", row, 1)

    data = rezipped((FIXTURES / "rfk_lama.ods").read_bytes(), inflate)
    assert problem_of(tmp_path, data, "a.ods") == "berkas_terlalu_besar"


def test_a_swelling_gzip_is_a_bomb(tmp_path: Path) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    data = packer.compress(b"a;b\n" * 1_000_000) + packer.flush()
    assert problem_of(tmp_path, data, "a.csv.gz", Limits(unpacked_bytes=1_000_000)) == "bom_zip"


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300), head=st.sampled_from(HEADS))
def test_no_bytes_make_decoding_raise(tmp_path: Path, data: bytes, head: bytes) -> None:
    result = decode_bytes(tmp_path, head + data, "a.xls")
    assert (result.problem is None) != (result.sheets == [])


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1), kind=st.integers(0, 2))
def test_no_flipped_byte_makes_decoding_raise(tmp_path: Path, cuts: list[tuple[int, int]], kind: int) -> None:
    """The same examples each time: rare bytes end the decoder's process itself, which tests of poisoned files hold."""
    sources = [workbook_bytes, (FIXTURES / "rfk_lama.xls").read_bytes, (FIXTURES / "rfk_lama.ods").read_bytes]
    data = bytearray(sources[kind]())
    for at, value in cuts:
        data[at % len(data)] = value
    result = decode_bytes(tmp_path, bytes(data), "a.xlsx")
    for sheet in result.sheets:
        assert isinstance(sheet.formulas, dict)
        assert isinstance(sheet.hidden_rows | sheet.hidden_cols, frozenset)
    assert (result.problem is None) != (result.sheets == [])


def sheet_replaced(rows: bytes) -> bytes:
    def change(name: str, old: bytes) -> bytes:
        if name != SHEET:
            return old
        head, tail = old.split(b"<sheetData>")[0], old.split(b"</sheetData>")[1]
        return head + b"<sheetData>" + rows + b"</sheetData>" + tail

    return rezipped(workbook_bytes(), change)


@pytest.mark.parametrize("reference", [b"ZZZZZZ1", b"A99999999999", b"A4294967295", b"1", b"A0000000"])
def test_an_impossible_address_never_reaches_the_decoder_as_a_vast_sheet(tmp_path: Path, reference: bytes) -> None:
    rows = b'<row r="1"><c r="A1"><v>1</v></c><c r="' + reference + b'"><v>2</v></c></row>'
    result = decode_bytes(tmp_path, sheet_replaced(rows), "a.xlsx")
    assert result.problem is None or result.problem.jenis == "berkas_rusak"
    assert sum(len(row) for sheet in result.sheets for row in sheet.rows) < 100


def test_cells_without_addresses_in_the_last_row_do_not_unfold(tmp_path: Path) -> None:
    rows = b'<row r="1"><c><v>1</v></c></row><row r="1048576">' + b"<c><v>1</v></c>" * 700 + b"</row>"
    assert problem_of(tmp_path, sheet_replaced(rows)) == "berkas_terlalu_besar"


def test_cells_without_addresses_are_counted_from_the_left(tmp_path: Path) -> None:
    rows = b'<row><c><v>1</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c></row><row><c/><c><f>B1</f><v>3</v></c></row>'
    sheet = decode_bytes(tmp_path, sheet_replaced(rows), "a.xlsx").sheets[0]
    assert sheet.at(0, 1) == "#DIV/0!"
    assert dict(sheet.formulas) == {(0, 1): "1/0", (1, 1): "B1"}


@pytest.mark.parametrize(
    ("record", "change", "expected"),
    [
        (struct.pack("<HH", 0x200, 14), struct.pack("<IIHH", 0, 0xFFFFFFF, 0, 0xFFFF), "berkas_rusak"),
        (struct.pack("<HH", 0x27E, 10), struct.pack("<HH", 65_535, 65_535), "berkas_terlalu_besar"),
    ],
)
def test_an_old_workbook_cannot_claim_more_cells_than_exist(
    tmp_path: Path, record: bytes, change: bytes, expected: str
) -> None:
    data = bytearray((FIXTURES / "rfk_lama.xls").read_bytes())
    at = data.find(record) + 4
    assert at > 4
    data[at : at + len(change)] = change
    assert problem_of(tmp_path, bytes(data), "a.xls") == expected
