# ruff: noqa: E501, RUF005
"""Each form is read by the meaning of its headers, whatever its mess."""

from __future__ import annotations

from datetime import date

import orjson
import polars as pl
import pytest

HEAD = [
    ["PEMERINTAH KABUPATEN TANGERANG"],
    ["LAPORAN REALISASI FISIK DAN KEUANGAN"],
    ["SKPD : DINAS KESEHATAN"],
    ["BULAN : OKTOBER 2025"],
    [],
]
RFK_B_HEADER = [
    ["No.", "Kode", "Program/Kegiatan/Sub Kegiatan", "Jumlah Anggaran (Rp)", "Bobot (%)",
     "Realisasi Pelaksanaan Anggaran", None, None, None, None, None, None, None, None, "Sisa Anggaran (Rp)"],
    [None] * 5 + ["Bulan Lalu", None, None, "Bulan Ini", None, None, "s.d Bulan Ini", None, None, None],
    [None] * 5 + ["Keuangan", None, "Fisik", "Keuangan", None, "Fisik", "Keuangan", None, "Fisik", None],
    [None] * 5 + ["Rp", "%", "%", "Rp", "%", "%", "Rp", "%", "%", None],
    [str(n) for n in range(1, 16)],
]  # fmt: skip
SIGNED = [
    [],
    [None, None, None, None, None, None, None, None, None, "Tigaraksa, 5 November 2025"],
    [None, None, None, None, None, None, None, None, None, "Kepala Dinas Kesehatan"],
    [None, None, None, None, None, None, None, None, None, "dr. Contoh Nama"],
    [None, None, None, None, None, None, None, None, None, "NIP. 19710203 199703 1 004"],
]


def rfk_b_line(no, kode, uraian, pagu, lalu, ini, fisik=(40.0, 10.0, 50.0)):
    total = lalu + ini
    return [
        no, kode, uraian, pagu, 100.0, lalu, lalu / pagu * 100, fisik[0], ini, ini / pagu * 100, fisik[1],
        total, total / pagu * 100, fisik[2], pagu - total,
    ]  # fmt: skip


LINES = [
    rfk_b_line(1, "1.02.01", "PROGRAM PENUNJANG", 300_000_000.0, 100_000_000.0, 50_000_000.0),
    rfk_b_line(None, "1.02.01.2.02", "Administrasi Keuangan", 300_000_000.0, 100_000_000.0, 50_000_000.0),
    rfk_b_line(None, "1.02.01.2.02.0001", "Penyediaan Gaji", 200_000_000.0, 75_000_000.0, 25_000_000.0),
    rfk_b_line(None, "1.02.01.2.02.0002", "Penyediaan Administrasi", 100_000_000.0, 25_000_000.0, 25_000_000.0),
    rfk_b_line(None, None, "JUMLAH", 300_000_000.0, 100_000_000.0, 50_000_000.0),
]


def roles(reading):
    return reading.jejak.group_by("peran").len().sort("peran").rows_by_key("peran", named=False, unique=True)


def test_three_merged_header_rows_are_read_as_paths(read, write):
    reading = read(write({"Okt": HEAD + RFK_B_HEADER + LINES + SIGNED}))
    rfk = reading.facts["rfk"]
    leaf = rfk.filter(pl.col("kode") == "1.02.01.2.02.0001").row(0, named=True)
    assert (leaf["pagu_idr"], leaf["lalu_idr"], leaf["ini_idr"], leaf["realisasi_idr"]) == (
        200_000_000, 75_000_000, 25_000_000, 100_000_000,
    )  # fmt: skip
    assert (leaf["lalu_fisik_pct"], leaf["ini_fisik_pct"], leaf["fisik_pct"]) == (40.0, 10.0, 50.0)
    assert (leaf["tahun"], leaf["bulan"], leaf["tingkat"]) == (2025, 10, "sub_kegiatan")
    assert leaf["kode_opd"] == reading.dokumen["kode_opd"][0] is not None
    assert rfk["peran"].to_list() == ["subtotal", "subtotal", "rinci", "rinci", "total"]


