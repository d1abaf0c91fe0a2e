"""Which files are sealed when they are read, so that they go back without being opened again."""

from __future__ import annotations

from sources.decoding import decode
from sources.returned import TITLE, content_digest

FORM = {"RFK": [["Kode", "Uraian", "Pagu"], ["1.02.01", "Program", 5_000_000.5], [None, "   ", None], ["x", None, 3]]}


def test_a_workbook_bears_the_seal_of_all_its_cells(read, write):
    path = write(FORM)
    assert set(read(path).dokumen["segel"]) == {content_digest(decode(path, path.name).sheets)}


def test_one_with_a_sheet_of_ours_bears_none(read, write):
    assert read(write({**FORM, "Balasan": [[TITLE]]})).dokumen["segel"].null_count() > 0


def test_what_is_no_workbook_of_the_new_kind_bears_none(read, tmp_path):
    path = tmp_path / "rfk.csv"
    path.write_text("Kode;Uraian;Pagu\n1.02.01;Program;5000000\n", encoding="utf-8")
    dokumen = read(path).dokumen
    assert dokumen["segel"].null_count() == dokumen.height


def test_blank_rows_and_blank_texts_say_nothing(write):
    path = write({"A": [["Kode", 1.0]]}, "a.xlsx")
    padded = write({"A": [["Kode", 1.0], [" ", None], ["\u00a0"]]}, "b.xlsx")
    assert content_digest(decode(path, path.name).sheets) == content_digest(decode(padded, padded.name).sheets)
