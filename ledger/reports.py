"""Readings across the ledger: a finding's story, what is in the queue, how the rules fare before the stewards."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl
from sqlalchemy import func, select

from checks.precision import VERDICTS
from ledger.attachments import attachments_of
from ledger.comments import comments_of
from ledger.database import Ledger
from ledger.decisions import SETTING, decisions_of
from ledger.models import DecisionRow, FindingEventRow, FindingRow


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a finding: ``what`` is the kind of event or decision, ``komentar`` or ``lampiran``."""

    at: datetime
    what: str
    who: str
    detail: Mapping[str, Any]


def timeline(ledger: Ledger, finding_id: str) -> list[Step]:
    """The story of a finding, oldest first: events, decisions, remarks and evidence files."""
    query = select(FindingEventRow.__table__).where(FindingEventRow.finding_id == finding_id)
    with ledger.read() as connection:
        steps = [
            Step(row["at"], row["kind"], "jujur", {"run_id": row["run_id"], **json.loads(row["detail"])})
            for row in connection.execute(query.order_by(FindingEventRow.id)).mappings()
        ]
    for taken in decisions_of(ledger, finding_id):
        detail = {"status": taken.status, "reason": taken.reason, "comment": taken.comment, "until": taken.until}
        steps.append(Step(taken.at, taken.kind, taken.user, detail))
    steps += [
        Step(each.at, "komentar", each.user, {"comment": each.comment}) for each in comments_of(ledger, finding_id)
    ]
    steps += [
        Step(each.at, "lampiran", each.user, {"name": each.name, "sha256": each.sha256})
        for each in attachments_of(ledger, finding_id)
    ]
    return sorted(steps, key=lambda step: step.at)


def queue_counts(ledger: Ledger) -> pl.DataFrame:
    """Findings by ``status, keparahan, tema``: ``n`` and ``dampak_idr`` (rupiah, 0 where not known)."""
    by = (FindingRow.status, FindingRow.keparahan, FindingRow.tema)
    at_stake = func.coalesce(func.sum(FindingRow.dampak_idr), 0)
    query = select(*by, func.count(), at_stake).group_by(*by).order_by(*by)
    schema = {
        "status": pl.String(),
        "keparahan": pl.String(),
        "tema": pl.String(),
        "n": pl.Int64(),
        "dampak_idr": pl.Int64(),
    }
    with ledger.read() as connection:
        rows = [(*row[:4], int(row[4] or 0)) for row in connection.execute(query)]
    return pl.DataFrame(rows, schema=schema, orient="row")


def verdicts(ledger: Ledger) -> pl.DataFrame:
    """[finding_id, aturan, kasus, putusan, selisih, satuan]: the last verdict on each finding, while it holds.

    A verdict on values or a rule version that have changed since says nothing any more.
    """
    last = (
        select(func.max(DecisionRow.id)).where(DecisionRow.kind.in_(SETTING)).group_by(DecisionRow.finding_id)
    ).scalar_subquery()
    columns = (FindingRow.finding_id, FindingRow.aturan, FindingRow.kasus, DecisionRow.status, FindingRow.selisih)
    query = (
        select(*columns, FindingRow.satuan)
        .join(FindingRow, FindingRow.finding_id == DecisionRow.finding_id)
        .where(DecisionRow.id.in_(last), DecisionRow.value_hash == FindingRow.value_hash)
        .where(DecisionRow.status.in_(VERDICTS))
        .order_by(FindingRow.finding_id)
    )
    schema = dict.fromkeys(("finding_id", "aturan", "kasus", "putusan"), pl.String()) | {
        "selisih": pl.Float64(),
        "satuan": pl.String(),
    }
    with ledger.read() as connection:
        rows = [tuple(row) for row in connection.execute(query)]
    return pl.DataFrame(rows, schema=schema, orient="row")
