"""Statistics of patterns, on figures whose truth is known: drawn from Benford, from honest counting, or shifted."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats import stattools

from checks.prepare.adjusted_boxplot import medcouple, upper_fence
from checks.prepare.bunching import chance_of, excess_of, least_count
from checks.prepare.digits import (
    benford_distance,
    chance_of_as_many,
    chances_of_landing,
    lands_on_whole_percent,
)
from checks.prepare.hidiroglou_berthelot import with_effects
from checks.prepare.procurement import direct_procurement_limit
from checks.prepare.unusual import distances, drivers


def _benford(count: int, seed: int) -> np.ndarray:
    return (10 ** np.random.default_rng(seed).uniform(4, 9, count)).astype(np.int64)


def test_true_benford_amounts_lie_near_benford_and_span_their_orders() -> None:
    distance, orders = benford_distance(_benford(20_000, 1))
    assert distance < 0.004
    assert 4.5 < orders < 5


def test_a_hundred_true_benford_amounts_break_the_usual_cut_which_is_why_a_thousand_are_asked_for() -> None:
    few = [benford_distance(_benford(100, seed))[0] for seed in range(200)]
    many = [benford_distance(_benford(1_000, seed))[0] for seed in range(200)]
    assert np.mean(np.array(few) > 0.015) > 0.8
    assert np.mean(np.array(many) > 0.015) < 0.05


def test_one_slip_of_the_pen_does_not_widen_the_range_of_orders() -> None:
    narrow = np.random.default_rng(2).integers(1_000_000, 9_000_000, 2_000)
    assert benford_distance(np.append(narrow, 10**15))[1] < 1


def _counted(seed: int, tallies: int = 150) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    wholes = rng.integers(30, 900, tallies)
    return rng.binomial(wholes, rng.uniform(0.2, 0.95, tallies)).astype(float), wholes.astype(float)


def test_honest_counting_gives_as_many_whole_percents_as_expected() -> None:
    tails = []
    for seed in range(60):
        parts, wholes = _counted(seed)
        landed = int(lands_on_whole_percent(parts, wholes).sum())
        tails.append(chance_of_as_many(landed, chances_of_landing(parts, wholes)))
    assert min(tails) > 0.001
    assert 0.35 < float(np.mean(tails)) < 0.75


def test_counts_worked_out_from_whole_percents_stand_out() -> None:
    rng = np.random.default_rng(3)
    wholes = np.full(150, 1_000.0)
    counted = rng.binomial(1_000, rng.uniform(0.2, 0.95, 150)).astype(float)
    worked_out = np.round(rng.uniform(20, 95, 150)) * 10
    mixed = np.where(np.arange(150) < 50, worked_out, counted)
    landed = int(lands_on_whole_percent(mixed, wholes).sum())
    assert chance_of_as_many(landed, chances_of_landing(mixed, wholes)) < 1e-6
    honest = int(lands_on_whole_percent(counted, wholes).sum())
    assert chance_of_as_many(honest, chances_of_landing(counted, wholes)) > 0.01


def test_small_wholes_that_always_land_accuse_nobody() -> None:
    parts, wholes = np.full(40, 45.0), np.full(40, 50.0)
    chances = chances_of_landing(parts, wholes)
    assert chances == pytest.approx(1.0)
    assert chance_of_as_many(40, chances) == pytest.approx(1.0)


@given(st.integers(1, 400), st.data())
def test_the_exact_chance_of_landing_agrees_with_drawing(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    exact = chances_of_landing(np.array([float(part)]), np.array([float(whole)])).item()
    drawn = np.random.default_rng(whole).binomial(whole, part / whole, 4_000).astype(float)
    assert abs(exact - lands_on_whole_percent(drawn, np.float64(whole)).mean()) < 0.05


def test_money_lands_on_whole_percents_one_time_in_ten() -> None:
    rng = np.random.default_rng(4)
    wholes = rng.integers(10**8, 10**10, 20_000).astype(float)
    parts = np.floor(wholes * rng.uniform(0.05, 0.95, 20_000))
    assert abs(lands_on_whole_percent(parts, wholes).mean() - chances_of_landing(parts, wholes).mean()) < 0.01


def test_the_adjusted_fence_lies_higher_for_skewed_figures_than_the_plain_one() -> None:
    skewed = np.random.default_rng(6).lognormal(0, 0.8, 400)
    low, high = np.quantile(skewed, (0.25, 0.75))
    plain = high + 1.5 * (high - low)
    assert np.mean(skewed > plain) > 0.05
    assert np.mean(skewed > upper_fence(skewed)) < 0.04


def test_the_medcouple_is_that_of_the_library_ties_at_the_middle_included() -> None:
    rng = np.random.default_rng(10)
    for size in range(10, 60):
        for figures in (rng.gamma(2, 3, size).round(1), rng.normal(0, 1, size).round(), rng.lognormal(0, 1, size)):
            assert medcouple(np.sort(figures)) == pytest.approx(float(stattools.medcouple(figures)), abs=1e-12)


def test_thinning_many_figures_hardly_moves_the_fence() -> None:
    figures = np.random.default_rng(7).lognormal(0, 0.5, 8_000)
    assert upper_fence(figures) == pytest.approx(upper_fence(np.random.default_rng(8).choice(figures, 200)), rel=0.35)


def test_where_most_figures_are_one_the_mean_deviation_makes_the_fence_and_where_all_are_there_is_none() -> None:
    assert upper_fence(np.array([5.0] * 60 + [9.0] * 5)) == pytest.approx(5 + 3.5 * 1.2533 * 4 * 5 / 65)
    assert np.isnan(upper_fence(np.full(60, 5.0)))


def test_hidiroglou_berthelot_by_hand() -> None:
    rows = pl.DataFrame({"s": ["a"] * 5, "b": [100, 100, 100, 400, 0], "n": [100, 110, 120, 1600, 50]})
    out = with_effects(rows, "n", "b", ("s",))
    assert out["n_rasio"].to_list() == [4] * 5
    assert out["rasio_lazim"][0] == pytest.approx(1.15)
    assert out["efek"][0] == pytest.approx((1 - 1.15) * 100**0.5)
    assert out["efek"][3] == pytest.approx((4 / 1.15 - 1) * 1600**0.5)
    assert out["efek"][4] is None
    spread = np.quantile(out["efek"].drop_nulls().to_numpy(), 0.75) - out["efek_tengah"][0]
    assert out["efek_simpang"][0] == pytest.approx(max(spread, abs(0.05 * out["efek_tengah"][0])))


def test_a_large_line_needs_a_smaller_ratio_to_stand_out_than_a_small_one() -> None:
    rows = pl.DataFrame({"s": ["a"] * 4, "b": [100, 10_000, 50, 60], "n": [200, 20_000, 50, 60]})
    effects = with_effects(rows, "n", "b", ("s",))["efek"]
    assert effects[1] == pytest.approx(10 * effects[0])


def test_distances_single_out_the_row_that_breaks_the_pattern_and_name_its_field() -> None:
    rng = np.random.default_rng(9)
    money = rng.normal(50, 10, 200)
    rows = np.column_stack([money, money + rng.normal(0, 2, 200), rng.normal(5, 1, 200)])
    rows[17] = [50, 50, 25]
    squared, shares = distances(rows)
    assert int(np.argmax(squared)) == 17
    assert drivers(shares, ("uang", "fisik", "kenaikan"))[17] == "kenaikan"
    assert (squared >= -1e-9).all()


def test_a_field_that_never_varies_counts_for_nothing() -> None:
    rows = np.column_stack([np.arange(30.0), np.full(30, 7.0)])
    squared, shares = distances(rows)
    assert np.isfinite(squared).all()
    assert np.abs(shares[:, 1]).max() == 0


def test_the_caliper_needs_more_figures_for_a_smaller_excess() -> None:
    asked = pl.select(least_count(pl.lit(0.5)).alias("half"), least_count(pl.lit(0.2)).alias("fifth"))
    assert asked.row(0) == (32, 197)
    assert pl.select(excess_of(pl.lit(188), pl.lit(0))).item() == 1
    assert pl.select(excess_of(pl.lit(0), pl.lit(0))).item() is None


def test_equal_sides_are_likely_and_one_side_alone_is_not() -> None:
    chances = chance_of(np.array([16, 30, 0]), np.array([16, 2, 0]))
    assert chances[0] > 0.5
    assert chances[1] < 1e-6
    assert chances[2] == 1


def test_the_limit_of_direct_procurement_is_that_of_the_day() -> None:
    kinds = ["konstruksi", "konstruksi", "jasa konsultansi", "barang", None]
    days = [date(2025, 4, 29), date(2025, 4, 30), date(2025, 4, 29), date(2025, 4, 30), date(2025, 5, 1)]
    rows = pl.DataFrame({"j": kinds, "d": days})
    limits = rows.select(direct_procurement_limit("j", "d").alias("x"))["x"].to_list()
    assert limits == [200_000_000, 400_000_000, 100_000_000, 200_000_000, None]
