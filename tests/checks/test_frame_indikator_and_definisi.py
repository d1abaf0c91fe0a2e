"""Revised agreements beside the first ones, and indicators whose unit or words changed during the year."""

from datetime import date

import polars as pl
import pytest

from checks.frame import Facts, Prepared
from checks.registry import frames
from schemas.tables import DOCUMENT_TABLES, FACT_TABLES, REFERENCE_TABLES, empty, polars_schema

OPD = "1.03.0.00.0.00.01.0000"
SUB = "1.03.10.2.01.0001"


def _row(table: str, number: int, **given: object) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(polars_schema(FACT_TABLES[table]))
    place = {"baris_id": f"{table}{number}", "berkas": "a" * 64, "lembar": "PK", "baris": number, "peran": "rinci"}
    common = {"asal": "{}", "kode_opd": OPD, "tahun": 2025, "kode": SUB, "indikator": "Panjang jalan", "satuan": "km"}
    return row | place | common | given


def _pk(number: int, version: str | None, **given: object) -> dict[str, object]:
    said = {"versi_pk": version, "polaritas": "naik", "agregasi": "jumlah", "target_k": 10.0, "anggaran_idr": 1000}
    return _row("indikator", number, **(said | given))


def _frame(name: str, **given: list[dict[str, object]]) -> pl.DataFrame:
    tables = {table: empty(model) for table, model in (FACT_TABLES | DOCUMENT_TABLES).items()}
    for table, rows in given.items():
        tables[table] = pl.DataFrame(rows, schema=polars_schema(FACT_TABLES[table]))
    references = {table: empty(model) for table, model in REFERENCE_TABLES.items()}
    facts = Facts(tables=tables, history=tables, references=references, as_of=date(2025, 12, 10))
    return Prepared(facts, frames())[name]


@pytest.mark.parametrize("name", ["indikator", "definisi"])
def test_no_agreements_make_an_empty_frame_with_all_its_columns(name: str) -> None:
    built = _frame(name)
    assert built.height == 0
    assert built.columns == list(frames()[name].columns)


def test_a_revised_target_stands_beside_the_first_one() -> None:
    rows = [_pk(1, "murni"), _pk(2, "perubahan", target_k=6.0, anggaran_idr=900), _pk(3, None, triwulan=2)]
    built = _frame("indikator", indikator=rows).sort("baris_id")
    assert built["baris_id"].to_list() == ["indikator1", "indikator2"], "tables of results are no agreements"
    revised = built.row(1, named=True)
    assert (revised["murni_target_k"], revised["longgar_k"], revised["murni_anggaran_pct"]) == (10.0, 4.0, 90.0)
    assert revised["satuan_sama"] is True
    assert built["terakhir"].to_list() == [False, True]


@pytest.mark.parametrize(
    ("given", "before", "easier"),
    [
        ({"polaritas": "turun", "target_k": 12.0}, {"target_k": 10.0}, 2.0),
        ({"polaritas": "naik", "target_k": 12.0}, {"target_k": 10.0}, -2.0),
        (
            {"polaritas": "rentang", "target_k": 6.0, "target_maks_k": 9.0},
            {"target_k": 6.5, "target_maks_k": 8.5},
            1.0,
        ),
        ({"polaritas": None, "target_k": 6.0}, {"target_k": 10.0}, None),
    ],
)
def test_easier_means_lower_higher_or_wider_by_polarity(
    given: dict[str, object], before: dict[str, object], easier: float | None
) -> None:
    rows = [_pk(1, "murni", **before), _pk(2, "perubahan", **given)]
    revised = _frame("indikator", indikator=rows).filter(pl.col("versi_pk") == "perubahan")
    assert revised["longgar_k"].item() == easier


def test_an_agency_without_revision_keeps_its_first_agreement_as_the_last_one() -> None:
    rows = [_pk(1, "murni"), _pk(2, "perubahan", kode_opd="lain")]
    built = _frame("indikator", indikator=rows).sort("baris_id")
    assert built["terakhir"].to_list() == [True, True]
    assert built["murni_ada"].to_list() == [None, False]


def test_several_indicators_under_a_code_are_matched_by_their_words_not_their_order() -> None:
    rows = [
        _pk(1, "murni", indikator="Panjang jalan", target_k=10.0),
        _pk(2, "murni", indikator="Jumlah jembatan", target_k=3.0),
        _pk(3, "perubahan", indikator="jumlah  Jembatan", target_k=3.0),
        _pk(4, "perubahan", indikator="Panjang jalan", target_k=10.0),
    ]
    revised = _frame("indikator", indikator=rows).filter(pl.col("versi_pk") == "perubahan")
    assert revised.height == 2
    assert revised["longgar_k"].to_list() == [0.0, 0.0]


def test_the_lone_indicator_left_on_either_side_is_the_one_renamed() -> None:
    rows = [
        _pk(1, "murni", indikator="Panjang jalan"),
        _pk(2, "murni", indikator="Jumlah jembatan", target_k=3.0),
        _pk(3, "perubahan", indikator="Panjang jalan"),
        _pk(4, "perubahan", indikator="Rasio kemantapan", target_k=2.0, satuan="persen"),
    ]
    changed = _frame("definisi", indikator=rows).sort("baris_id").row(1, named=True)
    assert (changed["indikator"], changed["lalu_indikator"]) == ("Rasio kemantapan", "Jumlah jembatan")
    assert changed["satuan_sama"] is False
    assert changed["kata_sama_pct"] == 0.0
    more = [*rows, _pk(5, "perubahan", indikator="Jumlah trotoar")]
    assert _frame("definisi", indikator=more).height == 1, "two new ones: nobody can say which was renamed"


def test_a_quarter_is_compared_with_the_latest_one_before_it() -> None:
    rows = [
        _row("e81", 1, triwulan=1, satuan="meter"),
        _row("e81", 2, triwulan=3, satuan="km"),
        _row("e81", 3, triwulan=4, satuan="KM"),
        _row("e81", 4, triwulan=4, kode="lain"),
    ]
    built = _frame("definisi", e81=rows).sort("baris_id")
    assert built["baris_id"].to_list() == ["e812", "e813"]
    assert built["lalu_satuan"].to_list() == ["meter", "km"]
    assert built["satuan_sama"].to_list() == [False, True]
    assert built["kata_sama_pct"].to_list() == [100.0, 100.0]