def test_asal_names_the_cell_and_the_text_of_every_value(read, write):
    reading = read(write({"Okt": HEAD + RFK_B_HEADER + LINES}))
    leaf = reading.facts["rfk"].filter(pl.col("baris") == 13).row(0, named=True)
    asal = orjson.loads(leaf["asal"])
    assert asal["pagu_idr"] == ["D13", "200000000"]
    assert asal["kode"] == ["B13", "1.02.01.2.02.0001"]
    assert asal["realisasi_pct"][1] == "50"


def test_signature_blocks_never_enter_a_table_nor_the_asal(read, write):
    reading = read(write({"Okt": HEAD + RFK_B_HEADER + LINES + SIGNED}))
    signed = reading.jejak.filter(pl.col("peran") == "tanda_tangan")
    assert signed["baris"].to_list() == [17, 18, 19, 20]
    everything = "".join(frame.write_csv() for frame in (reading.kendala, reading.facts["rfk"].drop("kas_idr")))
    assert "19710203" not in everything


def test_columns_may_be_moved_and_renamed(read, write):
    order = [2, 1, 3, 11, 12, 13, 8, 9, 10, 5, 6, 7, 14]
    fill = lambda row, upto: [row[i] if i < len(row) else None for i in range(upto)]  # noqa: E731
    flat = [
        "No", "Kode Rekening", "Urain Program / Kegiatan / Sub Kegiatan", "Pagu Angaran", "Bobot",
        "Keuangan Bulan Lalu (Rp)", "Keuangan Bulan Lalu (%)", "Fisik Bulan Lalu (%)", "Keuangan Bulan Ini (Rp)",
        "Keuangan Bulan Ini (%)", "Fisik Bulan Ini (%)", "Keuangan s/d Bulan Ini (Rp)", "Keuangan s/d Bulan Ini (%)",
        "Fisik s/d Bulan Ini (%)", "Sisa Pagu",
    ]  # fmt: skip
    rows = [[fill(row, 15)[i] for i in order] for row in [flat, *LINES]]
    reading = read(write({"Okt": HEAD + rows}))
    leaf = reading.facts["rfk"].filter(pl.col("kode") == "1.02.01.2.02.0002").row(0, named=True)
    assert (leaf["pagu_idr"], leaf["realisasi_idr"], leaf["ini_idr"], leaf["fisik_pct"]) == (
        100_000_000, 50_000_000, 25_000_000, 50.0,
    )  # fmt: skip
    missing = reading.kendala.filter(pl.col("jenis") == "kolom_hilang")
    assert missing["kolom"].to_list() == ["bobot_pct"]


RFK_A_HEADER = [
    ["KODE", None, None, None, None, "URAIAN", "PAGU RKA", "PAGU DPA", "REALISASI KEUANGAN (Rp)", "CAPAIAN (%)", "RAK (%)",
     "DEVIASI (%)", "REALISASI FISIK (%)", "NILAI FISIK (Rp)", "SUMBER DANA", "PERMASALAHAN", "CATATAN VERIFIKATOR",
     "Jan", "Peb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nop", "Des", "TOTAL"],
    [*map(str, range(1, 10)), "10=9/8", *map(str, range(11, 31))],
]  # fmt: skip


def rfk_a_line(parts, uraian, pagu, realisasi, fisik, masalah=None):
    cash = [pagu / 10.0] * 10 + ["-", 0.0]
    return [
        *parts, uraian, pagu, pagu, realisasi, realisasi / pagu * 100, 80.0, 5.0, fisik, pagu * fisik / 100, "PAD",
        masalah, None, *cash, pagu,
    ]  # fmt: skip


