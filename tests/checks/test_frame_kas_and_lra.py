"""Cash plans, lines of the LRA, and an agency's LRA beside its budget, on a few lines."""

from datetime import date

import polars as pl
import pytest

from checks.frame import Facts, Prepared
from checks.registry import frames
from schemas.tables import DOCUMENT_TABLES, FACT_TABLES, REFERENCE_TABLES, empty, polars_schema

AGENCY, OTHER = "1.03.0.00.0.00.01.0000", "1.06.0.00.0.00.01.0000"
LINE, SECOND = "1.03.10.2.01.0001", "1.03.10.2.01.0002"
MODELS = {**FACT_TABLES, **DOCUMENT_TABLES}


def filled(model: str, *rows: dict[str, object]) -> pl.DataFrame:
    schema = polars_schema(MODELS[model])
    return pl.DataFrame([{**dict.fromkeys(schema), **row} for row in rows], schema=schema)


def night(**given: pl.DataFrame) -> Prepared:
    tables = {name: empty(model) for name, model in MODELS.items()} | given
    references = {name: empty(model) for name, model in REFERENCE_TABLES.items()}
    return Prepared(Facts(tables, tables, references, date(2025, 11, 20)), frames())


def placed(number: int, **more: object) -> dict[str, object]:
    return {
        "baris_id": f"r{number}", "berkas": "a" * 64, "lembar": "S", "baris": number, "peran": "rinci", "asal": "{}",
        "kode_opd": AGENCY, "tahun": 2025, **more,
    }  # fmt: skip


def plan(number: int, months: list[int | None] | None, **more: object) -> dict[str, object]:
    return placed(number, **{"kode": LINE, "versi_anggaran": "murni", "kas_idr": months, **more})


def granted(number: int, ceiling: int | None, **more: object) -> dict[str, object]:
    murni = {"kode": LINE, "versi_anggaran": "murni", "berlaku_tgl": date(2025, 1, 2)}
    return placed(number, **{**murni, "pagu_idr": ceiling, **more})


def account(number: int, code: str | None, budget: int | None, **more: object) -> dict[str, object]:
    return placed(
        number,
        **{
            "bulan": 6, "jenis_laporan": "lra", "kode_akun": code, "anggaran_idr": budget, "realisasi_idr": 40,
            "presisi_idr": 1, **more,
        },
    )  # fmt: skip


def test_twelve_months_are_added_up_and_eleven_are_not() -> None:
    rows = [plan(1, [10] * 12), plan(2, [10] * 11 + [None]), plan(3, None), plan(4, [0] * 11 + [7])]
    frame = night(kas=filled("kas", *rows))["kas"]
    assert frame["jumlah_kas_idr"].to_list() == [120, None, None, 7]
    assert frame["bulan_terisi"].to_list() == [12, 11, 0, 12]


def test_a_plan_stands_beside_the_ceiling_of_its_own_version_and_line_once() -> None:
    plans = [plan(1, [10] * 12), plan(2, [11] * 12, versi_anggaran="perubahan"), plan(3, [1] * 12, kode=SECOND)]
    ceilings = [
        granted(1, 70), granted(2, 50), granted(3, 140, versi_anggaran="perubahan", berlaku_tgl=date(2025, 9, 26)),
        granted(4, 999, kode_opd=OTHER), granted(5, 888, peran="subtotal"), granted(6, 777, tahun=2024),
    ]  # fmt: skip
    frame = night(kas=filled("kas", *plans), dpa=filled("dpa", *ceilings))["kas"].sort("baris")
    assert frame.select("baris_id", "pagu_dpa_idr").rows() == [("r1", 120), ("r2", 140), ("r3", None)]


def test_a_blank_part_of_the_ceiling_leaves_it_unknown_and_totals_are_no_plans() -> None:
    plans = filled("kas", plan(1, [10] * 12), plan(2, [10] * 12, peran="total"))
    frame = night(kas=plans, dpa=filled("dpa", granted(1, 70), granted(2, None)))["kas"]
    assert frame.select("baris_id", "pagu_dpa_idr").rows() == [("r1", None)]


