"""Surplus, net financing and SiLPA from LRA lines by account and by words."""

from datetime import date

import polars as pl

from checks.frame import Facts, Prepared
from checks.registry import frames
from schemas.tables import DOCUMENT_TABLES, FACT_TABLES, REFERENCE_TABLES, empty, polars_schema


def _line(number: int, code: str | None, name: str, budget: int | None, **given: object) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(polars_schema(FACT_TABLES["lra"]))
    row |= {
        "baris_id": f"l{number}", "berkas": "a" * 64, "lembar": "LRA", "baris": number, "peran": "subtotal",
        "asal": "{}", "tahun": 2023, "jenis_laporan": "lra", "kode_akun": code, "uraian": name,
        "tingkat_akun": len(code.split(".")) if code else 1, "anggaran_idr": budget, "presisi_idr": 1,
    }  # fmt: skip
    return row | given


def _frame(*rows: dict[str, object]) -> pl.DataFrame:
    tables = {name: empty(model) for name, model in (FACT_TABLES | DOCUMENT_TABLES).items()}
    tables["lra"] = pl.DataFrame(list(rows), schema=polars_schema(FACT_TABLES["lra"]))
    references = {name: empty(model) for name, model in REFERENCE_TABLES.items()}
    facts = Facts(tables=tables, history=tables, references=references, as_of=date(2025, 12, 10))
    return Prepared(facts, frames())["pembiayaan"]


BY_CODE = (
    _line(1, "4", "PENDAPATAN DAERAH", 500),
    _line(2, "5", "BELANJA DAERAH", 540),
    _line(3, "6.1", "PENERIMAAN PEMBIAYAAN", 100),
    _line(4, "6.2", "PENGELUARAN PEMBIAYAAN", 30),
    _line(5, "6", "PEMBIAYAAN", 70),
)
BY_WORDS = (
    _line(1, None, "Pendapatan Daerah", 500),
    _line(2, None, "Belanja Daerah", 540),
    _line(3, None, "Pembiayaan Daerah", 70),
    _line(4, None, "Penerimaan Pembiayaan Daerah", 100, tingkat_akun=2),
    _line(5, None, "Sisa Lebih Perhitungan Anggaran Tahun Sebelumnya", 100, tingkat_akun=3),
    _line(6, None, "Pengeluaran Pembiayaan Daerah", 30, tingkat_akun=2),
)


def test_no_report_makes_an_empty_frame_with_all_its_columns() -> None:
    built = _frame()
    assert built.height == 0
    assert built.columns == list(frames()["pembiayaan"].columns)


def test_financing_is_netted_by_account_and_by_words() -> None:
    for lines in (BY_CODE, BY_WORDS):
        (row,) = _frame(*lines).to_dicts()
        assert (row["hal"], row["nilai_idr"], row["hitungan_idr"], row["dijumlah_idr"]) == ("netto", 70, 70, 130)


def test_silpa_is_surplus_plus_net_financing() -> None:
    closing = _line(9, None, "SISA LEBIH PEMBIAYAAN ANGGARAN TAHUN BERKENAAN (SiLPA)", 30, tingkat_akun=None)
    built = _frame(*BY_CODE, closing).filter(pl.col("hal") == "silpa").row(0, named=True)
    assert (built["nilai_idr"], built["hitungan_idr"], built["kurang"]) == (30, 30, "")


def test_what_the_report_does_not_state_is_named_and_leaves_the_identity_open() -> None:
    built = _frame(BY_CODE[4], BY_CODE[2]).row(0, named=True)
    assert built["hitungan_idr"] is None
    assert built["kurang"] == "pengeluaran"


def test_last_years_silpa_is_a_receipt_and_no_closing_line() -> None:
    assert _frame(*BY_WORDS)["hal"].to_list() == ["netto"]


def test_a_part_stated_twice_with_different_figures_is_not_clear() -> None:
    again = _line(8, None, "Jumlah Pengeluaran Pembiayaan", 40, tingkat_akun=2)
    assert _frame(*BY_WORDS, again)["jelas"].item() is False
    assert _frame(*BY_WORDS, again | {"anggaran_idr": 30})["jelas"].item() is True


def test_codes_before_2021_meant_something_else_and_are_not_judged() -> None:
    assert _frame(*(line | {"tahun": 2019} for line in BY_CODE)).height == 0
