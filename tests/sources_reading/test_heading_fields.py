"""What a document states once above its table is true of every row of it."""

from __future__ import annotations

from datetime import date

import orjson
import polars as pl
import pytest

DPA_HEADER = [
    "KODE SUB KEGIATAN",
    "PROGRAM DAN KEGIATAN",
    "SUMBER DANA",
    "LOKASI",
    "KELUARAN",
    "TARGET KELUARAN",
    "JUMLAH PAGU",
    "MULAI",
    "SELESAI",
]
DPA_ROWS = [
    [
        "1.02.01.2.02.0001",
        "Penyediaan Gaji",
        "PAD",
        "Tigaraksa",
        "Gaji",
        "12 Bulan",
        700.0,
        "1 Januari 2025",
        "31 Desember 2025",
    ],
    [
        "1.02.01.2.02.0002",
        "Administrasi",
        "PAD",
        "Tigaraksa",
        "Dokumen",
        "1 Dokumen",
        300.0,
        "1 Januari 2025",
        "31 Desember 2025",
    ],
]


def dpa(*lines):
    return [["DOKUMEN PELAKSANAAN ANGGARAN (DPA) SKPD - MURNI TAHUN ANGGARAN 2025"], ["SKPD : Dinas Kesehatan"],
            *[list(line) for line in lines], [], DPA_HEADER, *DPA_ROWS]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "cell"),
    [
        (["Berlaku sejak tanggal : 2 Januari 2025"], "A3"),
        (["Berlaku mulai 02-01-2025"], "A3"),
        (["Tanggal Berlaku", ":", "2 Januari 2025"], "C3"),
        (["Tgl. DPA : 2/1/2025"], "A3"),
        (["Tanggal DPA", 45659.0], "B3"),
        (["DPA ini mulai berlaku pada:", None, "2025-01-02"], None),
        (["Berlaku Tanggal: Tigaraksa, 2 Januari 2025"], "A3"),
    ],
)
def test_the_day_a_budget_takes_effect_is_read_from_its_heading(read, write, line, cell):
    rows = read(write({"Murni": dpa(line)})).facts["dpa"]
    if cell is None:
        assert rows["berlaku_tgl"].to_list() == [None, None]
        return
    assert rows["berlaku_tgl"].to_list() == [date(2025, 1, 2)] * 2
    assert {orjson.loads(asal)["berlaku_tgl"][0] for asal in rows["asal"]} == {cell}


def test_the_number_of_a_document_is_kept_with_its_cell(read, write):
    heading = ["Nomor : DPA/A.1/1.02.0.00.0.00.01.0000/001/2025 Tanggal 2 Januari 2025"]
    law = ["Berdasarkan Peraturan Daerah Nomor 5 Tahun 2024"]
    row = read(write({"Murni": dpa(law, heading)})).facts["dpa"].row(0, named=True)
    assert row["no_dokumen"] == "DPA/A.1/1.02.0.00.0.00.01.0000/001/2025"
    assert orjson.loads(row["asal"])["no_dokumen"][0] == "A4"


def test_an_unfilled_day_says_nothing_and_an_unreadable_one_is_reported_with_its_cell(read, write):
    blank = read(write({"Murni": dpa(["Berlaku sejak tanggal : ........"])}))
    assert blank.facts["dpa"]["berlaku_tgl"].null_count() == 2
    assert blank.kendala.is_empty()
    odd = read(write({"Murni": dpa(["Berlaku sejak tanggal : awal tahun"])}))
    issue = odd.kendala.row(0, named=True)
    assert (issue["jenis"], issue["sel"], issue["kolom"], issue["nilai"], issue["menahan"]) == (
        "nilai_tak_terbaca", "A3", "berlaku_tgl", "awal tahun", False,
    )  # fmt: skip


def test_what_a_row_says_itself_stands_before_the_heading(read, write):
    rows = dpa(["Berlaku sejak tanggal : 2 Januari 2025"])
    rows[4] = [*DPA_HEADER, "TANGGAL BERLAKU"]
    rows[5], rows[6] = [*DPA_ROWS[0], "17 April 2025"], [*DPA_ROWS[1], None]
    found = read(write({"Murni": rows})).facts["dpa"]
    assert found["berlaku_tgl"].to_list() == [date(2025, 4, 17), date(2025, 1, 2)]
    assert [orjson.loads(asal)["berlaku_tgl"][0] for asal in found["asal"]] == ["J6", "A3"]


