"""Units beside those of the nomenclature, and kecamatan beside their regions."""

from datetime import date

import polars as pl
import pytest

from checks.frame import Facts, Prepared
from checks.registry import frames
from schemas.tables import DOCUMENT_TABLES, FACT_TABLES, REFERENCE_TABLES, empty, polars_schema

AGENCY = "1.03.0.00.0.00.01.0000"
ROAD, SUPPORT = "1.03.10.2.01.0001", "1.03.01.2.01.0001"
MODELS = {**FACT_TABLES, **DOCUMENT_TABLES, **REFERENCE_TABLES}


def filled(model: str, *rows: dict[str, object]) -> pl.DataFrame:
    schema = polars_schema(MODELS[model])
    return pl.DataFrame([{**dict.fromkeys(schema), **row} for row in rows], schema=schema)


def night(**given: pl.DataFrame) -> Prepared:
    every = {name: empty(model) for name, model in MODELS.items()} | given
    tables = {name: every[name] for name in {**FACT_TABLES, **DOCUMENT_TABLES}}
    return Prepared(
        Facts(tables, tables, {name: every[name] for name in REFERENCE_TABLES}, date(2025, 11, 20)), frames()
    )


def measured(number: int, unit: str | None, **more: object) -> dict[str, object]:
    return {
        "baris_id": f"r{number}", "berkas": "a" * 64, "lembar": "PK", "baris": number, "peran": "rinci", "asal": "{}",
        "kode_opd": AGENCY, "tahun": 2025, "triwulan": 3, "kode": ROAD, "kode_indikator": f"{ROAD}#{number}",
        "satuan": unit, **more,
    }  # fmt: skip


def known(code: str, unit: str | None, since: int = 2024, until: int | None = None) -> dict[str, object]:
    return {"kode": code, "uraian": "Jalan", "satuan": unit, "tahun_mulai": since, "tahun_sampai": until}


def test_one_unit_in_two_spellings_is_one_unit_and_another_unit_is_not() -> None:
    rows = filled("indikator", measured(1, "Kilometer."), measured(2, " KM"), measured(3, "Dokumen"))
    frame = night(indikator=rows, nomenklatur=filled("nomenklatur", known(ROAD, "Km")))["satuan"]
    assert frame["satuan_baku"].to_list() == ["km", "km", "dokumen"]
    assert frame["satuan_cocok"].to_list() == [True, True, False]
    assert frame["nom_satuan"].to_list() == ["Km"] * 3


def test_where_the_nomenclature_allows_either_of_two_units_both_agree() -> None:
    rows = filled("e81", measured(1, "Lap."), measured(2, "dok"), measured(3, "Laporan/Dokumen"), measured(4, "Orang"))
    frame = night(e81=rows, nomenklatur=filled("nomenklatur", known(ROAD, "Laporan / Dokumen")))["satuan"]
    assert frame["satuan_cocok"].to_list() == [True, True, True, False]
    assert frame["formulir"].unique().to_list() == ["e81"]


def test_a_missing_unit_on_either_side_leaves_the_question_open() -> None:
    rows = filled(
        "e81", measured(1, None), measured(2, "km", kode=SUPPORT), measured(3, "km", kode="1.03.10.2.01.0099")
    )
    master = filled("nomenklatur", known(ROAD, "Km"), known("X.XX.01.2.01.0001", None))
    frame = night(e81=rows, nomenklatur=master)["satuan"].sort("baris")
    assert frame["satuan_cocok"].to_list() == [None, None, None]
    assert frame["nom_ada"].to_list() == [True, True, False]


def test_only_sub_kegiatan_rows_enter_each_once_however_often_the_master_knows_their_code() -> None:
    programme = measured(2, "persen", kode="1.03.10")
    total = measured(3, "km", peran="total")
    master = filled("nomenklatur", known(ROAD, "Meter", 2020, 2023), known(ROAD, "Km"), known(ROAD, "Paket"))
    frame = night(e81=filled("e81", measured(1, "km"), programme, total), nomenklatur=master)["satuan"]
    assert frame.select("baris_id", "nom_satuan", "satuan_cocok").rows() == [("r1", "Km", True)]


def region(code: str, name: str, bps: str | None, level: str = "kecamatan") -> dict[str, object]:
    return {"kode": code, "nama": name, "tingkat": level, "kode_bps": bps}


def office(number: int, name: str, place: str | None, bps: str | None, kind: str = "KECAMATAN") -> dict[str, object]:
    return {
        "kode_opd": f"7.01.0.00.0.00.{number:02d}.0000", "nama": name, "jenis": kind, "bidang": "7.01", "blud": False,
        "kode_wilayah": place, "kode_bps": bps, "berlaku_mulai": date(2021, 1, 1),
    }  # fmt: skip


def places() -> pl.DataFrame:
    return filled(
        "wilayah",
        region("36.03.01", "Balaraja", "3603010"),
        region("36.03.02", "Suka Mulya", "3603020"),
        region("36.03.03", "Tigaraksa", None),
        region("36.03.04", "Kresek", "3603040"),
        region("36.03.01.2001", "Saga", None, "desa"),
        region("36.03", "Tangerang", None, "kabupaten"),
    )


def test_name_and_bps_code_are_compared_with_the_region_of_the_same_code() -> None:
    register = filled(
        "opd",
        office(1, "Kecamatan Balaraja", "36.03.01", "3603010"),
        office(2, "Kec. Sukamulya", "36.03.02", "3603021"),
        office(3, "Kecamatan Jambe", "36.03.03", "3603030"),
        office(4, "KECAMATAN KRESEK", "36.03.04", None),
    )
    frame = night(opd=register, wilayah=places())["kecamatan"]
    assert frame["nama_wilayah"].to_list() == ["Balaraja", "Suka Mulya", "Tigaraksa", "Kresek"]
    assert frame["nama_cocok"].to_list() == [True, True, False, True]
    assert frame["bps_cocok"].to_list() == [True, False, None, None]
    assert frame["tahun"].to_list() == [2025] * 4


def test_regions_nobody_registered_and_offices_without_a_region_are_both_there_once() -> None:
    register = filled(
        "opd",
        office(1, "Kecamatan Balaraja", "36.03.01", "3603010"),
        office(2, "Kecamatan Baru", "36.03.77", None),
        office(3, "Kecamatan Lain", None, None),
        office(4, "Dinas Sosial", "36.03.02", None, "OPD"),
    )
    frame = night(opd=register, wilayah=places())["kecamatan"]
    assert frame.select("kode_wilayah", "nama", "nama_wilayah", "nama_cocok").rows() == [
        (None, "Kecamatan Lain", None, None),
        ("36.03.01", "Kecamatan Balaraja", "Balaraja", True),
        ("36.03.02", None, "Suka Mulya", None),
        ("36.03.03", None, "Tigaraksa", None),
        ("36.03.04", None, "Kresek", None),
        ("36.03.77", "Kecamatan Baru", None, None),
    ]


@pytest.mark.parametrize("name", ["satuan", "kecamatan"])
def test_nothing_known_gives_an_empty_frame_with_its_columns(name: str) -> None:
    assert dict(night()[name].schema) == frames()[name].columns
    assert night()[name].height == 0
