"""Where the night puts findings: their case, whether their rule only advises, and their rank in tonight's queues."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import polars as pl
from sqlalchemy import Connection, bindparam, or_, select, update

from ledger.audit import SYSTEM, digest, record
from ledger.database import Ledger
from ledger.many import is_among
from ledger.models import FindingRow
from schemas.finding import Placement
from schemas.tables import polars_schema

PLACE_SCHEMA = {name: dtype for name, dtype in polars_schema(Placement).items() if name != "finding_id"}
RANKS = ("antrian_kecurigaan", "antrian_rupiah")


def place_columns() -> list[Any]:
    """The columns of a finding that say where it stands, in the order of ``PLACE_SCHEMA``."""
    return [getattr(FindingRow, name) for name in PLACE_SCHEMA]


def alone(finding: Mapping[str, Any]) -> dict[str, Any]:
    """Where a new finding stands until the night has placed it: a case of its own, in no queue."""
    return {
        "kasus": finding["finding_id"],
        "sebab_kasus": "sendiri",
        "kolom_kasus": finding["kolom"],
        "penasihat": False,
        **dict.fromkeys(RANKS),
    }


def place(ledger: Ledger, run_id: str, placements: pl.DataFrame, at: datetime) -> int:
    """Write tonight's ``placements`` (``schemas.finding.Placement``); how many findings moved.

    Whoever is not named leaves the queues and keeps its case. Placing the same again writes nothing. KeyError names a
    finding that is not known.
    """
    wanted = {row["finding_id"]: row for row in placements.iter_rows(named=True)}
    with ledger.write() as connection:
        standing = _standing(connection, wanted)
        unknown = wanted.keys() - standing.keys()
        if unknown:
            raise KeyError(min(unknown))
        moved = [row for finding_id, row in wanted.items() if row != standing[finding_id]]
        gone = dict.fromkeys(RANKS)
        moved += [row | gone for finding_id, row in standing.items() if finding_id not in wanted]
        if moved:
            _write(connection, run_id, sorted(moved, key=lambda row: str(row["finding_id"])), at)
    return len(moved)


def _standing(connection: Connection, wanted: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The findings named, and all that hold a rank now."""
    named = is_among(connection, FindingRow.finding_id, wanted.keys())
    ranked = or_(*(getattr(FindingRow, name).is_not(None) for name in RANKS))
    query = select(FindingRow.finding_id, *place_columns()).where(or_(named, ranked))
    return {row["finding_id"]: dict(row) for row in connection.execute(query).mappings()}


def _write(connection: Connection, run_id: str, moved: list[dict[str, Any]], at: datetime) -> None:
    detail = {"moved": len(moved), "digest": digest(moved)}
    record(connection, at=at, actor=SYSTEM, action="placed", subject=run_id, detail=detail)
    connection.execute(
        update(FindingRow.__table__)  # type: ignore[arg-type]
        .where(FindingRow.finding_id == bindparam("key"))
        .values({name: bindparam(f"to_{name}") for name in PLACE_SCHEMA}),
        [{"key": row["finding_id"]} | {f"to_{name}": row[name] for name in PLACE_SCHEMA} for row in moved],
    )
