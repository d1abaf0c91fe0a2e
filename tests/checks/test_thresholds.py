"""Thresholds hold from a day on; none in force is an error; what changed within the data is picked row by row."""

from datetime import date

import polars as pl
import pytest

from checks import thresholds
from checks.registry import rules
from checks.thresholds import Threshold, all_thresholds, as_expression, in_force

RULE = rules()["ANG-001"]


@pytest.fixture
def two_values(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = tuple(
        Threshold("ANG-001", "toleransi_idr", value, start, "uji")
        for value, start in ((1, date(2020, 1, 1)), (5, date(2025, 7, 1)))
    )
    monkeypatch.setattr(thresholds, "all_thresholds", lambda: {("ANG-001", "toleransi_idr"): rows})


@pytest.mark.usefixtures("two_values")
def test_the_day_picks_the_value() -> None:
    assert in_force(RULE, "toleransi_idr", date(2025, 6, 30)).value == 1
    assert in_force(RULE, "toleransi_idr", date(2025, 7, 1)).value == 5


@pytest.mark.usefixtures("two_values")
def test_none_in_force_is_an_error_never_a_default() -> None:
    with pytest.raises(LookupError):
        in_force(RULE, "toleransi_idr", date(2019, 12, 31))


@pytest.mark.usefixtures("two_values")
def test_each_row_is_judged_by_the_value_of_its_own_period() -> None:
    rows = pl.DataFrame(
        {"tahun": [2025, 2025, 2024], "bulan": [6, 7, 12]}, schema={"tahun": pl.Int16, "bulan": pl.Int8}
    )
    value = as_expression(RULE, "toleransi_idr", tuple(rows.columns), date(2024, 12, 1))
    assert rows.select(value.alias("v"))["v"].to_list() == [1, 5, 1]


def test_every_threshold_of_every_rule_has_a_basis_and_serves_a_rule() -> None:
    wanted = {(rule.id, name) for rule in rules().values() for name in rule.thresholds}
    assert set(all_thresholds()) == wanted
    for rows in all_thresholds().values():
        assert all(row.basis.strip() for row in rows)
        assert len({row.start for row in rows}) == len(rows)
