"""The workspace and the process that works in it: what every command needs before any room is loaded."""

from __future__ import annotations

import contextlib
import signal
import tempfile
from collections.abc import Iterator

from flows.config import Settings
from schemas.text import PersonError, Text


def make_home(settings: Settings) -> None:
    """Make the workspace and see that it can be written to; PersonError if not."""
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.home):
            pass
    except OSError as error:
        raise PersonError(
            Text(f"Folder kerja tidak dapat ditulisi: {error.strerror}.", f"No workspace: {error.strerror}."),
            Text("Pilih folder lain dengan --home.", "Choose another folder with --home."),
            where=str(settings.home),
        ) from None


@contextlib.contextmanager
def stop_on_terminate() -> Iterator[None]:
    """Let SIGTERM end what happens inside the way Ctrl-C does, so that locks and child processes are let go."""

    def stop(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
