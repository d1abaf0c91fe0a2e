"""A register among the submissions counts, is told where it differs, and forgets nobody."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from openpyxl import load_workbook

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
    renamed = f"{known['nama'][0]} (baru)"
    first = pl.int_range(pl.len()) == 0
    sent = known.with_columns(nama=pl.when(first).then(pl.lit(renamed)).otherwise("nama"))
    _write_register(desk.inbox / "Daftar Perangkat Daerah.xlsx", sent)
    night = desk.night()
    assert renamed in desk.table("kelengkapan")["nama_opd"].unique().to_list()
    register = desk.table("berkas").row(by_predicate=pl.col("nama_berkas").str.starts_with("Daftar"), named=True)
    assert register["keadaan"] == "rujukan"
    assert [note["id"] for note in night.summary["peringatan"] if renamed in note["id"]]


NEWCOMER, ITS_CODE = "Badan Riset dan Inovasi Daerah", "5.05.0.00.0.00.07.0000"


def test_an_agency_that_only_the_inbox_register_knows_is_recognised_the_same_night(
    open_desk: Callable[[str], Desk],
) -> None:
    desk = open_desk("pendatang")
    known = load_references(desk.settings.reference_dir).opd
    form = next(desk.inbox.rglob("RFK_Kec. Kosambi_April_2025.xlsx"))
    sender = known.filter(pl.col("nama").str.contains("Kosambi")).row(0, named=True)
    theirs = desk.inbox / "Badan Riset" / "RFK April.xlsx"
    theirs.parent.mkdir()
    _rename(form, theirs, {sender["nama"]: NEWCOMER, "Kec. Kosambi": NEWCOMER, sender["kode_opd"]: ITS_CODE})

    strangers = desk.night().kendala.filter(pl.col("jenis") == "opd_tak_dikenal")
    assert theirs.name in set(strangers["nama_berkas"])

    new = known.head(1).with_columns(nama=pl.lit(NEWCOMER), singkatan=pl.lit("BRIDA"), kode_opd=pl.lit(ITS_CODE))
    _write_register(desk.inbox / "Daftar Perangkat Daerah.xlsx", pl.concat([known, new]))
    night = desk.night()
    assert night.files_read_now == 1
    assert theirs.name not in set(night.kendala.filter(pl.col("jenis") == "opd_tak_dikenal")["nama_berkas"])
    its = desk.table("realisasi").filter(pl.col("kode_opd") == ITS_CODE)
    assert its.height > 3
    files = desk.table("berkas").filter(pl.col("nama_berkas") == theirs.name)
    assert files["kode_opd"].to_list() == [ITS_CODE]
    told = desk.table("kelengkapan").filter(pl.col("kode_opd") == ITS_CODE, pl.col("keadaan") != "belum_jatuh_tempo")
    assert {"belum_masuk"} < set(told["keadaan"])
    assert desk.night().files_read_now == 0


def _rename(source: Path, target: Path, words: dict[str, str]) -> None:
    """A copy of a workbook in which some words are others, however they are written."""
    book = load_workbook(source)
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
            for before, now in words.items():
                cell.value = re.sub(re.escape(before), now, cell.value, flags=re.IGNORECASE)
    book.save(target)


def _write_register(path: Path, register: pl.DataFrame) -> None:
    """The register as an agency for personnel would send it."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("OPD")
        sheet.write(0, 0, "DAFTAR PERANGKAT DAERAH")
        sheet.write_row(2, 0, HEADER)
        for place, row in enumerate(register.iter_rows(named=True)):
            kind = "Kecamatan" if row["jenis"] == "KECAMATAN" else "Dinas"
            cells = (place + 1, row["kode_opd"], row["nama"], row["singkatan"], row["nama_lain"], kind, row["bidang"],
                     row["kode_wilayah"], row["kode_bps"], "Ya" if row["blud"] else "Tidak",
                     f"{row['berlaku_mulai']:%d-%m-%Y}", None)  # fmt: skip
            for column, cell in enumerate(cells):
                if cell is not None:
                    sheet.write(3 + place, column, cell)
