"""Totals of an agency's month, the LRA with its month before, and copied series, on a few lines."""

from datetime import date

import polars as pl

from checks.frame import Facts, Prepared
from checks.registry import frames
from schemas.tables import DOCUMENT_TABLES, FACT_TABLES, REFERENCE_TABLES, empty, polars_schema

FIRST, SECOND = "1.03.0.00.0.00.01.0000", "1.04.0.00.0.00.01.0000"


def _line(number: int, month: int, **given: object) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(polars_schema(FACT_TABLES["rfk"]))
    row |= {
        "berkas": "a" * 64, "lembar": "RFK", "baris": number, "peran": "rinci", "asal": "{}", "kode_opd": FIRST,
        "tahun": 2025, "bulan": month, "kode": f"1.03.02.2.01.{number:04d}", "uraian": "Sosialisasi",
        "pagu_idr": 1000, "realisasi_idr": 300, "fisik_pct": 40.0,
    }  # fmt: skip
    row |= given
    return row | {"baris_id": f"{row['kode_opd']}-{number}-{row['tahun']}-{month}"}


def _account(month: int, code: str, spent: int | None, claimed: int | None = None) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(polars_schema(FACT_TABLES["lra"]))
    return row | {
        "baris_id": f"{code}-{month}", "berkas": "b" * 64, "lembar": "LRA", "baris": 1, "peran": "rinci", "asal": "{}",
        "kode_opd": FIRST, "tahun": 2025, "bulan": month, "jenis_laporan": "lra", "kode_akun": code,
        "realisasi_idr": spent, "serapan_opd_idr": claimed, "presisi_idr": 1,
    }  # fmt: skip


def _prepared(rfk: list[dict[str, object]], lra: list[dict[str, object]] | None = None) -> Prepared:
    tables = {name: empty(model) for name, model in (FACT_TABLES | DOCUMENT_TABLES).items()}
    tables["rfk"] = pl.DataFrame(rfk, schema=polars_schema(FACT_TABLES["rfk"]))
    tables["lra"] = pl.DataFrame(lra or [], schema=polars_schema(FACT_TABLES["lra"]))
    references = {name: empty(model) for name, model in REFERENCE_TABLES.items()}
    facts = Facts(tables=tables, history=tables, references=references, as_of=date(2025, 12, 10))
    return Prepared(facts, frames())


def test_a_month_is_summed_once_and_set_beside_the_lra_of_its_neighbours() -> None:
    accounts = [_account(m, code, 100 * m) for m in (5, 6, 7) for code in ("5.1.02", "5.2.02")]
    built = _prepared([_line(1, 6), _line(2, 6, realisasi_idr=None)], accounts)["rfk_opd_bulan"]
    (row,) = built.iter_rows(named=True)
    assert (row["rfk_idr"], row["rfk_pagu_idr"], row["n_baris"], row["n_kosong"]) == (300, 2000, 2, 1)
    assert (row["lra_m1_idr"], row["lra_idr"], row["lra_p1_idr"]) == (1000, 1200, 1400)


def test_income_and_unread_amounts_do_not_make_an_lra_total() -> None:
    built = _prepared([_line(1, 6)], [_account(6, "4.1.01", 900), _account(6, "5.1.02", None)])["rfk_opd_bulan"]
    assert built["lra_idr"].to_list() == [None]


def test_only_lines_under_way_and_no_salaries_count_as_equal() -> None:
    built = _prepared([
        _line(1, 6, fisik_pct=30.0), _line(2, 6), _line(3, 6, fisik_pct=30.0, uraian="Penyediaan Gaji dan Tunjangan"),
        _line(4, 6, realisasi_idr=1000, fisik_pct=100.0), _line(5, 6, realisasi_idr=0, fisik_pct=0.0),
    ])["rfk_opd_bulan"]  # fmt: skip
    assert (built["n_informatif"].item(), built["n_sama"].item()) == (2, 1)


def test_the_lra_of_the_month_before_stands_beside_each_account_once() -> None:
    built = _prepared([], [_account(5, "5.1.02", 400, 450), _account(6, "5.1.02", 500, 450)])["lra_deret"]
    told = built.sort("bulan").select("m1_serapan_opd_idr", "m1_realisasi_idr").rows()
    assert told == [(None, None), (450, 400)]


def test_a_series_equal_to_another_agencys_is_counted_by_month_and_partner() -> None:
    odd = {5: 311, 6: 417, 7: 523}
    ours = [_line(1, m, realisasi_idr=v, fisik_pct=v / 10) for m, v in odd.items()]
    theirs = [_line(7, m, kode_opd=SECOND, realisasi_idr=v, fisik_pct=v / 10) for m, v in odd.items() if m > 5]
    built = _prepared([*ours, *theirs, _line(2, 5, realisasi_idr=0)])["rfk_garis"].sort("kode_opd", "kode")
    assert built["n_sama_opd_lain"].to_list() == [2, 0, 2]
    assert built["opd_lain"].to_list() == [SECOND, None, FIRST]
    assert built["n_informatif"].to_list() == [3, 0, 2]


def test_a_series_equal_to_last_years_is_counted() -> None:
    rows = [_line(1, m, tahun=y, realisasi_idr=311 + m, fisik_pct=40.5) for m in (5, 6) for y in (2024, 2025)]
    built = _prepared(rows)["rfk_garis"].sort("tahun")
    assert built["n_sama_tahun_lalu"].to_list() == [0, 2]


def test_without_reports_the_frames_are_empty_with_their_columns() -> None:
    prepared = _prepared([])
    for name in ("rfk_opd_bulan", "lra_deret", "rfk_garis"):
        assert prepared[name].height == 0
        assert prepared[name].columns == list(frames()[name].columns)
