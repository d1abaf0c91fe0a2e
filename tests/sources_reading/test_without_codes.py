"""A form without codes: a sub kegiatan is known by its exact name, within what its agency may run, or not at all."""

from __future__ import annotations

import orjson
import polars as pl
import pytest

from sources.nomenclature import SubKegiatanNames, name_of

HEAD = [["LAPORAN REALISASI FISIK DAN KEUANGAN"], ["SKPD : Dinas Kesehatan"], ["BULAN : OKTOBER 2025"], []]
HEADER = [
    ["No.", "Program/Kegiatan/Sub Kegiatan", "Jumlah Anggaran (Rp)", "Bobot (%)", "Bulan Lalu", None, None, "Bulan Ini",
     None, None, "s.d Bulan Ini", None, None, "Sisa Anggaran (Rp)"],
    [None] * 4 + ["Keuangan Rp", "Keuangan %", "Fisik %"] * 3,
]  # fmt: skip
MERGES = {"Okt": [(4, 4, 4, 6), (4, 7, 4, 9), (4, 10, 4, 12)]}


def line(name, pagu=100.0):
    return [1.0, name, pagu, 50.0, 40.0, 40.0, 40.0, 10.0, 10.0, 10.0, 50.0, 50.0, 50.0, 50.0]


def unique_name(references, opd):
    names = SubKegiatanNames(references.nomenklatur, references.opd)
    own = references.nomenklatur.filter(pl.col("kode").str.starts_with("1.02.02"), pl.col("tahun_mulai") <= 2025)
    return next((k, u) for k, u in own.select("kode", "uraian").iter_rows() if names.find(opd, 2025, u).code == k)


def test_a_name_that_fits_one_sub_kegiatan_gives_its_code_and_says_so(read, write, references):
    kode, uraian = unique_name(references, "1.02.0.00.0.00.01.0000")
    reading = read(write({"Okt": [*HEAD, *HEADER, line(f" {uraian.upper()} ")]}, merges=MERGES))
    row = reading.facts["rfk"].row(0, named=True)
    assert (row["kode"], row["tingkat"], row["peran"], row["pagu_idr"]) == (kode, "sub_kegiatan", "rinci", 100)
    assert orjson.loads(row["asal"])["kode"][0] == "B7"
    issue = reading.kendala.row(0, named=True)
    assert (issue["jenis"], issue["menahan"], issue["sel"], issue["baris_id"]) == (
        "kode_diperbaiki", False, "B7", row["baris_id"],
    )  # fmt: skip
    assert issue["harapan"].startswith(kode)
    assert name_of(issue["nilai"]) == name_of(uraian)


def test_a_name_nobody_knows_is_held_and_no_code_is_guessed(read, write):
    reading = read(write({"Okt": [*HEAD, *HEADER, line("Pengadaan Barang yang Tidak Ada")]}, merges=MERGES))
    assert reading.facts["rfk"]["kode"].to_list() == [None]
    assert reading.kendala.select("jenis", "kolom", "menahan").rows() == [("nilai_tak_terbaca", "kode", True)]


OPD = pl.DataFrame({"kode_opd": ["1.02.2.14.0.00.01.0000"], "bidang": ["1.02,2.14"]})
NOMENKLATUR = pl.DataFrame(
    {
        "kode": [
            "1.02.01.2.02.0001",
            "2.14.01.2.02.0001",
            "1.02.02.2.01.0001",
            "2.14.02.2.01.0001",
            "1.03.02.2.01.0001",
        ],
        "uraian": ["Gaji", "Gaji", "Penyuluhan, Umum", "Penyuluhan Umum", "Jalan"],
        "tahun_mulai": [2024] * 5,
        "tahun_sampai": [None, None, None, 2025, None],
    }
)


@pytest.mark.parametrize(
    ("name", "tahun", "code", "candidates"),
    [
        ("gaji", 2025, "1.02.01.2.02.0001", ()),
        ("PENYULUHAN UMUM", 2025, None, ("1.02.02.2.01.0001", "2.14.02.2.01.0001")),
        ("PENYULUHAN UMUM", 2026, "1.02.02.2.01.0001", ()),
        ("Jalan", 2025, None, ()),
        ("Penyuluhan", 2025, None, ()),
        ("gaji", None, None, ()),
    ],
)
def test_a_name_is_looked_up_in_the_agencys_own_bidang_and_year(name, tahun, code, candidates):
    read = SubKegiatanNames(NOMENKLATUR, OPD).find("1.02.2.14.0.00.01.0000", tahun, name)
    assert (read.code, read.alternatives) == (code, candidates)
