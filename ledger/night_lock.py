"""One night at a time: a lock that dies with its process, so that a killed run blocks nobody."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import text

from ledger.database import Ledger
from schemas.text import PersonError, Text

NIGHT_LOCK = 3603_0003


@contextmanager
def night_lock(home: Path, ledger: Ledger | None = None) -> Iterator[None]:
    """Hold the night for ``home`` and, if given, for everyone who shares ``ledger``. PersonError if taken.

    The lock is the operating system's (or the database session's), not the file: nothing is left to clean up.
    """
    home.mkdir(parents=True, exist_ok=True)
    with ExitStack() as held:
        _hold_file(held, home / "malam.kunci")
        if ledger is not None and ledger.file is not None:
            _hold_file(held, ledger.file.with_name(ledger.file.name + ".malam.kunci"))
        elif ledger is not None:
            held.enter_context(_hold_database(ledger))
        yield


def _hold_file(held: ExitStack, path: Path) -> None:
    holder = path.with_suffix(".pemegang.json")
    lock = FileLock(path, timeout=0)
    try:
        held.enter_context(lock)
    except Timeout:
        raise _taken(str(path), _who(holder)) from None
    about = {
        "pid": os.getpid(),
        "mesin": socket.gethostname(),
        "sejak": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    held.callback(holder.unlink, missing_ok=True)
    with suppress(OSError):
        holder.write_text(json.dumps(about), encoding="utf-8")


@contextmanager
def _hold_database(ledger: Ledger) -> Iterator[None]:
    with ledger.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as session:
        if not session.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": NIGHT_LOCK}).scalar_one():
            raise _taken(ledger.engine.url.render_as_string(hide_password=True), "")
        try:
            yield
        finally:
            session.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": NIGHT_LOCK})


def _who(holder: Path) -> str:
    try:
        about = json.loads(holder.read_text(encoding="utf-8"))
        return f" (pid {about['pid']}, {about['mesin']}, {about['sejak']})"
    except (OSError, ValueError, KeyError):
        return ""


def _taken(where: str, who: str) -> PersonError:
    return PersonError(
        Text(id=f"Proses malam lain sedang berjalan{who}.", en=f"Another night is running{who}."),
        Text(id="Tunggu sampai selesai, lalu jalankan lagi.", en="Wait until it ends, then run again."),
        where=where,
        exit_code=75,
    )