def test_a_code_over_five_columns_is_joined_and_the_cash_plan_fanned_in(read, write):
    rows = [
        rfk_a_line(["1", "03", "02", None, None], "PROGRAM", 2_000_000.0, 500_000.0, 30.0),
        rfk_a_line(["1", "03", "02", "2.01", None], "Kegiatan", 2_000_000.0, 500_000.0, 30.0),
        rfk_a_line(
            ["1", "03", "02", "2.01", "0001"], "Sub", 2_000_000.0, 500_000.0, 30.0, "Lahan; NIP 197102031997031004"
        ),
    ]
    merges = {"A": [(5, 0, 5, 4)]}
    reading = read(write({"A": HEAD + RFK_A_HEADER + rows}, merges=merges))
    rfk = reading.facts["rfk"]
    personal = reading.kendala.filter(pl.col("jenis") == "data_pribadi").row(0, named=True)
    assert (personal["sel"], personal["nilai"], personal["baris_id"]) == ("P10", None, rfk["baris_id"][2])
    assert rfk["kode"].to_list() == ["1.03.02", "1.03.02.2.01", "1.03.02.2.01.0001"]
    leaf = rfk.row(2, named=True)
    assert leaf["kas_idr"] == [200_000] * 10 + [None, 0]
    assert (leaf["rka_idr"], leaf["kas_total_idr"], leaf["rak_pct"]) == (2_000_000, 2_000_000, 80.0)
    assert "197102031997031004" not in leaf["permasalahan"] + leaf["asal"]
    assert "[data pribadi dihapus]" in leaf["permasalahan"]
    assert orjson.loads(leaf["asal"])["kas_idr[11]"] == ["AB10", "-"]


def test_blank_zero_and_dash_stay_three_states(read, write):
    lines = [list(line) for line in LINES[2:4]] + [list(LINES[2])]
    lines[0][5], lines[1][5], lines[2][5] = None, 0.0, "-"
    lines[2][1] = "1.02.01.2.02.0003"
    rfk = read(write({"Okt": HEAD + RFK_B_HEADER + lines})).facts["rfk"]
    assert rfk["lalu_idr"].to_list() == [None, 0, None]
    sent = [orjson.loads(asal).get("lalu_idr") for asal in rfk["asal"]]
    assert sent == [None, ["F12", "0"], ["F13", "-"]]


def test_unreadable_and_ambiguous_cells_are_named_and_hold_their_row(read, write):
    lines = [list(line) for line in LINES[2:4]]
    lines[0][3] = "seratus juta"
    lines[1][13] = "1.234"
    reading = read(write({"Okt": HEAD + RFK_B_HEADER + lines}))
    found = reading.kendala.filter(pl.col("jenis").is_in(["nilai_tak_terbaca", "format_ambigu"])).sort("sel")
    assert found.select("sel", "kolom", "jenis", "nilai", "menahan").rows() == [
        ("D11", "pagu_idr", "nilai_tak_terbaca", "seratus juta", True),
        ("N12", "fisik_pct", "format_ambigu", "1.234", True),
    ]


def test_a_code_that_cannot_be_read_holds_the_row_but_keeps_it(read, write):
    lines = [list(LINES[2]), list(LINES[3])]
    lines[1][1] = "kode?"
    reading = read(write({"Okt": HEAD + RFK_B_HEADER + lines}))
    rfk = reading.facts["rfk"]
    assert rfk["kode"].to_list() == ["1.02.01.2.02.0001", None]
    issue = reading.kendala.filter(pl.col("kolom") == "kode").row(0, named=True)
    assert (issue["menahan"], issue["baris_id"]) == (True, rfk["baris_id"][1])


def test_months_on_their_own_sheets_take_the_month_from_the_sheet_name(read, write):
    head = [["LAPORAN REALISASI FISIK DAN KEUANGAN"], ["SKPD : DINAS KESEHATAN"], ["TAHUN ANGGARAN 2025"], []]
    rows = head + RFK_B_HEADER + LINES
    reading = read(write({"Januari": rows, "Februari": rows, "Maret": rows}))
    assert reading.dokumen["bulan"].to_list() == [1, 2, 3]
    assert reading.dokumen["tahun"].to_list() == [2025] * 3


