"""Amounts that several agencies share to the rupiah, and ceilings without a row in the report of the month."""

from datetime import date

import polars as pl
import pytest

from checks.frame import Facts, Prepared
from checks.registry import frames
from schemas.tables import DOCUMENT_TABLES, FACT_TABLES, empty, polars_schema

FIRST, SECOND, THIRD = "1.03.0.00.0.00.01.0000", "1.04.0.00.0.00.01.0000", "1.06.0.00.0.00.01.0000"
LINE, NEW = "1.03.10.2.01.0001", "1.03.10.2.01.0002"
MODELS = {**FACT_TABLES, **DOCUMENT_TABLES}
TELLING = 1_234_567


def filled(model: str, *rows: dict[str, object]) -> pl.DataFrame:
    schema = polars_schema(MODELS[model])
    return pl.DataFrame([{**dict.fromkeys(schema), **row} for row in rows], schema=schema)


def night(**given: pl.DataFrame) -> Prepared:
    tables = {name: empty(model) for name, model in MODELS.items()} | given
    return Prepared(Facts(tables, tables, {}, date(2025, 11, 20)), frames())


def placed(number: int, **more: object) -> dict[str, object]:
    return {
        "baris_id": f"r{number}", "berkas": "a" * 64, "lembar": "S", "baris": number, "peran": "rinci", "asal": "{}",
        "kode_opd": FIRST, "tahun": 2025, **more,
    }  # fmt: skip


def spent(number: int, amount: int | None, agency: str | None = FIRST, **more: object) -> dict[str, object]:
    return placed(number, **{"kode_opd": agency, "bulan": 6, "kode": LINE, "realisasi_idr": amount, **more})


def booked(number: int, amount: int, agency: str | None = FIRST) -> dict[str, object]:
    return placed(
        number, kode_opd=agency, bulan=6, jenis_laporan="lra", presisi_idr=1, kode_akun="5.1", realisasi_idr=amount
    )


def granted(number: int, code: str, ceiling: int, version: str = "murni", **more: object) -> dict[str, object]:
    start = date(2025, 1, 2) if version == "murni" else date(2025, 9, 15)
    return placed(
        number, **{"kode": code, "pagu_idr": ceiling, "versi_anggaran": version, "berlaku_tgl": start, **more}
    )


def test_agencies_are_counted_that_share_an_amount_in_one_year_over_both_forms() -> None:
    rfk = filled(
        "rfk",
        spent(1, TELLING),
        spent(2, TELLING, bulan=7),
        spent(3, TELLING, SECOND),
        spent(4, TELLING, THIRD, tahun=2024),
        spent(5, TELLING + 1, THIRD),
    )
    frame = night(rfk=rfk, lra=filled("lra", booked(11, TELLING), booked(12, TELLING, THIRD)))["nilai_berulang"]
    assert frame.sort("baris").select("formulir", "baris", "kode", "n_opd").rows() == [
        ("rfk", 1, LINE, 3),
        ("rfk", 2, LINE, 3),
        ("rfk", 3, LINE, 3),
        ("rfk", 4, LINE, 1),
        ("rfk", 5, LINE, 1),
        ("lra", 11, "5.1", 3),
        ("lra", 12, "5.1", 3),
    ]


def test_small_round_and_blank_amounts_and_sums_prove_nothing() -> None:
    rfk = filled(
        "rfk",
        spent(1, 999_999),
        spent(2, 1_000_001),
        spent(3, 25_000_000),
        spent(4, None),
        spent(5, TELLING, peran="subtotal"),
        spent(6, -TELLING),
    )
    assert night(rfk=rfk)["nilai_berulang"]["baris"].to_list() == [2]


def test_rows_of_nobody_known_are_neither_counted_nor_compared() -> None:
    rfk = filled("rfk", spent(1, TELLING), spent(2, TELLING, None), spent(3, TELLING, SECOND, tahun=None))
    frame = night(rfk=rfk)["nilai_berulang"].sort("baris")
    assert frame["n_opd"].to_list() == [1, None, 1]


