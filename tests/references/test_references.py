"""The registers the rest is judged against: complete, valid, quick to load, and loud when broken."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from schemas.text import PersonError
from sources.references import REFERENCE_DIRECTORY, References, load_references


@pytest.fixture(scope="module")
def references() -> References:
    return load_references()


def test_every_kecamatan_desa_and_kelurahan_of_the_regency_is_there(references: References) -> None:
    counts = dict(references.wilayah.group_by("tingkat").len().iter_rows())
    assert counts == {"kabupaten": 1, "kecamatan": 29, "desa": 246, "kelurahan": 28}


def test_the_register_has_forty_opd_and_every_kecamatan_with_its_own_bps_code(references: References) -> None:
    assert dict(references.opd.group_by("jenis").len().iter_rows()) == {"OPD": 40, "KECAMATAN": 29}
    kecamatan = references.opd.filter(jenis="KECAMATAN")
    wilayah = references.wilayah.filter(tingkat="kecamatan")
    joined = kecamatan.join(wilayah, left_on="kode_wilayah", right_on="kode", suffix="_wilayah")
    assert joined.height == 29
    assert (joined["kode_bps"] == joined["kode_bps_wilayah"]).all()
    assert (joined["nama"] == "Kecamatan " + joined["nama_wilayah"]).all()
    assert joined.filter(nama="Kecamatan Cisoka")["kode_bps"].item() == "3603010"
    assert references.opd.filter("blud")["nama"].str.starts_with("Rumah Sakit").all()


def test_every_bidang_of_an_agency_has_sub_kegiatan_in_the_master(references: References) -> None:
    known = set(references.nomenklatur["kode"].str.slice(0, 4))
    used = {bidang for row in references.opd["bidang"] for bidang in row.split(",")}
    assert used <= known


def test_support_rows_are_resolved_for_every_bidang_and_kept_in_the_master(references: References) -> None:
    codes = references.nomenklatur["kode"]
    assert codes.is_unique().all()
    for kode in ("X.XX.01.2.02.0001", "1.03.01.2.02.0001", "7.01.01.2.02.0001"):
        assert kode in codes
    assert codes.str.contains(r"^(?:\d\.\d{2}|X\.XX)\.\d{2}\.2\.\d{2}\.\d{4}$").all()


def test_an_old_code_differs_from_the_new_one(references: References) -> None:
    renamed = references.nomenklatur.filter(pl.col("kode_lama").is_not_null())
    assert renamed.height == 169
    assert (renamed["kode"] != renamed["kode_lama"]).all()


def test_an_account_has_as_many_segments_as_its_level(references: References) -> None:
    segments = references.akun["kode_akun"].str.count_matches(r"\.") + 1
    assert (segments == references.akun["tingkat_akun"]).all()
    assert references.akun["kode_akun"].is_unique().all()
    assert set(references.akun["kode_akun"].str.slice(0, 1)) == {"4", "5", "6"}


def test_funds_are_classed_by_how_treasury_books_them(references: References) -> None:
    kelas = dict(references.sumber_dana.select("kode", "kelas").iter_rows())
    assert kelas["1.1.4.16"] == "blud"
    assert kelas["2.2.1.01.04.26"] == "bos"
    assert kelas["2.2.1.01.03.34"] == "dak"
    assert kelas["2.2.2.02.01.01"] == "bankeu"
    assert kelas["2.2.1.06.01.01"] == "pusat"
    assert kelas["1.2.1.01.02"] == "apbd"


def test_holidays_cover_three_years_and_say_they_are_unconfirmed(references: References) -> None:
    libur = references.libur
    assert set(libur["tanggal"].dt.year()) == {2024, 2025, 2026}
    assert date(2025, 3, 31) in libur["tanggal"]
    assert libur.filter(tanggal=date(2025, 4, 7))["jenis"].item() == "cuti_bersama"
    assert set(libur["status"]) == {"belum dikonfirmasi"}


def test_a_broken_register_is_named_with_what_to_do(tmp_path: Path) -> None:
    copy = shutil.copytree(REFERENCE_DIRECTORY, tmp_path / "reference")
    path = copy / "sumber_dana.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",blud\n", ",lainnya\n"), encoding="utf-8")
    with pytest.raises(PersonError) as caught:
        load_references(copy)
    assert "sumber_dana.csv" in caught.value.render("id")
    assert str(path) in caught.value.render("en")


def test_a_missing_register_is_named(tmp_path: Path) -> None:
    with pytest.raises(PersonError, match=r"opd\.csv"):
        load_references(tmp_path)
