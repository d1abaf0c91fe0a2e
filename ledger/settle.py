"""Settling a night: what tonight's findings mean for those already known.

A finding closes by itself only when the same unit was examined again tonight and passed or was excused. What was not
examined, or could not be judged, stays open and says so. A decision holds as long as the values it judged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import polars as pl
from sqlalchemy import Connection, bindparam, insert, or_, select, update

from ledger.audit import SYSTEM, canonical, digest, record
from ledger.database import Ledger
from ledger.many import is_among
from ledger.models import FindingEventRow, FindingRow, RunRow
from ledger.queue import alone
from ledger.values import FINDING_COLUMNS, storable_rows
from ledger.vocabulary import EventKind
from schemas.finding import STATES
from schemas.text import Text

REFRESHED = (*(name for name in FINDING_COLUMNS if name != "finding_id"), "value_hash", "content_hash")


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a run meant for the ledger, as sets of finding ids; the same however often the run is settled.

    ``seen_again``: known, open, unchanged. ``changed``: known and open, with other values than before. ``lapsed``: back
    in the queue since the values judged changed, the waiver ran out, or what was said to be fixed was not.
    ``unexamined``: open, but not judged tonight.
    """

    run_id: str
    new: frozenset[str]
    seen_again: frozenset[str]
    changed: frozenset[str]
    closed: frozenset[str]
    reopened: frozenset[str]
    lapsed: frozenset[str]
    unexamined: frozenset[str]
    n_open: int

    @property
    def nothing_new(self) -> bool:
        """Whether the night changed no finding."""
        return not (self.new or self.changed or self.closed or self.reopened or self.lapsed)

    def counts(self) -> dict[str, int]:
        """Sizes by name, with ``open`` for all that are open now."""
        names = ("new", "seen_again", "changed", "closed", "reopened", "lapsed", "unexamined")
        return {name: len(getattr(self, name)) for name in names} | {"open": self.n_open}

    def sentence(self) -> Text:
        """The night in one line."""
        n = {name: f"{count:,}".replace(",", ".") for name, count in self.counts().items()}
        e = {name: f"{count:,}" for name, count in self.counts().items()}
        if self.nothing_new:
            return Text(
                id=f"Tidak ada temuan baru; {n['seen_again']} terlihat lagi, "
                f"{n['unexamined']} tidak diperiksa malam ini.",
                en=f"No new finding; {e['seen_again']} seen again, {e['unexamined']} not examined tonight.",
            )
        return Text(
            id=f"{n['new']} temuan baru, {n['seen_again']} terlihat lagi, {n['changed']} berubah, "
            f"{n['closed']} selesai, {n['reopened']} muncul kembali, {n['unexamined']} tidak diperiksa malam ini.",
            en=f"{e['new']} new findings, {e['seen_again']} seen again, {e['changed']} changed, "
            f"{e['closed']} resolved, {e['reopened']} back again, {e['unexamined']} not examined tonight.",
        )


