"""Honest shortfalls and the SILPA watch on a small regency: who is listed, who is not, and with what help."""

from datetime import date

import polars as pl
import pytest

from checks.frame import Facts, Prepared
from checks.registry import frames
from checks.shortfall import shortfalls
from checks.unspent import unspent
from schemas.finding import Finding
from schemas.outputs import Kekurangan, Silpa
from schemas.register import Opd
from schemas.tables import DOCUMENT_TABLES, FACT_TABLES, REFERENCE_TABLES, empty, polars_schema

OPD = "1.03.0.00.0.00.01.0000"


def _line(number: int, month: int, **given: object) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(polars_schema(FACT_TABLES["rfk"]))
    row |= {
        "baris_id": f"r{number}-{month}", "berkas": f"{month:064d}", "lembar": "RFK", "baris": number, "peran": "rinci",
        "asal": "{}", "kode_opd": OPD, "tahun": 2025, "bulan": month, "kode": f"1.03.02.2.01.{number:04d}",
        "uraian": "Sosialisasi", "pagu_idr": 1200, "realisasi_idr": 100 * month, "fisik_pct": month / 12 * 100,
        "rencana_fisik_pct": month / 12 * 100,
    }  # fmt: skip
    return row | given


def _prepared(*rows: dict[str, object], **more: pl.DataFrame) -> Prepared:
    tables = {name: empty(model) for name, model in (FACT_TABLES | DOCUMENT_TABLES).items()}
    tables |= {"rfk": pl.DataFrame(list(rows), schema=polars_schema(FACT_TABLES["rfk"]))} | more
    references = {name: empty(model) for name, model in REFERENCE_TABLES.items()}
    references["opd"] = pl.DataFrame(
        [{"kode_opd": OPD, "nama": "Dinas Bina Marga", "jenis": "OPD", "bidang": "1.03", "blud": False}],
        schema=polars_schema(Opd),
    )
    facts = Facts(tables=tables, history=tables, references=references, as_of=date(2025, 12, 10))
    return Prepared(facts, frames())


def _finding(row: str, severity: str) -> pl.DataFrame:
    made = {"finding_id": "0" * 16, "hasil": "gagal", "keparahan": severity, "baris_id": row}
    return pl.DataFrame([made], schema=polars_schema(Finding))


def test_the_latest_month_behind_its_plan_is_an_honest_shortfall_with_its_obstacle() -> None:
    behind = {"fisik_pct": 40.0, "rencana_fisik_pct": 75.0, "permasalahan": "Lahan", "rencana": "Koordinasi BPN"}
    listed = shortfalls(_prepared(_line(1, 8), _line(1, 9, **behind), _line(2, 9)), empty(Finding))
    assert listed["baris_id"].to_list() == ["r1-9"]
    row = listed.row(0, named=True)
    assert (row["selisih_pct"], row["rencana_pct"], row["sisa_idr"]) == (35.0, 75.0, 300)
    assert (row["bulan_tersisa"], row["per_bulan_idr"]) == (3, 100)
    assert (row["permasalahan"], row["rencana"], row["nama_opd"]) == ("Lahan", "Koordinasi BPN", "Dinas Bina Marga")
    Kekurangan.validate(listed)


@pytest.mark.parametrize(("severity", "listed"), [("blokir", 0), ("peringatan", 0), ("info", 1), ("pantau", 1)])
def test_only_figures_nobody_questions_are_honest_shortfalls(severity: str, listed: int) -> None:
    prepared = _prepared(_line(1, 9, fisik_pct=40.0, rencana_fisik_pct=75.0))
    assert shortfalls(prepared, _finding("r1-9", severity)).height == listed


def test_money_behind_the_cash_plan_counts_where_no_physical_plan_is_given() -> None:
    row = _line(1, 6, rencana_fisik_pct=None, realisasi_idr=300, kas_idr=[100] * 12)
    listed = shortfalls(_prepared(row), empty(Finding))
    assert listed["selisih_pct"].to_list() == [25.0]
    assert listed["realisasi_pct"].to_list() == [25.0]


def test_a_row_without_spending_or_plan_is_not_called_a_shortfall() -> None:
    no_plan = _line(1, 6, rencana_fisik_pct=None)
    no_money = _line(2, 6, realisasi_idr=None, fisik_pct=10.0, rencana_fisik_pct=75.0)
    assert shortfalls(_prepared(no_plan, no_money), empty(Finding)).height == 0


def test_the_forecast_is_the_kinder_of_own_and_usual_pace_and_says_which() -> None:
    watched = unspent(_prepared(_line(1, 9, realisasi_idr=300), _line(2, 6, realisasi_idr=300), _line(3, 9)))
    by_code = {row["kode"][-1]: row for row in watched.iter_rows(named=True)}
    assert set(by_code) == {"1", "2"}
    assert (by_code["1"]["perkiraan_sisa_idr"], by_code["1"]["cara"]) == (757, "laju_lazim_kabupaten")
    assert (by_code["2"]["perkiraan_sisa_idr"], by_code["2"]["cara"]) == (180, "laju_lazim_kabupaten")
    assert by_code["1"]["per_bulan_idr"] == 300
    Silpa.validate(watched)


def test_what_holds_a_line_back_is_named() -> None:
    register = pl.DataFrame(
        [
            {"baris_id": "k1", "peran": "rinci", "kode_opd": OPD, "tahun": 2025, "kode": "1.03.02.2.01.0001",
             "gagal_tender": 2},
        ],
        schema=polars_schema(FACT_TABLES["kontrak"]),
    )  # fmt: skip
    work = {"uraian": "Pembangunan Jalan", "realisasi_idr": 0, "fisik_pct": 0.0}
    rows = (
        _line(1, 9, **work), _line(2, 9, **work),
        _line(3, 9, uraian="Sosialisasi", realisasi_idr=0, permasalahan="Juknis terlambat"),
    )  # fmt: skip
    watched = unspent(_prepared(*rows, kontrak=register)).sort("kode")
    assert watched["penahan"].to_list() == ["gagal_tender", "belum_kontrak", "kendala_disampaikan"]
    assert watched["perkiraan_sisa_idr"].to_list() == [1200, 1200, 1200]


def test_the_silpa_frame_holds_each_line_once_and_is_empty_without_reports() -> None:
    assert _prepared()["silpa"].height == 0
    built = _prepared(*(_line(1, month) for month in range(1, 12)), _line(1, 11, baris=9, baris_id="r1-11b"))["silpa"]
    assert built.height == 1
    assert built["bulan"].to_list() == [11]


def test_nothing_is_watched_in_a_year_without_reports() -> None:
    assert unspent(_prepared()).height == 0
    assert shortfalls(_prepared(), empty(Finding)).height == 0
