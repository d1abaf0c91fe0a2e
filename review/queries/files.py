"""The files a finding speaks of: what their sender called them, and which versions of a report they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from ledger.database import Ledger
from ledger.models import ArrivalRow, SubmissionRow, SubmissionVersionRow


@dataclass(frozen=True, slots=True)
class FileVersion:
    """One version of a report: its number, its payload, and when we learned of it."""

    versi: int
    berkas: str
    learned_at: datetime


def file_name(ledger: Ledger, payload: str | None) -> str | None:
    """What a payload was last called by its sender."""
    if payload is None:
        return None
    query = select(ArrivalRow.nama_berkas).where(ArrivalRow.berkas == payload).order_by(ArrivalRow.id.desc()).limit(1)
    with ledger.read() as connection:
        name: str | None = connection.scalar(query)
    return name


def versions_of(ledger: Ledger, payload: str) -> list[FileVersion]:
    """All versions of the report ``payload`` is one of, in order; none where it holds reports of several agencies.

    A file that carries several forms is followed by the first of them.
    """
    version = SubmissionVersionRow
    held = select(SubmissionRow.id, SubmissionRow.kode_opd).join(version, version.submission_id == SubmissionRow.id)
    with ledger.read() as connection:
        reports = list(connection.execute(held.where(version.berkas == payload).order_by(SubmissionRow.id)))
        if len({report.kode_opd for report in reports}) != 1:
            return []
        query = select(version.versi, version.berkas, version.learned_at).where(version.submission_id == reports[0].id)
        return [FileVersion(*row) for row in connection.execute(query.order_by(version.versi))]
