"""Verdicts teach: precision with its interval, rules that only advise, and limits that are proposed."""

from __future__ import annotations

import polars as pl
import pytest
from scipy.stats import binomtest

from checks.precision import overall, precision_of_rules, propose


def verdicts(rule: str, *said: tuple[str, int], per_case: int = 1) -> pl.DataFrame:
    """``said`` = (verdict, how many); ``per_case`` findings share a case."""
    words = [word for word, count in said for _ in range(count)]
    return pl.DataFrame(
        {
            "aturan": [rule] * len(words),
            "kasus": [f"{rule}{n // per_case}" for n in range(len(words))],
            "putusan": words,
        },
        schema={"aturan": pl.String, "kasus": pl.String, "putusan": pl.String},
    )


def test_explained_and_expected_do_not_speak_against_a_rule() -> None:
    (row,) = precision_of_rules(verdicts("R", ("dijelaskan", 9), ("wajar", 9), ("alarm_palsu", 2)), 0.5, 20).to_dicts()
    assert row["presisi"] == pytest.approx(0.9)
    assert not row["penasihat"]


@pytest.mark.parametrize(("alarms", "others"), [(0, 20), (20, 0), (12, 9), (1, 400)])
def test_the_interval_is_wilsons(alarms: int, others: int) -> None:
    said = verdicts("R", ("alarm_palsu", alarms), ("diterima", others))
    (row,) = precision_of_rules(said, 0.5, 20).to_dicts()
    expected = binomtest(others, alarms + others).proportion_ci(0.95, "wilson")
    assert (row["presisi_bawah"], row["presisi_atas"]) == pytest.approx((expected.low, expected.high))


def test_a_rule_below_its_floor_advises_once_enough_cases_were_judged() -> None:
    few = verdicts("A", ("alarm_palsu", 12), ("diterima", 7))
    enough = verdicts("B", ("alarm_palsu", 12), ("diterima", 8))
    good = verdicts("C", ("alarm_palsu", 10), ("diterima", 10))
    standing = precision_of_rules(pl.concat([few, enough, good]), 0.5, 20)
    assert standing.filter("penasihat")["aturan"].to_list() == ["B"]


def test_sixty_five_rows_of_one_case_are_one_verdict() -> None:
    said = verdicts("R", ("alarm_palsu", 65), per_case=65)
    (row,) = precision_of_rules(said, 0.5, 20).to_dicts()
    assert (row["putusan"], row["alarm_palsu"], row["penasihat"]) == (1, 1, False)


def test_the_measured_share_of_false_alarms_comes_with_its_interval() -> None:
    said = pl.concat([verdicts("A", ("alarm_palsu", 3), ("diterima", 7)), verdicts("B", ("wajar", 10))])
    (row,) = overall(precision_of_rules(said, 0.5, 20)).to_dicts()
    assert (row["putusan"], row["alarm_palsu"], row["bagian"]) == (20, 3, pytest.approx(0.15))
    assert row["bagian_bawah"] < 0.15 < row["bagian_atas"]


def measured(*rows: tuple[str, float]) -> pl.DataFrame:
    return pl.DataFrame(
        [("R", word, size, "idr") for word, size in rows],
        schema={"aturan": pl.String, "putusan": pl.String, "selisih": pl.Float64, "satuan": pl.String},
        orient="row",
    )


def test_a_limit_that_spares_false_alarms_and_keeps_the_true_is_proposed_with_its_numbers() -> None:
    small = [("alarm_palsu", -float(n)) for n in range(1, 9)]
    large = [("diterima", 100.0 + n) for n in range(10)] + [("alarm_palsu", 500.0)]
    (proposal,) = propose(measured(*small, *large), ["R"], 10)
    assert (proposal.at_least, proposal.alarms_spared, proposal.alarms) == (100.0, 8, 9)
    assert (proposal.confirmed_kept, proposal.confirmed) == (10, 10)


def test_nothing_is_proposed_from_few_verdicts_or_where_it_would_cost_true_findings() -> None:
    mixed = [("alarm_palsu", 100.0 + n) for n in range(10)] + [("diterima", float(n)) for n in range(10)]
    assert list(propose(measured(*mixed), ["R"], 10)) == []
    assert list(propose(measured(("alarm_palsu", 1.0), ("diterima", 9.0)), ["R"], 10)) == []
