from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest

from checks.precision import precision_of_rules
from ledger.audit import Actor
from ledger.comments import comments_of, remark
from ledger.decisions import decide, decide_many, decisions_of, seen_now, undo
from ledger.findings import assign, finding_states, load_findings, waivers_in_force
from ledger.refusals import ConflictError, RefusedError
from ledger.reports import queue_counts, timeline, verdicts
from ledger.settle import settle
from ledger.verify import verify
from ledger.vocabulary import DECIDABLE, REASONS
from ledger.waivers import approve_waiver, propose_waiver, reject_waiver, request_waiver

SRI = Actor("sri", "steward")
TONO = Actor("tono", "approver")
DINAS = Actor("dinas", "opd")
UNTIL = date(2026, 12, 1)


@pytest.fixture
def opened(ledger, tools):
    """A ledger with one finding."""
    settle(
        ledger, tools.new_run(ledger, tools.moment()), tools.frame(tools.finding(1)), tools.watched(), tools.moment()
    )
    return ledger


def status(ledger, tools, number=1):
    return finding_states(ledger, [tools.fid(number)])["status"].item()


@pytest.mark.parametrize("word", DECIDABLE)
def test_a_steward_may_say_each_word_once_with_a_reason(opened, tools, word):
    seen = seen_now(opened, tools.fid(1))
    taken = decide(opened, seen, word, actor=SRI, reason="lainnya", comment="lihat BA", at=tools.moment(0, 1))
    assert (taken.status, taken.status_before, taken.user, taken.value_hash) == (word, "baru", "sri", seen.value_hash)
    assert status(opened, tools) == word
    assert decisions_of(opened, tools.fid(1)) == [taken]
    assert verify(opened) == []


@pytest.mark.parametrize(
    ("word", "actor", "reason", "comment"),
    [
        ("selesai", SRI, "salah_ketik", None),
        ("baru", SRI, "salah_ketik", None),
        ("diabaikan_sampai", SRI, "menunggu_perubahan", None),
        ("diterima", SRI, "", None),
        ("diterima", SRI, "karena saya mau", None),
        ("alarm_palsu", SRI, "aturan_keliru", "  "),
        ("diterima", DINAS, "salah_ketik", None),
        ("ditinjau", Actor("warga", "reader"), "sedang_diperiksa", None),
        ("ditinjau", Actor("admin", "admin"), "sedang_diperiksa", None),
    ],
)
def test_what_may_not_be_said_is_refused_and_leaves_no_trace(opened, tools, word, actor, reason, comment):
    seen = seen_now(opened, tools.fid(1))
    with pytest.raises(RefusedError):
        decide(opened, seen, word, actor=actor, reason=reason, comment=comment, at=tools.moment())
    assert status(opened, tools) == "baru"
    assert decisions_of(opened, tools.fid(1)) == []


def test_an_agency_may_only_say_that_it_has_clarified(opened, tools):
    seen = seen_now(opened, tools.fid(1))
    decide(
        opened, seen, "diklarifikasi_opd", actor=DINAS, reason="jawaban_diterima", comment="ada", at=tools.moment(0, 1)
    )
    assert status(opened, tools) == "diklarifikasi_opd"


def test_who_decides_on_an_old_view_is_told_who_was_faster(opened, tools):
    seen = seen_now(opened, tools.fid(1))
    theirs = decide(opened, seen, "diterima", actor=SRI, reason="salah_ketik", at=tools.moment(0, 1))
    with pytest.raises(ConflictError) as conflict:
        decide(opened, seen, "alarm_palsu", actor=TONO, reason="rujukan_usang", at=tools.moment(0, 2))
    assert conflict.value.theirs == theirs
    assert "sri" in conflict.value.what.id
    assert status(opened, tools) == "diterima"


def test_who_decides_on_old_values_is_refused(opened, tools):
    seen = seen_now(opened, tools.fid(1))
    said = tools.frame(tools.finding(1, teramati=500.0))
    settle(opened, tools.new_run(opened, tools.moment(1)), said, tools.watched(), tools.moment(1))
    with pytest.raises(RefusedError, match="berubah"):
        decide(opened, seen, "diterima", actor=SRI, reason="salah_ketik", at=tools.moment(1, 1))


