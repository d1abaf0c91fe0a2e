"""Obligations: who owes what by now, what came of it, and the published table made of it."""

from datetime import UTC, date, datetime

import polars as pl

from checks.completeness import completeness
from checks.frame import Facts, Prepared
from checks.registry import frames
from schemas.outputs import Kelengkapan
from schemas.register import Libur, Opd
from schemas.tables import DOCUMENT_TABLES, FACT_TABLES, empty, polars_schema

SOCIAL, NEW, SOLEAR = "1.06.0.00.0.00.01.0000", "2.16.0.00.0.00.01.0000", "7.01.0.00.0.00.28.0000"


def register() -> pl.DataFrame:
    rows = [
        {"kode_opd": code, "nama": name, "jenis": "OPD", "bidang": "1.06", "blud": False, "berlaku_mulai": since}
        for code, name, since in (
            (SOCIAL, "Dinas Sosial", date(2021, 1, 1)),
            (NEW, "Dinas Baru", date(2025, 10, 1)),
            (SOLEAR, "Kecamatan Solear", date(2021, 1, 1)),
        )
    ]
    schema = polars_schema(Opd)
    return pl.DataFrame([{**dict.fromkeys(schema), **row} for row in rows], schema=schema)


def document(number: int, code: str, month: int, sent: datetime | None, rows: int = 5) -> dict[str, object]:
    return {
        "dokumen_id": f"d{number}", "berkas": f"{number:064x}", "nama_berkas": f"rfk {code} {month}.xlsx",
        "lembar": "RFK" if rows else None, "dataset": "rfk" if rows else None, "tata_letak": "rfk_a" if rows else None,
        "kode_opd": code, "tahun": 2025, "bulan": month, "triwulan": (month + 2) // 3, "dikirim_at": sent,
        "diterima_at": datetime(2025, 11, 20, tzinfo=UTC), "n_baris": rows, "n_rinci": rows, "rumus_total": 0,
        "rumus_colok": 0, "baris_tersembunyi": 0, "lembar_tersembunyi": False, "tautan_luar": 0,
    }  # fmt: skip


def prepared(*documents: dict[str, object], as_of: date = date(2025, 11, 20)) -> Prepared:
    tables = {name: empty(model) for name, model in {**FACT_TABLES, **DOCUMENT_TABLES}.items()}
    schema = polars_schema(DOCUMENT_TABLES["dokumen"])
    tables["dokumen"] = pl.DataFrame([{**dict.fromkeys(schema), **row} for row in documents], schema=schema)
    references = {"opd": register(), "libur": empty(Libur)}
    return Prepared(Facts(tables, tables, references, as_of), frames())


def owed(frame: pl.DataFrame, code: str, month: int) -> dict[str, object]:
    return frame.filter(pl.col("kode_opd") == code, pl.col("bulan") == month, pl.col("formulir") == "rfk").to_dicts()[0]


def test_an_agency_that_sent_nothing_owes_every_month_that_ended() -> None:
    frame = prepared()["kewajiban"]
    silent = frame.filter(pl.col("kode_opd") == SOLEAR)
    assert silent["bulan"].to_list() == list(range(1, 11))
    assert not silent["terbaca"].any()
    assert silent["sudah_jatuh_tempo"].all()


def test_an_agency_owes_nothing_for_months_before_it_existed() -> None:
    frame = prepared()["kewajiban"]
    assert frame.filter(pl.col("kode_opd") == NEW)["bulan"].to_list() == [10]


def test_the_report_of_a_month_is_due_next_month_and_a_deadline_on_a_weekend_moves_on() -> None:
    frame = prepared()["kewajiban"]
    assert owed(frame, SOLEAR, 4)["jatuh_tempo_tgl"] == date(2025, 5, 12), "10 May 2025 is a Saturday"
    assert owed(frame, SOLEAR, 10)["jatuh_tempo_tgl"] == date(2025, 11, 10)


def test_lateness_counts_working_days_to_the_first_readable_version() -> None:
    first = document(1, SOCIAL, 10, datetime(2025, 11, 12, 3, tzinfo=UTC))
    again = document(2, SOCIAL, 10, datetime(2025, 11, 19, 3, tzinfo=UTC), rows=7)
    unit = owed(prepared(first, again)["kewajiban"], SOCIAL, 10)
    assert unit["terlambat_hari_kerja"] == 2
    assert unit["n_versi"] == 2
    assert unit["terbaca"] is True


def test_a_file_that_could_not_be_read_does_not_meet_the_duty() -> None:
    broken = document(1, SOCIAL, 10, datetime(2025, 11, 5, 3, tzinfo=UTC), rows=0)
    unit = owed(prepared(broken)["kewajiban"], SOCIAL, 10)
    assert (unit["ada_berkas"], unit["terbaca"]) == (True, False)


def test_several_sheets_of_one_obligation_do_not_multiply_it() -> None:
    sent = datetime(2025, 11, 5, 3, tzinfo=UTC)
    frame = prepared(document(1, SOCIAL, 10, sent), document(2, SOCIAL, 10, sent))["kewajiban"]
    assert frame.filter(pl.col("kode_opd") == SOCIAL, pl.col("bulan") == 10).height == 1


def test_completeness_names_the_state_of_every_obligation() -> None:
    night = prepared(
        document(1, SOCIAL, 9, datetime(2025, 10, 7, 3, tzinfo=UTC)),
        document(2, SOCIAL, 10, datetime(2025, 11, 14, 3, tzinfo=UTC)),
        document(3, SOLEAR, 10, datetime(2025, 11, 5, 3, tzinfo=UTC), rows=0),
    )
    table = completeness(night)
    Kelengkapan.validate(table)
    states = {(row["kode_opd"], row["periode"]): row["keadaan"] for row in table.to_dicts()}
    assert states[SOCIAL, "2025-09"] == "tepat_waktu"
    assert states[SOCIAL, "2025-10"] == "terlambat"
    assert states[SOLEAR, "2025-10"] == "tidak_terbaca"
    assert states[SOLEAR, "2025-09"] == "belum_masuk"


def test_before_its_deadline_nothing_is_missing() -> None:
    table = completeness(prepared(as_of=date(2025, 11, 5)))
    latest = table.filter(pl.col("periode") == "2025-10")
    assert latest["keadaan"].unique().to_list() == ["belum_jatuh_tempo"]


def test_a_date_shared_by_most_files_of_many_agencies_is_when_they_were_copied() -> None:
    sent = datetime(2025, 11, 19, 3, tzinfo=UTC)
    copied = [document(n, f"1.0{n}.0.00.0.00.01.0000", 9, sent) for n in range(1, 6)]
    unit = owed(prepared(document(9, SOCIAL, 9, sent), *copied)["kewajiban"], SOCIAL, 9)
    assert unit["waktu_salin"] is True


def test_no_documents_at_all_still_give_the_right_columns() -> None:
    assert prepared()["setoran_harian"].columns == list(frames()["setoran_harian"].columns)
