"""Every submitted row once, with what could not be read in it."""

from datetime import date

import polars as pl

from checks.frame import Facts, Prepared
from checks.prepare.issues import detail
from checks.registry import frames, rules
from checks.runner import judge
from schemas.tables import DOCUMENT_TABLES, FACT_TABLES, empty, polars_schema

SHA = "a" * 64
PLACE = {"berkas": SHA, "lembar": "RFK", "kode_opd": "1.06", "tahun": 2025, "bulan": 10}


def filled(model: str, *rows: dict[str, object]) -> pl.DataFrame:
    schema = polars_schema({**FACT_TABLES, **DOCUMENT_TABLES}[model])
    return pl.DataFrame([{**dict.fromkeys(schema), **row} for row in rows], schema=schema)


def night(issues: list[dict[str, object]], rows: list[dict[str, object]]) -> Prepared:
    tables = {name: empty(model) for name, model in {**FACT_TABLES, **DOCUMENT_TABLES}.items()}
    if rows:
        tables["rfk"] = filled(
            "rfk", *({**PLACE, "peran": "rinci", "asal": '{"rencana":["M5","x"]}', **r} for r in rows)
        )
    if issues:
        tables["kendala"] = filled(
            "kendala", *({**PLACE, "nama_berkas": "rfk.xlsx", "dataset": "rfk", "menahan": False, **i} for i in issues)
        )
    return Prepared(Facts(tables, tables, {}, date(2025, 11, 20)), frames())


def unread(row: int, column: str, cell: str, **more: object) -> dict[str, object]:
    return {"baris": row, "kolom": column, "sel": cell, "jenis": "nilai_tak_terbaca", "nilai": "abc", **more}


def test_clean_rows_troubled_rows_and_held_rows_are_all_there_once() -> None:
    issues = [unread(6, "fisik_pct", "L6"), unread(6, "pagu_idr", "K6"), unread(7, "pagu_idr", "K7", menahan=True)]
    frame = night(issues, [{"baris_id": "1", "baris": 5}, {"baris_id": "2", "baris": 6}])["isian"].sort("baris")
    assert frame["baris"].to_list() == [5, 6, 7]
    assert frame["n_nilai"].to_list() == [0, 2, 0]
    assert frame["n_nilai_tahan"].to_list() == [0, 0, 1]
    assert frame["tabel"].to_list() == ["rfk"] * 3


def test_the_cells_and_the_text_as_sent_reach_the_finding() -> None:
    issues = [unread(6, "pagu_idr", "K6", nilai='1.2"x'), unread(6, "fisik_pct", "L6")]
    prepared = night(issues, [{"baris_id": "2", "baris": 6}])
    rule = rules()["BTK-008"]
    (found,) = judge(prepared, [rule], frames(), set()).findings.to_dicts()
    assert (found["kolom"], found["sel"], found["nilai_asli"]) == ("pagu_idr", "K6", '1.2"x')
    assert prepared["isian"].select(detail("nilai", "sel")).item() == "K6, L6"


def test_personal_data_taken_out_of_a_text_is_counted_with_its_column() -> None:
    rows = [{"baris_id": "1", "baris": 5, "rencana": "hubungi [data pribadi dihapus]"}, {"baris_id": "2", "baris": 6}]
    frame = night([], rows)["isian"].sort("baris")
    assert frame["n_pribadi_tahan"].to_list() == [1, 0]
    assert frame["kolom_pribadi"].to_list() == ["rencana", None]
    assert frame["asal"].to_list() == ['{"rencana":["M5","x"]}', None]


def test_one_physical_row_that_became_several_facts_is_one_unit() -> None:
    rows = [{"baris_id": "1", "baris": 5, "bulan": 9}, {"baris_id": "2", "baris": 5, "bulan": 10}]
    assert night([unread(5, "pagu_idr", "K5")], rows)["isian"].height == 1


def test_nothing_submitted_gives_an_empty_frame() -> None:
    assert night([], [])["isian"].height == 0
