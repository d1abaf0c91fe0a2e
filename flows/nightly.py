"""The nightly flow: receive -> read -> gate -> check -> settle -> release gate -> publish -> notify.

Tasks are one line over plain functions. They take the night in this process, never frames, so nothing is hashed or
cached by Prefect; retries are for input and output alone, never for checks.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows import judging, receiving, releasing, telling
from flows import reading as reading_step
from flows.config import Settings, load_settings
from flows.night import Night
from flows.opening import open_night

IO = {"retries": 2, "retry_delay_seconds": 2, "cache_policy": NO_CACHE, "persist_result": False}
PURE = {"retries": 0, "cache_policy": NO_CACHE, "persist_result": False}


@task(name="receive", **IO)
def receive(night: Night) -> None:
    """Pull every source."""
    receiving.receive(night)


@task(name="read", **PURE)
def read(night: Night) -> None:
    """Bytes to rows."""
    reading_step.read(night)


@task(name="gate", **PURE)
def gate(night: Night) -> None:
    """Shape."""
    judging.gate(night)


@task(name="check", **PURE)
def check(night: Night) -> None:
    """Honesty."""
    judging.check(night)


@task(name="settle", **PURE)
def settle(night: Night) -> None:
    """The ledger."""
    judging.settle(night)


@task(name="release gate", **PURE)
def release_gate(night: Night) -> None:
    """Is what we publish right."""
    releasing.stage(night)


@task(name="publish", **PURE)
def publish(night: Night) -> None:
    """A snapshot, or nothing."""
    releasing.publish(night)


@task(name="notify", **IO)
def notify(night: Night) -> None:
    """Whoever wants to know."""
    telling.notify(night)


STEPS = (receive, read, gate, check, settle, release_gate, publish, notify)


@flow(name="nightly", retries=0, validate_parameters=False)
def nightly(config: str | None = None, as_of: date | None = None) -> dict[str, Any]:
    """One night by the settings file ``config``; ``as_of`` defaults to today in the configured time zone."""
    settings = load_settings(Path(config) if config else None)
    return run_night(settings, as_of or today(settings))


def today(settings: Settings) -> date:
    """The date where the regency is."""
    return datetime.now(ZoneInfo(settings.jadwal.zona_waktu)).date()


def run_night(settings: Settings, as_of: date, say: telling.Say = telling.quiet) -> dict[str, Any]:
    """All steps in order, inside a flow run; returns the summary."""
    with open_night(settings, as_of, say) as night:
        for step in STEPS:
            say.step(step.name)
            step(night)
        telling.publish_artifacts(night)
        return night.summary
