from __future__ import annotations

import polars as pl
import pytest

from ledger.audit import Actor, verify_chain
from ledger.database import Ledger
from ledger.decisions import decide, seen_now
from ledger.findings import finding_states, load_findings, open_finding_ids
from ledger.reports import timeline
from ledger.settle import settle
from ledger.verify import verify

STEWARD = Actor("sri", "steward")


def kinds(ledger: Ledger, finding_id: str) -> list[str]:
    return [step.what for step in timeline(ledger, finding_id)]


def test_a_first_night_opens_every_finding(ledger, tools):
    run = tools.new_run(ledger, tools.moment())
    outcome = settle(ledger, run, tools.frame(tools.finding(1), tools.finding(2)), tools.watched(), tools.moment())
    assert outcome.new == {tools.fid(1), tools.fid(2)}
    assert outcome.n_open == 2
    assert open_finding_ids(ledger) == [tools.fid(1), tools.fid(2)]
    states = finding_states(ledger, [tools.fid(1), tools.fid(9)])
    seen = (tools.fid(1), "baru", tools.moment(), tools.moment(), 1)
    assert states.rows() == [(*seen, tools.fid(1), "sendiri", "realisasi_idr", False, None, None)]
    assert verify(ledger) == []


def test_everything_a_finding_says_is_kept(ledger, tools):
    said = tools.frame(tools.finding(1, dampak_idr=9_000_000_000_000, kecurigaan=1 / 3, nilai_asli="Rp 1,5 “jt” – ✓"))
    settle(ledger, tools.new_run(ledger, tools.moment()), said, tools.watched(), tools.moment())
    kept = load_findings(ledger).select(said.columns)
    assert kept.equals(said)


def test_settling_a_run_twice_changes_nothing(ledger, tools):
    run, said = tools.new_run(ledger, tools.moment()), tools.frame(tools.finding(1), tools.finding(2))
    first = settle(ledger, run, said, tools.watched(), tools.moment())
    before = load_findings(ledger)
    again = settle(ledger, run, said, tools.watched(n1="gagal", n2="gagal"), tools.moment(0, 5))
    assert again == first
    assert load_findings(ledger).equals(before)
    assert kinds(ledger, tools.fid(1)) == ["new"]
    assert verify(ledger) == []


def test_the_same_input_on_another_night_is_no_news(ledger, tools):
    said = tools.frame(tools.finding(1), tools.finding(2))
    settle(ledger, tools.new_run(ledger, tools.moment()), said, tools.watched(), tools.moment())
    before = load_findings(ledger)
    outcome = settle(ledger, tools.new_run(ledger, tools.moment(1)), said, tools.watched(), tools.moment(1))
    assert outcome.nothing_new
    assert outcome.seen_again == {tools.fid(1), tools.fid(2)}
    assert "Tidak ada temuan baru" in outcome.sentence().id
    after = load_findings(ledger)
    moved = ["last_seen", "last_run", "times_seen"]
    assert after.drop(moved).equals(before.drop(moved))
    assert after["times_seen"].to_list() == [2, 2]
    assert after["last_seen"].to_list() == [tools.moment(1)] * 2
    assert kinds(ledger, tools.fid(1)) == ["new"]


@pytest.mark.parametrize("state", ["lolos", "dikecualikan"])
def test_a_finding_closes_when_its_unit_was_examined_again_and_passed(ledger, tools, state):
    settle(
        ledger, tools.new_run(ledger, tools.moment()), tools.frame(tools.finding(1)), tools.watched(), tools.moment()
    )
    run = tools.new_run(ledger, tools.moment(1))
    outcome = settle(ledger, run, tools.frame(), tools.watched(n1=state), tools.moment(1))
    assert outcome.closed == {tools.fid(1)}
    assert open_finding_ids(ledger) == []
    assert finding_states(ledger, [tools.fid(1)])["status"].to_list() == ["selesai"]
    assert verify(ledger) == []