def test_each_sheet_has_its_own_heading(read, write):
    changed = dpa(["Berlaku sejak tanggal : 20 September 2025"])
    changed[0] = ["DOKUMEN PELAKSANAAN PERUBAHAN ANGGARAN (DPPA) SKPD TAHUN ANGGARAN 2025"]
    found = read(write({"Murni": dpa(["Berlaku sejak tanggal : 2 Januari 2025"]), "Perubahan": changed})).facts["dpa"]
    assert found.select("versi_anggaran", "berlaku_tgl").unique(maintain_order=True).rows() == [
        ("murni", date(2025, 1, 2)), ("perubahan", date(2025, 9, 20)),
    ]  # fmt: skip


PK_HEADER = ["No", "Kode", "Sasaran", "Indikator Kinerja", "Satuan", "Target"]
PK_ROW = [1.0, "1.02.02", "Sehat", "Angka harapan hidup", "Tahun", 71.5]


@pytest.mark.parametrize(
    ("titles", "sheet", "version"),
    [
        (["PERJANJIAN KINERJA TAHUN 2025"], "A", "murni"),
        (["PERJANJIAN KINERJA PERUBAHAN TAHUN 2025"], "A", "perubahan"),
        (["PERUBAHAN", "PERJANJIAN KINERJA TAHUN 2025"], "A", "perubahan"),
        (["PERJANJIAN KINERJA TAHUN 2025"], "PK Perubahan", "perubahan"),
        (["INDIKATOR KINERJA UTAMA TAHUN 2025"], "A", None),
        (["CAPAIAN PERJANJIAN KINERJA TRIWULAN II TAHUN 2025"], "A", None),
    ],
)
def test_the_version_of_an_agreement_is_what_its_title_says(read, write, titles, sheet, version):
    head = [
        *[[title] for title in titles],
        ["Perangkat Daerah : Dinas Kesehatan"],
        ["Berlaku sejak tanggal : 31 Januari 2025"],
        [],
    ]
    rows = read(write({sheet: [*head, PK_HEADER, PK_ROW]}, name="dokumen.xlsx")).facts["indikator"]
    assert rows["versi_pk"].to_list() == [version]
    assert rows["berlaku_tgl"].to_list() == [date(2025, 1, 31)]
    if version and sheet == "A":
        assert "versi_pk" in orjson.loads(rows["asal"][0])


def test_columns_for_version_and_day_of_an_agreement_are_read(read, write):
    head = [["PERJANJIAN KINERJA TAHUN 2025"], ["Perangkat Daerah : Dinas Kesehatan"], []]
    rows = [[*PK_ROW, "Perubahan", "26-09-2025"], [*PK_ROW, "Murni", "31 Januari 2025"]]
    found = read(write({"A": [*head, [*PK_HEADER, "Versi PK", "Tanggal Berlaku"], *rows]})).facts["indikator"]
    assert found.select("versi_pk", "berlaku_tgl").rows() == [
        ("perubahan", date(2025, 9, 26)),
        ("murni", date(2025, 1, 31)),
    ]


def test_a_cash_plan_takes_effect_by_its_heading(read, write):
    months = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nop", "Des"]
    head = [
        ["ANGGARAN KAS PERUBAHAN TAHUN ANGGARAN 2025"],
        ["SKPD : Dinas Kesehatan"],
        ["Berlaku sejak tanggal : 26 September 2025"],
        [],
    ]
    row = ["1.02.01.2.02.0001", "Penyediaan Gaji", 1200.0, *[100.0] * 12, 1200.0]
    kas = read(write({"Kas": [*head, ["Kode", "Uraian", "Pagu", *months, "Jumlah"], row]})).facts["kas"]
    assert kas.select("berlaku_tgl", "versi_anggaran").rows() == [(date(2025, 9, 26), "perubahan")]
    assert kas.filter(pl.col("total_idr") == 1200).height == 1