def test_several_months_stacked_on_one_sheet_are_several_documents(read, write):
    second = [*HEAD[:3], ["BULAN : NOPEMBER 2025"], []]
    reading = read(write({"S": HEAD + RFK_B_HEADER + LINES + SIGNED + [[]] + second + RFK_B_HEADER + LINES}))
    assert reading.dokumen["bulan"].to_list() == [10, 11]
    assert reading.facts["rfk"].group_by("bulan").len().sort("bulan").rows() == [(10, 5), (11, 5)]


def test_a_header_printed_again_on_the_next_page_continues_the_table(read, write):
    reading = read(write({"S": HEAD + RFK_B_HEADER + LINES[:2] + RFK_B_HEADER + LINES[2:]}))
    assert reading.dokumen.height == 1
    assert reading.facts["rfk"].height == 5
    assert reading.facts["rfk"]["peran"].to_list()[:2] == ["subtotal", "subtotal"]


def test_another_government_in_the_title_is_said(read, write):
    head = [["PEMERINTAH KABUPATEN MANDAILING NATAL"], *HEAD[1:]]
    reading = read(write({"S": head + RFK_B_HEADER + LINES}))
    assert reading.dokumen["lain_pemerintah"][0] == "PEMERINTAH KABUPATEN MANDAILING NATAL"
    own = read(write({"S": HEAD + RFK_B_HEADER + LINES}, name="b.xlsx"))
    assert own.dokumen["lain_pemerintah"][0] is None


def test_content_and_name_are_both_kept_when_they_disagree(read, write):
    path = write({"S": HEAD + RFK_B_HEADER + LINES}, name="RFK_Kec. Cisoka_September_2025.xlsx")
    document = read(path).dokumen.row(0, named=True)
    assert document["kode_opd"] == document["kode_opd_isi"] != document["kode_opd_nama"] is not None
    assert (document["periode_isi"], document["periode_nama"], document["bulan"]) == ("2025-10", "2025-09", 10)


def test_an_unknown_agency_and_an_unfilled_period_hold_the_table(read, write):
    head = [["LAPORAN REALISASI FISIK DAN KEUANGAN"], ["SKPD : ........"], ["BULAN : ........"], []]
    reading = read(write({"Sheet1": head + RFK_B_HEADER + LINES}))
    held = reading.kendala.filter(pl.col("menahan"))["jenis"].to_list()
    assert sorted(held) == ["opd_tak_dikenal", "periode_tak_terbaca"]


def test_amounts_in_millions_are_multiplied_and_it_is_said(read, write):
    head = [*HEAD[:4], ["(dalam jutaan rupiah)"], []]
    lines = [rfk_b_line(1, "1.02.01.2.02.0001", "Penyediaan Gaji", 200.0, 75.0, 25.0)]
    reading = read(write({"S": head + RFK_B_HEADER + lines}))
    assert reading.facts["rfk"]["pagu_idr"].to_list() == [200_000_000]
    assert "satuan_uang_diterapkan" in reading.kendala["jenis"].to_list()


def test_an_unrecognised_sheet_is_one_issue_and_every_row_is_traced(read, write):
    reading = read(write({"Catatan": [["apa", "saja"], [1.0, 2.0], ["x", None]]}))
    assert reading.kendala["jenis"].to_list() == ["tata_letak_tak_dikenal"]
    assert reading.jejak.select("baris", "peran", "n_fakta").rows() == [
        (1, "tak_dikenal", 0), (2, "tak_dikenal", 0), (3, "tak_dikenal", 0),
    ]  # fmt: skip
    assert reading.facts == {}


