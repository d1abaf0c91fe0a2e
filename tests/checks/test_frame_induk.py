"""Subtotals and totals beside the sum of what they cover."""

from datetime import date

import polars as pl

from checks.frame import Facts, Prepared
from checks.registry import frames
from schemas.tables import DOCUMENT_TABLES, FACT_TABLES, empty, polars_schema

SHA = "b" * 64


def night(table: str, rows: list[dict[str, object]], held: list[int] | None = None) -> Prepared:
    tables = {name: empty(model) for name, model in {**FACT_TABLES, **DOCUMENT_TABLES}.items()}
    common = {"berkas": SHA, "lembar": "S", "asal": "{}", "kode_opd": "1.06", "tahun": 2025, "bulan": 10}
    schema = polars_schema(FACT_TABLES[table])
    numbered = [{"baris_id": f"r{n}", "baris": n, **common, **row} for n, row in enumerate(rows, start=1)]
    tables[table] = pl.DataFrame([{**dict.fromkeys(schema), **row} for row in numbered], schema=schema)
    issue = {"berkas": SHA, "nama_berkas": "f", "lembar": "S", "dataset": table, "jenis": "bentuk", "menahan": True}
    kinds = polars_schema(DOCUMENT_TABLES["kendala"])
    tables["kendala"] = pl.DataFrame(
        [{**dict.fromkeys(kinds), **issue, "baris": row} for row in held or []], schema=kinds
    )
    return Prepared(Facts(tables, tables, {}, date(2025, 11, 20)), frames())


def line(code: str | None, role: str, ceiling: int | None) -> dict[str, object]:
    return {"kode": code, "peran": role, "pagu_idr": ceiling}


FORM = [
    line("1.06.02", "subtotal", 600),
    line("1.06.02.2.01", "subtotal", 300),
    line("1.06.02.2.01.0001", "rinci", 100),
    line("1.06.02.2.01.0002", "rinci", 200),
    line("1.06.02.2.02.0001", "rinci", 300),
    line(None, "total", 600),
]


def sums(prepared: Prepared) -> dict[str, tuple[int | None, int]]:
    frame = prepared["induk"].filter(pl.col("ukuran") == "pagu_idr")
    return {row["kode"]: (row["jumlah_idr"], row["n_anak"]) for row in frame.to_dicts()}


def test_a_parent_covers_the_rows_right_below_it_and_orphans_of_a_missing_level() -> None:
    found = sums(night("rfk", FORM))
    assert found["1.06.02.2.01"] == (300, 2)
    assert found["1.06.02"] == (600, 2), "one kegiatan, and the leaf whose kegiatan has no row"
    assert found["- #6"] == (600, 3), "the total covers the leaves"


def test_figures_the_form_does_not_have_are_left_out() -> None:
    assert night("rfk", FORM)["induk"]["ukuran"].unique().to_list() == ["pagu_idr"]


def test_a_blank_child_and_a_held_child_are_said() -> None:
    blank = [*FORM[:3], line("1.06.02.2.01.0002", "rinci", None), *FORM[4:]]
    frame = night("rfk", blank)["induk"].filter(pl.col("kode") == "1.06.02.2.01")
    assert frame["n_kosong"].to_list() == [1]
    moved = [{**row, "baris": n * 10} for n, row in enumerate(FORM, start=1)]
    marked = night("rfk", moved, held=[45])["induk"]
    assert dict(marked.select("kode", "ada_ditahan").iter_rows()) == {
        "1.06.02": False,
        "1.06.02.2.01": True,
        "- #60": True,
    }


def test_a_code_that_stands_twice_is_parent_of_nothing() -> None:
    doubled = [FORM[1], *FORM[1:4]]
    assert sums(night("rfk", doubled))["1.06.02.2.01"] == (None, 0)


def account(code: str | None, name: str, role: str, budget: int) -> dict[str, object]:
    return {
        "kode_akun": code,
        "uraian": name,
        "peran": role,
        "anggaran_idr": budget,
        "jenis_laporan": "lra",
        "presisi_idr": 1,
    }


def test_financing_is_no_sum_and_a_total_covers_the_class_it_names() -> None:
    rows = [
        account("5.1", "Belanja Operasi", "rinci", 70),
        account(None, "JUMLAH BELANJA", "total", 70),
        account("6", "PEMBIAYAAN", "subtotal", 20),
        account("6.1", "Penerimaan", "rinci", 30),
        account("6.2", "Pengeluaran", "rinci", 10),
        account(None, "SURPLUS/DEFISIT", "total", -70),
    ]
    frame = night("lra", rows)["induk"]
    assert "6" not in frame["kode"].to_list()
    judged = {row["uraian"]: (row["jumlah_idr"], row["total_jelas"]) for row in frame.to_dicts()}
    assert judged["JUMLAH BELANJA"] == (70, True)
    assert judged["SURPLUS/DEFISIT"][1] is False


def test_no_rows_give_an_empty_frame() -> None:
    assert night("rfk", [])["induk"].height == 0
