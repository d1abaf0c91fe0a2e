"""One night as plain functions, without the orchestrator: seconds of each step."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import orjson

from flows import judging, reading, receiving, releasing
from flows.config import load_settings
from flows.night import Night
from flows.opening import open_night
from flows.saying import Quiet

STEPS: dict[str, Callable[[Night], None]] = {
    "receive": receiving.receive,
    "read": reading.read,
    "gate": judging.gate,
    "check": judging.check,
    "settle": judging.settle,
    "release gate": releasing.release_gate,
    "publish": releasing.publish,
}


def run(home: Path, inbox: Path, as_of: date) -> dict[str, float]:
    """Seconds of each step of one night, ``open`` and ``close`` around them, and ``files`` read anew."""
    settings = load_settings(None, {"JUJUR_TEMPAT_HOME": str(home), "JUJUR_TEMPAT_KOTAK_MASUK": str(inbox)})
    seconds: dict[str, float] = {}
    begun = time.perf_counter()
    with open_night(settings, as_of, Quiet()) as night:
        seconds["open"] = time.perf_counter() - begun
        for name, step in STEPS.items():
            started = time.perf_counter()
            step(night)
            seconds[name] = time.perf_counter() - started
        seconds["files"] = night.files_read_now
        closing = time.perf_counter()
    seconds["close"] = time.perf_counter() - closing
    return seconds


if __name__ == "__main__":
    told = run(Path(sys.argv[1]), Path(sys.argv[2]), date.fromisoformat(sys.argv[3]))
    sys.stdout.buffer.write(orjson.dumps(told) + b"\n")
