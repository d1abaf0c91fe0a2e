"""An end for every pull: a source that hangs or trickles costs its own time and no one else's."""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections.abc import Callable, Iterator

from sources.connectors.base import Pulled
from sources.connectors.problems import out_of_time

_GRACE_S = 2.0


class OutOfTimeError(Exception):
    """The total time of a pull is over."""


class Deadline:
    """Counts from its making. Whatever waits, waits through it; whatever blocks registers how to be cut off."""

    def __init__(self, total_s: float) -> None:
        self.total_s = total_s
        self._end = time.monotonic() + total_s
        self._over = threading.Event()
        self._cuts: list[Callable[[], object]] = []

    def remaining(self) -> float:
        """Seconds left, never negative."""
        return 0.0 if self._over.is_set() else max(0.0, self._end - time.monotonic())

    def check(self) -> None:
        """Raise OutOfTimeError when the time is over."""
        if not self.remaining():
            raise OutOfTimeError

    def sleep(self, seconds: float) -> None:
        """Wait ``seconds``; raise OutOfTimeError at once when the time would end meanwhile."""
        if seconds >= self.remaining():
            raise OutOfTimeError
        self._over.wait(seconds)
        self.check()

    def patience(self, longest_s: float) -> float:
        """How long one silence may last: ``longest_s``, or less near the end. Raises OutOfTimeError at the end."""
        self.check()
        return max(0.05, min(longest_s, self.remaining()))

    def at_end(self, cut: Callable[[], object]) -> None:
        """Call ``cut`` when the time ends while work is under way (it unblocks a blocked call)."""
        self._cuts.append(cut)

    def end(self) -> None:
        """End the time now and cut off whatever blocks."""
        self._over.set()
        for cut in self._cuts:
            with contextlib.suppress(Exception):
                cut()


class _Raised:
    def __init__(self, error: BaseException) -> None:
        self.error = error


_DONE = object()
_LATE = object()


def within(deadline: Deadline, source: str, produce: Callable[[], Iterator[Pulled]]) -> Iterator[Pulled]:
    """What ``produce`` yields, from a thread of its own; past the deadline one problem ends it.

    The thread is left behind if nothing can cut it off (it is a daemon and can no longer keep anything).
    What ``produce`` raises is raised here.
    """
    arrivals: queue.SimpleQueue[object] = queue.SimpleQueue()
    worker = threading.Thread(target=_work, args=(deadline, produce, arrivals), name=f"pull-{source}", daemon=True)
    worker.start()
    try:
        while True:
            arrival = _next(arrivals, deadline)
            if arrival is _DONE:
                return
            if arrival is _LATE:
                yield out_of_time(deadline.total_s).problem(source)
                return
            if isinstance(arrival, _Raised):
                raise arrival.error
            yield arrival  # type: ignore[misc]
    finally:
        deadline.end()
        worker.join(_GRACE_S)


def _next(arrivals: queue.SimpleQueue[object], deadline: Deadline) -> object:
    try:
        return arrivals.get_nowait()
    except queue.Empty:
        pass
    try:
        return arrivals.get(timeout=deadline.remaining() + 0.01)
    except queue.Empty:
        return _LATE


def _work(deadline: Deadline, produce: Callable[[], Iterator[Pulled]], arrivals: queue.SimpleQueue[object]) -> None:
    try:
        for arrival in produce():
            deadline.check()
            arrivals.put(arrival)
    except OutOfTimeError:
        arrivals.put(_LATE)
    except BaseException as error:
        arrivals.put(_LATE if not deadline.remaining() else _Raised(error))
    else:
        arrivals.put(_DONE)