def test_a_resolved_or_unknown_finding_takes_no_decision(opened, tools):
    seen = seen_now(opened, tools.fid(1))
    settle(opened, tools.new_run(opened, tools.moment(1)), tools.frame(), tools.watched(n1="lolos"), tools.moment(1))
    with pytest.raises(RefusedError, match="selesai"):
        decide(opened, seen, "diterima", actor=SRI, reason="salah_ketik", at=tools.moment(1, 1))
    with pytest.raises(KeyError):
        seen_now(opened, tools.fid(2))


def test_undoing_is_a_decision_that_restores_what_stood_before(opened, tools):
    first = decide(
        opened, seen_now(opened, tools.fid(1)), "ditinjau", actor=SRI, reason="sedang_diperiksa", at=tools.moment(0, 1)
    )
    second = decide(opened, seen_now(opened, tools.fid(1)), "diterima", actor=SRI, reason="blud", at=tools.moment(0, 2))
    undone = undo(opened, seen_now(opened, tools.fid(1)), actor=SRI, at=tools.moment(0, 3))
    assert (undone.kind, undone.status, undone.refers_to) == ("batal", "ditinjau", second.id)
    assert status(opened, tools) == "ditinjau"
    assert [taken.id for taken in decisions_of(opened, tools.fid(1))] == [first.id, second.id, undone.id]
    with pytest.raises(RefusedError):
        undo(opened, seen_now(opened, tools.fid(1)), actor=SRI, at=tools.moment(0, 4))
    assert verify(opened) == []


def test_a_lapsed_decision_cannot_be_undone(opened, tools):
    decide(opened, seen_now(opened, tools.fid(1)), "diterima", actor=SRI, reason="blud", at=tools.moment(0, 2))
    said = tools.frame(tools.finding(1, teramati=500.0))
    settle(opened, tools.new_run(opened, tools.moment(1)), said, tools.watched(), tools.moment(1))
    with pytest.raises(RefusedError):
        undo(opened, seen_now(opened, tools.fid(1)), actor=SRI, at=tools.moment(1, 4))


def test_many_decisions_share_one_reason_and_conflicts_are_told_apart(ledger, tools):
    said = tools.frame(*(tools.finding(n) for n in range(5)))
    settle(ledger, tools.new_run(ledger, tools.moment()), said, tools.watched(), tools.moment())
    seen = [seen_now(ledger, tools.fid(n)) for n in range(5)]
    decide(ledger, seen[3], "ditinjau", actor=TONO, reason="sedang_diperiksa", at=tools.moment(0, 1))
    taken, refused = decide_many(ledger, seen, "diterima", actor=SRI, reason="salah_ketik", at=tools.moment(0, 2))
    assert [each.finding_id for each in taken] == [tools.fid(n) for n in (0, 1, 2, 4)]
    assert [each.finding_id for each in refused if isinstance(each, ConflictError)] == [tools.fid(3)]
    assert verify(ledger) == []


def test_a_waiver_takes_three_steps_and_runs_out_by_itself(opened, tools):
    def seen():
        return seen_now(opened, tools.fid(1))

    asked = request_waiver(opened, seen(), UNTIL, actor=DINAS, reason="menunggu_perubahan", at=tools.moment(0, 1))
    proposed = propose_waiver(
        opened, seen(), UNTIL, actor=SRI, reason="menunggu_perubahan", at=tools.moment(0, 2), request_id=asked.id
    )
    assert status(opened, tools) == "baru"
    approve_waiver(opened, seen(), proposed.id, actor=TONO, at=tools.moment(0, 3))
    assert status(opened, tools) == "diabaikan_sampai"
    assert waivers_in_force(opened, UNTIL)["finding_id"].to_list() == [tools.fid(1)]
    assert waivers_in_force(opened, UNTIL + timedelta(days=1)).is_empty()
    said = tools.frame(tools.finding(1))
    last_day, day_after = tools.new_run(opened, tools.moment(1), as_of=UNTIL), UNTIL + timedelta(days=1)
    assert settle(opened, last_day, said, tools.watched(), tools.moment(1)).lapsed == frozenset()
    after = tools.new_run(opened, tools.moment(2), as_of=day_after)
    assert settle(opened, after, said, tools.watched(), tools.moment(2)).lapsed == {tools.fid(1)}
    assert status(opened, tools) == "baru"
    assert waivers_in_force(opened, UNTIL).is_empty()
    assert timeline(opened, tools.fid(1))[-1].detail["sebab"] == "kedaluwarsa"
    assert verify(opened) == []


