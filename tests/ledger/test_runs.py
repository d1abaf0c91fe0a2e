from __future__ import annotations

import signal
from pathlib import Path

import pytest

from ledger.database import Ledger
from ledger.night_lock import night_lock
from ledger.runs import begin_run, end_run, last_published, load_run, recent_runs
from ledger.verify import verify
from schemas.text import PersonError

HOLD_THE_NIGHT = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from ledger.database import Ledger
from ledger.night_lock import night_lock
from ledger.runs import begin_run
with Ledger.open(sys.argv[1]) as ledger, night_lock(Path(sys.argv[2]), ledger):
    now = datetime(2026, 11, 2, 18, tzinfo=UTC)
    begin_run(ledger, as_of=now.date(), at=now, code_version="test", rules_lock_hash="0")
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_a_run_remembers_how_it_began_and_ended(ledger, tools):
    run = begin_run(
        ledger, as_of=tools.moment().date(), at=tools.moment(), code_version="1", rules_lock_hash="r", input_hash="i"
    )
    assert (run.state, run.ended_at, run.previous_version) == ("running", None, None)
    ended = end_run(
        ledger,
        run.run_id,
        state="published",
        at=tools.moment(0, 9),
        summary={"berkas": 900, "kalimat": "lancar – ✓"},
        published_version="20261102-1",
    )
    assert (ended.state, ended.ended_at, ended.summary["berkas"]) == ("published", tools.moment(0, 9), 900)
    assert load_run(ledger, run.run_id) == ended == last_published(ledger)
    following = begin_run(
        ledger, as_of=tools.moment(1).date(), at=tools.moment(1), code_version="1", rules_lock_hash="r"
    )
    assert following.previous_version == "20261102-1"
    nothing = end_run(ledger, following.run_id, state="nothing_new", at=tools.moment(1, 1), summary={}, input_hash="i")
    assert nothing.input_hash == "i"
    assert last_published(ledger) == ended
    assert [known.run_id for known in recent_runs(ledger)] == [following.run_id, run.run_id]
    assert verify(ledger) == []


def test_ending_a_run_twice_says_the_same_or_is_a_mistake(ledger, tools):
    run = tools.new_run(ledger, tools.moment())
    first = end_run(ledger, run, state="failed", at=tools.moment(0, 1), summary={"sebab": "x"})
    assert end_run(ledger, run, state="failed", at=tools.moment(0, 2), summary={"sebab": "x"}) == first
    with pytest.raises(ValueError, match="already ended"):
        end_run(ledger, run, state="nothing_new", at=tools.moment(0, 3), summary={})


@pytest.mark.parametrize(("state", "version"), [("published", None), ("failed", "v1"), ("nothing_new", "v1")])
def test_only_a_published_run_names_a_version(ledger, tools, state, version):
    run = tools.new_run(ledger, tools.moment())
    with pytest.raises(ValueError, match="version"):
        end_run(ledger, run, state=state, at=tools.moment(), summary={}, published_version=version)


def test_a_run_whose_process_died_is_marked_by_the_next(ledger, tools):
    lost = tools.new_run(ledger, tools.moment())
    tools.new_run(ledger, tools.moment(1))
    found = load_run(ledger, lost)
    assert (found.state, found.ended_at) == ("terputus", tools.moment(1))
    assert verify(ledger) == []


def test_an_unknown_run_is_a_key_error(ledger):
    with pytest.raises(KeyError):
        load_run(ledger, "entah")
    assert last_published(ledger) is None


def test_of_two_nights_at_once_the_second_refuses_clearly(where, tmp_path: Path, start_python):
    home = tmp_path / "rumah"
    first = start_python(HOLD_THE_NIGHT, where, str(home))
    assert first.stdout.readline() == "held\n"
    with Ledger.open(where) as ledger:
        for place in (home, tmp_path / "rumah_lain"):
            with pytest.raises(PersonError) as refusal, night_lock(place, ledger):
                pytest.fail("two nights at once")
            assert "sedang berjalan" in refusal.value.what.id
        with pytest.raises(PersonError, match=f"pid {first.pid}"), night_lock(home):
            pytest.fail("two nights at once")
    first.communicate("done\n", timeout=30)
    with Ledger.open(where) as ledger, night_lock(home, ledger):
        assert recent_runs(ledger)[0].state == "running"


def test_a_killed_night_blocks_nobody(where, tmp_path: Path, start_python, tools):
    first = start_python(HOLD_THE_NIGHT, where, str(tmp_path))
    assert first.stdout.readline() == "held\n"
    first.send_signal(signal.SIGKILL)
    first.wait(timeout=30)
    with Ledger.open(where) as ledger, night_lock(tmp_path, ledger):
        tools.new_run(ledger, tools.moment(1))
        assert [run.state for run in recent_runs(ledger)] == ["running", "terputus"]
        assert verify(ledger) == []


def test_the_night_can_be_held_again_after_it_ended(ledger, tmp_path: Path):
    for _ in range(2):
        with night_lock(tmp_path, ledger):
            pass
    assert not list(tmp_path.glob("*.pemegang.json"))
