"""Opening and closing a night: lock, ledger, store, code lists and the waiting release gate."""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
from collections.abc import Iterator
from datetime import UTC, date, datetime

from checks.lock import rules_lock_hash
from flows.config import ROOT, Settings
from flows.night import Night
from flows.saying import Say
from ledger.database import Ledger
from ledger.night_lock import night_lock
from ledger.runs import begin_run, end_run
from publishing.gate_report import GateProcess
from schemas.text import PersonError, Text
from sources.references import load_references
from sources.store import RawStore


def code_version() -> str:
    """Hash of the product's own code, so that a snapshot says what made it even without version control."""
    digest = hashlib.sha256()
    for room in ("schemas", "sources", "checks", "ledger", "publishing", "flows"):
        for file in sorted((ROOT / room).rglob("*")):
            if file.suffix in (".py", ".toml", ".html", ".css"):
                digest.update(file.relative_to(ROOT).as_posix().encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


@contextlib.contextmanager
def open_night(settings: Settings, as_of: date, say: Say) -> Iterator[Night]:
    """A night under its lock, noted in the ledger; whatever goes wrong inside is noted as a failed run and raised."""
    _make_home(settings)
    with Ledger.open(settings.database_url) as ledger, night_lock(settings.home, ledger), GateProcess() as gate:
        started = datetime.now(UTC)
        run = begin_run(ledger, as_of=as_of, at=started, code_version=code_version(), rules_lock_hash=rules_lock_hash())
        night = Night(
            settings=settings,
            as_of=as_of,
            ledger=ledger,
            store=RawStore(settings.home / "mentah"),
            references=load_references(settings.reference_dir),
            gate_process=gate,
            say=say,
            run_id=run.run_id,
            started_at=started,
            previous_version=run.previous_version,
        )
        try:
            yield night
        except BaseException as error:
            summary = {"kesalahan": type(error).__name__, "pesan": str(error)[:2000]}
            end_run(ledger, run.run_id, state="failed", at=datetime.now(UTC), summary=summary)
            raise


def _make_home(settings: Settings) -> None:
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PersonError(
            Text(f"Folder kerja tidak dapat dibuat: {error.strerror}.", f"No workspace: {error.strerror}."),
            Text("Pilih folder lain dengan --home.", "Choose another folder with --home."),
            where=str(settings.home),
        ) from None


def stop_on_terminate() -> None:
    """Let SIGTERM end the night the way Ctrl-C does, so that locks and child processes are let go."""
    signal.signal(signal.SIGTERM, lambda *_: os.kill(os.getpid(), signal.SIGINT))
