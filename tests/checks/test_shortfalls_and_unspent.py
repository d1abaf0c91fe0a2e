"""Honest shortfalls and the SILPA watch on a small regency: who is listed, who is not, and with what help."""

from datetime import date

import polars as pl
import pytest

from checks.frame import Facts, Prepared
from checks.registry import frames
from checks.shortfall import shortfalls
from checks.unspent import unspent, unspent_totals
from schemas.finding import Finding
from schemas.outputs import Kekurangan, Silpa, SilpaRingkas
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


def test_a_line_behind_its_likes_is_watched_with_an_interval_and_what_is_needed() -> None:
    plan = {"kas_idr": [100] * 12}
    behind = _line(1, 9, realisasi_idr=300, fisik_pct=30.0, permasalahan="Lahan belum bebas", **plan)
    watched = unspent(_prepared(behind, _line(2, 9, **plan)))
    assert watched["kode"].to_list() == ["1.03.02.2.01.0001"]
    row = watched.row(0, named=True)
    assert 0 <= row["bawah_idr"] <= row["perkiraan_sisa_idr"] <= row["atas_idr"] <= 900
    assert row["atas_idr"] > row["bawah_idr"]
    assert 0 <= row["fisik_bawah_pct"] <= row["fisik_tersisa_pct"] <= row["fisik_atas_pct"] <= 70
    assert (row["per_bulan_idr"], row["bulan_tersisa"], row["penahan"]) == (300, 3, "kendala_disampaikan")
    assert (row["cara"], row["n_acuan"] >= 40) == ("kurva_sejenis", True)
    Silpa.validate(watched)


def test_the_own_years_of_a_regency_speak_before_simulated_ones() -> None:
    def year(number: int, tahun: int, month: int) -> dict[str, object]:
        baris = f"{tahun}-{number}-{month}"
        return _line(number, month, tahun=tahun, baris_id=baris, realisasi_idr=50 * month, fisik_pct=4.0 * month)

    rows = [year(number, 2024, month) for number in range(1, 61) for month in (9, 12)]
    watched = unspent(_prepared(*rows, year(1, 2025, 9)))
    assert watched["cara"].to_list() == ["riwayat_sendiri"]
    assert watched["perkiraan_sisa_idr"].to_list() == [600]
    assert watched["n_acuan"].item() == 60


def test_a_total_is_surer_than_the_sum_of_bounds_and_less_sure_than_independent_lines() -> None:
    lines = [
        _line(number, 9, realisasi_idr=300, fisik_pct=30.0, permasalahan="Lahan belum bebas", kas_idr=[100] * 12)
        for number in range(1, 41)
    ]
    watched, totals = unspent(_prepared(*lines)), unspent_totals(_prepared(*lines))
    SilpaRingkas.validate(totals)
    assert totals.group_by("tingkat").len().sort("tingkat").rows() == [("kabupaten", 1), ("kegiatan", 1), ("opd", 1)]
    whole = totals.filter(pl.col("tingkat") == "kabupaten").row(0, named=True)
    width, bounds = whole["atas_idr"] - whole["bawah_idr"], (watched["atas_idr"] - watched["bawah_idr"]).sum()
    assert bounds / 40**0.5 / 2 < width < bounds * 0.6
    assert whole["bawah_idr"] < whole["perkiraan_sisa_idr"] < whole["atas_idr"]
    assert (whole["n_baris"], whole["pagu_idr"], whole["bulan_tersisa"]) == (40, 48_000, 3)


@pytest.mark.parametrize(
    ("plan", "work", "state"),
    [
        ("Mengejar sampai 45 % bulan ini", 46.0, "terlaksana"),
        ("Mengejar sampai 45 % bulan ini", 40.0, "berjalan"),
        ("Mengejar sampai 45 % bulan ini", 30.0, "belum"),
        ("Koordinasi dengan BPN", 38.0, "berjalan"),
        ("Koordinasi dengan BPN", 30.0, "belum"),
        ("Koordinasi dengan BPN", None, "tidak_dapat_dinilai"),
        (None, 38.0, None),
    ],
)
def test_last_months_plan_is_held_against_what_became_of_it(plan: str | None, work: float | None, state: str) -> None:
    told = {"permasalahan": "Lahan", "realisasi_idr": 300, "kas_idr": [100] * 12}
    spent = None if work is None else 300
    before = _line(1, 8, fisik_pct=30.0, rencana_fisik_pct=70.0, rencana=plan, **told)
    now = _line(1, 9, fisik_pct=work, rencana_fisik_pct=75.0, **(told | {"permasalahan": "Lahan"}))
    if spent is None:
        before["realisasi_idr"] = None
    row = shortfalls(_prepared(before, now), empty(Finding)).row(0, named=True)
    assert (row["rencana_lalu"], row["rencana_lalu_keadaan"], row["bulan_disampaikan"]) == (plan, state, 2)


def test_a_plan_to_sign_is_kept_once_the_contract_stands() -> None:
    register = pl.DataFrame(
        [{"baris_id": "k1", "peran": "rinci", "kode_opd": OPD, "tahun": 2025, "kode": "1.03.02.2.01.0001",
          "nomor": "1", "nilai_idr": 900, "kontrak_tgl": date(2025, 9, 12)}],
        schema=polars_schema(FACT_TABLES["kontrak"]),
    )  # fmt: skip
    work = {"uraian": "Pembangunan Jalan", "realisasi_idr": 0, "fisik_pct": 0.0, "rencana_fisik_pct": 60.0}
    rows = (_line(1, 8, rencana="Tender ulang", permasalahan="Gagal tender", **work), _line(1, 9, **work))
    listed = shortfalls(_prepared(*rows, kontrak=register), empty(Finding))
    assert listed["rencana_lalu_keadaan"].to_list() == ["terlaksana"]


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
    assert watched.filter(pl.col("perkiraan_sisa_idr") > 120).height == 3


def test_the_silpa_frame_holds_each_line_once_and_is_empty_without_reports() -> None:
    assert _prepared()["silpa"].height == 0
    built = _prepared(*(_line(1, month) for month in range(1, 12)), _line(1, 11, baris=9, baris_id="r1-11b"))["silpa"]
    assert built.height == 1
    assert built["bulan"].to_list() == [11]


def test_nothing_is_watched_in_a_year_without_reports() -> None:
    assert unspent(_prepared()).height == 0
    assert shortfalls(_prepared(), empty(Finding)).height == 0