def test_a_file_that_is_no_workbook_is_one_document_and_one_issue(read, tmp_path):
    path = tmp_path / "rusak.xlsx"
    path.write_bytes(b"\x00\x01\x02\x03" * 50)
    reading = read(path)
    assert reading.dokumen.height == reading.kendala.height == 1
    assert reading.kendala["menahan"].to_list() == [True]


def test_typed_totals_among_formulas_and_backed_out_parts_are_counted(read, write):
    lines = [list(line) for line in LINES]
    sums = ("D", "F", "I", "L", "O")
    for column in sums[1:]:
        at = ord(column) - 65
        for line in (lines[0], lines[1], lines[4]):
            line[at] = (f"=SUM({column}13:{column}14)", line[at])
    lines[0][3], lines[1][3] = ("=D13+D14", 300_000_000.0), ("=SUM(D13:D14)", 300_000_000.0)
    lines[3][11] = ("=2565386297-L13-L12", 50_000_000.0)
    reading = read(write({"S": HEAD + RFK_B_HEADER + lines}))
    document = reading.dokumen.row(0, named=True)
    assert (document["rumus_total"], document["rumus_colok"]) == (14, 2)
    assert set(document["sel_colok"].split(", ")) == {"L14", "D15"}


def test_a_form_that_computes_one_level_only_has_no_plugs(read, write):
    lines = [list(line) for line in LINES]
    lines[1][3] = ("=SUM(D13:D14)", 300_000_000.0)
    document = read(write({"S": HEAD + RFK_B_HEADER + lines})).dokumen.row(0, named=True)
    assert (document["rumus_total"], document["rumus_colok"], document["sel_colok"]) == (1, 0, None)


def test_hidden_rows_with_figures_are_counted(read, write):
    reading = read(write({"S": HEAD + RFK_B_HEADER + LINES}, hidden_rows={"S": [12, 4]}))
    assert reading.dokumen["baris_tersembunyi"].to_list() == [1]


def test_the_package_workbook_keeps_contracts_and_drops_officials(read, write):
    head = [["PEMERINTAH KABUPATEN TANGERANG"], ["DAFTAR KEGIATAN FISIK"], ["SKPD : DINAS KESEHATAN"], []]
    code = "1.02.02.2.01.0001"
    sheets = {
        "Kegiatan": head + [["NO", "KODE", "NAMA KEGIATAN", "PAGU ANGGARAN", "TAHUN KONTRAK", "NO. KONTRAK", "TGL. KONTRAK",
            "NILAI KONTRAK", "WAKTU PEKERJAAN", "NAMA PERUSAHAAN", "DAK (Y/N)", "KOORDINAT", "LOKASI KEGIATAN"],
            [1.0, code, "Puskesmas", 190_000_000.0, 2025.0, "01/SP", "07 Juli 2025", "Rp 189.500.000",
             "07 Juli 2025 s.d 03 November 2025", "CV Contoh", "N", "-", "Cisoka"]],
        "Fisik": head + [["NO", "KODE", "NAMA KEGIATAN", "KODE FISIK", "JENIS TARGET [H, M, B, T]", "TAHAPAN TARGET [Angka]",
            "JADWAL TARGET [Tanggal]", "TARGET [%]", "REALISASI [%]", "KETERANGAN"],
            [1.0, code, "Puskesmas", "F1", "M", 1.0, "14/07/2025", 25.0, 20.0, None]],
        "Bayar": head + [["NO", "KODE", "NAMA KEGIATAN", "KODE KEUANGAN", "TANGGAL REALISASI", "REALISASI [RP]", "KETERANGAN"],
            [1.0, code, "Puskesmas", "K1", "01-08-2025", 50_000_000.0, None]],
        "Nama KPA": head + [["NO", "KODE", "NAMA KEGIATAN", "NAMA KPA", "NIP KPA"],
            [1.0, code, "Puskesmas", "Contoh Pejabat", "197102031997031004"]],
    }  # fmt: skip
    reading = read(write(sheets))
    contract = reading.facts["kontrak"].row(0, named=True)
    assert (contract["nilai_idr"], contract["kontrak_tgl"], contract["akhir_tgl"]) == (
        189_500_000, date(2025, 7, 7), date(2025, 11, 3),
    )  # fmt: skip
    assert reading.facts["paket_fisik"].select("target_pct", "realisasi_pct").row(0) == (25.0, 20.0)
    assert reading.facts["paket_bayar"].select("bayar_tgl", "bayar_idr").row(0) == (date(2025, 8, 1), 50_000_000)
    text = "".join(f.write_csv() for f in (*reading.facts.values(), reading.kendala, reading.jejak, reading.dokumen))
    assert "Contoh Pejabat" not in text
    assert "197102031997031004" not in text
    assert reading.kendala.filter(pl.col("jenis") == "data_pribadi")["kolom"].sort().to_list() == ["nama", "nip"]


