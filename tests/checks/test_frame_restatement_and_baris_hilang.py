"""What a later version changed, and which lines went missing, on two months of one agency."""

from datetime import UTC, date, datetime

import polars as pl

from checks.frame import Facts, Prepared
from checks.registry import frames
from schemas.tables import DOCUMENT_TABLES, FACT_TABLES, REFERENCE_TABLES, empty, polars_schema

OPD = "1.03.0.00.0.00.01.0000"
RFK = polars_schema(FACT_TABLES["rfk"])


def _line(
    number: int, month: int, version: int = 1, sent: date = date(2025, 9, 5), **given: object
) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(RFK)
    row |= {
        "baris_id": f"r{number}-{month}-{version}", "berkas": f"{month}{version}".zfill(64), "lembar": "RFK",
        "baris": number, "peran": "rinci", "asal": "{}", "kode_opd": OPD, "tahun": 2025, "bulan": month,
        "kode": f"1.03.02.2.01.{number:04d}", "pagu_idr": 1000, "realisasi_idr": 100, "fisik_pct": 10.0,
        "versi_ke": version, "dikirim_at": datetime(sent.year, sent.month, sent.day, 3, tzinfo=UTC),
    }  # fmt: skip
    return row | given


def _prepared(*history: dict[str, object], dpa: tuple[tuple[int, int], ...] = ()) -> Prepared:
    told = pl.DataFrame(list(history), schema=RFK | {"versi_ke": pl.Int32(), "dikirim_at": pl.Datetime("us", "UTC")})
    last = told.filter(pl.col("versi_ke") == pl.col("versi_ke").max().over("kode_opd", "tahun", "bulan"))
    tables = {name: empty(model) for name, model in (FACT_TABLES | DOCUMENT_TABLES).items()}
    tables["rfk"] = last.drop("versi_ke", "dikirim_at")
    tables["dpa"] = pl.DataFrame(
        [
            {"baris_id": f"d{number}", "peran": "rinci", "kode_opd": OPD, "tahun": 2025, "versi_anggaran": "murni",
             "kode": f"1.03.02.2.01.{number:04d}", "pagu_idr": ceiling}
            for number, ceiling in dpa
        ],
        schema=polars_schema(FACT_TABLES["dpa"]),
    )  # fmt: skip
    references = {name: empty(model) for name, model in REFERENCE_TABLES.items()}
    facts = Facts(tables=tables, history=tables | {"rfk": told}, references=references, as_of=date(2025, 12, 20))
    return Prepared(facts, frames())


def test_the_last_two_versions_of_a_line_are_set_side_by_side() -> None:
    built = _prepared(
        _line(1, 8), _line(1, 8, 2, date(2025, 9, 20), realisasi_idr=150),
        _line(1, 8, 3, date(2025, 12, 12), realisasi_idr=180, fisik_pct=40.0),
    )["restatement"]  # fmt: skip
    (row,) = built.iter_rows(named=True)
    assert (row["versi_ke"], row["sebelum_realisasi_idr"], row["realisasi_idr"]) == (3, 150, 180)
    assert (row["sebelum_fisik_pct"], row["fisik_pct"]) == (10.0, 40.0)
    assert (row["batas_tgl"], row["lewat_hari"], row["ke_evaluasi_hari"]) == (date(2025, 9, 10), 93, 5)
    assert row["sebelum_berkas"] == "82".zfill(64)


def test_a_month_filed_once_and_a_line_new_in_the_second_version_restate_nothing() -> None:
    built = _prepared(_line(1, 7), _line(1, 8), _line(1, 8, 2), _line(2, 8, 2))["restatement"]
    assert built["baris_id"].to_list() == ["r1-8-2"]


def test_doubled_lines_do_not_multiply_restatements() -> None:
    built = _prepared(*(_line(1, 8, v, baris_id=f"x{v}{n}") for v in (1, 2) for n in range(3)))["restatement"]
    assert built.height == 1


def test_a_line_gone_since_last_month_or_an_earlier_version_is_named() -> None:
    built = _prepared(
        _line(1, 7), _line(2, 7), _line(1, 8), _line(3, 8), _line(1, 8, 2), dpa=((1, 1000), (2, 700))
    )["baris_hilang"].filter(pl.col("bulan") == 8)  # fmt: skip
    told = {row["kode"][-1]: row for row in built.iter_rows(named=True)}
    assert {key: (row["masih_ada"], row["asal_baris"]) for key, row in told.items()} == {
        "1": (True, "versi_lama"),
        "2": (False, "bulan_lalu"),
        "3": (False, "versi_lama"),
    }
    assert (told["2"]["pagu_kini_idr"], told["3"]["pagu_kini_idr"]) == (700, None)
    assert told["2"]["dpa_ada"] is True


def test_a_month_nobody_reported_misses_no_lines() -> None:
    assert _prepared(_line(1, 7), _line(2, 7))["baris_hilang"].height == 0


def test_without_submissions_both_frames_are_empty_with_their_columns() -> None:
    prepared = _prepared()
    for name in ("restatement", "baris_hilang"):
        assert prepared[name].height == 0
        assert prepared[name].columns == list(frames()[name].columns)
