"""One night as plain functions, without the orchestrator: seconds of each step.

The rooms are imported where they are used, as the command line does it: readers import the main module again.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from datetime import date
from pathlib import Path

import orjson

from flows.config import load_settings


def run(home: Path, inbox: Path, as_of: date) -> dict[str, float]:
    """Seconds of each step of one night, ``open`` and ``close`` around them; ``files`` read anew, ``peak_mb``.

    ``cpu`` is the processor time of the steps in this process and in those it started, the release gate's loading left
    out: on a machine with other work it says more than the seconds.

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
        opening, used = time.perf_counter(), _used_s()
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
        seconds["cpu"] = _used_s() - used
    seconds["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return seconds


def _used_s() -> float:
    """Processor time so far of this process, of its children that ended, and of those that still run."""
    times = os.times()
    children = [child for told in Path("/proc/self/task").glob("*/children") for child in told.read_text().split()]
    running = sum(map(_of_process, children))
    return times.user + times.system + times.children_user + times.children_system + running


def _of_process(process: str) -> float:
    """Of the process itself and of its children that ended."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    told = run(Path(sys.argv[1]), Path(sys.argv[2]), date.fromisoformat(sys.argv[3]))
    sys.stdout.buffer.write(orjson.dumps(told) + b"\n")