def test_a_national_export_keeps_its_precision_and_hierarchy(read, tmp_path):
    path = tmp_path / "Contoh_2024.csv"
    path.write_text(
        "akun,anggaran,realisasi,persentase\n"
        '" Pendapatan Daerah","1.887,05 M","2.007,06 M",106.36\n"  PAD","284,45 M","377,43 M",132.68\n'
        '"   Pajak Daerah","284,45 M","377,43 M",132.68\n" Belanja Daerah","9,10 M","1,00 M",10.99\n',
        encoding="utf-8",
    )
    lra = read(path).facts["lra"]
    assert lra["presisi_idr"].unique().to_list() == [10_000_000]
    assert lra["anggaran_idr"].to_list() == [1_887_050_000_000, 284_450_000_000, 284_450_000_000, 9_100_000_000]
    assert lra["peran"].to_list() == ["subtotal", "subtotal", "rinci", "rinci"]
    ids = lra["baris_id"].to_list()
    assert lra["induk_baris"].to_list() == [None, ids[0], ids[1], None]
    assert lra["tingkat_akun"].to_list() == [1, 2, 3, 1]


def test_lra_with_split_account_columns_tells_bpkad_from_opd(read, write):
    head = [
        ["LAPORAN REALISASI ANGGARAN"],
        ["UNIT KERJA : DINAS KESEHATAN"],
        ["PERIODE 1 JANUARI S.D 31 OKTOBER 2025"],
        [],
    ]
    header = [["KODE REKENING", None, None, None, "URAIAN", "ANGGARAN", "REALISASI BPKAD", "SERAPAN OPD", "%"]]
    rows = [
        ["5", None, None, None, "BELANJA", 100.0, 40.0, 50.0, 40.0],
        ["5", "1", None, None, "BELANJA OPERASI", 100.0, 40.0, 50.0, 40.0],
        ["5", "1", "02", None, "Belanja Barang", 100.0, 40.0, 50.0, 40.0],
        ["5", "1", "02", "01", "Belanja Barang Pakai Habis", 100.0, 40.0, 50.0, 40.0],
        [None, None, None, None, "JUMLAH BELANJA", 100.0, 40.0, 50.0, 40.0],
    ]
    reading = read(write({"LRA": head + header + rows}, merges={"LRA": [(4, 0, 4, 3)]}))
    lra = reading.facts["lra"]
    assert lra["kode_akun"].to_list() == ["5", "5.1", "5.1.02", "5.1.02.01", None]
    assert lra["peran"].to_list() == ["subtotal", "subtotal", "subtotal", "rinci", "total"]
    assert lra.select("realisasi_idr", "serapan_opd_idr", "bulan").row(3) == (40, 50, 10)


