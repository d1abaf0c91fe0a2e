"""E.81 frames on small hand-drawn sheets: parts joined, columns recomputed, no row multiplied, none lost."""

from datetime import date

import polars as pl
import pytest

from checks.frame import Facts, Prepared
from checks.registry import frames
from schemas.tables import DOCUMENT_TABLES, FACT_TABLES, REFERENCE_TABLES, empty, polars_schema

OPD = "1.03.0.00.0.00.01.0000"
SUB = "1.03.10.2.01.0001"


def _filled(table: str, number: int, **given: object) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(polars_schema(FACT_TABLES[table]))
    place = {"baris_id": f"{table}{number}", "berkas": "a" * 64, "lembar": "E81", "baris": number, "peran": "rinci"}
    return row | place | {"asal": "{}", "kode_opd": OPD, "tahun": 2025} | given


def _e81(number: int, **given: object) -> dict[str, object]:
    honest = {
        "triwulan": 2, "kode": SUB, "tingkat": "sub_kegiatan", "kode_indikator": f"{SUB}#1",
        "indikator": "Panjang jalan dibangun", "satuan": "km", "renstra_k": 50.0, "lalu_k": 20.0, "target_k": 10.0,
        "tw1_k": 2.0, "tw2_k": 3.0, "total_k": 5.0, "renstra_real_k": 25.0, "capaian_k_pct": 50.0,
        "renstra_idr": 1000, "lalu_idr": 400, "target_idr": 200, "tw1_idr": 40, "tw2_idr": 60, "total_idr": 100,
        "renstra_real_idr": 500, "capaian_idr_pct": 50.0,
    }  # fmt: skip
    return _filled("e81", number, **(honest | given))


def _pk(number: int, **given: object) -> dict[str, object]:
    said = {
        "kode": SUB,
        "indikator": "Panjang Jalan Dibangun",
        "polaritas": "naik",
        "agregasi": "jumlah",
        "satuan": "km",
    }
    return _filled("indikator", number, **(said | given))


def _prepared(**given: list[dict[str, object]]) -> Prepared:
    tables = {name: empty(model) for name, model in (FACT_TABLES | DOCUMENT_TABLES).items()}
    for name, rows in given.items():
        tables[name] = pl.DataFrame(rows, schema=polars_schema((FACT_TABLES | DOCUMENT_TABLES)[name]))
    references = {name: empty(model) for name, model in REFERENCE_TABLES.items()}
    return Prepared(Facts(tables=tables, history=tables, references=references, as_of=date(2025, 12, 10)), frames())


@pytest.mark.parametrize("name", ["e81", "e81_kolom", "e81_ringkas", "capaian", "indikator_opd"])
def test_no_rows_make_an_empty_frame_with_all_its_columns(name: str) -> None:
    built = _prepared()[name]
    assert built.height == 0
    assert built.columns == list(frames()[name].columns)


def test_direction_and_aggregation_come_from_the_agreement_without_multiplying_rows() -> None:
    agreements = [_pk(1, versi_pk="murni"), _pk(2, versi_pk="perubahan"), _pk(3, triwulan=2), _pk(4, kode_opd="x")]
    built = _prepared(e81=[_e81(1), _e81(2, polaritas="turun")], indikator=agreements)["e81"]
    assert built["baris_id"].to_list() == ["e811", "e812"]
    assert built["polaritas"].to_list() == ["naik", "turun"], "what the form itself says comes first"
    assert built["agregasi"].to_list() == ["jumlah", "jumlah"]


def test_the_last_agreement_wins_and_a_lone_indicator_is_found_by_its_code() -> None:
    agreements = [_pk(1, versi_pk="perubahan", agregasi="akhir"), _pk(2, versi_pk="murni")]
    assert _prepared(e81=[_e81(1)], indikator=agreements)["e81"]["agregasi"].item() == "akhir"
    reworded = [_e81(1, indikator="Panjang jalan")]
    assert _prepared(e81=reworded, indikator=agreements)["e81"]["agregasi"].item() == "akhir"
    two = [*agreements, _pk(3, indikator="Jumlah jembatan")]
    assert _prepared(e81=reworded, indikator=two)["e81"]["agregasi"].item() is None


