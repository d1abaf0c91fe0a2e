"""Due, overdue, escalated: in working days, noted once, stopped by a decision."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.audit import Actor, chain_head
from ledger.deadlines import Allowed, watch_deadlines
from ledger.decisions import decide, seen_now
from ledger.findings import assign, load_findings
from ledger.reports import timeline
from ledger.settle import settle
from ledger.verify import verify

SRI = Actor("sri", "steward")
HOLIDAY = date(2026, 11, 5)
ALLOWED = Allowed({"blokir": 3, "peringatan": 5}, 2, {HOLIDAY})


@pytest.fixture
def night(ledger, tools):
    """Monday 2 November 2026: one finding that holds a row, one that asks, one that only informs."""
    rows = [tools.finding(n, keparahan=word) for n, word in enumerate(("blokir", "peringatan", "info"), 1)]
    run = tools.new_run(ledger, tools.moment())
    settle(ledger, run, tools.frame(*rows), tools.watched(), tools.moment())
    return run


def due(ledger) -> list[date | None]:
    return load_findings(ledger)["due_date"].to_list()


def test_weekends_and_holidays_do_not_count(ledger, night, tools):
    watched = watch_deadlines(ledger, night, ALLOWED, date(2026, 11, 2), tools.moment())
    assert due(ledger) == [date(2026, 11, 6), date(2026, 11, 10), None]
    assert not watched.overdue
    assert verify(ledger) == []


def test_a_finding_past_its_day_is_overdue_then_escalated_and_each_is_noted_once(ledger, night, tools):
    watch_deadlines(ledger, night, ALLOWED, date(2026, 11, 2), tools.moment())
    assert not watch_deadlines(ledger, night, ALLOWED, date(2026, 11, 6), tools.moment(4)).overdue
    assert watch_deadlines(ledger, night, ALLOWED, date(2026, 11, 7), tools.moment(5)).overdue == {tools.fid(1)}
    later = watch_deadlines(ledger, night, ALLOWED, date(2026, 11, 11), tools.moment(9))
    assert (later.overdue, later.escalated) == ({tools.fid(2)}, {tools.fid(1)})
    before = chain_head(ledger)
    again = watch_deadlines(ledger, night, ALLOWED, date(2026, 11, 11), tools.moment(9, 5))
    assert not again.overdue | again.escalated
    assert chain_head(ledger) == before
    assert [step.what for step in timeline(ledger, tools.fid(1))] == ["new", "overdue", "escalated"]
    assert verify(ledger) == []


def test_a_decision_stops_the_clock_and_a_day_set_by_a_person_stays(ledger, night, tools):
    assign(ledger, [tools.fid(2)], assignee="sri", due_date=date(2026, 12, 1), actor=SRI, at=tools.moment())
    watch_deadlines(ledger, night, ALLOWED, date(2026, 11, 2), tools.moment())
    seen = seen_now(ledger, tools.fid(1))
    decide(ledger, seen, "dijelaskan", actor=SRI, reason="kondisi_lapangan", comment="ada BA", at=tools.moment(1))
    watched = watch_deadlines(ledger, night, ALLOWED, date(2026, 11, 20), tools.moment(18))
    assert not watched.overdue
    assert due(ledger) == [None, date(2026, 12, 1), None]
