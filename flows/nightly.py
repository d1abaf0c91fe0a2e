"""The nightly flow: receive, read, gate, check, answer, settle, release gate, publish, return, notify.

Tasks are one line over plain functions. They take the night in this process, never frames, so nothing is hashed or
cached by Prefect; retries are for input and output alone, never for checks.
"""

from __future__ import annotations

import contextlib
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows import answering, digest, judging, receiving, releasing, returning, telling
from flows import reading as reading_step
from flows.config import Settings, load_settings
from flows.night import Night
from flows.opening import open_night
from flows.saying import Quiet, Say
from publishing.gate_report import Gate
from schemas.text import PersonError


@task(name="receive", cache_policy=NO_CACHE, persist_result=False, retries=2, retry_delay_seconds=2)
def receive(night: Night) -> None:
    """Pull every source."""
    receiving.receive(night)


@task(name="read", cache_policy=NO_CACHE, persist_result=False)
def read(night: Night) -> None:
    """Bytes to rows."""
    reading_step.read(night)


@task(name="gate", cache_policy=NO_CACHE, persist_result=False)
def gate(night: Night) -> None:
    """Shape."""
    judging.gate(night)


@task(name="check", cache_policy=NO_CACHE, persist_result=False)
def check(night: Night) -> None:
    """Honesty."""
    judging.check(night)


@task(name="answer", cache_policy=NO_CACHE, persist_result=False)
def answer(night: Night) -> None:
    """What agencies answered."""
    answering.take_answers(night)


@task(name="settle", cache_policy=NO_CACHE, persist_result=False)
def settle(night: Night) -> None:
    """The ledger."""
    judging.settle(night)


@task(name="release gate", cache_policy=NO_CACHE, persist_result=False)
def release_gate(night: Night) -> None:
    """Is what we publish right."""
    releasing.release_gate(night)


@task(name="publish", cache_policy=NO_CACHE, persist_result=False)
def publish(night: Night) -> None:
    """A snapshot, or nothing."""
    releasing.publish(night)


@task(name="return", cache_policy=NO_CACHE, persist_result=False)
def return_workbooks(night: Night) -> None:
    """To each agency its own."""
    returning.return_workbooks(night)


@task(name="notify", cache_policy=NO_CACHE, persist_result=False, retries=2, retry_delay_seconds=2)
def notify(night: Night) -> None:
    """Whoever wants to know."""
    telling.notify(night)


@task(name="digest", cache_policy=NO_CACHE, persist_result=False, retries=2, retry_delay_seconds=2)
def send_digest(night: Night) -> None:
    """The stewards' morning."""
    digest.send_night_digest(night)


STEPS = (receive, read, gate, check, answer, settle, release_gate, publish, return_workbooks)


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


def today(settings: Settings) -> date:
    """The date where the regency is."""
    return datetime.now(ZoneInfo(settings.jadwal.zona_waktu)).date()


def _all_steps(settings: Settings, as_of: date | None, say: Say, gate: Gate | None = None) -> dict[str, Any]:
    with open_night(settings, as_of or today(settings), say, gate) as night:
        try:
            for step in STEPS:
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
