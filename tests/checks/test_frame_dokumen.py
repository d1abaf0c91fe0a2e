"""Documents: whether they could be read, agree with their own name, and came only once; budgets beside reports."""

from dataclasses import replace
from datetime import UTC, date, datetime

import polars as pl

from checks.frame import Facts, Prepared
from checks.registry import frames, rules
from checks.runner import NOT_EXAMINED, STATE_NAMES, bind, state
from schemas.register import Libur, Opd
from schemas.tables import DOCUMENT_TABLES, FACT_TABLES, empty, polars_schema

CISOKA = "7.01.0.00.0.00.05.0000"
MODELS = {**FACT_TABLES, **DOCUMENT_TABLES}


def filled(model: str, *rows: dict[str, object]) -> pl.DataFrame:
    schema = polars_schema(MODELS[model])
    return pl.DataFrame([{**dict.fromkeys(schema), **row} for row in rows], schema=schema)


def night(**given: pl.DataFrame) -> Prepared:
    tables = {name: empty(model) for name, model in MODELS.items()} | given
    schema = polars_schema(Opd)
    agency = {
        "kode_opd": CISOKA, "nama": "Kecamatan Cisoka", "singkatan": "Kec. Cisoka", "nama_lain": "KEC CISOKA",
        "jenis": "KECAMATAN", "bidang": "7.01", "blud": False, "berlaku_mulai": date(2021, 1, 1),
    }  # fmt: skip
    register = pl.DataFrame([{**dict.fromkeys(schema), **agency}], schema=schema)
    return Prepared(Facts(tables, tables, {"opd": register, "libur": empty(Libur)}, date(2025, 11, 20)), frames())


def document(number: int, **more: object) -> dict[str, object]:
    return {
        "dokumen_id": f"d{number}", "berkas": f"{number:064x}", "nama_berkas": f"f{number}.xlsx", "lembar": "RFK",
        "dataset": "rfk", "tata_letak": "rfk_a", "tahun": 2025, "bulan": 10, "n_baris": 9, "n_rinci": 5,
        "diterima_at": datetime(2025, 11, 20, tzinfo=UTC), "rumus_total": 0, "rumus_colok": 0, "baris_tersembunyi": 0,
        "lembar_tersembunyi": False, "tautan_luar": 0, **more,
    }  # fmt: skip


def judged(*documents: dict[str, object], **tables: pl.DataFrame) -> list[dict[str, object]]:
    return night(dokumen=filled("dokumen", *documents), **tables)["dokumen"].sort("dokumen_id").to_dicts()


def test_a_file_that_could_not_be_opened_is_told_from_a_sheet_of_unknown_layout() -> None:
    nothing = {"lembar": None, "dataset": None, "tata_letak": None, "n_baris": 0, "n_rinci": 0}
    locked, strange = document(1, **nothing), document(2, dataset=None, tata_letak=None, n_rinci=0)
    silent = document(3, **nothing)
    common = {"nama_berkas": "f", "menahan": True}
    issues = filled(
        "kendala",
        {"berkas": locked["berkas"], "jenis": "berkas_terenkripsi", **common},
        {"berkas": strange["berkas"], "lembar": "RFK", "jenis": "tata_letak_tak_dikenal", **common},
    )
    rows = judged(locked, strange, silent, kendala=issues)
    assert [row["dapat_dibuka"] for row in rows] == [False, True, None]
    assert [row["tata_letak_dikenal"] for row in rows] == [None, False, None]
    assert rows[0]["jenis_gagal"] == "berkas_terenkripsi"


def test_a_month_does_not_contradict_the_quarter_it_lies_in_but_another_month_does() -> None:
    rows = judged(
        document(1, periode_isi="2025-TW2", periode_nama="2025-06"),
        document(2, periode_isi="2025-09", periode_nama="2025-10"),
        document(3, periode_isi="2025-09", periode_nama=None),
        document(4, periode_isi=None, periode_nama="2025-10"),
    )
    assert [row["periode_cocok"] for row in rows] == [True, False, True, None]


