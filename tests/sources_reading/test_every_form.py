# ruff: noqa: E501
"""One small workbook per form: every column of its table is read, each value knows its cell, totals are no leaves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson
import polars as pl
import pytest

OPD = "1.02.0.00.0.00.01.0000"
SUB = "1.02.01.2.02.0001"
MONTHS = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nop", "Des"]


@dataclass(frozen=True)
class Form:
    """Rows of a sheet and what must come of them: roles in order, values of the row ``at``, texts found nowhere."""

    name: str
    table: str
    rows: list[list[Any]]
    roles: list[str]
    values: dict[str, Any]
    at: int = 0
    secrets: tuple[str, ...] = ()
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    said: frozenset[str] = frozenset()


def titled(*titles: str) -> list[list[Any]]:
    return [*([title] for title in titles), []]


SPJ = Form(
    "spj", "spj",
    [
        *titled("LAPORAN PERTANGGUNGJAWABAN BENDAHARA PENGELUARAN (SPJ)", "SKPD : Dinas Kesehatan", "BULAN : MEI 2025"),
        ["Kode Rekening", "Uraian", "Jumlah Anggaran", "SPJ-LS Bulan Ini", "SPJ UP/GU/TU Bulan Ini", "Jumlah SPJ Bulan Ini",
         "Jumlah SPJ s/d Bulan Ini", "Sisa Pagu Anggaran"],
        ["1.02.01.2.02", "Administrasi Keuangan", 900.0, 100.0, 50.0, 150.0, 400.0, 500.0],
        [SUB, "Penyediaan Gaji", 900.0, 100.0, 50.0, 150.0, 400.0, 500.0],
        [None, "JUMLAH", 900.0, 100.0, 50.0, 150.0, 400.0, 500.0],
        [None, None, None, None, None, "Bendahara Pengeluaran"],
        [None, None, None, None, None, "NIP. 19710203 199703 1 004"],
    ],
    ["subtotal", "rinci", "total"],
    {"kode": SUB, "uraian": "Penyediaan Gaji", "anggaran_idr": 900, "ls_idr": 100, "gu_idr": 50, "spj_idr": 150,
     "spj_sd_idr": 400, "kode_opd": OPD, "tahun": 2025, "bulan": 5},
    at=1, secrets=("19710203",),
)  # fmt: skip
KAS = Form(
    "kas", "kas",
    [
        *titled("ANGGARAN KAS MURNI TAHUN ANGGARAN 2025", "Nama SKPD : Dinas Kesehatan", "Berlaku sejak tanggal : 2 Januari 2025"),
        ["No", "Kode Sub Kegiatan", "Uraian", "Pagu (Rp)", *MONTHS, "Jumlah"],
        [1.0, SUB, "Penyediaan Gaji", 1200.0, *[100.0] * 10, "-", 200.0, 1200.0],
        [None, None, "JUMLAH", 1200.0, *[100.0] * 10, 0.0, 200.0, 1200.0],
    ],
    ["rinci", "total"],
    {"kode": SUB, "uraian": "Penyediaan Gaji", "pagu_idr": 1200, "kas_idr": [100] * 10 + [None, 200], "total_idr": 1200,
     "versi_anggaran": "murni", "berlaku_tgl": date(2025, 1, 2), "tingkat": "sub_kegiatan", "kode_opd": OPD},
)  # fmt: skip
DPA = Form(
    "dpa", "dpa",
    [
        *titled("DOKUMEN PELAKSANAAN PERUBAHAN ANGGARAN (DPPA) TAHUN ANGGARAN 2025", "SKPD : Dinas Kesehatan",
                "Nomor : DPPA/A.1/001/2025", "Berlaku sejak tanggal : 20 September 2025"),
        ["KODE SUB KEGIATAN", "PROGRAM DAN KEGIATAN", "TOLAK UKUR CAPAIAN KEG.", "TARGET KINERJA CAPAIAN KEG.",
         "TOLAK UKUR KELUARAN", "TARGET KINERJA KELUARAN", "SUMBER DANA", "LOKASI", "KELUARAN SUB KEG.",
         "AWAL PELAKSANAAN", "AKHIR PELAKSANAAN", "JUMLAH PAGU"],
        ["1.02.01.2.02", "Administrasi Keuangan", None, None, None, None, None, None, None, None, None, 700.0],
        [SUB, "Penyediaan Gaji", "Capaian", "100 %", "Ukuran", "12 Bulan", "1.2.1.01.02", "Tigaraksa", "Gaji dibayar",
         "1 Januari 2025", "31 Desember 2025", "Rp 700,00"],
        [None, "JUMLAH", None, None, None, None, None, None, None, None, None, 700.0],
    ],
    ["subtotal", "rinci", "total"],
    {"kode": SUB, "uraian": "Penyediaan Gaji", "pagu_idr": 700, "sumber_dana": "1.2.1.01.02", "lokasi": "Tigaraksa",
     "keluaran": "Gaji dibayar", "target_keluaran": "12 Bulan", "awal_tgl": date(2025, 1, 1),
     "akhir_tgl": date(2025, 12, 31), "versi_anggaran": "perubahan", "berlaku_tgl": date(2025, 9, 20),
     "no_dokumen": "DPPA/A.1/001/2025", "tingkat": "sub_kegiatan", "tahun": 2025},
    at=1,
)  # fmt: skip
DETAIL = Form(
    "dpa_rincian", "dpa_rincian",
    [
        *titled("RINCIAN BELANJA DPA MURNI TAHUN ANGGARAN 2025", "SKPD : Dinas Kesehatan"),
        ["KODE SUB KEGIATAN", "KODE AKUN", "URAIAN", "NAMA KOMPONEN", "HARGA SAT. KOMPONEN", "SATUAN KOMPONEN", "SATUAN",
         "VOLUME", "JUMLAH", "KODE SUMBER DANA"],
        [SUB, "5.1.02.01.01.0025", "Fotokopi", "FOTO COPY", 300.0, "Lembar", "lembar;bulan", "200;2", 120_000.0, "1.2.1.01.02"],
        [None, None, "Fotokopi", "JILID", 5_000.0, "Buku", "buku", "3", 15_000.0, "1.2.1.01.02"],
        [None, None, "JUMLAH", None, None, None, None, None, 135_000.0, None],
    ],
    ["rinci", "rinci", "total"],
    {"kode": SUB, "kode_akun": "5.1.02.01.01.0025", "uraian": "Fotokopi", "komponen": "FOTO COPY", "volume": 400.0,
     "satuan": "lembar;bulan", "harga_satuan_idr": 300, "jumlah_idr": 120_000, "sumber_dana": "1.2.1.01.02",
     "versi_anggaran": "murni"},
)  # fmt: skip
RECAP = Form(
    "rfk_rekap", "rfk",
    [
        *titled("SERAPAN KEUANGAN APBD PER OPD SAMPAI DENGAN FEBRUARI 2025", "PEMERINTAH KABUPATEN TANGERANG"),
        ["No.", "Nama", "Pagu", "Realisasi", "Deviasi Serapan", "Realisasi", None, "Deviasi", None],
        [None, None, None, None, None, "Keu", "Fisik", "Keu", "Fisik"],
        [1.0, "Dinas Kesehatan", 1_000.0, 250.0, 750.0, 25.0, 30.0, 5.0, 0.0],
        [None, "JUMLAH", 1_000.0, 250.0, 750.0, 25.0, 30.0, 5.0, 0.0],
    ],
    ["total", "total"],
    {"kode_opd": OPD, "pagu_idr": 1000, "realisasi_idr": 250, "sisa_idr": 750, "realisasi_pct": 25.0, "fisik_pct": 30.0,
     "deviasi_pct": 5.0, "tahun": 2025, "bulan": 2},
    merges=[(3, 5, 3, 6), (3, 7, 3, 8)],
)  # fmt: skip
CONTRACTS = Form(
    "kontrak", "kontrak",
    [
        *titled("REGISTER KONTRAK TAHUN ANGGARAN 2025", "SKPD : Dinas Kesehatan"),
        ["No", "Nomor Kontrak", "Kode Sub Kegiatan", "Nama Paket", "Lokasi", "Jenis Pengadaan", "Metode Pemilihan", "Penyedia",
         "NPWP Penyedia", "No. Rekening Penyedia", "Sumber Dana", "Pagu", "Nilai Kontrak", "Nilai Addendum", "Uang Muka (%)",
         "Tanggal RUP", "Tanggal Tender", "Tanggal Kontrak", "Tanggal SPMK", "Tanggal Akhir Kontrak", "Tanggal Addendum",
         "Tanggal Akhir Addendum", "Tanggal BAST", "Tanggal FHO", "Nilai Pembayaran", "Tanggal Pembayaran Terakhir",
         "Fisik (%)", "Denda", "Gagal Tender", "Nama PPK"],
        [1.0, "01/SP/2025", SUB, "Gedung", "Cisoka", "Pekerjaan Konstruksi", "Tender", "CV Contoh", "01.234.567.8-901.000",
         "0012345678", "PAD", 900.0, 890.0, 895.0, 30.0, "02-01-2025", "03-02-2025", "03-03-2025", "10-03-2025", "05-09-2025",
         "01-08-2025", "05-10-2025", "04-10-2025", "04-04-2026", 800.0, "01-10-2025", 100.0, 5.0, 1.0, "Contoh Pejabat"],
    ],
    ["rinci"],
    {"nomor": "01/SP/2025", "kode": SUB, "paket": "Gedung", "lokasi": "Cisoka", "jenis_pengadaan": "konstruksi",
     "metode": "tender", "penyedia": "CV Contoh", "sumber_dana": "PAD", "pagu_idr": 900, "nilai_idr": 890,
     "nilai_addendum_idr": 895, "uang_muka_pct": 30.0, "rup_tgl": date(2025, 1, 2), "tender_tgl": date(2025, 2, 3),
     "kontrak_tgl": date(2025, 3, 3), "spmk_tgl": date(2025, 3, 10), "akhir_tgl": date(2025, 9, 5),
     "addendum_tgl": date(2025, 8, 1), "akhir_addendum_tgl": date(2025, 10, 5), "bast_tgl": date(2025, 10, 4),
     "fho_tgl": date(2026, 4, 4), "bayar_idr": 800, "bayar_akhir_tgl": date(2025, 10, 1), "fisik_pct": 100.0,
     "denda_idr": 5, "gagal_tender": 1},
    secrets=("01.234.567", "0012345678", "Contoh Pejabat"), said=frozenset({"data_pribadi"}),
)  # fmt: skip
AGREEMENT = Form(
    "indikator", "indikator",
    [
        *titled("PERJANJIAN KINERJA TAHUN 2025", "Perangkat Daerah : Dinas Kesehatan"),
        ["No", "Kode", "Sasaran", "Indikator Kinerja", "Satuan", "Polaritas", "Agregasi", "Target", "Target Maksimum",
         "Realisasi", "Realisasi Tahun Lalu", "Capaian (%)", "Anggaran", "Dokumen Dasar", "Versi PK", "Tanggal Berlaku"],
        [1.0, "1.02.02", "Sehat", "Angka gizi", "Tahun", "Stabil", "Rata-rata", 70.0, "75,5", 71.0, 69.5, 101.0, 500.0,
         "Keputusan Bupati 1", "PK Perubahan", "26-09-2025"],
    ],
    ["rinci"],
    {"kode": "1.02.02", "kode_indikator": "1.02.02#1", "sasaran": "Sehat", "indikator": "Angka gizi", "satuan": "tahun",
     "polaritas": "rentang", "agregasi": "rata2", "target_k": 70.0, "target_maks_k": 75.5, "realisasi_k": 71.0,
     "realisasi_lalu_k": 69.5, "capaian_pct": 101.0, "anggaran_idr": 500, "dokumen_dasar": "Keputusan Bupati 1",
     "versi_pk": "perubahan", "berlaku_tgl": date(2025, 9, 26)},
)  # fmt: skip
LAW = Form(
    "apbd_rinci", "lra",
    [
        ["row_id", "tahun_anggaran", "kode_skpd", "nama_skpd", "kode_rekening", "uraian", "jumlah_rp", "level", "lampiran"],
        [1.0, 2025.0, "1.02.0.00.0.00.01.0000", "Dinas Kesehatan", "5.1", "Belanja Operasi", 900.0, 2.0, "I"],
        [2.0, 2025.0, "1.02.0.00.0.00.01.0000", "Dinas Kesehatan", "5.1.01", "Belanja Pegawai", 900.0, 3.0, "I"],
    ],
    ["subtotal", "rinci"],
    {"kode_opd": OPD, "kode_akun": "5.1.01", "tingkat_akun": 3, "uraian": "Belanja Pegawai", "anggaran_idr": 900,
     "tahun": 2025, "jenis_laporan": "apbd"},
    at=1,
)  # fmt: skip
RKPD = Form(
    "e81_rkpd", "e81",
    [
        *titled("EVALUASI HASIL RKPD", "KABUPATEN TANGERANG", "SKPD : Dinas Kesehatan", "TRIWULAN IV TAHUN 2025"),
        ["No", "Kode", "Program/Kegiatan", "Indikator Kinerja", "Target RPJMD", None, "Realisasi RPJMD Tahun Lalu", None,
         "Target RKPD", None, "Triwulan I", None, "Triwulan II", None, "Triwulan III", None, "Triwulan IV", None,
         "Realisasi RKPD yang Dievaluasi", None, "Realisasi RPJMD s/d Tahun", None, "Tingkat Capaian", None,
         "Unit Penanggung Jawab"],
        [None] * 4 + ["K", "Rp"] * 10,
        [1.0, SUB, "Penyediaan Gaji", "Jumlah laporan", "10 Laporan", 100.0, "2 Laporan", 20.0, "4 Laporan", 40.0,
         "1 Laporan", 10.0, "1 Laporan", 10.0, "1 Laporan", 10.0, "1 Laporan", 9.0, "4 Laporan", 39.0, "6 Laporan", 59.0,
         60.0, 59.0, "Yankes"],
    ],
    ["rinci"],
    {"kode": SUB, "uraian": "Penyediaan Gaji", "indikator": "Jumlah laporan", "satuan": "laporan", "renstra_k": 10.0,
     "renstra_idr": 100, "lalu_k": 2.0, "lalu_idr": 20, "target_k": 4.0, "target_idr": 40, "tw1_k": 1.0, "tw1_idr": 10,
     "tw2_k": 1.0, "tw2_idr": 10, "tw3_k": 1.0, "tw3_idr": 10, "tw4_k": 1.0, "tw4_idr": 9, "total_k": 4.0, "total_idr": 39,
     "renstra_real_k": 6.0, "renstra_real_idr": 59, "capaian_k_pct": 60.0, "capaian_idr_pct": 59.0,
     "unit_kerja": "Yankes", "triwulan": 4},
    merges=[(5, col, 5, col + 1) for col in range(4, 24, 2)],
)  # fmt: skip
FORMS = [SPJ, KAS, DPA, DETAIL, RECAP, CONTRACTS, AGREEMENT, LAW, RKPD]
DERIVED = {"tingkat", "kode_indikator", "tingkat_akun", "jenis_laporan", "versi_anggaran", "tahun", "bulan", "triwulan"}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_column_of_the_form_is_read(read, write, form):
    reading = read(write({"Lembar": form.rows}, merges={"Lembar": form.merges}))
    assert reading.dokumen["tata_letak"].to_list() == [form.name]
    table = reading.facts[form.table]
    row = table.row(form.at, named=True)
    assert {name: row[name] for name in form.values} == form.values
    assert table["peran"].to_list() == form.roles
    assert set(reading.kendala["jenis"]) == form.said
    asal = orjson.loads(row["asal"])
    for name in form.values.keys() - DERIVED - {"kas_idr", "satuan", "kode_opd"}:
        assert name in asal, name
    for cell, sent in asal.values():
        assert shown(form.rows, cell).endswith(sent)
    everything = "".join(
        frame.select(pl.exclude(pl.List(pl.Int64))).write_csv()
        for frame in (*reading.facts.values(), reading.dokumen, reading.jejak, reading.kendala)
    )
    assert not [secret for secret in form.secrets if secret in everything]


def shown(rows, cell):
    letters = cell.rstrip("0123456789")
    col = 0
    for letter in letters:
        col = col * 26 + ord(letter) - 64
    value = rows[int(cell[len(letters) :]) - 1][col - 1]
    return (
        f"{value:g}"
        if isinstance(value, float) and value < 1e5
        else f"{value:.0f}"
        if isinstance(value, float)
        else value
    )


def test_the_register_of_agencies_is_read(read, write):
    header = ["No", "Kode OPD", "Nama OPD", "Singkatan", "Nama Lain", "Jenis", "Bidang Urusan", "Kode Wilayah", "Kode BPS",
              "BLUD", "Berlaku Mulai", "Berlaku Sampai"]  # fmt: skip
    rows = [
        [1.0, OPD, "Dinas Contoh", "Dinco", "Dinas C", "Dinas", "1.02,2.14", None, None, "Tidak", "01-01-2021", None],
        [2.0, "7.01.0.00.0.00.06.0000", "Kecamatan Contoh", "Kec. C", None, "Kecamatan", "7.01", "36.03.05", "3603010", "-",
         "01-01-2021", "31-12-2030"],
    ]  # fmt: skip
    opd = read(write({"OPD": [["DAFTAR PERANGKAT DAERAH"], [], header, *rows]})).facts["opd"]
    assert opd.rows() == [
        (OPD, "Dinas Contoh", "Dinco", "Dinas C", "OPD", "1.02,2.14", None, None, False, date(2021, 1, 1), None),
        ("7.01.0.00.0.00.06.0000", "Kecamatan Contoh", "Kec. C", None, "KECAMATAN", "7.01", "36.03.05", "3603010", False,
         date(2021, 1, 1), date(2030, 12, 31)),
    ]  # fmt: skip
