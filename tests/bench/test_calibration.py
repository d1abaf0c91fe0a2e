"""Flags on honest figures are counted per rule, with an interval, and never those on rows something was done to."""

from __future__ import annotations

import polars as pl
import pytest

from bench.calibration import calibrated, counts, together
from simulation.key import HONEST_SCHEMA

AGENCY, LINE = "1.03.0.00.0.00.01.0000", "1.03.02.2.01.0001"
COVERAGE = {"aturan": pl.String, "alasan": pl.String, "lolos": pl.Int64, "gagal": pl.Int64}


@pytest.fixture
def honest() -> pl.DataFrame:
    months = [("rfk", AGENCY, 2025, month, None, LINE, False) for month in (9, 10)]
    return pl.DataFrame([*months, ("rfk", AGENCY, 2025, 9, None, "lain", False)], schema=HONEST_SCHEMA, orient="row")


def flag(rule: str, period: str, kode: str | None) -> dict[str, str]:
    subject = f'{{"kode_opd":"{AGENCY}","kode":"{kode}"}}' if kode else f'{{"kode_opd":"{AGENCY}"}}'
    return {"aturan": rule, "kode_opd": AGENCY, "periode": period, "subjek": subject}


def test_flags_on_touched_lines_are_left_out_of_both_sides_and_those_on_agencies_all_count(
    honest: pl.DataFrame,
) -> None:
    found = pl.DataFrame(
        [
            flag("POL-003", "2025-09", LINE), flag("POL-003", "2025-11", LINE), flag("POL-004", "2025", LINE),
            flag("POL-004", "2025", "lain"), flag("POL-005", "2025-09", None), flag("ANG-001", "2025-09", LINE),
        ]
    )  # fmt: skip
    coverage = pl.DataFrame(
        [("POL-003", None, 98, 2), ("POL-003", "terlalu_sedikit", 0, 0), ("POL-004", None, 8, 2),
         ("POL-005", None, 9, 1)],
        schema=COVERAGE, orient="row",
    )  # fmt: skip
    told = {rule: (judged, flags) for rule, judged, flags in counts(found, coverage, honest).iter_rows()}
    assert told["POL-003"] == (99, 1)
    assert told["POL-004"] == (9, 1)
    assert told["POL-005"] == (10, 1)
    assert told["KTR-002"] == (0, 0)
    assert set(told) == set(calibrated())


def test_sets_are_added_up_and_a_rule_that_judged_nothing_has_no_share() -> None:
    counted = pl.DataFrame(
        {
            "aturan": ["POL-003", "KTR-002"] * 2,
            "dinilai": [50, 0] * 2,
            "ditandai": [1, 0] * 2,
            "set": ["a"] * 2 + ["b"] * 2,
        }
    )
    some, none = together(counted).iter_rows(named=True)
    assert (some["dinilai"], some["ditandai"], some["tiap"]) == (100, 2, "a: 1 / 50, b: 1 / 50")
    assert 0 < some["bawah"] < some["bagian"] == 0.02 < some["atas"] < 0.08
    assert none["bagian"] is None
