"""What people open: the page, the workbook and the CSV files, with hostile and empty content."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from publishing.candidate import build_candidate
from publishing.choosing import TOP_ANOMALIES, first_to_take, held_reasons
from publishing.exports import write_csv_file
from publishing.night import Night
from publishing.page import render_page
from publishing.summary import summarise
from publishing.wording import amount, long_period, number, period_runs, period_words
from publishing.workbook import write_workbook
from schemas.spreadsheet import safe_for_spreadsheets

HOSTILE = '<script>alert("x")</script><img src=https://x/y.png onerror=a()>'


def page_of(night: Night) -> str:
    tables = build_candidate(night)
    return render_page(night, tables, summarise(night, tables))


def empty_night(night: Night) -> Night:
    """A night on which nothing came and nothing was due."""
    emptied = ("dokumen", "jejak", "kendala", "findings", "settled", "words", "row_state", "set_aside", "versions",
               "coverage", "kelengkapan", "kekurangan", "silpa", "rule_titles")  # fmt: skip
    frames = {name: getattr(night, name).clear() for name in emptied}
    return replace(night, receipts=(), facts={}, derived={}, **frames)


def hostile_night(night: Night) -> Night:
    words = night.words.with_columns(pesan=pl.lit(HOSTILE), judul=pl.lit('=HYPERLINK("http://x")'))
    opd = night.opd.with_columns(nama=pl.lit(HOSTILE))
    shortfalls = night.kekurangan.with_columns(permasalahan=pl.lit(HOSTILE), uraian=pl.lit("@SUM(A1)"))
    return replace(night, words=words, opd=opd, kekurangan=shortfalls)


class _Balance(HTMLParser):
    """Notes every element left open or closed out of turn."""

    void = frozenset({"meta", "input", "br", "rect", "line", "img", "link"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in self.void:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.void:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def test_the_page_is_well_formed_self_contained_and_small(night: Night) -> None:
    page = page_of(night)
    balance = _Balance()
    balance.feed(page)
    assert balance.wrong == []
    assert balance.open == []
    assert len(balance.ids) == len(set(balance.ids))
    assert not re.search(r"https?:|//\w|@import|<script|<iframe|<img", page)
    assert len(page.encode()) < 300_000


def test_a_regency_of_seventy_agencies_still_fits_the_size(make_night: type[Night]) -> None:
    assert len(page_of(make_night(agencies=70, lines=4, months=11)).encode()) < 300_000


def test_the_page_says_the_night_in_numbers_and_both_languages(night: Night) -> None:
    tables = build_candidate(night)
    summary = summarise(night, tables)
    page = render_page(night, tables, summary)
    for words in ("baris data lolos semua aturan", "data rows passed every rule", "15 Desember 2025",
                  "15 December 2025", "Daftar kekurangan dan solusi", "Tidak dapat dinilai bukan berarti lulus",
                  "Temuan bukan tuduhan"):  # fmt: skip
        assert words in page
    assert f">{number(summary.rows_held)}<" in page
    assert page.index("baris data lolos") < page.index("untuk diklarifikasi")
    for row in first_to_take(tables):
        assert f'id="f-{row["finding_id"]}"' in page
    for word in ("curang", "kecurangan", "manipulasi", "palsu", "fraud", "tersangka"):
        assert word not in page.lower()


def test_every_agency_that_is_silent_is_named(night: Night) -> None:
    silent = night.kelengkapan.filter(pl.col("keadaan") == "belum_masuk")["nama_opd"].unique()
    assert silent.len() > 0
    section = page_of(night).partition('id="belum"')[2].partition("</section>")[0]
    assert all(name in section for name in silent)


def test_text_from_submissions_is_escaped(night: Night) -> None:
    page = page_of(hostile_night(night))
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_an_empty_night_is_not_called_a_good_one(night: Night) -> None:
    page = page_of(empty_night(night))
    assert "Belum ada baris yang dapat dibaca malam ini." in page
    assert "Diam bukan berarti lulus" in page
    assert "Tidak ada aturan yang dijalankan." in page
    assert "lolos semua aturan yang dapat" not in page


def test_a_night_without_findings_points_at_what_was_not_judged(night: Night) -> None:
    clean = replace(night, findings=night.findings.clear(), settled=night.settled.clear(), words=night.words.clear())
    page = page_of(clean)
    assert "Tidak ada yang perlu diklarifikasi." in page
    assert "Yang belum dapat dinilai ada di bagian akhir." in page


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [(4_874_350_000, "Rp\u00a04,9 miliar", "Rp\u00a04.9 billion"), (-1_500_000, "Rp\u00a0-1,5 juta", "-1.5 million")],
)
def test_amounts_are_said_in_scale_in_both_languages(value: int, indonesian: str, english: str) -> None:
    assert indonesian in amount(value)
    assert english in amount(value)


def test_what_is_unknown_is_a_dash_and_never_a_zero() -> None:
    assert number(None) == amount(None) == "–"
    assert number(0) == "0"


def test_months_and_quarters_are_named_in_both_languages() -> None:
    assert period_words("2025-05") == ("Mei", "May")
    assert period_words("2025-TW3") == ("TW3", "Q3")
    assert period_words("2025") == ("2025", "2025")


def test_periods_of_a_form_are_said_as_runs() -> None:
    months = [f"2025-{month:02}" for month in (1, 2, 3, 5, 11)]
    assert period_runs(months) == ("Jan–Mar, Mei, Nov 2025", "Jan–Mar, May, Nov 2025")
    assert period_runs(["2025-TW1", "2025-TW2", "2025-TW4"]) == ("TW1–TW2, TW4 2025", "Q1–Q2, Q4 2025")
    assert period_runs(["2024-12", "2025-01"]) == ("Des 2024, Jan 2025", "Dec 2024, Jan 2025")
    assert period_runs(["2025"]) == ("2025", "2025")
    assert "Triwulan III 2025" in long_period("2025-TW3")


def test_the_first_anomalies_are_the_agencies_own_and_spread_over_rules_and_agencies(night: Night) -> None:
    tables = build_candidate(night)
    asking = tables["anomali"].filter(pl.col("nama_opd").is_not_null()).head(1)
    copies = [
        asking.with_columns(
            finding_id=pl.lit(f"{n:016x}"),
            aturan=pl.lit(f"HIT-00{n % 3}" if n < 6 else f"KLP-0{n}"),
            kode_opd=pl.lit(None if n == 20 else f"o{n}", dtype=pl.String),
            nama_opd=pl.lit(None if n == 20 else f"Dinas {n}", dtype=pl.String),
            keparahan=pl.lit("pantau" if n == 19 else "peringatan"),
            prioritas=pl.lit(1000.0 * n),
        )
        for n in range(21)
    ]
    shown = first_to_take({**tables, "anomali": pl.concat(copies)})
    assert [row["finding_id"] for row in shown] == [f"{n:016x}" for n in range(18, 8, -1)]
    same = pl.concat([copy.with_columns(aturan=pl.lit("HIT-001"), nama_opd=pl.lit("Dinas")) for copy in copies])
    again = first_to_take({**tables, "anomali": pl.concat([same, copies[7]])})
    assert len(again) == TOP_ANOMALIES
    assert [row["aturan"] for row in again[:2]] == ["HIT-001", "KLP-07"]


def test_rows_are_said_to_be_held_in_words(night: Night) -> None:
    tables = build_candidate(night)
    assert tables["ditahan"].height > 0
    reasons = held_reasons(tables, night.rule_titles)
    assert reasons
    assert all(reason["judul"] in set(night.rule_titles["judul"]) for reason in reasons)


@pytest.fixture(scope="module")
def workbook(night: Night, tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("buku") / "anomali.xlsx"
    spoiled = hostile_night(night)
    tables = build_candidate(spoiled)
    write_workbook(spoiled, tables, summarise(spoiled, tables), path)
    return openpyxl.load_workbook(path)


def test_the_workbook_has_every_sheet_with_frozen_filtered_headings(workbook: openpyxl.Workbook) -> None:
    assert workbook.sheetnames == [
        "Ringkasan", "Antrian", "Anomali", "Kelengkapan", "Kekurangan", "SILPA", "Keandalan", "Aturan dan cakupan",
        "Berkas",
    ]  # fmt: skip
    for name in workbook.sheetnames[1:]:
        assert workbook[name].freeze_panes == "C2"
        assert workbook[name].auto_filter.ref.startswith("A1:")


def test_the_workbook_lists_every_anomaly_and_links_to_its_file(night: Night, workbook: openpyxl.Workbook) -> None:
    sheet = workbook["Anomali"]
    assert sheet.max_row == night.findings.height + 1
    headings = [cell.value for cell in sheet[1]]
    links = [row[headings.index("Bukti")] for row in sheet.iter_rows(min_row=2) if row[headings.index("Bukti")].value]
    assert links
    for cell in links:
        target = int(cell.hyperlink.location.rpartition("A")[2])
        assert str(cell.value).startswith(str(workbook["Berkas"].cell(target, 1).value))


def test_no_cell_of_the_workbook_is_a_formula(workbook: openpyxl.Workbook) -> None:
    kinds = {cell.data_type for sheet in workbook for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert workbook["Anomali"]["C2"].value == '=HYPERLINK("http://x")'


def test_a_workbook_of_an_empty_night_opens_and_says_so(night: Night, tmp_path: Path) -> None:
    silent = empty_night(night)
    tables = build_candidate(silent)
    write_workbook(silent, tables, summarise(silent, tables), tmp_path / "kosong.xlsx")
    book = openpyxl.load_workbook(tmp_path / "kosong.xlsx")
    assert book["Anomali"]["A2"].value == "Tidak ada baris."


def test_csv_text_cannot_become_a_formula_and_numbers_stay_numbers(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "teks": ["=1+1", "+62", "-5", "@x", "\tx", "\rx", "aman", None],
            "angka": [-1, 2, 3, 4, 5, 6, 7, None],
            "kas": [[1, None, 3], None, [], [4], [5], [6], [7], [8]],
            "pada": [datetime(2025, 12, 1, 8, tzinfo=UTC)] * 8,
            "tgl": [date(2025, 12, 1)] * 8,
        }
    )
    write_csv_file(frame, tmp_path / "t.csv")
    raw = (tmp_path / "t.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert [row["teks"] for row in rows] == ["'=1+1", "'+62", "'-5", "'@x", "'\tx", "'\rx", "aman", ""]
    assert rows[0]["angka"] == "-1"
    assert rows[0]["pada"] == "2025-12-01T08:00:00Z"
    assert rows[0]["tgl"] == "2025-12-01"
    assert rows[3]["kas"] == "4"


def test_list_cells_keep_their_gaps() -> None:
    frame = safe_for_spreadsheets(pl.DataFrame({"kas": [[1, None, 3]]}))
    assert frame.item(0, "kas") == "1;;3"
