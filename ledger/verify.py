"""Does the ledger still say what was written? Every row that must not change is held against its audit entry."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select, text

from ledger import attachments, comments, decisions, receipts, submissions
from ledger.audit import Mark, canonical, digest, first_broken_link
from ledger.database import Ledger
from ledger.models import (
    ArrivalRow,
    AttachmentRow,
    AuditRow,
    CommentRow,
    DecisionRow,
    FindingEventRow,
    FindingRow,
    ReceiptRow,
    RunRow,
    SubmissionRow,
    SubmissionVersionRow,
)
from ledger.values import JUDGED, value_hash
from schemas.text import Text

Query = Select[*tuple[Any, ...]]
RUN_MOMENTS = {"run_begun": "started_at", "run_ended": "ended_at"}
RUN_FACTS = ("as_of", "code_version", "rules_lock_hash", "started_at", "ended_at", "state", "published_version")
AFTER_EVENT = {"new": "baru", "reopened": "baru", "lapsed": "baru", "closed": "selesai"}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not fit: ``kind`` (chain, sealed, run, standing, values, receipt, version, waiver, storage),
    what it is about, and the words."""

    kind: str
    subject: str
    text: Text


def verify(ledger: Ledger, anchors: Iterable[Mark] = ()) -> list[Problem]:
    """Everything that does not fit in the ledger; empty if all is well.

    ``anchors`` are marks noted outside, such as in manifests.
    """
    with ledger.read() as connection:
        return [
            *_storage(connection),
            *_chain(connection, anchors),
            *_sealed(connection),
            *_runs(connection),
            *_standing(connection),
            *_receipts(connection),
            *_versions(connection),
            *_waivers(connection),
        ]


def _storage(connection: Connection) -> Iterator[Problem]:
    if connection.dialect.name != "sqlite":
        return
    for (said,) in connection.execute(text("PRAGMA integrity_check")):
        if said != "ok":
            yield _problem("storage", "sqlite", f"Berkas basis data rusak: {said}", f"The database is damaged: {said}")
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield _problem("storage", str(row[0]), "Rujukan antartabel terputus", "A reference between tables is broken")


def _chain(connection: Connection, anchors: Iterable[Mark]) -> Iterator[Problem]:
    ended = select(RunRow.audit_id, RunRow.audit_hash)
    noted = [Mark(row[0], row[1] or "") for row in connection.execute(ended) if row[0] is not None]
    broken = first_broken_link(connection, [*noted, *anchors])
    if broken is not None:
        yield _problem(
            "chain",
            str(broken.id),
            f"Rantai audit terputus pada catatan {broken.id} ({broken.why})",
            f"The audit chain breaks at entry {broken.id} ({broken.why})",
        )


def _sealed(connection: Connection) -> Iterator[Problem]:
    """Rows against the digest their audit entry holds; and entries whose rows are gone."""
    versions = (
        select(SubmissionVersionRow.__table__, SubmissionRow.dataset, SubmissionRow.kode_opd, SubmissionRow.periode)
        .join(SubmissionRow, SubmissionRow.id == SubmissionVersionRow.submission_id)
        .order_by(SubmissionVersionRow.id)
    )
    events = select(FindingEventRow.__table__).order_by(FindingEventRow.id)
    taken = select(DecisionRow.__table__).order_by(DecisionRow.id)
    remarks = select(CommentRow.__table__).order_by(CommentRow.id)
    evidence = select(AttachmentRow.__table__).order_by(AttachmentRow.id)
    arrived = select(ArrivalRow.__table__).order_by(ArrivalRow.id)
    yield from _against_audit(connection, ("settled", "deadlines_watched"), events, _event)
    yield from _against_audit(connection, ("decided",), taken, decisions.sealed)
    yield from _against_audit(connection, ("remarked",), remarks, comments.sealed)
    yield from _against_audit(connection, ("attached",), evidence, attachments.sealed)
    yield from _against_audit(connection, ("arrivals_recorded",), arrived, receipts.sealed)
    yield from _against_audit(connection, ("versions_recorded",), versions, submissions.sealed)


def _against_audit(
    connection: Connection, actions: tuple[str, ...], query: Query, seal: Callable[[Mapping[Any, Any]], dict[str, Any]]
) -> Iterator[Problem]:
    rows: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        rows[row["audit_id"]].append(seal(row))
    entries = select(AuditRow.id, AuditRow.detail).where(AuditRow.action.in_(actions))
    expected = {row.id: _noted_digest(row.detail) for row in connection.execute(entries)}
    action = actions[0]
    for audit_id in sorted(rows.keys() | expected.keys()):
        if digest(rows.get(audit_id, ())) != expected.get(audit_id):
            yield _problem(
                "sealed",
                f"{action} {audit_id}",
                f"Isi tidak cocok dengan catatan audit {audit_id} ({action})",
                f"Content does not match audit entry {audit_id} ({action})",
            )


def _noted_digest(detail: str) -> str | None:
    return _noted(detail).get("digest")


def _noted(detail: str) -> dict[str, Any]:
    try:
        noted = json.loads(detail)
    except ValueError:
        return {}
    return noted if isinstance(noted, dict) else {}


