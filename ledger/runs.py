"""Runs: one row per night, from its beginning to how it ended."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, cast

from sqlalchemy import Connection, insert, select, update

from ledger.audit import SYSTEM, Mark, canonical, record
from ledger.columns import storable
from ledger.database import Ledger
from ledger.models import RunRow
from ledger.vocabulary import RunState

EndState = Literal["published", "nothing_new", "failed"]
FINISHED: tuple[RunState, ...] = ("published", "nothing_new")
"""How a night ends that said all it had to say."""


@dataclass(frozen=True, slots=True)
class Run:
    """One night. ``summary`` is what the run had to tell; versions name snapshots."""

    run_id: str
    as_of: date
    started_at: datetime
    ended_at: datetime | None
    state: RunState
    code_version: str
    rules_lock_hash: str
    input_hash: str | None
    summary: Mapping[str, Any]
    previous_version: str | None
    published_version: str | None


def begin_run(
    ledger: Ledger,
    *,
    as_of: date,
    at: datetime,
    code_version: str,
    rules_lock_hash: str,
    input_hash: str | None = None,
) -> Run:
    """Open a run; call it under ``night_lock``.

    A run still marked running has lost its process (we hold the lock): it is marked ``terputus``.
    """
    run_id = f"{as_of:%Y%m%d}-{secrets.token_hex(4)}"
    with ledger.write() as connection:
        for lost in connection.execute(select(RunRow.run_id).where(RunRow.state == "running")).scalars().all():
            _interrupt(connection, lost, at)
        previous = _last_published(connection)
        record(
            connection,
            at=at,
            actor=SYSTEM,
            action="run_begun",
            subject=run_id,
            detail={
                "as_of": as_of,
                "code_version": code_version,
                "rules_lock_hash": rules_lock_hash,
                "pid": os.getpid(),
            },
        )
        connection.execute(
            insert(RunRow),
            {
                "run_id": run_id,
                "as_of": as_of,
                "started_at": at,
                "state": "running",
                "code_version": code_version,
                "rules_lock_hash": rules_lock_hash,
                "input_hash": input_hash,
                "summary": "{}",
                "previous_version": previous.published_version if previous else None,
            },
        )
        return _load(connection, run_id)


def end_run(
    ledger: Ledger,
    run_id: str,
    *,
    state: EndState,
    at: datetime,
    summary: Mapping[str, Any],
    input_hash: str | None = None,
    published_version: str | None = None,
) -> Run:
    """Close a running run. Saying the same again changes nothing; saying something else raises ValueError."""
    if (state == "published") != (published_version is not None):
        raise ValueError("a published run names its version, and no other does")
    with ledger.write() as connection:
        run = _load(connection, run_id)
        if run.state == state and run.published_version == published_version:
            return run
        if run.state != "running":
            raise ValueError(f"run {run_id} already ended: {run.state}")
        values = {"state": state, "published_version": published_version, "summary": storable(canonical(summary))}
        if input_hash is not None:
            values["input_hash"] = input_hash
        mark = record(connection, at=at, actor=SYSTEM, action="run_ended", subject=run_id, detail=values)
        _close(connection, run_id, at, mark, values)
        return _load(connection, run_id)


def load_run(ledger: Ledger, run_id: str) -> Run:
    """One run; KeyError if unknown."""
    with ledger.read() as connection:
        return _load(connection, run_id)


def recent_runs(ledger: Ledger, limit: int = 30) -> list[Run]:
    """The newest runs, newest first."""
    with ledger.read() as connection:
        rows = connection.execute(
            select(RunRow.__table__).order_by(RunRow.started_at.desc(), RunRow.audit_id.desc()).limit(limit)
        )
        return [_run(row) for row in rows.mappings()]


def last_published(ledger: Ledger) -> Run | None:
    """The newest run that published a snapshot."""
    with ledger.read() as connection:
        return _last_published(connection)


def _last_published(connection: Connection) -> Run | None:
    rows = connection.execute(
        select(RunRow.__table__).where(RunRow.state == "published").order_by(RunRow.audit_id.desc()).limit(1)
    )
    row = rows.mappings().first()
    return _run(row) if row else None


def _interrupt(connection: Connection, run_id: str, at: datetime) -> None:
    mark = record(connection, at=at, actor=SYSTEM, action="run_ended", subject=run_id, detail={"state": "terputus"})
    _close(connection, run_id, at, mark, {"state": "terputus"})


def _close(connection: Connection, run_id: str, at: datetime, mark: Mark, values: Mapping[str, Any]) -> None:
    connection.execute(
        update(RunRow)
        .where(RunRow.run_id == run_id)
        .values({**values, "ended_at": at, "audit_id": mark.id, "audit_hash": mark.hash})
    )


def _load(connection: Connection, run_id: str) -> Run:
    row = connection.execute(select(RunRow.__table__).where(RunRow.run_id == run_id)).mappings().first()
    if row is None:
        raise KeyError(run_id)
    return _run(row)


def _run(row: Mapping[Any, Any]) -> Run:
    return Run(
        run_id=row["run_id"],
        as_of=row["as_of"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        state=cast(RunState, row["state"]),
        code_version=row["code_version"],
        rules_lock_hash=row["rules_lock_hash"],
        input_hash=row["input_hash"],
        summary=json.loads(row["summary"]),
        previous_version=row["previous_version"],
        published_version=row["published_version"],
    )
