"""Whose rows are whose in a file of several agencies."""

from __future__ import annotations

import polars as pl

from review.workbook.shares import shares_of

ONE, TWO = "7.01.0.00.0.00.14.0000", "7.01.0.00.0.00.18.0000"
FILE = "a" * 64
FACTS = pl.DataFrame(
    [
        (FILE, "RFK", 5, ONE, "rinci"), (FILE, "RFK", 6, TWO, "rinci"), (FILE, "RFK", 7, ONE, "total"),
        (FILE, "RFK", 8, None, "rinci"), (FILE, "LRA", 4, TWO, "rinci"), (FILE, "LRA", 5, TWO, "total"),
        ("b" * 64, "RFK", 5, ONE, "rinci"),
    ],
    schema=["berkas", "lembar", "baris", "kode_opd", "peran"],
    orient="row",
)  # fmt: skip
TRACES = pl.DataFrame(
    [
        (FILE, "RFK", 1, "judul"),
        (FILE, "RFK", 3, "kepala"),
        (FILE, "LRA", 1, "judul"),
        (FILE, "LRA", 2, "kepala"),
        (FILE, "LRA", 9, "catatan"),
    ],
    schema=["berkas", "lembar", "baris", "peran"],
    orient="row",
)


def test_an_agency_gets_its_rows_and_headings_and_no_sum_over_others():
    assert shares_of([FILE], [FACTS], TRACES) == {
        FILE: {ONE: (("RFK", (3, 5)),), TWO: (("LRA", (1, 2, 4, 5)), ("RFK", (3, 6)))}
    }


def test_where_no_agency_is_known_nothing_goes_back():
    nobody = FACTS.with_columns(kode_opd=pl.lit(None, pl.String))
    assert shares_of([FILE], [nobody], TRACES) == {}
