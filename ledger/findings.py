"""Findings as they stand: which are open, since when, how often seen, and who has them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

import polars as pl
from sqlalchemy import select, update

from ledger.audit import Actor, record
from ledger.columns import UTC_MOMENT, storable
from ledger.database import Ledger
from ledger.many import is_among
from ledger.models import FindingRow
from ledger.queue import PLACE_SCHEMA, place_columns
from ledger.values import FINDING_COLUMNS, FINDING_SCHEMA

STATE_SCHEMA: dict[str, pl.DataType] = {
    "finding_id": pl.String(),
    "status": pl.String(),
    "pertama_terlihat": UTC_MOMENT,
    "terakhir_terlihat": UTC_MOMENT,
    "kali_terlihat": pl.Int32(),
    **PLACE_SCHEMA,
}
STANDING_SCHEMA: dict[str, pl.DataType] = {
    "value_hash": pl.String(),
    "status": pl.String(),
    "status_since": UTC_MOMENT,
    "waived_until": pl.Date(),
    "unexamined_since": UTC_MOMENT,
    "first_seen": UTC_MOMENT,
    "last_seen": UTC_MOMENT,
    "times_seen": pl.Int32(),
    "first_run": pl.String(),
    "last_run": pl.String(),
    "assignee": pl.String(),
    "due_date": pl.Date(),
    "overdue_since": UTC_MOMENT,
    "escalated_since": UTC_MOMENT,
    **PLACE_SCHEMA,
}
WAIVER_SCHEMA: dict[str, pl.DataType] = {
    "finding_id": pl.String(),
    "waived_until": pl.Date(),
    "status_since": UTC_MOMENT,
}


def open_finding_ids(ledger: Ledger) -> list[str]:
    """Findings not resolved, in order: those whose units must be watched tonight."""
    query = select(FindingRow.finding_id).where(FindingRow.status != "selesai").order_by(FindingRow.finding_id)
    with ledger.read() as connection:
        return list(connection.scalars(query))


def finding_states(ledger: Ledger, ids: Collection[str]) -> pl.DataFrame:
    """Where findings stand (``STATE_SCHEMA``), one row per known id."""
    with ledger.read() as connection:
        query = (
            select(
                FindingRow.finding_id,
                FindingRow.status,
                FindingRow.first_seen,
                FindingRow.last_seen,
                FindingRow.times_seen,
                *place_columns(),
            )
            .where(is_among(connection, FindingRow.finding_id, ids))
            .order_by(FindingRow.finding_id)
        )
        return pl.DataFrame([tuple(row) for row in connection.execute(query)], schema=STATE_SCHEMA, orient="row")


def load_findings(
    ledger: Ledger, ids: Collection[str] | None = None, *, only_open: bool = False, kode_opd: str | None = None
) -> pl.DataFrame:
    """Findings as last seen (``schemas.finding.Finding``) with their standing (``STANDING_SCHEMA``)."""
    schema = {**FINDING_SCHEMA, **STANDING_SCHEMA}
    columns: list[Any] = [getattr(FindingRow, name) for name in (*FINDING_COLUMNS, *STANDING_SCHEMA)]
    query = select(*columns).order_by(FindingRow.finding_id)
    if only_open:
        query = query.where(FindingRow.status != "selesai")
    if kode_opd is not None:
        query = query.where(FindingRow.kode_opd == kode_opd)
    with ledger.read() as connection:
        if ids is not None:
            query = query.where(is_among(connection, FindingRow.finding_id, ids))
        return pl.DataFrame([tuple(row) for row in connection.execute(query)], schema=schema, orient="row")


def waivers_in_force(ledger: Ledger, on: date) -> pl.DataFrame:
    """Findings waived on that day (``WAIVER_SCHEMA``); the last day counts."""
    query = (
        select(FindingRow.finding_id, FindingRow.waived_until, FindingRow.status_since)
        .where(FindingRow.status == "diabaikan_sampai", FindingRow.waived_until >= on)
        .order_by(FindingRow.finding_id)
    )
    with ledger.read() as connection:
        return pl.DataFrame([tuple(row) for row in connection.execute(query)], schema=WAIVER_SCHEMA, orient="row")


def assign(
    ledger: Ledger, ids: Collection[str], *, assignee: str | None, due_date: date | None, actor: Actor, at: datetime
) -> None:
    """Give findings to someone, with a day by which they are due; KeyError names one that is not known."""
    if actor.role not in ("steward", "approver", "admin"):
        raise ValueError(f"role {actor.role} assigns nothing")
    with ledger.write() as connection:
        where = is_among(connection, FindingRow.finding_id, ids)
        unknown = set(ids) - set(connection.scalars(select(FindingRow.finding_id).where(where)))
        if unknown:
            raise KeyError(min(unknown))
        detail = {"ids": sorted(ids), "assignee": assignee, "due_date": due_date}
        record(connection, at=at, actor=actor, action="assigned", subject=f"{len(ids)} findings", detail=detail)
        to = storable(assignee) if assignee is not None else None
        connection.execute(update(FindingRow).where(where).values(assignee=to, due_date=due_date))
