"""The steps of a night as plain functions; run as a script, a night that kills itself at a named point.

``python plain_night.py HOME REFERENCES POINT``: POINT is the name of a step (dies when the step is over) or of a
moment inside a step (see ``MOMENTS``); empty for a night that ends well.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from flows import readers, reading, releasing, steps, telling
from flows.night import Night
from flows.saying import Quiet

STEPS: dict[str, Callable[[Night], None]] = {**steps.STEPS, "notify": telling.notify}


def die(*_: Any, **__: Any) -> None:
    """As if the power went."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_instead_of(room: ModuleType, name: str) -> None:
    """The next call of ``room.name`` is the last thing that happens."""
    setattr(room, name, die)


def arm(moment: str) -> None:
    """Prepare death at a moment inside reading or publishing."""
    if moment == READING:
        reading.SERIAL_BELOW, readers.BATCH = 0, 4
        setattr(Quiet, "detail", die)  # noqa: B010 - the listener is told when a batch is read
        return
    from publishing import current, snapshot

    rooms: dict[str, tuple[ModuleType, str]] = {
        "tables written": (snapshot, "_write_and_judge"),
        "judged, not sealed": (snapshot, "_seal"),
        "named, not current": (current, "switch"),
        "current, not noted": (releasing, "close_run"),
    }
    die_instead_of(*rooms[moment])


READING = "first batch read"
MOMENTS = (READING, "tables written", "judged, not sealed", "named, not current", "current, not noted")


def main(home: str, references: str, point: str) -> None:
    """One night in ``home``, up to ``point``."""
    from flows.config import Settings
    from flows.opening import open_night
    from tests.stories.tiny_regency import AS_OF

    settings = Settings.model_validate(
        {"pemda": {"rujukan": references}, "tempat": {"home": home, "kotak_masuk": [str(Path(home) / "inbox")]}}
    )
    if point in MOMENTS:
        arm(point)
    with open_night(settings, AS_OF, Quiet(), _gate_when_needed) as night:
        for name, step in STEPS.items():
            step(night)
            if name == point:
                die()


def _gate_when_needed(staged: Path, docs: Path) -> Any:
    from publishing.release_gate import judge_directory

    return judge_directory(staged, docs)


if __name__ == "__main__":
    main(*sys.argv[1:])
