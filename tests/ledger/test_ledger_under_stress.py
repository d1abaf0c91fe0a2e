"""Several processes at one ledger, and processes killed in the middle of a write."""

from __future__ import annotations

import json
import signal

import pytest
from sqlalchemy import func, select

from ledger.database import Ledger
from ledger.decisions import decisions_of, seen_now
from ledger.findings import load_findings
from ledger.models import AuditRow, DecisionRow, FindingEventRow, FindingRow
from ledger.settle import settle
from ledger.verify import verify

N = 300

PRELUDE = """
import importlib.util, json, os, signal, sys, threading
from datetime import UTC, datetime, timedelta
from sqlalchemy import event
from ledger.audit import Actor
from ledger.database import Ledger
from ledger.decisions import decide, seen_now
from ledger.refusals import ConflictError, RefusedError
from ledger.settle import settle
spec = importlib.util.spec_from_file_location("tools", "tests/ledger/conftest.py")
tools = importlib.util.module_from_spec(spec)
spec.loader.exec_module(tools)
where = sys.argv[1]
"""

DECIDE_ALL = (
    PRELUDE
    + """
name, count = sys.argv[2], int(sys.argv[3])
done, lost = [], []
with Ledger.open(where) as ledger:
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(count):
        while True:
            try:
                seen = seen_now(ledger, tools.fid(number))
                taken = decide(ledger, seen, "ditinjau", actor=Actor(name, "steward"), reason="sedang_diperiksa",
                               at=datetime.now(UTC))
                done.append(taken.id)
                break
            except ConflictError as conflict:
                lost.append(conflict.theirs.user)
            except RefusedError as refusal:
                sys.exit(f"refused: {refusal}")
print(json.dumps({"done": done, "lost": lost}), flush=True)
"""
)

SETTLE_OFTEN = (
    PRELUDE
    + """
run, nights, count = sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
with Ledger.open(where) as ledger:
    print("ready", flush=True)
    sys.stdin.readline()
    for night in range(nights):
        rows = tools.frame(*(tools.finding(n) for n in range(count)))
        settle(ledger, run, rows, tools.watched(), tools.moment(1, night))
print("settled", flush=True)
"""
)

DIE_IN_SETTLE = (
    PRELUDE
    + """
run, stage, count = sys.argv[2], sys.argv[3], int(sys.argv[4])
with Ledger.open(where) as ledger:
    done = 0
    @event.listens_for(ledger.engine, "after_cursor_execute")
    def die(*_):
        global done
        done += 1
        if str(done) == stage:
            os.kill(os.getpid(), signal.SIGKILL)
    @event.listens_for(ledger.engine, "commit")
    def die_late(_):
        os.kill(os.getpid(), signal.SIGKILL)
    rows = tools.frame(*(tools.finding(n, teramati=500.0) for n in range(5, count)))
    settle(ledger, run, rows, tools.watched(n0="lolos", n1="lolos", n2="gagal"), tools.moment(1))
print("settled", flush=True)
"""
)

OPEN_IT = PRELUDE + "Ledger.open(where).close(); print('opened', flush=True)"


def release(*processes):
    """Let waiting processes go at once, and return what each said last."""
    for process in processes:
        assert process.stdout.readline() == "ready\n", process.communicate()[1]
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    said = []
    for process in processes:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        said.append(out.strip())
    return said


def settled(ledger, tools, count=N):
    run = tools.new_run(ledger, tools.moment())
    settle(ledger, run, tools.frame(*(tools.finding(n) for n in range(count))), tools.watched(), tools.moment())