E81_HEADER = [
    ["No", "Kode", "Sasaran", "Program/ Kegiatan", "Indikator Kinerja Program (Outcome)/Kegiatan (Output)",
     "Target Renstra Perangkat Daerah pada Tahun 2026", None, "Realisasi Capaian Kinerja Renstra s.d. Renja Tahun Lalu (n-1)", None,
     "Target Kinerja dan Anggaran Renja Tahun Berjalan yang Dievaluasi", None, "Realisasi Kinerja Pada Triwulan",
     None, None, None, None, None, None, None, "Realisasi Capaian Kinerja dan Anggaran Renja yang Dievaluasi", None,
     "Realisasi Kinerja dan Anggaran Renstra s/d Tahun 2025", None,
     "Tingkat Capaian Kinerja dan Realisasi Anggaran Renstra s/d Tahun 2025 (%)", None, "Unit Penanggung Jawab"],
    [None] * 11 + ["I", None, "Il", None, "Ill", None, "IV", None] + [None] * 7,
    [1.0, None, 2.0, 3.0, 4.0, 5.0, None, 6.0, None, 7.0, None, 8.0, None, 9.0, None, 10.0, None, 11.0, None,
     "12 = 8+9+10+11", None, "13 = 6 + 12", None, "14=13/5 x100%", None, 15.0],
    [None] * 5 + ["K", "Rp"] * 10 + [None],
]  # fmt: skip


def test_e81_reads_quarters_several_indicators_in_a_cell_and_the_footer(read, write):
    head = [["Evaluasi Terhadap Hasil Renja"], ["Perangkat Daerah : Dinas Kesehatan"], ["Triwulan III Tahun 2025"], []]
    row = [1.0, "1.02.02.2.02.0001", "Sehat", "Pelayanan", "Jumlah Laporan\nJumlah Dokumen", "5 Laporan\n10 Dokumen", 500.0,
           "1 Laporan\n2 Dokumen", 100.0, "4 Laporan\n8 Dokumen", 400.0, "1 Laporan\n2 Dokumen", 90.0,
           "1 Laporan\n2 Dokumen", 90.0, "1 Laporan\n2 Dokumen", 90.0, None, None, "3 Laporan\n6 Dokumen", 270.0,
           "4 Laporan\n8 Dokumen", 370.0, "80\n80", 74.0, "Yankes"]  # fmt: skip
    footer = [
        ["Rata-rata capaian kinerja (%)"] + [None] * 22 + [80.0, 74.0],
        ["Predikat kinerja"] + [None] * 22 + ["Tinggi", "Sedang"],
        ["Faktor penghambat pencapain kinerja: \nLelang terlambat"],
    ]
    reading = read(write({"E81": head + E81_HEADER + [row] + footer}))
    e81 = reading.facts["e81"]
    assert e81["indikator"].to_list() == ["Jumlah Laporan", "Jumlah Dokumen"]
    assert e81["kode_indikator"].to_list() == ["1.02.02.2.02.0001#1", "1.02.02.2.02.0001#2"]
    assert e81["satuan"].to_list() == ["laporan", "dokumen"]
    assert e81["tw3_k"].to_list() == [1.0, 2.0]
    assert e81["tw4_k"].to_list() == [None, None]
    assert e81["target_idr"].to_list() == [400, None]
    assert e81["baris_id"].str.extract(r":(\d+:\d+)$").to_list() == ["9:1", "9:2"]
    assert e81["capaian_k_pct"].to_list() == [80.0, 80.0]
    assert reading.jejak.filter(pl.col("baris") == 9)["n_fakta"].to_list() == [2]
    short = reading.facts["e81_ringkas"].row(0, named=True)
    assert (short["rata_k_pct"], short["predikat_idr"], short["penghambat"]) == (80.0, "sedang", "Lelang terlambat")


def test_volumes_of_several_factors_are_multiplied(read, write):
    header = [
        "KODE AKUN",
        "URAIAN",
        "NAMA KOMPONEN",
        "HARGA SAT. KOMPONEN",
        "SATUAN KOMPONEN",
        "SATUAN",
        "VOLUME",
        "JUMLAH",
        "KODE SUMBER DANA",
    ]
    row = [
        "5.1.02.01.01.0025",
        "Fotokopi",
        "FOTO COPY",
        300.0,
        "Lembar",
        "lembar;bulan",
        "200;2",
        120_000.0,
        "1.2.1.01.02",
    ]
    line = read(write({"rincian": [header, row]})).facts["dpa_rincian"].row(0, named=True)
    assert (line["volume"], line["harga_satuan_idr"], line["jumlah_idr"]) == (400.0, 300, 120_000)


