"""A register among the submissions counts, is told where it differs, and forgets nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import polars as pl
import pytest
import xlsxwriter

from flows.register import overlay
from schemas.register import Opd
from sources.references import load_references
from tests.flows.conftest import Desk

HEADER = (
    "No", "Kode OPD", "Nama OPD", "Singkatan", "Nama Lain", "Jenis", "Bidang Urusan", "Kode Wilayah", "Kode BPS",
    "BLUD", "Berlaku Mulai", "Berlaku Sampai",
)  # fmt: skip


@pytest.fixture(scope="module")
def base() -> pl.DataFrame:
    return load_references().opd


def test_a_changed_name_and_an_end_of_validity_count_and_are_told(base: pl.DataFrame) -> None:
    changed = base.head(3).with_columns(
        nama=pl.when(pl.int_range(3) == 0).then(pl.lit("Nama Baru")).otherwise("nama"),
        berlaku_sampai=pl.when(pl.int_range(3) == 1).then(date(2025, 6, 30)),
    )
    overlaid, notes = overlay(base, changed)
    Opd.validate(overlaid)
    assert overlaid.height == base.height
    assert overlaid.filter(pl.col("nama") == "Nama Baru").height == 1
    assert overlaid.filter(pl.col("berlaku_sampai") == date(2025, 6, 30)).height == 1
    assert any("'Nama Baru'" in note.id and base["nama"][0] in note.en for note in notes)


def test_a_new_agency_is_added_and_a_forgotten_one_still_has_to_report(base: pl.DataFrame) -> None:
    new = base.head(1).with_columns(kode_opd=pl.lit("9.01.0.00.0.00.01.0000"), nama=pl.lit("Badan Baru"))
    overlaid, notes = overlay(base, pl.concat([base.slice(1), new]))
    assert overlaid.height == base.height + 1
    assert [note.id for note in notes if "menambah: Badan Baru" in note.id]
    assert [note.id for note in notes if "tetap wajib melapor: " + base["nama"][0] in note.id]


def test_a_kecamatan_under_the_code_of_another_changes_nothing_and_is_told(base: pl.DataFrame) -> None:
    two = base.filter(pl.col("jenis") == "KECAMATAN").head(2)
    swapped = two.with_columns(pl.col("kode_wilayah", "kode_bps").reverse())
    overlaid, notes = overlay(base, swapped)
    assert overlaid.sort("kode_opd").equals(base.sort("kode_opd"))
    assert any("milik yang lain" in note.id and two["nama"][1] in note.id for note in notes)


def test_no_register_among_the_submissions_leaves_the_reference_as_it_is(base: pl.DataFrame) -> None:
    overlaid, notes = overlay(base, base.clear())
    assert overlaid.equals(base)
    assert notes == []


def test_a_night_is_judged_by_the_register_in_its_inbox(open_desk: Callable[[str], Desk]) -> None:
    desk = open_desk("register")
    known = load_references(desk.settings.reference_dir).opd
    with xlsxwriter.Workbook(desk.inbox / "Daftar Perangkat Daerah.xlsx") as book:
        sheet = book.add_worksheet("OPD")
        sheet.write(0, 0, "DAFTAR PERANGKAT DAERAH")
        sheet.write_row(2, 0, HEADER)
        for place, row in enumerate(known.iter_rows(named=True)):
            name = f"{row['nama']} (baru)" if place == 0 else row["nama"]
            kind = "Kecamatan" if row["jenis"] == "KECAMATAN" else "Dinas"
            cells = (place + 1, row["kode_opd"], name, row["singkatan"], row["nama_lain"], kind, row["bidang"],
                     row["kode_wilayah"], row["kode_bps"], "Ya" if row["blud"] else "Tidak",
                     f"{row['berlaku_mulai']:%d-%m-%Y}", None)  # fmt: skip
            for column, cell in enumerate(cells):
                if cell is not None:
                    sheet.write(3 + place, column, cell)
    night = desk.night()
    renamed = f"{known['nama'][0]} (baru)"
    assert renamed in desk.table("kelengkapan")["nama_opd"].unique().to_list()
    register = desk.table("berkas").row(by_predicate=pl.col("nama_berkas").str.starts_with("Daftar"), named=True)
    assert register["keadaan"] == "rujukan"
    assert [note["id"] for note in night.summary["peringatan"] if renamed in note["id"]]
