"""Opening and closing a night: lock, ledger, store, code lists and the waiting release gate."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime

from sqlalchemy.exc import SQLAlchemyError

from checks.lock import rules_lock_hash
from flows.config import ROOT, Settings
from flows.home import make_home
from flows.night import Night
from flows.saying import Say
from ledger.database import Ledger
from ledger.night_lock import night_lock
from ledger.runs import begin_run, end_run
from publishing.gate_report import Gate, GateProcess
from publishing.snapshot import NoRoomError, is_no_room
from sources.references import load_references
from sources.store import RawStore
from sources.uncollected import uncollected


def code_version() -> str:
    """Hash of the product's own code, so that a snapshot says what made it even without version control."""
    digest = hashlib.sha256()
    for room in ("schemas", "sources", "checks", "ledger", "publishing", "flows"):
        for file in sorted((ROOT / room).rglob("*")):
            if file.suffix in (".py", ".toml", ".html", ".css", ".csv"):
                digest.update(file.relative_to(ROOT).as_posix().encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


@contextlib.contextmanager
def open_night(settings: Settings, as_of: date, say: Say, gate: Gate | None = None) -> Iterator[Night]:
    """A night under its lock, noted in the ledger; whatever goes wrong inside is noted as a failed run and raised.

    ``gate`` is a release gate already at hand; without one its process is started here and ends with the night.
    """
    make_home(settings)
    with (
        uncollected(),
        Ledger.open(settings.database_url) as ledger,
        night_lock(settings.home, ledger),
        GateProcess() if gate is None else contextlib.nullcontext(gate) as judge,
    ):
        now = datetime.now(UTC)
        run = begin_run(ledger, as_of=as_of, at=now, code_version=code_version(), rules_lock_hash=rules_lock_hash())
        night = Night(
            settings=settings,
            as_of=as_of,
            ledger=ledger,
            store=RawStore(settings.home / "mentah"),
            references=load_references(settings.reference_dir),
            gate=judge,
            say=say,
            run_id=run.run_id,
            started_at=run.started_at,
            code_version=run.code_version,
            rules_lock=run.rules_lock_hash,
            previous_version=run.previous_version,
        )
        try:
            yield night
        except BaseException as error:
            _note_failure(ledger, run.run_id, error)
            if isinstance(error, Exception) and is_no_room(error):
                raise NoRoomError(settings.home) from error
            raise


def _note_failure(ledger: Ledger, run_id: str, error: BaseException) -> None:
    """A run already closed stays as it ended; where nothing can be written, the next night marks it as cut off."""
    summary = {"kesalahan": type(error).__name__, "pesan": str(error)[:2000]}
    try:
        end_run(ledger, run_id, state="failed", at=datetime.now(UTC), summary=summary)
    except (OSError, SQLAlchemyError, ValueError) as second:
        error.add_note(f"the ledger could not note it: {second}")
