"""What nothing has changed about is not judged again, and comes out the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from polars.testing import assert_frame_equal

from flows import judgement
from flows.judgement import PLAIN, Judgement
from flows.night import Night, need
from flows.opening import open_night
from tests.flows.conftest import Desk
from tests.stories.plain_night import STEPS

DAY, NEXT_DAY = date(2025, 11, 3), date(2025, 11, 4)
"""After the honest regency's last report: reports are missing by then, so there are findings."""


def night_of(desk: Desk, day: date) -> Night:
    with open_night(desk.settings, day, desk.say, desk.gate) as night:
        for step in STEPS.values():
            step(night)
    return night


@pytest.fixture(scope="module")
def first(open_desk: Callable[[str], Desk]) -> tuple[Desk, Night]:
    desk = open_desk("dinilai")
    return desk, night_of(desk, DAY)


def assert_same(one: Judgement | None, other: Judgement | None) -> None:
    """All that was judged; ``watched`` is about what was open before, and that differs."""
    tables = [{name: getattr(need(each), name) for name in PLAIN} | dict(need(each).derived) for each in (one, other)]
    assert tables[0].keys() == tables[1].keys()
    for name in tables[0].keys() - {"watched"}:
        assert_frame_equal(tables[0][name], tables[1][name])


def test_the_same_night_again_takes_the_judgement_kept_and_settles_the_same(first: tuple[Desk, Night]) -> None:
    desk, before = first
    assert before.judged_now
    assert need(before.judgement).findings.height > 0
    again = night_of(desk, DAY)
    assert not again.judged_now
    assert_same(before.judgement, again.judgement)
    assert again.version == before.version
    settlement = need(again.settlement)
    assert settlement.nothing_new
    assert settlement.n_open == len(settlement.seen_again)


def test_an_open_finding_nobody_asked_about_calls_for_judging(first: tuple[Desk, Night]) -> None:
    _, before = first
    known = need(before.judgement).findings["finding_id"][0]
    assert judgement.find(before, {known}) is not None
    assert judgement.find(before, {known, "0" * 16}) is None


def test_what_is_damaged_is_judged_again(first: tuple[Desk, Night]) -> None:
    desk, before = first
    for file in (desk.home / judgement.FOLDER).rglob("findings.parquet"):
        file.write_bytes(file.read_bytes()[:-20] + bytes(20))
    again = night_of(desk, DAY)
    assert again.judged_now
    assert_same(before.judgement, again.judgement)


def test_another_deadline_or_another_date_is_judged_anew(first: tuple[Desk, Night]) -> None:
    desk, before = first
    later = before.settings.model_copy(update={"tenggat": before.settings.tenggat.model_copy(update={"rfk": 20})})
    with open_night(later, DAY, desk.say, desk.gate) as night:
        for name in ("receive", "read", "gate"):
            STEPS[name](night)
        assert night.judgement is None
    assert night_of(desk, NEXT_DAY).judged_now