@pytest.mark.parametrize("name", ["sri", " SRI "])
def test_nobody_approves_their_own_waiver(opened, tools, name):
    at, seen = tools.moment(0, 1), seen_now(opened, tools.fid(1))
    proposed = propose_waiver(opened, seen, UNTIL, actor=SRI, reason="menunggu_perubahan", at=at)
    with pytest.raises(RefusedError, match="dua orang"):
        approve_waiver(opened, seen_now(opened, tools.fid(1)), proposed.id, actor=Actor(name, "approver"), at=at)
    with pytest.raises(RefusedError, match="wenang"):
        approve_waiver(opened, seen_now(opened, tools.fid(1)), proposed.id, actor=Actor("budi", "steward"), at=at)
    assert status(opened, tools) == "baru"


def test_who_asked_for_a_waiver_neither_proposes_nor_approves_it(opened, tools):
    at, seen = tools.moment(0, 1), seen_now(opened, tools.fid(1))
    asked = request_waiver(opened, seen, UNTIL, actor=DINAS, reason="menunggu_perubahan", at=at)
    with pytest.raises(RefusedError, match="dua orang"):
        propose_waiver(
            opened,
            seen_now(opened, tools.fid(1)),
            UNTIL,
            actor=Actor("dinas", "steward"),
            reason="menunggu_perubahan",
            at=at,
            request_id=asked.id,
        )
    seen = seen_now(opened, tools.fid(1))
    proposed = propose_waiver(opened, seen, UNTIL, actor=SRI, reason="menunggu_perubahan", at=at, request_id=asked.id)
    with pytest.raises(RefusedError, match="dua orang"):
        approve_waiver(opened, seen_now(opened, tools.fid(1)), proposed.id, actor=Actor("dinas", "approver"), at=at)


def test_a_refused_waiver_is_answered_once_and_says_why(opened, tools):
    at, seen = tools.moment(0, 1), seen_now(opened, tools.fid(1))
    proposed = propose_waiver(opened, seen, UNTIL, actor=SRI, reason="menunggu_perubahan", at=at)
    with pytest.raises(RefusedError):
        reject_waiver(opened, seen_now(opened, tools.fid(1)), proposed.id, actor=TONO, at=at, comment="")
    reject_waiver(opened, seen_now(opened, tools.fid(1)), proposed.id, actor=TONO, at=at, comment="DPA sudah terbit")
    with pytest.raises(RefusedError, match="sudah dijawab"):
        approve_waiver(opened, seen_now(opened, tools.fid(1)), proposed.id, actor=TONO, at=at)
    assert status(opened, tools) == "baru"
    assert verify(opened) == []


def test_a_proposal_on_old_values_cannot_be_approved(opened, tools):
    seen = seen_now(opened, tools.fid(1))
    proposed = propose_waiver(opened, seen, UNTIL, actor=SRI, reason="menunggu_perubahan", at=tools.moment(0, 1))
    said = tools.frame(tools.finding(1, teramati=500.0))
    settle(opened, tools.new_run(opened, tools.moment(1)), said, tools.watched(), tools.moment(1))
    with pytest.raises(RefusedError, match="tidak lagi sesuai"):
        approve_waiver(opened, seen_now(opened, tools.fid(1)), proposed.id, actor=TONO, at=tools.moment(1, 1))