def test_every_line_of_an_lra_has_a_key_and_a_rate_where_the_budget_is_positive() -> None:
    rows = [
        account(5, "5.1.02", 160), account(6, None, 0, uraian="BELANJA"), account(7, None, None, peran="total"),
        account(8, "5.2", -5, peran="subtotal"), account(9, "5.1.01", 10, realisasi_idr=None),
    ]  # fmt: skip
    frame = night(lra=filled("lra", *rows))["lra"].sort("baris")
    assert frame["kunci"].to_list() == ["5.1.02", "BELANJA #6", "- #7", "5.2", "5.1.01"]
    assert frame["hit_pct"].to_list() == [25.0, None, None, None, None]


def test_spending_leaves_of_a_month_are_added_once_beside_the_budget_in_force() -> None:
    accounts = [
        account(1, "5.1.02", 100), account(2, "5.2.02", 60, presisi_idr=1000), account(3, "5", 160, peran="total"),
        account(4, "4.1.01", 900), account(5, "5.1.02", 500, jenis_laporan="apbd"), account(6, "5.1.02", 170, bulan=10),
        account(7, "5.1.02", 5, bulan=None),
    ]  # fmt: skip
    dpa = filled(
        "dpa", granted(1, 100), granted(2, 60, kode=SECOND),
        granted(3, 110, versi_anggaran="perubahan", berlaku_tgl=date(2025, 9, 26)),
    )  # fmt: skip
    june, october = night(lra=filled("lra", *accounts), dpa=dpa)["lra_opd"].sort("bulan").to_dicts()
    assert (june["anggaran_idr"], june["realisasi_idr"], june["n_baris"], june["n_kosong"]) == (160, 80, 2, 0)
    assert (june["dpa_idr"], june["dpa_baris_idr"], june["presisi_idr"]) == (160, 160, 1000)
    assert (october["anggaran_idr"], october["dpa_idr"], october["dpa_baris_idr"]) == (170, 110, 170)
    assert (june["berkas"], june["lembar"], june["ada_ditahan"]) == ("a" * 64, "S", False)


def test_two_versions_that_took_effect_on_one_day_are_not_both_in_force() -> None:
    dpa = filled("dpa", granted(1, 100), granted(2, 130, versi_anggaran="pergeseran"))
    (june,) = night(lra=filled("lra", account(1, "5.1.02", 130)), dpa=dpa)["lra_opd"].to_dicts()
    assert (june["dpa_idr"], june["dpa_baris_idr"]) == (130, 130)


@pytest.mark.parametrize(
    "gap",
    [
        granted(9, None, kode=SECOND),
        granted(9, 5, kode=None),
        granted(9, 5, kode=SECOND, versi_anggaran="pergeseran", berlaku_tgl=None),
    ],
)
def test_a_budget_that_leaves_something_out_is_no_measure(gap: dict[str, object]) -> None:
    (june,) = night(lra=filled("lra", account(1, "5.1.02", 100)), dpa=filled("dpa", granted(1, 100), gap))[
        "lra_opd"
    ].to_dicts()
    assert (june["anggaran_idr"], june["dpa_idr"], june["dpa_baris_idr"]) == (100, None, None)


def test_blank_budgets_are_counted_and_held_rows_told_for_their_month_alone() -> None:
    held = {
        "berkas": "a" * 64, "nama_berkas": "lra.xlsx", "lembar": "S", "baris": 8, "dataset": "lra", "jenis": "bentuk",
        "kode_opd": AGENCY, "tahun": 2025, "bulan": 6,
    }  # fmt: skip
    issues = filled(
        "kendala", {**held, "menahan": True}, {**held, "menahan": True}, {**held, "bulan": 7, "menahan": False}
    )
    rows = [account(1, "5.1.01", 100), account(2, "5.1.02", None), account(3, "5.1.01", 100, bulan=7)]
    frame = night(lra=filled("lra", *rows), kendala=issues)["lra_opd"].sort("bulan")
    assert frame.select("bulan", "anggaran_idr", "n_kosong", "ada_ditahan").rows() == [
        (6, 100, 1, True),
        (7, 100, 0, False),
    ]


@pytest.mark.parametrize("name", ["kas", "lra", "lra_opd"])
def test_nothing_filed_gives_an_empty_frame_with_its_columns(name: str) -> None:
    assert dict(night()[name].schema) == frames()[name].columns
    assert night()[name].height == 0
