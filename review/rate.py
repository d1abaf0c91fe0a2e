"""How often one address may try to log in."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable


class RateLimit:
    """At most ``tries`` in ``seconds`` for each key; kept in memory, oldest keys dropped."""

    def __init__(
        self, tries: int, seconds: float, *, keys: int = 10_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._tries = tries
        self._seconds = seconds
        self._keys = keys
        self._clock = clock
        self._seen: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def allows(self, key: str) -> bool:
        """Count one try, and say whether it is within the limit."""
        now = self._clock()
        with self._lock:
            times = self._seen.pop(key, deque(maxlen=self._tries))
            allowed = len(times) < self._tries or now - times[0] > self._seconds
            if allowed:
                times.append(now)
            self._seen[key] = times
            if len(self._seen) > self._keys:
                self._seen.pop(next(iter(self._seen)))
            return allowed