@dataclass(slots=True)
class _Night:
    """What has to be written: events, and finding ids by what happens to them."""

    events: list[tuple[str, EventKind, str, dict[str, Any]]] = field(default_factory=list)
    insert: list[dict[str, Any]] = field(default_factory=list)
    refresh: list[dict[str, Any]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    to_queue: set[str] = field(default_factory=set)
    close: set[str] = field(default_factory=set)
    missed: set[str] = field(default_factory=set)
    found_again: set[str] = field(default_factory=set)

    def note(self, known: Mapping[str, Any], kind: EventKind, **detail: Any) -> None:
        self.events.append((known["finding_id"], kind, known["value_hash"], detail))


def settle(ledger: Ledger, run_id: str, findings: pl.DataFrame, watched: pl.DataFrame, at: datetime) -> Settlement:
    """Take in tonight's ``findings`` (``schemas.finding.Finding``) and the fate of the open ones (``WatchedState``).

    One transaction: all of it, or nothing. Settling a run again adds nothing and answers the same. ValueError if the
    run is not running, or if a unit passes and fails in the same night.
    """
    rows = storable_rows(findings)
    fate = _fate(watched, rows)
    with ledger.write() as connection:
        as_of = _running(connection, run_id)
        known = _known(connection, {row["finding_id"] for row in rows})
        night = _judge(rows, known, fate, as_of)
        _write(connection, run_id, night, at)
        return _settlement(connection, run_id, {row["finding_id"] for row in rows} | night.seen)


def _fate(watched: pl.DataFrame, rows: list[dict[str, Any]]) -> dict[str, str]:
    fate: dict[str, str] = dict(watched.select("finding_id", "keadaan").iter_rows())
    unknown = set(fate.values()) - set(STATES)
    if unknown:
        raise ValueError(f"unknown states: {sorted(unknown)}")
    torn = [row["finding_id"] for row in rows if fate.get(row["finding_id"]) in ("lolos", "dikecualikan")]
    if torn:
        raise ValueError(f"{len(torn)} units both pass and fail tonight, such as {torn[0]}")
    return fate


def _running(connection: Connection, run_id: str) -> date:
    run = connection.execute(select(RunRow.state, RunRow.as_of).where(RunRow.run_id == run_id)).first()
    if run is None or run.state != "running":
        raise ValueError(f"run {run_id} is not running")
    as_of: date = run.as_of
    return as_of


def _known(connection: Connection, tonight: set[str]) -> dict[str, Mapping[str, Any]]:
    columns = (
        FindingRow.finding_id,
        FindingRow.status,
        FindingRow.value_hash,
        FindingRow.content_hash,
        FindingRow.unexamined_since,
        FindingRow.waived_until,
    )
    wanted = or_(FindingRow.status != "selesai", is_among(connection, FindingRow.finding_id, tonight))
    query = select(*columns).where(wanted)
    return {row["finding_id"]: dict(row) for row in connection.execute(query).mappings()}


def _judge(
    rows: list[dict[str, Any]], known: Mapping[str, Mapping[str, Any]], fate: Mapping[str, str], as_of: date
) -> _Night:
    night = _Night()
    for row in rows:
        before = known.get(row["finding_id"])
        if before is None:
            night.insert.append(row)
            night.note(row, "new")
        else:
            _meet(night, row, before)
    tonight = {row["finding_id"] for row in rows}
    for finding_id, before in known.items():
        if finding_id not in tonight and before["status"] != "selesai":
            _miss(night, before, fate.get(finding_id))
        waived_until = before["waived_until"]
        if waived_until is not None and waived_until < as_of and finding_id not in night.close | night.to_queue:
            night.to_queue.add(finding_id)
            night.note(before, "lapsed", sebab="kedaluwarsa", sampai=waived_until)
    return night


def _meet(night: _Night, row: dict[str, Any], before: Mapping[str, Any]) -> None:
    """A known finding, found again tonight."""
    finding_id = row["finding_id"]
    night.seen.add(finding_id)
    if row["content_hash"] != before["content_hash"]:
        night.refresh.append(row)
    if before["unexamined_since"] is not None:
        night.found_again.add(finding_id)
    if before["status"] == "selesai":
        night.to_queue.add(finding_id)
        night.note(row, "reopened")
    elif row["value_hash"] != before["value_hash"]:
        night.note(row, "changed", sebelum=before["value_hash"])
        if before["status"] != "baru":
            night.to_queue.add(finding_id)
            night.note(row, "lapsed", sebab="nilai_berubah", status=before["status"])
    elif before["status"] == "diperbaiki":
        night.to_queue.add(finding_id)
        night.note(row, "lapsed", sebab="belum_diperbaiki", status=before["status"])
    elif before["unexamined_since"] is not None:
        night.note(row, "seen")


def _miss(night: _Night, before: Mapping[str, Any], state: str | None) -> None:
    """An open finding that tonight's findings do not name."""
    finding_id = before["finding_id"]
    if state in ("lolos", "dikecualikan"):
        night.close.add(finding_id)
        night.note(before, "closed", keadaan=state)
    elif state == "gagal":
        night.seen.add(finding_id)
        if before["unexamined_since"] is not None:
            night.found_again.add(finding_id)
            night.note(before, "seen")
    elif before["unexamined_since"] is None:
        night.missed.add(finding_id)
        night.note(before, "unexamined", keadaan=state or "tidak_diperiksa")


def _write(connection: Connection, run_id: str, night: _Night, at: datetime) -> None:
    counts: defaultdict[str, int] = defaultdict(int)
    for _, kind, _, _ in night.events:
        counts[kind] += 1
    events = [
        {"finding_id": finding_id, "kind": kind, "value_hash": seal, "detail": canonical(detail) if detail else "{}"}
        for finding_id, kind, seal, detail in night.events
    ]
    fresh = is_among(connection, FindingRow.finding_id, night.seen) & (FindingRow.last_run != run_id)
    if (
        not events
        and not night.refresh
        and connection.scalar(select(FindingRow.finding_id).where(fresh).limit(1)) is None
    ):
        return
    mark = record(
        connection,
        at=at,
        actor=SYSTEM,
        action="settled",
        subject=run_id,
        detail={"events": dict(counts), "seen": len(night.seen), "digest": digest(events)},
    )
    _write_findings(connection, run_id, night, at)
    if events:
        connection.execute(
            insert(FindingEventRow), [{**event, "run_id": run_id, "at": at, "audit_id": mark.id} for event in events]
        )


def _write_findings(connection: Connection, run_id: str, night: _Night, at: datetime) -> None:
    if night.insert:
        first = {"first_seen": at, "last_seen": at, "first_run": run_id, "last_run": run_id, "times_seen": 1}
        state = {"status": "baru", "status_since": at}
        connection.execute(insert(FindingRow), [{**row, **first, **state, **alone(row)} for row in night.insert])
    if night.refresh:
        connection.execute(
            update(FindingRow.__table__)  # type: ignore[arg-type]
            .where(FindingRow.finding_id == bindparam("key"))
            .values({name: bindparam(f"to_{name}") for name in REFRESHED}),
            [{"key": row["finding_id"]} | {f"to_{name}": row[name] for name in REFRESHED} for row in night.refresh],
        )
    back = {"status": "baru", "status_since": at, "waived_until": None}
    done = {"status": "selesai", "status_since": at, "waived_until": None, "unexamined_since": None}
    seen_once = {"last_seen": at, "last_run": run_id, "times_seen": FindingRow.times_seen + 1}
    for ids, values in (
        (night.found_again, {"unexamined_since": None}),
        (night.missed, {"unexamined_since": at}),
        (night.to_queue, back),
        (night.close, done),
        (night.seen, seen_once),
    ):
        if ids:
            where = is_among(connection, FindingRow.finding_id, ids)
            if ids is night.seen:
                where &= FindingRow.last_run != run_id
            connection.execute(update(FindingRow).where(where).values(values))


def _settlement(connection: Connection, run_id: str, tonight: set[str]) -> Settlement:
    by_kind: defaultdict[str, set[str]] = defaultdict(set)
    events = select(FindingEventRow.kind, FindingEventRow.finding_id).where(FindingEventRow.run_id == run_id)
    for kind, finding_id in connection.execute(events):
        by_kind[kind].add(finding_id)
    still_open = set(connection.scalars(select(FindingRow.finding_id).where(FindingRow.status != "selesai")))
    return Settlement(
        run_id=run_id,
        new=frozenset(by_kind["new"]),
        seen_again=frozenset(tonight - by_kind["new"] - by_kind["changed"] - by_kind["reopened"]),
        changed=frozenset(by_kind["changed"]),
        closed=frozenset(by_kind["closed"]),
        reopened=frozenset(by_kind["reopened"]),
        lapsed=frozenset(by_kind["lapsed"]),
        unexamined=frozenset(still_open - tonight),
        n_open=len(still_open),
    )