@pytest.mark.parametrize(
    ("how", "total", "to_date", "rate"),
    [("jumlah", 5.0, 25.0, 50.0), ("akhir", 3.0, 3.0, 6.0), ("rata2", 2.5, 2.5, 5.0), ("maks", 3.0, 20.0, 40.0)],
)
def test_columns_12_to_14_are_recomputed_by_aggregation(how: str, total: float, to_date: float, rate: float) -> None:
    row = _prepared(e81=[_e81(1, agregasi=how, polaritas="naik")])["e81"].row(0, named=True)
    assert (row["hit_total_k"], row["hit_renstra_real_k"], row["hit_capaian_pct"]) == (total, to_date, rate)
    assert row["hit_capaian_tahun_pct"] == total * 10


def test_without_an_aggregation_or_with_a_blank_quarter_nothing_is_recomputed() -> None:
    built = _prepared(e81=[_e81(1), _e81(2, agregasi="jumlah", polaritas="naik", tw1_k=None)])["e81"]
    for name in ("hit_total_k", "hit_renstra_real_k", "hit_capaian_pct", "hit_capaian_tahun_pct", "hit_predikat"):
        assert built[name].to_list() == [None, None], name
    assert built["n_tw_kosong"].to_list() == [0, 1]


def test_a_dash_counts_as_no_money_and_a_blank_does_not() -> None:
    dash = _e81(1, tw1_idr=None, asal='{"tw1_idr":["N9","-"]}')
    blank = _e81(2, tw1_idr=None, asal='{"tw1_idr":["N10",""]}')
    assert _prepared(e81=[dash, blank])["e81"]["jumlah_idr"].to_list() == [60, None]


def test_quarters_after_the_one_reported_are_not_added() -> None:
    assert _prepared(e81=[_e81(1, agregasi="jumlah", tw3_k=9.0)])["e81"]["hit_total_k"].item() == 5.0
    assert _prepared(e81=[_e81(1, agregasi="jumlah", triwulan=None)])["e81"]["hit_total_k"].item() is None


def test_the_same_output_under_another_code_is_counted_and_under_the_same_code_is_not() -> None:
    other = "1.03.10.2.01.0002"
    built = _prepared(
        e81=[_e81(1), _e81(2, kode=other), _e81(3, kode=other, tw2_k=4.0), _e81(4, kode="z", satuan=None)]
    )["e81"]
    assert built["n_keluaran_sama"].to_list() == [1, 1, 0, None]


def test_parts_of_a_ratio_are_read_from_the_cells() -> None:
    sent = '{"tw1_k":["M9","40/50"],"tw2_k":["O9","90 % (36 dari 40)"]}'
    row = _prepared(e81=[_e81(1, asal=sent)])["e81"].row(0, named=True)
    assert [row[name] for name in ("lalu_pembilang", "lalu_penyebut", "pembilang", "penyebut")] == [40, 50, 36, 40]
    assert _prepared(e81=[_e81(1)])["e81"]["penyebut"].item() is None


def test_each_column_is_held_against_the_ones_before_it_as_written() -> None:
    built = _prepared(
        e81=[_e81(1, agregasi="jumlah", polaritas="naik", total_k=8.0, renstra_real_k=28.0, capaian_k_pct=56)]
    )
    distance = dict(built["e81_kolom"].select("kolom", "jarak").iter_rows())
    assert distance.pop("total_k") == 3.0
    assert list(distance) == ["total_idr", "renstra_real_k", "renstra_real_idr", "capaian_k_pct", "capaian_idr_pct"]
    assert all(gap == pytest.approx(0) for gap in distance.values()), "one slip is named once"


def test_without_an_aggregation_the_nearest_reading_counts_and_is_marked_unsure() -> None:
    built = _prepared(e81=[_e81(1, total_k=3.0), _e81(2, total_k=7.0)])["e81_kolom"]
    totals = built.filter(pl.col("kolom") == "total_k")
    assert totals["pasti"].to_list() == [False, False]
    assert totals["jarak"].to_list() == [0.0, 2.0]


def test_columns_that_are_blank_like_their_parts_are_left_out() -> None:
    money = ("renstra_idr", "lalu_idr", "target_idr", "tw1_idr", "tw2_idr", "total_idr", "renstra_real_idr")
    built = _prepared(e81=[_e81(1, capaian_idr_pct=None, **dict.fromkeys(money))])["e81_kolom"]
    assert built["kolom"].to_list() == ["total_k", "renstra_real_k", "capaian_k_pct"]