def test_a_line_is_owed_from_the_month_its_ceiling_took_effect_in_the_version_then_in_force() -> None:
    dpa = filled("dpa", granted(1, LINE, 100), granted(2, LINE, 120, "perubahan"), granted(3, NEW, 50, "perubahan"))
    rfk = filled("rfk", spent(1, 10, bulan=8), spent(2, 20, bulan=9))
    frame = night(dpa=dpa, rfk=rfk)["pagu_bulanan"].sort("bulan", "kode")
    assert frame.select("bulan", "kode", "versi_anggaran", "pagu_idr", "di_rfk").rows() == [
        (8, LINE, "murni", 100, True),
        (9, LINE, "perubahan", 120, True),
        (9, NEW, "perubahan", 50, False),
    ]


def test_lines_reported_twice_or_on_two_sheets_are_owed_once_and_other_agencies_owe_nothing() -> None:
    rfk = filled(
        "rfk", spent(1, 10), spent(2, 10), spent(3, 10, lembar="T"), spent(4, 10, SECOND), spent(5, 1, bulan=None)
    )
    dpa = filled("dpa", granted(1, LINE, 100), granted(2, LINE, 20), granted(3, NEW, 1, tahun=2024))
    (row,) = night(dpa=dpa, rfk=rfk)["pagu_bulanan"].to_dicts()
    assert (row["kode_opd"], row["bulan"], row["pagu_idr"], row["lembar"]) == (FIRST, 6, 120, "S")
    assert (row["di_rfk"], row["rfk_ditahan"], row["versi_tak_bertanggal"]) == (True, False, False)


def test_held_rows_of_the_month_and_undated_versions_are_told() -> None:
    held = {
        "berkas": "a" * 64, "nama_berkas": "rfk.xlsx", "lembar": "S", "baris": 8, "dataset": "rfk", "jenis": "bentuk",
        "kode_opd": FIRST, "tahun": 2025, "bulan": 6, "menahan": True,
    }  # fmt: skip
    issues = filled(
        "kendala", held, held, {**held, "bulan": 7, "menahan": False}, {**held, "bulan": 8, "dataset": "lra"}
    )
    rfk = filled("rfk", *(spent(month, 10, bulan=month) for month in (6, 7, 8)))
    dpa = granted(1, NEW, 100), granted(2, NEW, 110, "pergeseran", berlaku_tgl=None)
    frame = night(dpa=filled("dpa", *dpa), rfk=rfk, kendala=issues)["pagu_bulanan"].sort("bulan")
    assert frame.select("bulan", "di_rfk", "rfk_ditahan").rows() == [
        (6, False, True),
        (7, False, False),
        (8, False, False),
    ]
    assert frame["versi_tak_bertanggal"].to_list() == [True] * 3
    dated = night(dpa=filled("dpa", dpa[0]), rfk=rfk)["pagu_bulanan"]
    assert dated["versi_tak_bertanggal"].to_list() == [False] * 3


def test_a_version_that_says_neither_its_kind_nor_its_day_leaves_open_what_is_in_force() -> None:
    nameless = granted(2, LINE, 130, versi_anggaran=None, berlaku_tgl=None)
    frame = night(dpa=filled("dpa", granted(1, LINE, 100), nameless), rfk=filled("rfk", spent(1, 10)))["pagu_bulanan"]
    assert frame.select("pagu_idr", "versi_tak_bertanggal").rows() == [(100, True)]


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_versions_of_one_day_the_later_kind_is_in_force(turned: bool) -> None:
    versions = [granted(1, LINE, 100), granted(2, LINE, 130, "pergeseran", berlaku_tgl=date(2025, 1, 2))]
    dpa = filled("dpa", *(reversed(versions) if turned else versions))
    frame = night(dpa=dpa, rfk=filled("rfk", spent(1, 10)))["pagu_bulanan"]
    assert frame.select("versi_anggaran", "pagu_idr").rows() == [("pergeseran", 130)]


@pytest.mark.parametrize("name", ["nilai_berulang", "pagu_bulanan"])
def test_nothing_filed_gives_an_empty_frame_with_its_columns(name: str) -> None:
    assert dict(night()[name].schema) == frames()[name].columns
    assert night()[name].height == 0
