from __future__ import annotations

import pytest
from sqlalchemy import select, text

from ledger.audit import GENESIS, Actor, BrokenLink, Mark, canonical, chain_head, verify_chain
from ledger.comments import remark
from ledger.decisions import decide, seen_now
from ledger.models import APPEND_ONLY, AuditRow
from ledger.receipts import Arrival, record_arrivals
from ledger.runs import end_run
from ledger.settle import settle
from ledger.submissions import record_versions
from ledger.verify import verify

SRI, TONO = Actor("sri", "steward"), Actor("tono", "approver")
A = "a" * 64


@pytest.fixture
def filled(ledger, tools):
    """Two nights, a decision, a remark, a file with a version; and nothing that keeps anyone from changing rows."""
    run, at = tools.new_run(ledger, tools.moment()), tools.moment()
    record_arrivals(ledger, [Arrival(A, 7, "a.xlsx", "inbox", at)], run_id=run, at=at)
    said = tools.frame(tools.finding(1, berkas=A), tools.finding(2))
    reported = said.head(1).select("dataset", "kode_opd", "periode", "berkas", sent_at=None)
    record_versions(ledger, run, reported, at)
    settle(ledger, run, said, tools.watched(), at)
    end_run(ledger, run, state="published", at=at, summary={}, published_version="v1")
    decide(ledger, seen_now(ledger, tools.fid(1)), "diterima", actor=SRI, reason="salah_ketik", at=tools.moment(0, 5))
    remark(ledger, tools.fid(1), "dicek", actor=TONO, at=tools.moment(0, 6))
    settle(ledger, tools.new_run(ledger, tools.moment(1)), tools.frame(), tools.watched(n2="lolos"), tools.moment(1))
    assert verify(ledger) == []
    with ledger.write() as connection:
        for table in APPEND_ONLY:
            if ledger.is_sqlite:
                connection.execute(text(f"DROP TRIGGER {table}_no_update"))
                connection.execute(text(f"DROP TRIGGER {table}_no_delete"))
            else:
                connection.execute(text(f"DROP TRIGGER {table}_append_only ON {table}"))
    return ledger


def tamper(ledger, statement):
    with ledger.write() as connection:
        assert connection.execute(text(statement)).rowcount >= 1


@pytest.mark.parametrize(
    ("statement", "kinds"),
    [
        ("UPDATE audit SET detail = '{}' WHERE id = 4", {"chain", "sealed"}),
        ("UPDATE audit SET actor = 'lain' WHERE id = 5", {"chain"}),
        ("UPDATE decisions SET status = 'alarm_palsu'", {"sealed", "standing"}),
        ("UPDATE decisions SET comment = 'tambahan'", {"sealed"}),
        ("DELETE FROM decisions", {"sealed", "standing"}),
        ("UPDATE comments SET comment = 'lain'", {"sealed"}),
        ("UPDATE finding_events SET kind = 'seen' WHERE kind = 'closed'", {"sealed", "standing"}),
        ("DELETE FROM finding_events WHERE kind = 'closed'", {"sealed", "standing"}),
        ("UPDATE findings SET status = 'alarm_palsu' WHERE status = 'diterima'", {"standing"}),
        ("UPDATE findings SET teramati = 99 WHERE status = 'diterima'", {"values"}),
        ("UPDATE arrivals SET nama_berkas = 'b.xlsx'", {"sealed"}),
        ("UPDATE submission_versions SET versi = 2", {"sealed", "version"}),
        ("UPDATE submission_versions SET superseded_at = learned_at", {"version"}),
        ("UPDATE findings SET berkas = 'tidak ada' WHERE status = 'diterima'", {"receipt"}),
        ("UPDATE runs SET audit_hash = 'x' WHERE state = 'published'", {"chain"}),
        ("UPDATE runs SET as_of = '2026-10-01' WHERE state = 'published'", {"run"}),
        ("UPDATE runs SET state = 'nothing_new', published_version = NULL WHERE state = 'published'", {"run"}),
        ("UPDATE runs SET code_version = 'lain' WHERE state = 'running'", {"run"}),
        ("UPDATE runs SET started_at = ended_at, ended_at = NULL WHERE state = 'published'", {"run"}),
    ],
)
def test_what_was_changed_behind_the_ledgers_back_is_found(filled, statement, kinds):
    tamper(filled, statement)
    problems = verify(filled)
    assert {problem.kind for problem in problems} == kinds
    assert all(problem.text.id and problem.text.en and problem.subject for problem in problems)


def test_the_first_broken_link_is_named(filled):
    tamper(filled, "UPDATE audit SET subject = 'lain' WHERE id >= 3")
    broken = verify_chain(filled)
    assert (broken.id, broken.why) == (3, "content")


def test_a_missing_entry_breaks_the_chain(ledger, tools):
    for day in range(3):
        tools.new_run(ledger, tools.moment(day))
    with ledger.write() as connection:
        if ledger.is_sqlite:
            connection.execute(text("DROP TRIGGER audit_no_delete"))
        else:
            connection.execute(text("DROP TRIGGER audit_append_only ON audit"))
    tamper(ledger, "DELETE FROM audit WHERE id = 3")
    assert verify_chain(ledger) == BrokenLink(3, "number")


def test_an_end_cut_off_is_found_by_a_mark_noted_elsewhere(ledger, tools):
    tools.new_run(ledger, tools.moment())
    earlier = chain_head(ledger)
    tools.new_run(ledger, tools.moment(1))
    newest = chain_head(ledger)
    assert verify_chain(ledger, [earlier, newest]) is None
    assert verify_chain(ledger, [Mark(newest.id + 1, "f" * 64)]).why == "anchor"
    assert verify_chain(ledger, [Mark(earlier.id, "f" * 64)]).id == earlier.id


def test_an_empty_chain_is_whole(ledger):
    assert chain_head(ledger) == Mark(0, GENESIS)
    assert verify_chain(ledger, [Mark(0, GENESIS)]) is None


def test_every_write_is_recorded_with_who_did_it(filled, tools):
    with filled.read() as connection:
        entries = connection.execute(select(AuditRow.action, AuditRow.actor).order_by(AuditRow.id)).all()
    assert [tuple(entry) for entry in entries] == [
        ("run_begun", "jujur"),
        ("arrivals_recorded", "jujur"),
        ("versions_recorded", "jujur"),
        ("settled", "jujur"),
        ("run_ended", "jujur"),
        ("decided", "sri"),
        ("remarked", "tono"),
        ("run_begun", "jujur"),
        ("settled", "jujur"),
    ]


def test_a_waiver_approved_by_its_proposer_is_found(filled, tools):
    seen = seen_now(filled, tools.fid(1))
    from ledger.waivers import approve_waiver, propose_waiver

    until = tools.moment(20).date()
    proposed = propose_waiver(filled, seen, until, actor=SRI, reason="menunggu_perubahan", at=tools.moment(1, 1))
    approve_waiver(filled, seen_now(filled, tools.fid(1)), proposed.id, actor=TONO, at=tools.moment(1, 2))
    assert verify(filled) == []
    tamper(filled, "UPDATE decisions SET \"user\" = 'Tono' WHERE kind = 'usul_pengabaian'")
    assert {problem.kind for problem in verify(filled)} == {"sealed", "waiver"}


def test_the_canonical_form_has_one_spelling(tools):
    assert canonical({"b": [1, "é"], "a": tools.moment()}) == '{"a":"2026-11-02T18:00:00.000000+00:00","b":[1,"é"]}'
    with pytest.raises(TypeError):
        canonical({"a": object()})
    with pytest.raises(ValueError):
        Actor("  ", "steward")
