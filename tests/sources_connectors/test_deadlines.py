"""A pull ends in its time, whatever its source does."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import datetime

import pytest

from sources.connectors.base import InterruptedPullError, Limits, Pulled, PullProblem
from sources.connectors.deadline import Deadline, OutOfTimeError, within
from sources.connectors.problems import not_found, unreachable
from sources.connectors.retries import retrying
from sources.receipt import Receipt


def _receipt(name: str, now: datetime) -> Receipt:
    return Receipt(sha256="0" * 64, name=name, origin=name, size=1, received_at=now)


def test_work_that_never_returns_is_left_behind_and_reported(now: datetime) -> None:
    free = threading.Event()

    def produce() -> Iterator[Pulled]:
        yield _receipt("a", now)
        free.wait()

    began = time.monotonic()
    kept, problem = within(Deadline(0.3), "lambat", produce)
    assert time.monotonic() - began < 3
    free.set()
    assert kept == _receipt("a", now)
    assert isinstance(problem, PullProblem)
    assert problem.source == "lambat"
    assert "0.3" in problem.what.en


def test_what_blocks_is_cut_off_at_the_end() -> None:
    deadline, free = Deadline(0.2), threading.Event()
    deadline.at_end(free.set)

    def produce() -> Iterator[Pulled]:
        free.wait()
        yield from ()

    began = time.monotonic()
    assert len(list(within(deadline, "lambat", produce))) == 1
    assert time.monotonic() - began < 1


def test_a_consumer_that_takes_its_time_still_gets_everything(now: datetime) -> None:
    arrivals = within(Deadline(0.3), "cepat", lambda: iter([_receipt(str(n), now) for n in range(3)]))
    taken = []
    for arrival in arrivals:
        taken.append(arrival)
        time.sleep(0.15)
    assert [r.name for r in taken if isinstance(r, Receipt)] == ["0", "1", "2"]


def test_a_bug_of_ours_is_raised_not_reported() -> None:
    def produce() -> Iterator[Pulled]:
        yield from ()
        raise KeyError("bug")

    with pytest.raises(KeyError, match="bug"):
        list(within(Deadline(5), "x", produce))


def test_a_consumer_that_leaves_ends_the_work(now: datetime) -> None:
    stopped = threading.Event()

    def produce() -> Iterator[Pulled]:
        try:
            for n in range(10_000):
                yield _receipt(str(n), now)
                time.sleep(0.01)
        finally:
            stopped.set()

    arrivals = within(Deadline(60), "x", produce)
    next(arrivals)
    arrivals.close()  # type: ignore[attr-defined]
    assert stopped.wait(2)


def test_a_passing_failure_is_tried_again_and_a_lasting_one_is_not() -> None:
    tries: list[str] = []

    def passing() -> str:
        tries.append("x")
        if len(tries) < 3:
            raise unreachable("coba lagi")
        return "sampai"

    limits = Limits(attempts=4, first_wait_s=0.01)
    assert retrying(limits, Deadline(5), passing) == "sampai"
    tries.clear()

    def lasting() -> str:
        tries.append("x")
        raise not_found("di sana")

    with pytest.raises(Exception, match="di sana"):
        retrying(limits, Deadline(5), lasting)
    assert len(tries) == 1


def test_waiting_asked_for_is_bounded_by_our_own_limit() -> None:
    waits: list[float] = []

    def busy() -> str:
        waits.append(time.monotonic())
        failure = unreachable("sibuk")
        raise InterruptedPullError(failure.what, failure.do, retry_after_s=3600.0)

    with pytest.raises(InterruptedPullError):
        retrying(Limits(attempts=2, longest_wait_s=0.2), Deadline(5), busy)
    assert 0.15 < waits[1] - waits[0] < 1


def test_no_pause_outlasts_the_deadline() -> None:
    began = time.monotonic()
    with pytest.raises(OutOfTimeError):
        Deadline(0.2).sleep(30)
    assert time.monotonic() - began < 0.2