def test_the_agency_named_in_the_heading_is_found_whatever_stands_before_its_name() -> None:
    rows = judged(document(1, nama_opd_isi=f"{CISOKA} - KEC CISOKA"), document(2, nama_opd_isi="Dinas Lain"))
    assert [row["kode_dari_nama"] for row in rows] == [CISOKA, None]


def test_the_same_bytes_for_another_month_are_counted_and_sent_twice_for_the_same_are_not() -> None:
    same = "c" * 64
    rows = judged(
        document(1, berkas=same, kode_opd_nama=CISOKA, periode_nama="2025-09"),
        document(2, berkas=same, kode_opd_nama=CISOKA, periode_nama="2025-10"),
        document(3, kode_opd_nama=CISOKA, periode_nama="2025-10"),
        document(4, berkas=f"{3:064x}", nama_berkas="f3 lagi.xlsx", kode_opd_nama=CISOKA, periode_nama="2025-10"),
    )
    assert [row["sama_n"] for row in rows] == [1, 1, 0, 0]
    assert rows[0]["sama_dengan"] == "f2.xlsx"


def test_where_the_bytes_say_whose_they_are_only_the_other_filing_is_asked_about() -> None:
    same = "c" * 64
    told = {"berkas": same, "kode_opd_nama": CISOKA, "kode_opd_isi": CISOKA, "periode_isi": "2025-09"}
    true, copy = judged(document(1, periode_nama="2025-09", **told), document(2, periode_nama="2025-10", **told))
    assert (true["sama_n"], copy["sama_n"]) == (0, 1)
    assert copy["periode_cocok"] is False


def test_a_workbook_with_a_sheet_a_month_may_bear_the_name_of_one_of_them() -> None:
    book = {"berkas": "b" * 64, "nama_berkas": "Januari-April.xlsx", "periode_nama": "2025-04"}
    sheets = [document(n, **book, lembar=str(n), periode_isi=f"2025-{n:02d}") for n in range(1, 5)]
    assert all(row["periode_cocok"] for row in judged(*sheets))


def agreement(number: int, sheet: str, agency: str | None, **more: object) -> dict[str, object]:
    return {
        "baris_id": f"i{number}", "berkas": "9" * 64, "lembar": sheet, "baris": number, "peran": "rinci", "asal": "{}",
        "kode_opd": agency, "tahun": 2025, "versi_pk": "murni", **more,
    }  # fmt: skip


def asked_for_its_identity(**tables: pl.DataFrame) -> dict[str, str]:
    """Verdict of KLP-005 on each document; sheets not examined are left out."""
    prepared = night(**tables)
    rule = rules()["KLP-005"]
    codes = prepared["dokumen"].select("dokumen_id", state(bind(rule, prepared["dokumen"]))).rows()
    return {name: STATE_NAMES[code] for name, code in codes if code != NOT_EXAMINED}


def test_a_workbook_of_agreements_of_many_agencies_is_not_asked_for_its_unit() -> None:
    book = {"berkas": "9" * 64, "dataset": "indikator", "tata_letak": "indikator", "bulan": None}
    sheets = [document(1, **book, lembar="Murni"), document(2, **book, lembar="Perubahan")]
    other = "1.06.0.00.0.00.01.0000"
    many = [agreement(1, "Murni", CISOKA), agreement(2, "Murni", other), agreement(3, "Perubahan", CISOKA)]
    one = [agreement(1, "Murni", CISOKA), agreement(2, "Murni", None), agreement(3, "Perubahan", other)]
    documents = filled("dokumen", *sheets)
    assert asked_for_its_identity(dokumen=documents, indikator=filled("indikator", *many)) == {}
    assert asked_for_its_identity(dokumen=documents, indikator=filled("indikator", *one)) == {
        "d1": "gagal",
        "d2": "gagal",
    }
    assert night(dokumen=documents, indikator=filled("indikator", *many))["dokumen"].height == 2


def test_a_register_whose_rows_were_mostly_replaced_is_still_a_register() -> None:
    sheet = document(1, berkas="9" * 64, dataset="indikator", tata_letak="indikator", bulan=None, lembar="Murni")
    rows = filled("indikator", agreement(1, "Murni", CISOKA), agreement(2, "Murni", "1.06.0.00.0.00.01.0000"))
    prepared = night(dokumen=filled("dokumen", sheet), indikator=rows.head(1))
    facts = replace(prepared.facts, history={**prepared.facts.history, "indikator": rows})
    assert prepared["dokumen"]["milik_opd"].to_list() == [True]
    assert Prepared(facts, frames())["dokumen"]["milik_opd"].to_list() == [False]


