"""Periods filed on one day, counted from what is owed."""

from datetime import UTC, date, datetime

import polars as pl

from checks.frame import Facts, Prepared
from checks.registry import frames
from schemas.register import Libur, Opd
from schemas.tables import DOCUMENT_TABLES, FACT_TABLES, empty, polars_schema

SOCIAL, SOLEAR = "1.06.0.00.0.00.01.0000", "7.01.0.00.0.00.28.0000"


def filed(number: int, month: int, sent: datetime | None, **more: object) -> dict[str, object]:
    return {
        "dokumen_id": f"d{number}", "berkas": f"{number:064x}", "nama_berkas": f"rfk {number}.xlsx", "lembar": "RFK",
        "dataset": "rfk", "tata_letak": "rfk_a", "kode_opd": SOCIAL, "tahun": 2025, "bulan": month,
        "triwulan": (month + 2) // 3, "dikirim_at": sent, "diterima_at": datetime(2025, 6, 20, tzinfo=UTC),
        "n_baris": 5, "n_rinci": 5, "rumus_total": 0, "rumus_colok": 0, "baris_tersembunyi": 0,
        "lembar_tersembunyi": False, "tautan_luar": 0, **more,
    }  # fmt: skip


def days(*documents: dict[str, object]) -> pl.DataFrame:
    tables = {name: empty(model) for name, model in {**FACT_TABLES, **DOCUMENT_TABLES}.items()}
    schema = polars_schema(DOCUMENT_TABLES["dokumen"])
    tables["dokumen"] = pl.DataFrame([{**dict.fromkeys(schema), **row} for row in documents], schema=schema)
    agency = {"jenis": "OPD", "bidang": "1.06", "blud": False, "berlaku_mulai": date(2021, 1, 1)}
    register = pl.DataFrame(
        [{**dict.fromkeys(polars_schema(Opd)), **agency, "kode_opd": code, "nama": code} for code in (SOCIAL, SOLEAR)],
        schema=polars_schema(Opd),
    )
    facts = Facts(tables, tables, {"opd": register, "libur": empty(Libur)}, date(2025, 6, 20))
    return Prepared(facts, frames())["setoran_harian"]


def test_months_filed_on_one_day_are_counted_and_named_together() -> None:
    evening = datetime(2025, 5, 9, 9, tzinfo=UTC)
    frame = days(
        filed(1, 2, evening), filed(2, 1, evening), filed(3, 3, evening), filed(4, 4, datetime(2025, 5, 12, tzinfo=UTC))
    )
    assert frame.select("formulir", "dikirim_tgl", "n_periode", "daftar_periode").rows() == [
        ("rfk", date(2025, 5, 9), 3, "2025-01, 2025-02, 2025-03"),
        ("rfk", date(2025, 5, 12), 1, "2025-04"),
    ]


def test_the_day_is_the_regencys_own_not_that_of_universal_time() -> None:
    before, after = datetime(2025, 5, 8, 16, 59, tzinfo=UTC), datetime(2025, 5, 8, 17, 0, tzinfo=UTC)
    assert days(filed(1, 1, before), filed(2, 2, after))["dikirim_tgl"].to_list() == [
        date(2025, 5, 8),
        date(2025, 5, 9),
    ]


def test_a_month_filed_again_counts_once_on_its_first_day() -> None:
    frame = days(filed(1, 1, datetime(2025, 2, 7, tzinfo=UTC)), filed(2, 1, datetime(2025, 5, 9, tzinfo=UTC)))
    assert frame.select("dikirim_tgl", "n_periode").rows() == [(date(2025, 2, 7), 1)]


def test_files_without_a_date_or_without_rows_are_not_dated() -> None:
    sent = datetime(2025, 5, 9, tzinfo=UTC)
    frame = days(filed(1, 1, None), filed(2, 2, None), filed(3, 3, sent, n_baris=0, n_rinci=0))
    assert frame.select("dikirim_tgl", "n_periode", "waktu_salin").rows() == [(None, 2, False)]


def test_agencies_are_counted_apart() -> None:
    sent = datetime(2025, 5, 9, tzinfo=UTC)
    frame = days(filed(1, 1, sent), filed(2, 2, sent), filed(3, 1, sent, kode_opd=SOLEAR))
    assert frame.select("kode_opd", "n_periode").rows() == [(SOCIAL, 2), (SOLEAR, 1)]


def test_nothing_filed_gives_an_empty_frame_with_its_columns() -> None:
    assert dict(days().schema) == frames()["setoran_harian"].columns
    assert days().height == 0