@pytest.mark.parametrize("until", [date(2026, 11, 2), date(2026, 11, 3), date(2028, 1, 1)])
def test_a_waiver_ends_on_a_day_ahead_within_a_year(opened, tools, until):
    """18:00 UTC on 2 November is already the 3rd in Tangerang."""
    seen = seen_now(opened, tools.fid(1))
    with pytest.raises(RefusedError, match="masa depan"):
        propose_waiver(opened, seen, until, actor=SRI, reason="menunggu_perubahan", at=tools.moment())


def test_only_an_approver_takes_back_a_waiver_and_undo_can_restore_one(opened, tools):
    at = tools.moment(0, 1)
    proposed = propose_waiver(
        opened, seen_now(opened, tools.fid(1)), UNTIL, actor=SRI, reason="menunggu_perubahan", at=at
    )
    approve_waiver(opened, seen_now(opened, tools.fid(1)), proposed.id, actor=TONO, at=at)
    with pytest.raises(RefusedError, match="wenang"):
        undo(opened, seen_now(opened, tools.fid(1)), actor=SRI, at=at)
    decide(opened, seen_now(opened, tools.fid(1)), "diterima", actor=SRI, reason="salah_ketik", at=at)
    undo(opened, seen_now(opened, tools.fid(1)), actor=SRI, at=at)
    assert waivers_in_force(opened, UNTIL)["waived_until"].to_list() == [UNTIL]
    assert verify(opened) == []


def test_remarks_and_assignments_are_kept(opened, tools):
    remark(opened, tools.fid(1), " sudah ditelepon \x00", actor=SRI, at=tools.moment(0, 1))
    assert [each.comment for each in comments_of(opened, tools.fid(1))] == ["sudah ditelepon \\x00"]
    with pytest.raises(RefusedError):
        remark(opened, tools.fid(1), "  ", actor=SRI, at=tools.moment())
    with pytest.raises(RefusedError):
        remark(opened, tools.fid(7), "ada", actor=SRI, at=tools.moment())
    assign(opened, [tools.fid(1)], assignee="sri", due_date=UNTIL, actor=TONO, at=tools.moment(0, 2))
    row = load_findings(opened, only_open=True).row(0, named=True)
    assert (row["assignee"], row["due_date"]) == ("sri", UNTIL)
    with pytest.raises(KeyError):
        assign(opened, [tools.fid(8)], assignee="sri", due_date=None, actor=TONO, at=tools.moment())
    assert [step.what for step in timeline(opened, tools.fid(1))] == ["new", "komentar"]
    assert verify(opened) == []


def test_only_false_alarms_speak_against_a_rule(ledger, tools):
    rows = [tools.finding(n, aturan="ANG-001" if n < 4 else "DRT-002") for n in range(6)]
    settle(ledger, tools.new_run(ledger, tools.moment()), tools.frame(*rows), tools.watched(), tools.moment())
    words = ["diterima", "dijelaskan", "alarm_palsu", "ditinjau", "alarm_palsu", "diterima"]
    for number, verdict in enumerate(words):
        seen = seen_now(ledger, tools.fid(number))
        decide(ledger, seen, verdict, actor=SRI, reason="lainnya", comment="x", at=tools.moment(0, 1))
    undo(ledger, seen_now(ledger, tools.fid(5)), actor=SRI, at=tools.moment(0, 2))
    standing = precision_of_rules(verdicts(ledger), 0.5, 1).select("aturan", "putusan", "alarm_palsu", "penasihat")
    assert standing.rows() == [("ANG-001", 3, 1, False), ("DRT-002", 1, 1, True)]
    counts = queue_counts(ledger)
    assert counts["n"].sum() == 6
    assert counts.filter(status="alarm_palsu")["n"].item() == 2
    run = tools.new_run(ledger, tools.moment(1))
    changed = [tools.finding(n, **({"teramati": 140.0} if n == 2 else {}), aturan=rows[n]["aturan"]) for n in range(6)]
    settle(ledger, run, tools.frame(*changed), tools.watched(), tools.moment(1))
    assert verdicts(ledger).filter(pl.col("aturan") == "ANG-001")["putusan"].to_list() == ["diterima", "dijelaskan"]


def test_every_reason_has_words_in_both_languages():
    assert all(reason.text.id != reason.text.en for reason in REASONS.values() if reason.text.id != "BLUD")
