"""The guard on the treasury feed, and the usual course of a year's spending."""

from datetime import date
from itertools import pairwise

import polars as pl
import pytest

from checks.prepare.feed import ENOUGH_LINES, with_guard
from checks.prepare.pace import MONTHS, USUAL_SHARE, straight_line, usual_course, usual_share

AGENCY, SILENT = "1.03.0.00.0.00.01.0000", "1.04.0.00.0.00.01.0000"
SCHEMA = {
    "kode_opd": pl.String(),
    "tahun": pl.Int16(),
    "bulan": pl.Int8(),
    "jenis_kerja": pl.String(),
    "dana_kelas": pl.String(),
    "akhir_bulan_tgl": pl.Date(),
    "sp2d_ada": pl.Boolean(),
    **dict.fromkeys(
        ("pagu_idr", "realisasi_idr", "m1_realisasi_idr", "sp2d_sd_idr", "sp2d_m1_idr", "sp2d_p1_idr"), pl.Int64()
    ),
}


def line(**more: object) -> dict[str, object]:
    """A routine line of June that spent 100 more, all of which the treasury paid in June."""
    return {
        "kode_opd": AGENCY, "tahun": 2025, "bulan": 6, "jenis_kerja": "rutin", "dana_kelas": "apbd",
        "akhir_bulan_tgl": date(2025, 6, 30), "sp2d_ada": True, "pagu_idr": 1000, "realisasi_idr": 500,
        "m1_realisasi_idr": 400, "sp2d_sd_idr": 500, "sp2d_m1_idr": 400, "sp2d_p1_idr": 600, **more,
    }  # fmt: skip


STILL = {"sp2d_sd_idr": 400, "sp2d_m1_idr": 400, "sp2d_p1_idr": 500}
"""Nothing moved in June; July brought what was reported."""
ABOVE = {"realisasi_idr": 621}
"""Reported 2.1 percent of the ceiling more than the treasury holds by the end of July."""


def guarded(*rows: dict[str, object], as_of: date = date(2025, 11, 20)) -> pl.DataFrame:
    return with_guard(pl.DataFrame(list(rows), schema=SCHEMA), as_of)


def stopped(odd: dict[str, object], count: int, of: int = ENOUGH_LINES) -> bool:
    """Whether the feed counts as stopped where ``count`` of ``of`` lines are ``odd``."""
    frame = guarded(*(line(**odd) for _ in range(count)), *(line() for _ in range(of - count)))
    assert frame.height == of
    (answer,) = frame["umpan_terhenti"].unique().to_list()
    return bool(answer)


@pytest.mark.parametrize("odd", [STILL, ABOVE])
def test_more_than_three_tenths_of_lines_standing_still_or_above_stop_the_feed(odd: dict[str, object]) -> None:
    assert not stopped(odd, 6)
    assert stopped(odd, 7)


def test_a_few_lines_prove_nothing_about_the_feed() -> None:
    assert stopped(STILL, ENOUGH_LINES)
    assert not stopped(STILL, ENOUGH_LINES - 1, ENOUGH_LINES - 1)


def test_two_percent_above_the_register_is_not_material() -> None:
    assert not stopped({"realisasi_idr": 620}, ENOUGH_LINES)
    assert not stopped({"realisasi_idr": 621, "sp2d_p1_idr": None, "sp2d_sd_idr": 601}, ENOUGH_LINES)


@pytest.mark.parametrize(
    "beside_the_point",
    [
        {"jenis_kerja": "konstruksi"},
        {"dana_kelas": "blud"},
        {"dana_kelas": "bos"},
        {"m1_realisasi_idr": 500},
        {"sp2d_ada": False},
        {"realisasi_idr": None},
    ],
)
def test_only_routine_lines_with_new_spending_booked_monthly_are_asked(beside_the_point: dict[str, object]) -> None:
    assert not stopped({**STILL, **beside_the_point}, 15, of=30)


def test_lines_without_a_known_fund_are_asked_and_january_counts_from_nothing() -> None:
    assert stopped({**STILL, "dana_kelas": None}, ENOUGH_LINES)
    january = {"bulan": 1, "akhir_bulan_tgl": date(2025, 1, 31), "m1_realisasi_idr": None}
    assert stopped({**STILL, **january}, ENOUGH_LINES)


