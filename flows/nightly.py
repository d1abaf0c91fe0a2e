"""The nightly flow: receive, read, gate, check, answer, settle, release gate, publish, return, notify.

Tasks are the plain functions of ``flows.steps``. They take the night in this process, never frames, so nothing is
hashed or cached by Prefect; retries are for input and output alone, never for checks.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from prefect import Task, flow, task
from prefect.cache_policies import NO_CACHE

from flows import digest, telling
from flows.config import Settings, load_settings
from flows.night import Night
from flows.opening import open_night
from flows.saying import Quiet, Say
from flows.steps import STEPS
from publishing.gate_report import Gate
from schemas.text import PersonError

RETRIED = ("receive", "notify", "digest")


def _as_task(name: str, step: Callable[[Night], None]) -> Task[[Night], None]:
    retries = 2 if name in RETRIED else 0
    return task(name=name, cache_policy=NO_CACHE, persist_result=False, retries=retries, retry_delay_seconds=2)(step)


TASKS = tuple(_as_task(name, step) for name, step in STEPS.items())
notify = _as_task("notify", telling.notify)
send_digest = _as_task("digest", digest.send_night_digest)


@flow(name="nightly", validate_parameters=False)
def nightly(config: str | None = None, as_of: date | str | None = None) -> dict[str, Any]:
    """One night by the settings file ``config``; ``as_of`` defaults to today in the configured time zone."""
    day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    return _all_steps(load_settings(Path(config) if config else None), day, Quiet())


def run_under_prefect(settings: Settings, as_of: date | None, say: Say, gate: Gate) -> dict[str, Any]:
    """One night with settings, a listener and a release gate at hand: the same flow, for the command line."""

    @flow(name="nightly", validate_parameters=False)
    def from_command_line() -> dict[str, Any]:
        return _all_steps(settings, as_of, say, gate)

    return from_command_line()


def _all_steps(settings: Settings, as_of: date | None, say: Say, gate: Gate | None = None) -> dict[str, Any]:
    with open_night(settings, as_of or settings.today(), say, gate) as night:
        try:
            for step in TASKS:
                say.step(step.name)
                step(night)
        except Exception as error:
            with contextlib.suppress(PersonError):
                telling.notify_failure(night, error)
            raise
        say.step(notify.name)
        _notify_or_warn(night)
        say.end()
        telling.publish_artifacts(night)
        return night.summary


def _notify_or_warn(night: Night) -> None:
    """What is published stays published: a message that does not arrive is a warning of the night, not its failure."""
    for message in (notify, send_digest):
        try:
            message(night)
        except PersonError as error:
            night.summary["peringatan"].append(
                {"id": f"{error.what.id} {error.do.id}", "en": f"{error.what.en} {error.do.en}"}
            )
