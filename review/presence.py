"""When sessions were last heard of: known here at once, written to the ledger now and then by a thread of its own.

A page that is only looked at must never wait for the night's write; so the writing is done beside it.
"""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

from ledger.database import Ledger
from ledger.sessions import LONGEST, Session, touch_sessions

WRITTEN_EVERY_SECONDS = 60.0


class Presence:
    """Keeps the time of the last request of each session; use as ``start`` … ``stop``."""

    def __init__(self, ledger: Ledger, idle: timedelta) -> None:
        self._ledger = ledger
        self._idle = idle
        self._seen: dict[str, datetime] = {}
        self._unwritten: dict[str, datetime] = {}
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._write_now_and_then, name="presence", daemon=True)

    def start(self) -> None:
        """Begin writing."""
        self._thread.start()

    def stop(self) -> None:
        """Write what is left, and end."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()

    def is_in(self, session: Session, at: datetime) -> bool:
        """Whether the session still holds at this moment; if it does, it was heard of now."""
        with self._lock:
            last = max(self._seen.get(session.token_hash, session.last_seen_at), session.last_seen_at)
            if at - last > self._idle or at - session.created_at > LONGEST:
                self._seen.pop(session.token_hash, None)
                return False
            self._seen[session.token_hash] = self._unwritten[session.token_hash] = at
            return True

    def _write_now_and_then(self) -> None:
        while not self._over.wait(WRITTEN_EVERY_SECONDS):
            self._write()
        self._write()

    def _write(self) -> None:
        with self._lock:
            fresh, self._unwritten = self._unwritten, {}
        touch_sessions(self._ledger, fresh)