def test_a_footer_is_held_against_the_rows_of_its_own_sheet() -> None:
    rows = [
        _e81(1, capaian_k_pct=40.0),
        _e81(2, capaian_k_pct=60.0),
        _e81(3, tingkat="program", kode="1.03.10", capaian_k_pct=90.0),
        _e81(4, lembar="lain", capaian_k_pct=99.0),
    ]
    foot = _filled("e81_ringkas", 9, triwulan=2, rata_k_pct=50.0, predikat_k="sedang", rata_idr_pct=50.4)
    built = _prepared(e81=rows, e81_ringkas=[foot])["e81_ringkas"].sort("ukuran", descending=True)
    assert built["ukuran"].to_list() == ["k", "idr"]
    assert built["jarak_pct"][0] == 0.0
    assert built["rata_semua_pct"][0] == pytest.approx(190 / 3)
    assert built["predikat_hitung"].to_list() == ["sangat rendah", "rendah"]
    assert built["predikat_celah"].to_list() == ["rendah", "sangat rendah"]
    assert built["ada_ditahan"].to_list() == [False, False]


def test_capaian_of_tables_and_of_e81_stand_side_by_side() -> None:
    table = _pk(1, triwulan=2, polaritas="turun", target_k=10.0, realisasi_k=12.0, capaian_pct=120.0)
    built = _prepared(e81=[_e81(1)], indikator=[table, _pk(2, versi_pk="murni", target_k=10.0)])["capaian"]
    assert built["sumber"].to_list() == ["indikator", "e81"], "a plan without a result states no capaian"
    stated = built.row(0, named=True)
    assert (stated["jarak_benar_pct"], stated["jarak_keliru_pct"]) == (pytest.approx(120 - 100 / 1.2), 0.0)
    assert stated["harapan_pct"] == 80.0


def test_an_agencys_indicators_are_counted_without_documents_and_blanks() -> None:
    rows = [
        _e81(1, target_k=5.0),
        _e81(2, kode="b", target_k=10.0),
        _e81(3, kode="c", satuan="Dokumen", target_k=5.0),
        _e81(4, kode="d", total_k=None),
    ]
    table = [_pk(1, triwulan=2, kode="e", target_k=7.0, realisasi_k=7.0), _pk(2, triwulan=2, realisasi_k=1.0)]
    built = _prepared(e81=rows, indikator=table)["indikator_opd"].row(0, named=True)
    assert (built["n_indikator"], built["n_tepat"], built["n_sepele"], built["n_tak_lengkap"]) == (3, 2, 1, 1)
    assert built["tepat_pct"] == pytest.approx(200 / 3)


def test_outputs_are_counted_on_their_programme_and_money_is_set_beside_the_rfk() -> None:
    rows = [
        _e81(1, kode="1.03.10", tingkat="program"),
        _e81(2, target_k=5.0),
        _e81(3, kode="1.03.10.2.01.0002"),
        _e81(4, kode="1.03.11.2.01.0002"),
    ]
    months = [_filled("rfk", n, bulan=n, kode=SUB, realisasi_idr=20 * n) for n in (5, 6, 7)]
    twice = [_filled("rfk", n, bulan=6, kode="1.03.10.2.01.0002", realisasi_idr=1) for n in (8, 9)]
    built = _prepared(e81=rows, rfk=[*months, *twice])["e81"]
    assert built["baris_id"].to_list() == ["e811", "e812", "e813", "e814"]
    assert built["n_keluaran"].to_list() == [2, None, None, None]
    assert built["n_keluaran_penuh"].to_list() == [1, None, None, None]
    assert built.select("rfk_m1_idr", "rfk_idr", "rfk_p1_idr").rows()[1:3] == [(100, 120, 140), (None, None, None)]


def test_two_indicators_under_one_code_are_counted() -> None:
    built = _prepared(e81=[_e81(1), _e81(2, indikator="Jumlah jembatan"), _e81(3, kode="lain")])["e81"]
    assert built["n_indikator_kode"].to_list() == [2, 2, 1]