def test_a_stopped_month_stops_no_other_month() -> None:
    july = {"bulan": 7, "akhir_bulan_tgl": date(2025, 7, 31)}
    frame = guarded(
        *(line(**STILL) for _ in range(20)), line(**july), line(tahun=2024, akhir_bulan_tgl=date(2024, 6, 30))
    )
    told = frame.group_by("tahun", "bulan").agg(pl.col("umpan_terhenti").all()).sort("tahun", "bulan")
    assert told.rows() == [(2024, 6, False), (2025, 6, True), (2025, 7, False)]


def test_the_register_proves_nothing_against_an_agency_it_does_not_know_all_year() -> None:
    nothing = {"kode_opd": SILENT, "sp2d_sd_idr": 0, "sp2d_m1_idr": 0, "sp2d_p1_idr": 0}
    rows = [line(), line(**nothing), line(**nothing, bulan=7), line(**nothing, bulan=8, sp2d_ada=False)]
    frame = guarded(*rows).sort("kode_opd", "bulan")
    assert frame["umpan_terhenti"].to_list() == [False, True, True, False]
    known = guarded(*rows, line(kode_opd=SILENT, bulan=9)).sort("kode_opd", "bulan")
    assert known["umpan_terhenti"].to_list() == [False] * 5


def test_nothing_is_in_transit_once_the_whole_month_after_is_over() -> None:
    def over(as_of: date, **more: object) -> bool:
        return bool(guarded(line(**more), as_of=as_of)["tenggang_lewat"].item())

    assert [over(day) for day in (date(2025, 7, 31), date(2025, 8, 1))] == [False, True]
    assert not over(date(2025, 8, 1), sp2d_p1_idr=None)
    december = {"bulan": 12, "akhir_bulan_tgl": date(2025, 12, 31)}
    assert [over(day, **december) for day in (date(2025, 12, 31), date(2026, 1, 1))] == [False, True]
    january = {"bulan": 1, "akhir_bulan_tgl": date(2025, 1, 31)}
    assert [over(day, **january) for day in (date(2025, 2, 28), date(2025, 3, 1))] == [False, True]
    assert not over(date(2026, 3, 1), akhir_bulan_tgl=None)


def test_no_rows_stay_no_rows_with_both_columns() -> None:
    empty = guarded()
    assert empty.height == 0
    assert dict(empty.schema) == {**SCHEMA, "umpan_terhenti": pl.Boolean(), "tenggang_lewat": pl.Boolean()}


def at(month: int | None, spent: int | None, expression: pl.Expr) -> float | None:
    frame = pl.DataFrame(
        {"bulan": [month], "realisasi_idr": [spent]}, schema={"bulan": pl.Int8, "realisasi_idr": pl.Int64}
    )
    answer: float | None = frame.select(expression).item()
    return answer


def test_the_usual_course_never_falls_and_ends_at_everything() -> None:
    assert list(USUAL_SHARE) == list(range(1, MONTHS + 1))
    shares = [at(month, 0, usual_share()) for month in USUAL_SHARE]
    assert all(before < after for before, after in pairwise(shares))
    assert (shares[5], shares[-1]) == (pytest.approx(0.294), 1.0)


def test_a_year_is_drawn_from_a_month_in_a_straight_line_or_by_the_usual_course() -> None:
    assert at(3, 25_000_000, straight_line()) == 100_000_000
    assert at(12, 77, straight_line()) == at(12, 77, usual_course()) == 77
    assert at(6, 29_400_000, usual_course()) == pytest.approx(100_000_000)
    assert at(6, 0, straight_line()) == at(6, 0, usual_course()) == 0


@pytest.mark.parametrize(("month", "spent"), [(None, 5), (6, None)])
def test_without_a_month_or_an_amount_nothing_is_drawn(month: int | None, spent: int | None) -> None:
    assert at(month, spent, straight_line()) is None
    assert at(month, spent, usual_course()) is None


def test_a_month_that_is_none_has_no_usual_share() -> None:
    assert at(13, 5, usual_share()) is None
    assert at(0, 5, usual_course()) is None