@pytest.mark.parametrize("fate", [{}, {"n1": "tidak_dapat_dinilai"}])
def test_what_was_not_examined_stays_open_and_says_so(ledger, tools, fate):
    settle(
        ledger, tools.new_run(ledger, tools.moment()), tools.frame(tools.finding(1)), tools.watched(), tools.moment()
    )
    for night in (1, 2):
        run = tools.new_run(ledger, tools.moment(night))
        outcome = settle(ledger, run, tools.frame(), tools.watched(**fate), tools.moment(night))
        assert outcome.closed == frozenset()
        assert outcome.unexamined == {tools.fid(1)}
    row = load_findings(ledger).row(0, named=True)
    assert (row["status"], row["unexamined_since"], row["times_seen"]) == ("baru", tools.moment(1), 1)
    assert kinds(ledger, tools.fid(1)) == ["new", "unexamined"]
    said = tools.frame(tools.finding(1))
    settle(ledger, tools.new_run(ledger, tools.moment(3)), said, tools.watched(), tools.moment(3))
    row = load_findings(ledger).row(0, named=True)
    assert (row["unexamined_since"], row["times_seen"]) == (None, 2)
    assert kinds(ledger, tools.fid(1)) == ["new", "unexamined", "seen"]
    assert verify(ledger) == []


def test_a_unit_that_still_fails_is_seen_even_without_a_new_finding(ledger, tools):
    settle(
        ledger, tools.new_run(ledger, tools.moment()), tools.frame(tools.finding(1)), tools.watched(), tools.moment()
    )
    run = tools.new_run(ledger, tools.moment(1))
    outcome = settle(ledger, run, tools.frame(), tools.watched(n1="gagal"), tools.moment(1))
    assert outcome.seen_again == {tools.fid(1)}
    assert outcome.unexamined == frozenset()
    assert load_findings(ledger)["times_seen"].to_list() == [2]


def test_a_finding_that_comes_back_reopens_with_its_history(ledger, tools):
    said = tools.frame(tools.finding(1))
    settle(ledger, tools.new_run(ledger, tools.moment()), said, tools.watched(), tools.moment())
    settle(ledger, tools.new_run(ledger, tools.moment(1)), tools.frame(), tools.watched(n1="lolos"), tools.moment(1))
    outcome = settle(ledger, tools.new_run(ledger, tools.moment(2)), said, tools.watched(), tools.moment(2))
    assert outcome.reopened == {tools.fid(1)}
    row = load_findings(ledger).row(0, named=True)
    assert (row["status"], row["first_seen"], row["times_seen"]) == ("baru", tools.moment(), 2)
    assert kinds(ledger, tools.fid(1)) == ["new", "closed", "reopened"]
    assert verify(ledger) == []


@pytest.mark.parametrize(
    "change",
    [
        {"teramati": 102.0},
        {"harapan": 99.0},
        {"teramati": None},
        {"versi_aturan": 2},
        {"periode": "2026-11"},
        {"hasil": "tidak_dapat_dinilai"},
        {"teramati_teks": "lain"},
    ],
)
def test_a_decision_lapses_when_what_it_judged_changes(ledger, tools, change):
    settle(
        ledger, tools.new_run(ledger, tools.moment()), tools.frame(tools.finding(1)), tools.watched(), tools.moment()
    )
    seen = seen_now(ledger, tools.fid(1))
    decide(ledger, seen, "dijelaskan", actor=STEWARD, reason="blud", at=tools.moment(0, 1))
    run, said = tools.new_run(ledger, tools.moment(1)), tools.frame(tools.finding(1, **change))
    outcome = settle(ledger, run, said, tools.watched(), tools.moment(1))
    assert outcome.changed == outcome.lapsed == {tools.fid(1)}
    assert finding_states(ledger, [tools.fid(1)])["status"].to_list() == ["baru"]
    assert kinds(ledger, tools.fid(1)) == ["new", "keputusan", "changed", "lapsed"]
    assert settle(ledger, run, said, tools.watched(), tools.moment(1, 1)) == outcome
    assert verify(ledger) == []


