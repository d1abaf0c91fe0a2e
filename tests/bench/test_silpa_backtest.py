"""Forecasts of unspent money on a simulated set nobody learnt from are nearer than both naive ones."""

from __future__ import annotations

import polars as pl
import pytest

from bench.silpa import measured
from bench.silpa_data import line_months
from checks.prepare.remainder import forecast, learn, simulated_curves
from simulation.labelled.styles import Request
from simulation.labelled.tables import simulate


@pytest.fixture(scope="module")
def months() -> pl.DataFrame:
    return line_months(simulate(Request(seed=903, agencies=16, lines=300)))


def test_the_curves_that_come_with_the_project_beat_a_straight_line_and_last_years_ratio(months: pl.DataFrame) -> None:
    table = measured(forecast(months, simulated_curves(), "uang"))
    assert table["bulan"].to_list() == [3, 6, 8, 9, 10, 11]
    for naive in ("lurus", "tahun_lalu"):
        assert (table["pinball_kurva"] < table[f"pinball_{naive}"]).all()
        assert (table["median_kurva"] <= table[f"median_{naive}"]).all()
    assert table["cakupan_pct"].is_between(75, 100).all()


def test_the_curves_written_are_those_that_are_read(months: pl.DataFrame) -> None:
    curves = simulated_curves()
    assert set(curves["ukuran"]) == {"uang", "fisik"}
    assert curves.filter((pl.col("bawah") > pl.col("tengah")) | (pl.col("tengah") > pl.col("atas"))).height == 0
    assert curves["n_acuan"].min() == 40
    again = learn(months, "uang", (0.1, 0.5, 0.9))
    assert again.schema == curves.schema


def test_nothing_of_later_months_is_in_a_forecast(months: pl.DataFrame) -> None:
    early = months.filter(pl.col("month") <= 6)
    whole = forecast(months, simulated_curves(), "uang").filter(pl.col("month") <= 6)
    assert forecast(early, simulated_curves(), "uang")["uang_tengah"].equals(whole["uang_tengah"])