def test_two_people_and_a_run_at_once_lose_nothing(where, tools, start_python):
    count = 60
    with Ledger.open(where) as ledger:
        settled(ledger, tools, count)
        run = tools.new_run(ledger, tools.moment(1))
        deciders = [start_python(DECIDE_ALL, where, name, str(count)) for name in ("sri", "budi")]
        settler = start_python(SETTLE_OFTEN, where, run, "10", str(count))
        *people, _ = release(*deciders, settler)
        taken = [json.loads(person)["done"] for person in people]
        assert [len(done) for done in taken] == [count, count]
        for number in range(count):
            decisions = decisions_of(ledger, tools.fid(number))
            assert sorted(each.user for each in decisions) == ["budi", "sri"]
            assert {each.id for each in decisions} <= set(taken[0]) | set(taken[1])
        assert load_findings(ledger)["times_seen"].to_list() == [2] * count
        assert load_findings(ledger)["status"].unique().to_list() == ["ditinjau"]
        assert verify(ledger) == []


def test_two_people_on_one_finding_never_overwrite_one_another(where, tools, start_python):
    once = DECIDE_ALL.replace("while True:", "for _ in (1,):").replace(
        "seen = seen_now(ledger, tools.fid(number))", "seen = views[number]"
    )
    once = once.replace(
        "    print(", "    views = [seen_now(ledger, tools.fid(n)) for n in range(count)]\n    print(", 1
    )
    with Ledger.open(where) as ledger:
        settled(ledger, tools, 40)
        said = [
            json.loads(person)
            for person in release(*(start_python(once, where, name, "40") for name in ("sri", "budi")))
        ]
        assert sum(len(person["done"]) for person in said) == 40
        assert sum(len(person["lost"]) for person in said) == 40
        assert set(said[0]["lost"]) <= {"budi"}
        assert set(said[1]["lost"]) <= {"sri"}
        with ledger.read() as connection:
            assert connection.scalar(select(func.count(DecisionRow.id))) == 40
        assert verify(ledger) == []


def test_many_may_open_a_new_ledger_at_once(where, start_python):
    processes = [start_python(OPEN_IT, where) for _ in range(4)]
    for process in processes:
        out, err = process.communicate(timeout=60)
        assert (out, process.returncode) == ("opened\n", 0), err
    with Ledger.open(where) as ledger:
        assert verify(ledger) == []


@pytest.mark.parametrize("stage", [6, 9, 12, "commit"])
def test_a_settle_killed_midway_leaves_nothing_and_the_next_gives_the_same(where, tmp_path, tools, start_python, stage):
    rows = tools.frame(*(tools.finding(n, teramati=500.0) for n in range(5, N + 50)))
    fate = tools.watched(n0="lolos", n1="lolos", n2="gagal")
    with Ledger.open(tmp_path / "tenang.db") as calm:
        settled(calm, tools)
        undisturbed = settle(calm, tools.new_run(calm, tools.moment(1)), rows, fate, tools.moment(1))
        expected = load_findings(calm)
    with Ledger.open(where) as ledger:
        settled(ledger, tools)
        run = tools.new_run(ledger, tools.moment(1))
        before = content(ledger)
    killed = start_python(DIE_IN_SETTLE, where, run, str(stage), str(N + 50))
    out, err = killed.communicate(timeout=60)
    assert (killed.returncode, out) == (-signal.SIGKILL, ""), err
    with Ledger.open(where) as ledger:
        assert content(ledger) == before
        assert verify(ledger) == []
        outcome = settle(ledger, run, rows, fate, tools.moment(1))
        assert outcome.counts() == undisturbed.counts()
        assert (outcome.new, outcome.changed, outcome.closed) == (
            undisturbed.new,
            undisturbed.changed,
            undisturbed.closed,
        )
        runs = ["first_run", "last_run"]
        assert load_findings(ledger).drop(runs).equals(expected.drop(runs))
        assert verify(ledger) == []


def content(ledger):
    """Everything a settle may touch."""
    with ledger.read() as connection:
        return [
            [tuple(row) for row in connection.execute(select(model.__table__).order_by(*model.__table__.primary_key))]
            for model in (FindingRow, FindingEventRow, AuditRow)
        ]


def test_a_reader_is_not_held_up_by_a_writer(where, tools):
    with Ledger.open(where) as ledger:
        settled(ledger, tools, 2)
        with ledger.write():
            assert seen_now(ledger, tools.fid(1)).last_decision_id is None
