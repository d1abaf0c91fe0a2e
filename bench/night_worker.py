"""One night as plain functions, without the orchestrator: seconds of each step.

The rooms are imported where they are used, as the command line does it: readers import the main module again.
"""

from __future__ import annotations

import resource
import sys
import time
from datetime import date
from pathlib import Path

import orjson

from flows.config import load_settings


def run(home: Path, inbox: Path, as_of: date) -> dict[str, float]:
    """Seconds of each step of one night, ``open`` and ``close`` around them; ``files`` read anew, ``peak_mb``.

    ``gate loads`` comes before: under the command line the release gate loads while Prefect starts.
    """
    from flows.opening import open_night
    from flows.saying import Quiet
    from flows.steps import STEPS
    from publishing.gate_report import GateProcess

    settings = load_settings(None, {"JUJUR_TEMPAT_HOME": str(home), "JUJUR_TEMPAT_KOTAK_MASUK": str(inbox)})
    seconds: dict[str, float] = {}
    begun = time.perf_counter()
    with GateProcess() as judge:
        judge.wait_until_ready()
        opening = time.perf_counter()
        seconds["gate loads"] = opening - begun
        with open_night(settings, as_of, Quiet(), judge) as night:
            seconds["open"] = time.perf_counter() - opening
            for name, step in STEPS.items():
                started = time.perf_counter()
                step(night)
                seconds[name] = time.perf_counter() - started
            seconds["files"] = night.files_read_now
            closing = time.perf_counter()
        seconds["close"] = time.perf_counter() - closing
    seconds["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return seconds


if __name__ == "__main__":
    told = run(Path(sys.argv[1]), Path(sys.argv[2]), date.fromisoformat(sys.argv[3]))
    sys.stdout.buffer.write(orjson.dumps(told) + b"\n")