def test_public_files_of_other_governments_are_not_asked_for_unit_or_period_but_an_own_lra_is() -> None:
    kinds = {1: "djpk", 2: "apbd", 3: "lra"}
    documents = [document(n, dataset="lra", lembar="LRA", tata_letak="lra") for n in kinds]
    rows = [
        {
            "baris_id": f"l{n}-{m}", "berkas": f"{n:064x}", "lembar": "LRA", "baris": m, "peran": "rinci", "asal": "{}",
            "tahun": 2025, "jenis_laporan": kind, "presisi_idr": 1,
        }
        for n, kind in kinds.items()
        for m in (5, 6)
    ]  # fmt: skip
    tables = {"dokumen": filled("dokumen", *documents), "lra": filled("lra", *rows)}
    assert asked_for_its_identity(**tables) == {"d3": "gagal"}
    assert night(**tables)["dokumen"].sort("dokumen_id")["berkala"].to_list() == [False, False, True]


def budget(code: str, version: str, ceiling: int, since: date | None, number: int) -> dict[str, object]:
    return {
        "baris_id": f"d{number}", "berkas": "d" * 64, "lembar": "DPA", "baris": number, "peran": "rinci", "asal": "{}",
        "kode_opd": CISOKA, "tahun": 2025, "kode": code, "versi_anggaran": version, "pagu_idr": ceiling,
        "berlaku_tgl": since,
    }  # fmt: skip


def reported(code: str, ceiling: int, number: int) -> dict[str, object]:
    return {
        "baris_id": f"r{number}", "berkas": "e" * 64, "lembar": "RFK", "baris": number, "peran": "rinci", "asal": "{}",
        "kode_opd": CISOKA, "tahun": 2025, "bulan": 10, "kode": code, "pagu_idr": ceiling,
    }  # fmt: skip


def test_each_ceiling_in_force_knows_whether_the_report_of_the_month_has_its_line() -> None:
    dpa = filled(
        "dpa",
        budget("7.01.01.2.01.0001", "murni", 100, date(2025, 1, 2), 1),
        budget("7.01.01.2.01.0001", "perubahan", 120, date(2025, 9, 26), 2),
        budget("7.01.01.2.01.0002", "perubahan", 50, date(2025, 9, 26), 3),
    )
    prepared = night(dpa=dpa, rfk=filled("rfk", reported("7.01.01.2.01.0001", 120, 1)))
    frame = prepared["pagu_bulanan"].sort("kode")
    assert frame.select("versi_anggaran", "pagu_idr", "di_rfk").rows() == [
        ("perubahan", 120, True),
        ("perubahan", 50, False),
    ]
    (total,) = prepared["rfk_opd"].to_dicts()
    assert (total["pagu_idr"], total["dpa_idr"], total["dpa_baris_idr"]) == (120, 170, 170)


def test_a_later_version_without_a_date_leaves_open_what_is_in_force() -> None:
    dpa = filled(
        "dpa",
        budget("7.01.01.2.01.0001", "murni", 100, date(2025, 1, 2), 1),
        budget("7.01.01.2.01.0001", "perubahan", 120, None, 2),
    )
    prepared = night(dpa=dpa, rfk=filled("rfk", reported("7.01.01.2.01.0001", 120, 1)))
    assert prepared["pagu_bulanan"]["versi_tak_bertanggal"].to_list() == [True]
    assert prepared["rfk_opd"]["dpa_idr"].to_list() == [None]


def test_nothing_filed_gives_empty_frames_with_their_columns() -> None:
    prepared = night()
    for name in (
        "dokumen",
        "dpa",
        "rfk_opd",
        "lra_opd",
        "kas",
        "lra",
        "rfk_bobot",
        "rfk_bobot_jumlah",
        "pagu_bulanan",
        "nilai_berulang",
    ):
        assert prepared[name].height == 0
        assert prepared[name].columns == list(frames()[name].columns)