def _runs(connection: Connection) -> Iterator[Problem]:
    """Each run against what the audit noted when it began and when it ended."""
    told: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    entries = select(AuditRow.subject, AuditRow.action, AuditRow.at, AuditRow.detail).order_by(AuditRow.id)
    for entry in connection.execute(entries.where(AuditRow.action.in_(RUN_MOMENTS))):
        told[entry.subject] |= _noted(entry.detail) | {RUN_MOMENTS[entry.action]: entry.at}
    rows = {row["run_id"]: row for row in connection.execute(select(RunRow.__table__)).mappings()}
    for run_id in sorted(rows.keys() | told.keys()):
        row: Mapping[Any, Any] = rows.get(run_id, {})
        noted = {"state": "running"} | told[run_id]
        if any(canonical(row.get(name)) != canonical(noted.get(name)) for name in RUN_FACTS):
            yield _problem(
                "run",
                run_id,
                f"Proses malam {run_id} tidak sesuai catatan auditnya",
                f"Run {run_id} does not match its audit entries",
            )


def _event(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("finding_id", "kind", "value_hash", "detail")}


def _standing(connection: Connection) -> Iterator[Problem]:
    """Each finding against what its events and decisions, in the order of the audit, make of it."""
    status: dict[str, str] = {}
    values: dict[str, str] = {}
    for finding_id, moved_to, seal in _history(connection):
        status[finding_id] = moved_to or status.get(finding_id, "")
        values[finding_id] = seal or values.get(finding_id, "")
    columns = [getattr(FindingRow, name) for name in ("finding_id", "status", "value_hash", *JUDGED)]
    query: Query = select(*columns)
    for row in connection.execute(query).mappings():
        finding_id = row["finding_id"]
        if row["status"] != status.get(finding_id):
            yield _problem(
                "standing",
                finding_id,
                f"Status temuan {finding_id} tidak sesuai riwayatnya",
                f"Finding {finding_id} does not stand where its history puts it",
            )
        if row["value_hash"] != values.get(finding_id) or row["value_hash"] != value_hash(dict(row)):
            yield _problem(
                "values",
                finding_id,
                f"Nilai temuan {finding_id} tidak sesuai riwayatnya",
                f"The values of finding {finding_id} do not match its history",
            )


def _history(connection: Connection) -> list[tuple[str, str | None, str | None]]:
    """(finding, status it moved to if any, values noted if by a run), in order."""
    steps: list[tuple[tuple[int, int], str, str | None, str | None]] = []
    events = select(
        FindingEventRow.audit_id,
        FindingEventRow.id,
        FindingEventRow.finding_id,
        FindingEventRow.kind,
        FindingEventRow.value_hash,
    )
    for event in connection.execute(events):
        moved_to = AFTER_EVENT.get(event.kind)
        steps.append(((event.audit_id, event.id), event.finding_id, moved_to, event.value_hash))
    taken = select(DecisionRow.audit_id, DecisionRow.id, DecisionRow.finding_id, DecisionRow.status)
    steps.extend(
        ((each.audit_id, each.id), each.finding_id, each.status, None)
        for each in connection.execute(taken.where(DecisionRow.kind.in_(decisions.SETTING)))
    )
    return [(finding_id, moved_to, seal) for _, finding_id, moved_to, seal in sorted(steps, key=lambda step: step[0])]


def _receipts(connection: Connection) -> Iterator[Problem]:
    held = select(ReceiptRow.berkas)
    lost = select(FindingRow.berkas).where(FindingRow.berkas.is_not(None), FindingRow.berkas.not_in(held)).distinct()
    for (berkas,) in connection.execute(lost):
        yield _problem(
            "receipt",
            str(berkas),
            f"Temuan merujuk berkas {berkas} yang tidak tercatat diterima",
            f"Findings name file {berkas}, of which there is no receipt",
        )
    arrived = select(ArrivalRow.berkas)
    for (berkas,) in connection.execute(held.where(ReceiptRow.berkas.not_in(arrived))):
        yield _problem(
            "receipt", str(berkas), f"Berkas {berkas} tanpa catatan kedatangan", f"File {berkas} never arrived"
        )


def _versions(connection: Connection) -> Iterator[Problem]:
    versions: defaultdict[int, list[tuple[int, bool]]] = defaultdict(list)
    query = select(SubmissionVersionRow.submission_id, SubmissionVersionRow.versi, SubmissionVersionRow.superseded_at)
    for submission, versi, superseded_at in connection.execute(query.order_by(SubmissionVersionRow.versi)):
        versions[submission].append((versi, superseded_at is None))
    for (submission,) in connection.execute(select(SubmissionRow.id)):
        known = versions[submission]
        numbered = [versi for versi, _ in known] == list(range(1, len(known) + 1))
        if not numbered or sum(current for _, current in known) != 1:
            yield _problem(
                "version",
                str(submission),
                f"Versi laporan {submission} tidak berurutan atau tidak tepat satu yang berlaku",
                f"Versions of submission {submission} are not in sequence, or not exactly one is in force",
            )


def _waivers(connection: Connection) -> Iterator[Problem]:
    query = select(DecisionRow.id, DecisionRow.kind, DecisionRow.user, DecisionRow.refers_to)
    said = {row.id: row for row in connection.execute(query)}
    for row in said.values():
        if row.kind != "setuju_pengabaian":
            continue
        people = [row.user.strip().casefold()]
        earlier = said.get(row.refers_to or 0)
        while earlier is not None:
            people.append(earlier.user.strip().casefold())
            earlier = said.get(earlier.refers_to or 0)
        if len(people) < 2 or len(set(people)) != len(people):
            yield _problem(
                "waiver",
                str(row.id),
                f"Pengabaian {row.id} tidak disetujui oleh orang yang berbeda",
                f"Waiver {row.id} was not approved by a different person",
            )


def _problem(kind: str, subject: str, indonesian: str, english: str) -> Problem:
    return Problem(kind, subject, Text(id=indonesian + ".", en=english + "."))
