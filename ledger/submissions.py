"""Submissions and their versions, in two times: when something was said, and when we learned of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl
from sqlalchemy import Connection, Select, insert, or_, select, update

from ledger.audit import SYSTEM, digest, record
from ledger.columns import UTC_MOMENT
from ledger.database import Ledger
from ledger.models import SubmissionRow, SubmissionVersionRow

VERSION_SCHEMA: dict[str, pl.DataType] = {
    "dataset": pl.String(),
    "kode_opd": pl.String(),
    "periode": pl.String(),
    "versi": pl.Int32(),
    "berkas": pl.String(),
    "sent_at": UTC_MOMENT,
    "learned_at": UTC_MOMENT,
    "superseded_at": UTC_MOMENT,
    "run_id": pl.String(),
}
KEY = ("dataset", "kode_opd", "periode")
Key = tuple[str, str, str]


@dataclass(slots=True)
class _Version:
    id: int | None
    berkas: str
    sent_at: datetime | None
    superseded: bool
    row: dict[str, Any]


def record_versions(ledger: Ledger, run_id: str, submissions: pl.DataFrame, at: datetime) -> pl.DataFrame:
    """Note which file speaks for which form and period; returns the versions that are new (``VERSION_SCHEMA``).

    ``submissions`` has ``dataset, kode_opd, periode, berkas, sent_at`` (only ``sent_at`` may be null; else
    ValueError). A file already known for its submission is a new version only if it was sent after the one in force.
    A file sent before the one in force is kept as a version, superseded from the start.
    """
    rows = _ordered(submissions)
    if not rows:
        return pl.DataFrame(schema=VERSION_SCHEMA)
    with ledger.write() as connection:
        history = _history(connection)
        added: list[dict[str, Any]] = []
        replaced: list[int] = []
        for row in rows:
            key = (row["dataset"], row["kode_opd"], row["periode"])
            if _is_news(history[key], row["berkas"], row["sent_at"]):
                added.append(_append(history[key], row, replaced, at))
        if not added:
            return pl.DataFrame(schema=VERSION_SCHEMA)
        _store(connection, run_id, added, replaced, at)
    return pl.DataFrame([{**row, "run_id": run_id} for row in added], schema=VERSION_SCHEMA)


def as_known_at(ledger: Ledger, moment: datetime) -> pl.DataFrame:
    """The versions in force as we knew them at ``moment`` (``VERSION_SCHEMA``), one per submission."""
    query = _versions().where(
        SubmissionVersionRow.learned_at <= moment,
        or_(SubmissionVersionRow.superseded_at.is_(None), SubmissionVersionRow.superseded_at > moment),
    )
    return _frame(ledger, query)


def in_force(ledger: Ledger) -> pl.DataFrame:
    """The versions in force now (``VERSION_SCHEMA``), one per submission."""
    return _frame(ledger, _versions().where(SubmissionVersionRow.superseded_at.is_(None)))


def all_versions(ledger: Ledger) -> pl.DataFrame:
    """Every version of every submission (``VERSION_SCHEMA``)."""
    return _frame(ledger, _versions())


def _ordered(submissions: pl.DataFrame) -> list[dict[str, Any]]:
    columns = (*KEY, "berkas", "sent_at")
    frame = submissions.select(columns)
    if any(frame.select(*KEY, "berkas").null_count().row(0)):
        raise ValueError("a submission names its dataset, agency, period and file")
    return frame.unique().sort("sent_at", "berkas", *KEY, nulls_last=False).to_dicts()


def _is_news(versions: list[_Version], berkas: str, sent_at: datetime | None) -> bool:
    same = [version for version in versions if version.berkas == berkas]
    if not same:
        return True
    current = next(version for version in versions if not version.superseded)
    if sent_at is None or current.berkas == berkas:
        return False
    later_than_itself = all(version.sent_at is not None and sent_at > version.sent_at for version in same)
    return later_than_itself and (current.sent_at is None or sent_at > current.sent_at)


def _append(versions: list[_Version], row: Mapping[str, Any], replaced: list[int], at: datetime) -> dict[str, Any]:
    sent_at: datetime | None = row["sent_at"]
    current = next((version for version in versions if not version.superseded), None)
    late = current is not None and current.sent_at is not None and (sent_at is None or sent_at < current.sent_at)
    if current is not None and not late:
        current.superseded = True
        if current.id is not None:
            replaced.append(current.id)
        else:
            current.row["superseded_at"] = at
    added = {**row, "versi": len(versions) + 1, "learned_at": at, "superseded_at": at if late else None}
    versions.append(_Version(None, row["berkas"], sent_at, late, added))
    return added


def _store(connection: Connection, run_id: str, added: list[dict[str, Any]], replaced: list[int], at: datetime) -> None:
    ids = _submission_ids(connection)
    missing = sorted({(a["dataset"], a["kode_opd"], a["periode"]) for a in added} - ids.keys())
    if missing:
        connection.execute(insert(SubmissionRow), [dict(zip(KEY, key, strict=True)) for key in missing])
        ids = _submission_ids(connection)
    mark = record(
        connection,
        at=at,
        actor=SYSTEM,
        action="versions_recorded",
        subject=run_id,
        detail={"versions": len(added), "digest": digest(map(sealed, added))},
    )
    if replaced:
        connection.execute(
            update(SubmissionVersionRow).where(SubmissionVersionRow.id.in_(replaced)).values(superseded_at=at)
        )
    connection.execute(
        insert(SubmissionVersionRow),
        [
            {
                "submission_id": ids[a["dataset"], a["kode_opd"], a["periode"]],
                **{name: a[name] for name in ("versi", "berkas", "sent_at", "learned_at", "superseded_at")},
                "run_id": run_id,
                "audit_id": mark.id,
            }
            for a in added
        ],
    )


def sealed(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the audit seals of a version; ``superseded_at`` is filled in later and stays outside."""
    return {name: row[name] for name in (*KEY, "versi", "berkas", "sent_at", "learned_at")}


def _submission_ids(connection: Connection) -> dict[Key, int]:
    query = select(SubmissionRow.dataset, SubmissionRow.kode_opd, SubmissionRow.periode, SubmissionRow.id)
    return {(row[0], row[1], row[2]): row[3] for row in connection.execute(query)}


def _history(connection: Connection) -> defaultdict[Key, list[_Version]]:
    query = _versions().add_columns(SubmissionVersionRow.id)
    history: defaultdict[Key, list[_Version]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        history[row["dataset"], row["kode_opd"], row["periode"]].append(
            _Version(row["id"], row["berkas"], row["sent_at"], row["superseded_at"] is not None, dict(row))
        )
    return history


def _versions() -> Select[*tuple[Any, ...]]:
    return (
        select(
            SubmissionRow.dataset,
            SubmissionRow.kode_opd,
            SubmissionRow.periode,
            SubmissionVersionRow.versi,
            SubmissionVersionRow.berkas,
            SubmissionVersionRow.sent_at,
            SubmissionVersionRow.learned_at,
            SubmissionVersionRow.superseded_at,
            SubmissionVersionRow.run_id,
        )
        .join(SubmissionRow, SubmissionRow.id == SubmissionVersionRow.submission_id)
        .order_by(SubmissionRow.dataset, SubmissionRow.kode_opd, SubmissionRow.periode, SubmissionVersionRow.versi)
    )


def _frame(ledger: Ledger, query: Select[*tuple[Any, ...]]) -> pl.DataFrame:
    with ledger.read() as connection:
        return pl.DataFrame([tuple(row) for row in connection.execute(query)], schema=VERSION_SCHEMA, orient="row")
