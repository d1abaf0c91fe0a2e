"""Answers of agencies: attached once, moving only what waits for one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ledger.answers import Answer, answered_files, notes_on_answers, record_answers
from ledger.audit import Actor
from ledger.comments import comments_of
from ledger.database import Ledger
from ledger.decisions import decide, decisions_of, seen_now
from ledger.findings import load_findings
from ledger.settle import settle
from ledger.verify import verify
from schemas.text import Text

FILE, OTHER = "a" * 64, "b" * 64


@pytest.fixture
def asked(ledger: Ledger, tools: Any) -> dict[int, str]:
    """Four open findings: the beginning of the values of each, by number."""
    run = tools.new_run(ledger, tools.moment())
    rows = tools.frame(*(tools.finding(number) for number in range(1, 5)))
    settle(ledger, run, rows, tools.watched(), tools.moment())
    found = load_findings(ledger)
    return {int(row["finding_id"], 16): row["value_hash"][:16] for row in found.iter_rows(named=True)}


def status(ledger: Ledger, finding_id: str) -> str:
    return str(load_findings(ledger, [finding_id])["status"][0])


def test_an_answer_moves_a_finding_that_waits_and_is_recorded_once(
    ledger: Ledger, tools: Any, asked: dict[int, str]
) -> None:
    answers = [
        Answer(tools.fid(1), asked[1], "Sudah diperbaiki"),
        Answer(tools.fid(2), asked[2], "Minta waktu. menunggu", until=date(2026, 11, 20)),
        Answer("f" * 16, "0" * 16, "Sudah diperbaiki"),
    ]
    note = Text("satu baris", "one row")
    changes = [("RFK", "H2", "101", "100")]
    at = tools.moment(1)
    taken = record_answers(ledger, FILE, answers, of=OTHER, notes=[note], changes=changes, at=at)
    assert taken is not None
    assert (taken.decided, taken.remarked, taken.unknown) == (2, 0, ("f" * 16,))
    assert status(ledger, tools.fid(1)) == "diklarifikasi_opd"
    assert status(ledger, tools.fid(2)) == "baru"
    (request,) = decisions_of(ledger, tools.fid(2))
    assert (request.kind, request.until, request.role) == ("minta_pengabaian", date(2026, 11, 20), "opd")
    assert answered_files(ledger) == {FILE}
    assert notes_on_answers(ledger) == {FILE: (note,), OTHER: (note,)}

    assert record_answers(ledger, FILE, answers, of=OTHER, notes=[], at=tools.moment(2)) is None
    resaved = record_answers(ledger, "c" * 64, answers[:2], of=OTHER, notes=[], at=tools.moment(2))
    assert resaved is not None
    assert (resaved.decided, resaved.repeated) == (0, 2)
    assert len(decisions_of(ledger, tools.fid(1))) == 1
    assert verify(ledger) == []


def test_what_a_steward_took_up_what_changed_and_what_is_closed_gets_a_remark(
    ledger: Ledger, tools: Any, asked: dict[int, str]
) -> None:
    steward = Actor("sari", "steward")
    seen = seen_now(ledger, tools.fid(1))
    decide(ledger, seen, "ditinjau", actor=steward, reason="sedang_diperiksa", at=tools.moment(0, 5))
    run = tools.new_run(ledger, tools.moment(1))
    rows = tools.frame(tools.finding(1), tools.finding(2, teramati=150.0), tools.finding(4))
    settle(ledger, run, rows, tools.watched(n3="lolos"), tools.moment(1))
    answers = [Answer(tools.fid(number), asked[number], "Sudah diperbaiki") for number in (1, 2, 3)]
    answers.append(Answer(tools.fid(4), asked[4], "entahlah", is_remark=True))
    taken = record_answers(ledger, FILE, answers, of=OTHER, notes=[], at=tools.moment(2))
    assert taken is not None
    assert (taken.decided, taken.remarked) == (0, 4)
    assert [status(ledger, tools.fid(number)) for number in (1, 2, 3, 4)] == ["ditinjau", "baru", "selesai", "baru"]
    (said,) = comments_of(ledger, tools.fid(3))
    assert (said.comment, said.role) == ("Sudah diperbaiki", "opd")
