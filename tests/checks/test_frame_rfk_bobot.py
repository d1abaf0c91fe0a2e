"""Weights of RFK lines beside their ceilings, and the weights of a report added up."""

from datetime import date

import polars as pl
import pytest

from checks.frame import Facts, Prepared
from checks.registry import frames
from schemas.tables import DOCUMENT_TABLES, FACT_TABLES, empty, polars_schema

AGENCY = "1.03.0.00.0.00.01.0000"
MODELS = {**FACT_TABLES, **DOCUMENT_TABLES}


def filled(model: str, *rows: dict[str, object]) -> pl.DataFrame:
    schema = polars_schema(MODELS[model])
    return pl.DataFrame([{**dict.fromkeys(schema), **row} for row in rows], schema=schema)


def night(*lines: dict[str, object], held: tuple[dict[str, object], ...] = ()) -> Prepared:
    tables = {name: empty(model) for name, model in MODELS.items()}
    tables |= {"rfk": filled("rfk", *lines), "kendala": filled("kendala", *held)}
    return Prepared(Facts(tables, tables, {}, date(2025, 11, 20)), frames())


def line(row: int, ceiling: int | None, weight: float | None, **more: object) -> dict[str, object]:
    values: dict[str, object] = {
        "berkas": "a" * 64, "lembar": "RFK", "baris": row, "peran": "rinci", "asal": "{}", "kode_opd": AGENCY,
        "tahun": 2025, "bulan": 6, "kode": f"1.03.10.2.01.{row:04d}", "uraian": "Jalan", "pagu_idr": ceiling,
        "bobot_pct": weight, **more,
    }  # fmt: skip
    return values | {"baris_id": f"{values['lembar']}-{values['bulan']}-{row}"}


def kept_back(row: int | None, **more: object) -> dict[str, object]:
    return {
        "berkas": "a" * 64, "nama_berkas": "rfk.xlsx", "lembar": "RFK", "baris": row, "dataset": "rfk",
        "jenis": "bentuk", "menahan": True, **more,
    }  # fmt: skip


def test_weights_are_recomputed_from_ceilings_and_added_up_by_report() -> None:
    frame = night(line(6, 300, 75.0), line(7, 100, 20.0), line(6, 50, 100.0, bulan=7))["rfk_bobot"].sort(
        "bulan", "baris"
    )
    assert frame["hit_bobot_pct"].to_list() == [75.0, 25.0, 100.0]
    assert frame["jumlah_bobot_pct"].to_list() == [95.0, 95.0, 100.0]
    assert frame["longgar_pct"].to_list() == [0.01, 0.01, 0.005]
    assert frame["ada_ditahan"].to_list() == [False, False, False]


def test_the_total_the_report_states_is_the_whole_unless_it_states_two() -> None:
    stated = line(9, 1000, None, peran="total")
    leaves = line(6, 300, 30.0), line(7, 100, 10.0)
    assert night(*leaves, stated)["rfk_bobot"].sort("baris")["hit_bobot_pct"].to_list() == [30.0, 10.0]
    twice = night(*leaves, stated, line(10, 400, None, peran="total"))["rfk_bobot"].sort("baris")
    assert twice["hit_bobot_pct"].to_list() == [75.0, 25.0]
    assert twice["baris"].to_list() == [6, 7]


def test_blanks_leave_sums_open_and_a_whole_of_nothing_gives_no_share() -> None:
    missing = night(line(6, 300, 75.0), line(7, None, None))["rfk_bobot"]
    assert missing["hit_bobot_pct"].to_list() == [None, None]
    assert missing["jumlah_bobot_pct"].to_list() == [None, None]
    assert night(line(6, 0, 50.0), line(7, 0, 50.0))["rfk_bobot"]["hit_bobot_pct"].to_list() == [None, None]


def test_reports_without_any_weight_and_parents_are_left_out() -> None:
    frame = night(line(5, 100, 100.0, peran="subtotal"), line(6, 100, None), line(6, 9, 100.0, lembar="Juli"))[
        "rfk_bobot"
    ]
    assert frame["lembar"].to_list() == ["Juli"]


@pytest.mark.parametrize("row", [5, 8, 20])
def test_a_row_held_anywhere_on_the_sheet_makes_its_sums_incomplete(row: int) -> None:
    issues = (kept_back(row), kept_back(row, kolom="pagu_idr"))
    prepared = night(line(6, 1, 60.0), line(9, 1, 40.0), line(6, 1, 100.0, lembar="Juli", bulan=7), held=issues)
    frame = prepared["rfk_bobot"].sort("bulan", "baris")
    assert frame.select("lembar", "ada_ditahan").rows() == [("RFK", True), ("RFK", True), ("Juli", False)]
    assert prepared["rfk_bobot_jumlah"].sort("bulan")["ada_ditahan"].to_list() == [True, False]


def test_issues_that_hold_no_row_hold_no_sum() -> None:
    issues = kept_back(6, menahan=False), kept_back(None)
    assert night(line(6, 1, 100.0), held=issues)["rfk_bobot"]["ada_ditahan"].to_list() == [False]


def test_each_report_has_one_row_of_added_weights() -> None:
    lines = [
        line(6, 300, 75.0),
        line(7, 100, 20.0),
        line(6, 1, 100.0, lembar="Juli", bulan=7),
        line(6, 5, 99.0, bulan=None),
    ]
    frame = night(*lines)["rfk_bobot_jumlah"].sort("bulan")
    assert frame.select("lembar", "bulan", "jumlah_bobot_pct", "longgar_pct").rows() == [
        ("RFK", None, 99.0, 0.005),
        ("RFK", 6, 95.0, 0.01),
        ("Juli", 7, 100.0, 0.005),
    ]


@pytest.mark.parametrize("name", ["rfk_bobot", "rfk_bobot_jumlah"])
def test_nothing_reported_gives_an_empty_frame_with_its_columns(name: str) -> None:
    assert dict(night()[name].schema) == frames()[name].columns
    assert night()[name].height == 0
