"""The gate splits rows by position, says why to the cell, and never lets our own mistakes through as data."""

import polars as pl
import pytest
from pandera.errors import SchemaErrors

from schemas.gate import gate
from schemas.rfk import Rfk
from schemas.tables import DOCUMENT_TABLES, polars_schema

NAMES = pl.DataFrame({"berkas": ["a" * 64], "nama_berkas": ["rfk.xlsx"]})


def rows(*fisik: float | None) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "baris_id": str(number),
                "berkas": "a" * 64,
                "lembar": "Oktober",
                "baris": number + 1,
                "peran": "rinci",
                "asal": f'{{"fisik_pct":["H{number + 1}","{value}"]}}',
                "kode_opd": "o",
                "tahun": 2025,
                "bulan": 10,
                "fisik_pct": value,
            }
            for number, value in enumerate(fisik)
        ],
        schema=polars_schema(Rfk),
    )


def test_rows_are_split_and_none_is_lost() -> None:
    given = rows(50, 120, None, -5, 100)
    result = gate("rfk", Rfk, given, NAMES)
    assert result.passed["baris_id"].to_list() == ["0", "2", "4"]
    assert result.rejected["baris_id"].to_list() == ["1", "3"]
    assert pl.concat([result.passed, result.rejected]).sort("baris").equals(given)


def test_a_rejected_row_is_named_to_the_cell_and_holds() -> None:
    result = gate("rfk", Rfk, rows(120), NAMES)
    DOCUMENT_TABLES["kendala"].validate(result.kendala)
    (issue,) = result.kendala.to_dicts()
    assert (issue["sel"], issue["kolom"], issue["nilai"]) == ("H1", "fisik_pct", "120")
    assert issue["harapan"] == "≤ 100"
    assert (issue["jenis"], issue["menahan"], issue["nama_berkas"]) == ("bentuk", True, "rfk.xlsx")


def test_equal_bad_values_blame_their_own_rows_only() -> None:
    result = gate("rfk", Rfk, rows(120, 50, 120), NAMES)
    assert sorted(result.kendala["baris"]) == [1, 3]


def test_no_rows_pass_as_no_rows() -> None:
    result = gate("rfk", Rfk, rows(), NAMES)
    assert (result.passed.height, result.rejected.height, result.kendala.height) == (0, 0, 0)


def test_a_frame_of_the_wrong_shape_is_a_bug_and_raises() -> None:
    with pytest.raises(SchemaErrors):
        gate("rfk", Rfk, rows(50).drop("fisik_pct"), NAMES)
    with pytest.raises(SchemaErrors):
        gate("rfk", Rfk, rows(50).cast({"fisik_pct": pl.Int64}), NAMES)