def test_the_treasury_register_drops_payees_and_accounts(read, write):
    head = [["REGISTER SP2D"], ["TAHUN ANGGARAN 2025"], []]
    header = [
        "No",
        "Nomor SP2D",
        "Tanggal SP2D",
        "Jenis",
        "Status",
        "Kode SKPD",
        "Kode Sub Kegiatan",
        "Nilai (Rp)",
        "Penerima",
        "No. Rekening",
        "NPWP",
    ]
    rows = [
        [
            1.0,
            "0001/LS/2025",
            "17/02/2025",
            "LS",
            "Cair",
            "Dinas Kesehatan",
            "1.02.01.2.02.0001",
            5_000_000.0,
            "CV Rahasia",
            "0012345678",
            "01.234.567.8-901.000",
        ],
        [
            2.0,
            "0002/UP/2025",
            date(2025, 2, 20).isoformat(),
            "Uang Persediaan",
            "Contra Pos",
            "DINKES",
            None,
            "1.000.000,00",
            "Bendahara",
            "0012345679",
            None,
        ],
    ]
    reading = read(write({"SP2D": head + [header] + rows}))
    sp2d = reading.facts["sp2d"]
    assert sp2d.select("nomor", "tgl", "jenis", "status", "nilai_idr").rows() == [
        ("0001/LS/2025", date(2025, 2, 17), "LS", "final", 5_000_000),
        ("0002/UP/2025", date(2025, 2, 20), "UP", "pengembalian", 1_000_000),
    ]
    assert sp2d["kode_opd"].n_unique() == 1
    assert sp2d["kode_opd"].null_count() == 0
    text = sp2d.write_csv() + reading.kendala.write_csv()
    assert not any(secret in text for secret in ("CV Rahasia", "0012345678", "01.234.567"))


def test_records_with_our_own_column_names_map_directly(read, tmp_path):
    path = tmp_path / "sp2d.json"
    path.write_bytes(
        orjson.dumps(
            {"contract": "sp2d/1", "dataset": "sp2d", "items": [
                {"nomor": "1", "tgl": "2025-03-01", "jenis": "LS", "status": "final", "kode": "1.02.01.2.02.0001",
                 "nilai_idr": 700, "kode_opd": "1.02.0.00.0.00.01.0000", "tahun": 2025},
            ]}
        )
    )  # fmt: skip
    row = read(path).facts["sp2d"].row(0, named=True)
    assert (row["nilai_idr"], row["tgl"], row["jenis"], row["tahun"]) == (700, date(2025, 3, 1), "LS", 2025)


@pytest.mark.parametrize(
    ("title", "version"),
    [("PERJANJIAN KINERJA TAHUN 2025", "murni"), ("PERJANJIAN KINERJA PERUBAHAN TAHUN 2025", "perubahan")],
)
def test_an_agreement_is_the_first_one_unless_its_heading_names_a_change(read, write, title, version):
    head = [[title], ["Dinas Kesehatan"], []]
    header = ["No", "Kode", "Indikator Kinerja", "Satuan", "Polaritas", "Agregasi", "Target"]
    row = [1.0, "1.02.02", "Angka harapan hidup", "Tahun", "Naik", "Akhir", 71.5]
    plan = read(write({"PK": [*head, header, row]})).facts["indikator"]
    assert plan["versi_pk"].to_list() == [version]
    head[0] = ["CAPAIAN INDIKATOR TRIWULAN II TAHUN 2025"]
    result = read(write({"PK": [*head, [*header, "Realisasi"], [*row, 70.0]]})).facts["indikator"]
    assert result["versi_pk"].to_list() == [None]