@pytest.mark.parametrize(
    "change",
    [
        {"kecurigaan": 0.9, "dampak_idr": 7},
        {"baris": 77, "sel": "H77"},
        {"teramati": 101.0 + 1e-12},
        {"keparahan": "info"},
    ],
)
def test_a_decision_survives_what_it_did_not_judge(ledger, tools, change):
    settle(
        ledger, tools.new_run(ledger, tools.moment()), tools.frame(tools.finding(1)), tools.watched(), tools.moment()
    )
    seen = seen_now(ledger, tools.fid(1))
    decide(ledger, seen, "dijelaskan", actor=STEWARD, reason="blud", at=tools.moment(0, 1))
    said = tools.frame(tools.finding(1, **change))
    outcome = settle(ledger, tools.new_run(ledger, tools.moment(1)), said, tools.watched(), tools.moment(1))
    assert outcome.nothing_new
    row = load_findings(ledger).row(0, named=True)
    assert row["status"] == "dijelaskan"
    assert {name: row[name] for name in change} == change
    assert verify(ledger) == []


def test_no_unit_may_both_pass_and_fail_in_a_night(ledger, tools):
    run = tools.new_run(ledger, tools.moment())
    with pytest.raises(ValueError, match="both pass and fail"):
        settle(ledger, run, tools.frame(tools.finding(1)), tools.watched(n1="lolos"), tools.moment())
    assert open_finding_ids(ledger) == []


def test_a_finding_may_come_only_once_per_run(ledger, tools):
    run = tools.new_run(ledger, tools.moment())
    with pytest.raises(ValueError, match="only once"):
        settle(ledger, run, tools.frame(tools.finding(1), tools.finding(1)), tools.watched(), tools.moment())


def test_only_a_running_night_is_settled(ledger, tools):
    with pytest.raises(ValueError, match="is not running"):
        settle(ledger, "entah", tools.frame(), tools.watched(), tools.moment())


def test_text_and_numbers_no_database_can_hold_are_kept_readable(ledger, tools):
    odd = tools.frame(
        tools.finding(1, nilai_asli="12\x0034", teramati=float("nan"), harapan=float("inf"), teramati_teks="a\x00b")
    )
    settle(ledger, tools.new_run(ledger, tools.moment()), odd, tools.watched(), tools.moment())
    row = load_findings(ledger).row(0, named=True)
    assert (row["nilai_asli"], row["teramati"], row["harapan"]) == ("12\\x0034", None, None)
    outcome = settle(ledger, tools.new_run(ledger, tools.moment(1)), odd, tools.watched(), tools.moment(1))
    assert outcome.nothing_new
    assert verify(ledger) == []


def test_five_thousand_findings_are_settled_changed_and_closed(ledger, tools):
    count = 5_000
    many = tools.frame(*(tools.finding(n) for n in range(count)))
    moved = many.with_columns(pl.col("teramati") + 1, pl.col("kecurigaan") / 2)
    outcomes = [
        settle(ledger, tools.new_run(ledger, tools.moment(night)), said, tools.watched(), tools.moment(night))
        for night, said in enumerate((many, many, moved))
    ]
    assert [(len(o.new), len(o.seen_again), len(o.changed)) for o in outcomes] == [
        (count, 0, 0),
        (0, count, 0),
        (0, 0, count),
    ]
    run = tools.new_run(ledger, tools.moment(3))
    passed = pl.DataFrame({"finding_id": many["finding_id"], "keadaan": "lolos"})
    assert len(settle(ledger, run, tools.frame(), passed, tools.moment(3)).closed) == count
    assert verify_chain(ledger) is None


def test_what_was_said_to_be_fixed_comes_back_when_the_night_sees_it_unfixed(ledger, tools):
    settle(
        ledger, tools.new_run(ledger, tools.moment()), tools.frame(tools.finding(1)), tools.watched(), tools.moment()
    )
    said = seen_now(ledger, tools.fid(1))
    decide(ledger, said, "diperbaiki", actor=Actor("sri", "steward"), reason="sudah_diperbaiki", at=tools.moment(0, 9))
    run = tools.new_run(ledger, tools.moment(1))
    again = settle(ledger, run, tools.frame(tools.finding(1)), tools.watched(), tools.moment(1))
    assert again.lapsed == {tools.fid(1)}
    assert finding_states(ledger, [tools.fid(1)])["status"].item() == "baru"
    assert verify(ledger) == []
