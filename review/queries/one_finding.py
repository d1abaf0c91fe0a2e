"""Everything one page says of one finding: what was found, where, against what, with whom it belongs, and its story."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from sqlalchemy import select

from checks.explanation import Judged, explain, told
from checks.registry import rules
from checks.rule import Check
from ledger.attachments import Attachment, attachments_of
from ledger.decisions import Decision, Seen, decisions_of
from ledger.models import FindingRow
from ledger.reports import Step, timeline
from review.house import House
from review.queries.corrections import Correction, corrections_of
from review.queries.files import file_name
from review.queries.lists import Line, line_of, load_rows
from review.queries.series import Series, series_of
from review.queries.sheet import Window, window_around
from review.queries.sources import Source, sources_of
from review.refusals import NotFoundError
from schemas.text import Language

SIBLINGS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class OneFinding:
    """A finding with all that helps to judge it. ``seen`` is what a decision made from this page was based on."""

    line: Line
    rule: Check | None
    told: list[tuple[str, str]]
    file_name: str | None
    window: Window | None
    corrections: list[Correction]
    series: Series | None
    sources: list[Source]
    siblings: list[Line]
    sibling_count: int
    decisions: list[Decision]
    evidence: list[Attachment]
    story: list[Step]
    seen: Seen

    @property
    def row(self) -> Mapping[str, Any]:
        """The finding's row."""
        return self.line.row

    @property
    def subject(self) -> dict[str, Any]:
        """What it is about, without the agency."""
        return {name: value for name, value in json.loads(self.row["subjek"]).items() if value and name != "kode_opd"}

    @property
    def open_proposal(self) -> Decision | None:
        """The waiver proposed on these values and not answered yet."""
        return _unanswered(self.decisions, "usul_pengabaian", self.row["value_hash"])

    @property
    def open_request(self) -> Decision | None:
        """The waiver an agency asked for on these values and nobody took up yet."""
        return _unanswered(self.decisions, "minta_pengabaian", self.row["value_hash"])

    @property
    def undoable(self) -> Decision | None:
        """The decision by which the finding stands where it stands, if it can be taken back."""
        setting = [each for each in self.decisions if each.kind in ("keputusan", "setuju_pengabaian", "batal")]
        if not setting or setting[-1].kind == "batal":
            return None
        last = setting[-1]
        stands = (last.status, last.value_hash) == (self.row["status"], self.row["value_hash"])
        return last if stands else None


def one_finding(house: House, finding_id: str, language: Language, *, of_all: bool) -> OneFinding:
    """The finding with all that belongs to it; NotFoundError if there is none of this number.

    ``of_all``: whether the reader may know of other agencies.
    """
    with house.ledger.read() as connection:
        rows = load_rows(connection, [finding_id])
    if not rows:
        raise NotFoundError
    row = rows[0]
    name = file_name(house.ledger, row["berkas"])
    decisions = decisions_of(house.ledger, finding_id)
    siblings, count = _siblings(house, row, language)
    return OneFinding(
        line=line_of(row, house, language),
        rule=rules().get(row["aturan"]),
        told=_told(house, row, count + 1, language, of_all=of_all),
        file_name=name,
        window=window_around(house, row, name or "", language),
        corrections=corrections_of(house, row),
        series=series_of(house.snapshots, row),
        sources=sources_of(house.snapshots, row, language),
        siblings=siblings,
        sibling_count=count,
        decisions=decisions,
        evidence=attachments_of(house.ledger, finding_id),
        story=timeline(house.ledger, finding_id),
        seen=Seen(finding_id, row["value_hash"], decisions[-1].id if decisions else None),
    )


def _told(
    house: House, row: Mapping[str, Any], members: int, language: Language, *, of_all: bool
) -> list[tuple[str, str]]:
    """What is usual, ruled out, still possible, and what would settle it, as (heading, sentence)."""
    if row["aturan"] not in rules():
        return []
    coverage = house.snapshots.table("cakupan", ("aturan", "alasan", "lolos", "gagal"))
    of_rule = coverage.filter((pl.col("aturan") == row["aturan"]) & pl.col("alasan").is_null())
    judged = Judged(int(of_rule["lolos"].sum()), int(of_rule["gagal"].sum())) if of_rule.height else None
    return told(explain(row, judged, members), language, of_all=of_all)


def _siblings(house: House, row: Mapping[str, Any], language: Language) -> tuple[list[Line], int]:
    """The other findings of the same case and the same agency: the primary first."""
    query = (
        select(FindingRow.finding_id)
        .where(
            FindingRow.kasus == row["kasus"],
            FindingRow.finding_id != row["finding_id"],
            FindingRow.kode_opd.is_not_distinct_from(row["kode_opd"]),
        )
        .order_by((FindingRow.finding_id == row["kasus"]).desc(), FindingRow.finding_id)
    )
    with house.ledger.read() as connection:
        ids = list(connection.scalars(query))
        rows = load_rows(connection, ids[:SIBLINGS_SHOWN])
    return [line_of(each, house, language) for each in rows], len(ids)


def _unanswered(decisions: list[Decision], kind: str, value_hash: str) -> Decision | None:
    answered = {each.refers_to for each in decisions if each.refers_to is not None}
    open_ones = [d for d in decisions if d.kind == kind and d.id not in answered and d.value_hash == value_hash]
    return open_ones[-1] if open_ones else None
