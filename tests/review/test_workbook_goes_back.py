"""What goes back is what came, with our sheet, colours and notes, whatever program opens it."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from review.workbook.styles import FILLS
from review.workbook.words import CHOICES, SHEET
from sources.decoding import decode
from sources.returned import TITLE, split, told_of
from tests.review.conftest import question, send_back, write_rich
from tests.review.excel_demands import complaints
from tests.review.spreadsheet_program import edit

TOUCHED = {
    "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
    "xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml",
}  # fmt: skip


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def looks(sheet: Worksheet) -> dict[str, tuple]:
    """What each cell of a sheet says and how it looks."""
    return {
        cell.coordinate: (cell.value, cell.number_format, cell.font.b, cell.fill.fgColor.rgb, cell.border.left.style)
        for row in sheet.iter_rows()
        for cell in row
    }


def pictures(path: Path) -> int:
    return sum("/media/" in name for name in parts(path))


def test_every_part_we_do_not_need_to_change_keeps_its_bytes(rich: Path, back: Path) -> None:
    before, after = parts(rich), parts(back)
    assert set(before) <= set(after)
    assert {name for name in before if before[name] != after[name]} <= TOUCHED
    assert any("chart1.xml" in name for name in after)
    assert any(name.endswith(".png") for name in after)


def test_nothing_in_it_makes_excel_offer_a_repair(rich: Path, back: Path) -> None:
    assert complaints(rich) == []
    assert complaints(back) == []


def test_the_cells_keep_values_formulas_and_styles_except_the_colour_of_those_asked_about(
    rich: Path, back: Path
) -> None:
    before, after = openpyxl.load_workbook(rich), openpyxl.load_workbook(back)
    assert after.sheetnames == [SHEET, *before.sheetnames]
    assert after["Simpanan"].sheet_state == "hidden"
    for name in before.sheetnames:
        was, now = looks(before[name]), looks(after[name])
        assert {place for place in was if was[place] != now[place]} == ({"E3", "A2"} if name == "RFK" else set())
    asked = looks(after["RFK"])["E3"]
    assert asked == (0.9, "0.00%", True, FILLS["peringatan"], "thin")
    assert looks(after["RFK"])["F3"][3] == FILLS["blokir"]
    kept = after["RFK"]
    assert kept.row_dimensions[6].hidden
    assert kept.print_title_rows == "$1:$1"
    assert kept.auto_filter.ref == "A1:E3"
    assert kept.protection.sheet
    assert after.defined_names["Pagu"].attr_text == "RFK!$C$2:$C$3"
    assert after.active.title == SHEET
    assert [sheet.title for sheet in after if sheet.sheet_view.tabSelected] == [SHEET]


def test_notes_are_added_beside_the_agency_s_own(back: Path) -> None:
    sheet = openpyxl.load_workbook(back)["RFK"]
    assert sheet["A2"].comment.text == "catatan operator"
    assert sheet["A2"].comment.author == "Operator"
    assert "Persen pada E3" in sheet["E3"].comment.text
    assert sheet["E3"].comment.author == "Jujur"


def test_the_first_sheet_can_be_answered_printed_and_followed_to_the_cells(back: Path) -> None:
    sheet = openpyxl.load_workbook(back)[SHEET]
    (choice,) = sheet.data_validations.dataValidation
    first, last = (int(n) for n in re.findall(r"\d+", choice.formula1))
    assert [sheet[f"C{n}"].value for n in range(first, last + 1)] == [label.id for label, _ in CHOICES.values()]
    assert sheet.column_dimensions["A"].hidden
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    links = {cell.value: cell.hyperlink.location for row in sheet["C"] for cell in [row] if cell.hyperlink}
    assert links["RFK E3"] == "'RFK'!E3"
    heading = sheet.print_title_rows
    assert sheet[f"G{re.findall(r'[0-9]+', heading)[0]}"].value == "Tanggapan"


def test_a_spreadsheet_program_reads_and_saves_it_as_it_reads_and_saves_the_original(
    rich: Path, back: Path, program: Path, tmp_path: Path
) -> None:
    edit(program, rich, tmp_path / "asli.xlsx")
    edit(program, back, tmp_path / "balik.xlsx")
    before, after = openpyxl.load_workbook(tmp_path / "asli.xlsx"), openpyxl.load_workbook(tmp_path / "balik.xlsx")
    assert after.sheetnames == [SHEET, *before.sheetnames]
    for name in before.sheetnames:
        was, now = looks(before[name]), looks(after[name])
        assert {place for place in was if was[place] != now[place]} <= ({"E3", "A2", "F3"} if name == "RFK" else set())
    assert len(after["RFK"]._charts) == len(before["RFK"]._charts)
    assert pictures(tmp_path / "balik.xlsx") == pictures(tmp_path / "asli.xlsx") > 0
    assert "Persen pada E3" in after["RFK"]["E3"].comment.text
    assert after["RFK"]["A2"].comment.text == "catatan operator"
    ours, theirs = split(decode(tmp_path / "balik.xlsx", "balik.xlsx").sheets)
    told = told_of(ours, theirs)
    assert told is not None
    assert told.unchanged
    assert told.name == rich.name


def test_nothing_to_ask_is_a_thank_you_on_one_page(rich: Path, program: Path, tmp_path: Path) -> None:
    thanks = send_back(rich, tmp_path / "terima kasih.xlsx", asked=())
    only = 'sheets.removeByName("RFK") : sheets.removeByName("Simpanan") : sheets.removeByName("Lampiran")\n'
    edit(program, thanks, tmp_path / "terima kasih.pdf", only)
    text = subprocess.run(
        ["pdftotext", str(tmp_path / "terima kasih.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "Terima kasih" in text
    assert "Temuan bukan tuduhan" in text
    assert "Halaman 1 dari 1" in text


@pytest.mark.parametrize("name", ["RFK.csv", "RFK.ods", "RFK.json"])
def test_what_is_no_workbook_of_this_kind_comes_back_as_a_new_one(name: str, tmp_path: Path) -> None:
    from simulation.grid import Grid, write_csv, write_ods

    path = tmp_path / name
    grid = Grid("RFK", [["Kode", "Uraian"], ["1.02", "=1+1"]])
    if name.endswith("csv"):
        write_csv(path, grid)
    elif name.endswith("ods"):
        write_ods(path, [grid])
    else:
        path.write_text('[{"Kode": "1.02", "Uraian": "=1+1"}]', encoding="utf-8")
    back = openpyxl.load_workbook(send_back(path, tmp_path / "balik.xlsx", asked=(question("A2"),)))
    assert back.sheetnames == [SHEET, "RFK"]
    assert [cell.value for cell in back["RFK"][2]] == ["1.02", "=1+1"]
    assert back["RFK"]["B2"].data_type == "s"
    assert back["RFK"]["A2"].fill.fgColor.rgb == FILLS["peringatan"]


def test_what_could_not_be_opened_comes_back_as_our_sheet_alone(tmp_path: Path) -> None:
    path = tmp_path / "rusak.xlsx"
    path.write_bytes(b"PK\x03\x04 rusak")
    back = openpyxl.load_workbook(send_back(path, tmp_path / "balik.xlsx", asked=(question(None, None),)))
    assert back.sheetnames == [SHEET]
    said = [str(cell.value) for row in back[SHEET].iter_rows() for cell in row if cell.value]
    assert any("tidak dapat dibuka" in text for text in said)
    assert "seluruh berkas" in said


def rewritten(source: Path, target: Path, change: dict[str, tuple[bytes, bytes]], **added: bytes) -> Path:
    """``source`` with bytes replaced in some parts, and parts added."""
    with zipfile.ZipFile(target, "w") as out:
        for name, data in parts(source).items():
            old, new = change.get(name, (b"", b""))
            out.writestr(name, data.replace(old, new) if old else data)
        for name, data in added.items():
            out.writestr(name, data)
    return target


def test_macros_stay_behind_and_links_to_other_files_are_not_asked_for(rich: Path, tmp_path: Path) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    vba = '<Relationship Id="rId77" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
    link = f'<Relationship Id="rId78" Type="{kind}/externalLink" Target="externalLinks/externalLink1.xml"/>'
    macro = rewritten(
        rich,
        tmp_path / "makro.xlsm",
        {
            "xl/_rels/workbook.xml.rels": (
                b"</Relationships>",
                f'{vba}Target="vbaProject.bin"/>{link}</Relationships>'.encode(),
            ),
            "[Content_Types].xml": (
                b'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>',
                b'application/vnd.ms-excel.sheet.macroEnabled.main+xml"/><Override PartName="/xl/vbaProject.bin" '
                b'ContentType="application/vnd.ms-office.vbaProject"/>',
            ),
            "xl/workbook.xml": (
                b"<definedNames>",
                b'<externalReferences><externalReference r:id="rId78"/></externalReferences><definedNames>',
            ),
        },
        **{"xl/vbaProject.bin": b"makro", "xl/externalLinks/externalLink1.xml": b"<externalLink/>"},
    )
    back = send_back(macro, tmp_path / "balik.xlsx")
    assert complaints(back) == []
    after = parts(back)
    assert "xl/vbaProject.bin" not in after
    assert b"macroEnabled" not in after["[Content_Types].xml"]
    assert b'updateLinks="never"' in after["xl/workbook.xml"]
    assert "xl/externalLinks/externalLink1.xml" in after
    assert "Makro pada berkas Anda" in after["xl/worksheets/sheetJujur1.xml"].decode()


def test_a_sheet_we_cannot_colour_without_risk_is_left_as_it_is(rich: Path, tmp_path: Path) -> None:
    plain = rewritten(rich, tmp_path / "tanpa nomor.xlsx", {"xl/worksheets/sheet1.xml": (b'<row r="3"', b"<row")})
    after = parts(send_back(plain, tmp_path / "balik.xlsx"))
    assert after["xl/worksheets/sheet1.xml"] == parts(plain)["xl/worksheets/sheet1.xml"]
    assert "tidak dapat diwarnai" in after["xl/worksheets/sheetJujur1.xml"].decode()


def test_a_workbook_written_with_prefixed_names_is_edited_too(tmp_path: Path) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    path = tmp_path / "awalan.xlsx"
    with zipfile.ZipFile(path, "w") as out:
        out.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'spreadsheetml.sheet.main+xml"/><Override PartName="/xl/s.xml" ContentType="application/vnd.'
            'openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        )
        rels = f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/'
        out.writestr("_rels/.rels", f'{rels}officeDocument" Target="xl/workbook.xml"/></Relationships>')
        out.writestr("xl/_rels/workbook.xml.rels", f'{rels}worksheet" Target="s.xml"/></Relationships>')
        out.writestr(
            "xl/workbook.xml",
            f'<x:workbook xmlns:x="{main}" xmlns:r="{office}"><x:sheets><x:sheet name="RFK" sheetId="1" r:id="rId1"/>'
            "</x:sheets></x:workbook>",
        )
        out.writestr(
            "xl/s.xml",
            f'<x:worksheet xmlns:x="{main}"><x:sheetData><x:row r="3"><x:c r="D3"><x:v>5</x:v></x:c></x:row>'
            "</x:sheetData></x:worksheet>",
        )
    target = send_back(path, tmp_path / "balik.xlsx", asked=(question("D3"), question("B3")))
    assert complaints(target) == []
    back = openpyxl.load_workbook(target)
    assert back.sheetnames == [SHEET, "RFK"]
    assert back["RFK"]["D3"].value == 5
    assert {back["RFK"][place].fill.fgColor.rgb for place in ("B3", "D3")} == {FILLS["peringatan"]}
    assert "Persen pada D3" in back["RFK"]["D3"].comment.text


def test_going_back_again_renews_our_sheet_and_says_what_is_settled(back: Path, tmp_path: Path) -> None:
    again = send_back(back, tmp_path / "lagi.xlsx", asked=(question("D2"),), name="RFK Kec. Contoh April 2025.xlsx")
    book = openpyxl.load_workbook(again)
    assert book.sheetnames == [SHEET, "RFK", "Simpanan", "Lampiran"]
    assert book[SHEET]["B1"].value == TITLE
    assert book["RFK"]["E3"].fill.fgColor.rgb == FILLS["selesai"]
    assert book["RFK"]["E3"].number_format == "0.00%"
    assert "sudah selesai" in book["RFK"]["E3"].comment.text
    assert book["RFK"]["A2"].comment.text == "catatan operator"
    assert book["RFK"]["D2"].fill.fgColor.rgb == FILLS["peringatan"]
    assert complaints(again) == []


def test_the_same_submission_and_questions_give_the_same_bytes(tmp_path: Path) -> None:
    rich = write_rich(tmp_path / "a.xlsx")
    one, two = (send_back(rich, tmp_path / name) for name in ("satu.xlsx", "dua.xlsx"))
    assert one.read_bytes() == two.read_bytes()


def test_of_a_file_of_several_agencies_each_gets_back_its_own_rows_alone(rich: Path, tmp_path: Path) -> None:
    target = send_back(rich, tmp_path / "bagian.xlsx", share=(("RFK", (1, 3)),))
    assert complaints(target) == []
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == [SHEET, "RFK"]
    assert (book["RFK"]["B1"].value, book["RFK"]["B2"].value, book["RFK"]["B3"].value) == ("Uraian", None, "RKA")
    text = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)
    assert "Rencana kerja" not in text
    assert "rahasia dapur" not in text
    assert "hanya baris OPD Anda" in text
    assert book["RFK"]["E3"].fill.fgColor.rgb == FILLS["peringatan"]
    ours, theirs = split(decode(target, "bagian.xlsx").sheets)
    told = told_of(ours, theirs)
    assert told is not None
    assert told.unchanged
