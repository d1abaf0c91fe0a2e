"""The rules as the pages tell them: what each asks, how far it reached last night, and how often it asked rightly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from sqlalchemy import func, select

from checks.catalogue import VERDICT_WORDS, condition, formula, worked
from checks.examples import parse, run
from checks.history import Version, versions_of
from checks.registry import frames, rules
from checks.rule import THEMES, Check
from checks.thresholds import Threshold, all_thresholds
from ledger.models import FindingRow
from ledger.vocabulary import WAITING
from review.access import Viewer
from review.house import House
from review.queries.filters import own
from review.queries.published import EXAMINED, visible
from schemas.text import Language, Text


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule and the last night: counts (``EXAMINED``), findings waiting, verdicts, precision (None: no verdict)."""

    rule: Check
    examined: Mapping[str, int]
    waiting: int
    verdicts: float
    precision: float | None
    low: float | None
    high: float | None
    advisory: bool


@dataclass(frozen=True, slots=True)
class RulePage:
    """One rule in the reader's language; ``unjudged`` are reasons with how many units they kept from being judged."""

    standing: Standing
    condition: str
    formula: str
    worked: str
    examples: tuple[tuple[str, ...], list[tuple[str, ...]]]
    thresholds: list[Threshold]
    versions: tuple[Version, ...]
    unjudged: list[tuple[str, int]]
    related: list[tuple[str, str | None]]


def catalogue_of(house: House, viewer: Viewer) -> list[tuple[Text, list[Standing]]]:
    """Every rule by theme, with how it stands."""
    counted, waiting = _counted(house, viewer), _waiting(house, viewer)
    standings = [_standing(rule, counted, waiting) for rule in rules().values()]
    themes = [(text, [each for each in standings if each.rule.theme == folder]) for folder, text in THEMES.values()]
    return [(text, found) for text, found in themes if found]


def rule_page(house: House, viewer: Viewer, rule_id: str, language: Language) -> RulePage | None:
    """All about one rule; None where there is no such rule."""
    rule = rules().get(rule_id)
    if rule is None:
        return None
    frame = frames()[rule.frame]
    reasons = visible(house, viewer, "cakupan", ("kode_opd", "aturan", "alasan", "tidak_dapat_dinilai")).filter(
        pl.col("aturan") == rule_id, pl.col("alasan").is_not_null(), pl.col("tidak_dapat_dinilai") > 0
    )
    unjudged = reasons.group_by("alasan").agg(pl.col("tidak_dapat_dinilai").sum()).sort("alasan")
    return RulePage(
        standing=_standing(rule, _counted(house, viewer), _waiting(house, viewer)),
        condition=condition(rule, language),
        formula=formula(rule),
        worked=worked(rule, frame, language),
        examples=_examples(rule, language),
        thresholds=[row for name in rule.thresholds for row in all_thresholds()[(rule.id, name)]],
        versions=versions_of(rule),
        unjudged=[(reason, n) for reason, n in unjudged.iter_rows()],
        related=[(each, rules()[each].title.of(language) if each in rules() else None) for each in rule.related],
    )


def _counted(house: House, viewer: Viewer) -> Mapping[str, Mapping[str, Any]]:
    """Counts of the last night by rule; precision is the same on every row of a rule."""
    said = [pl.col(name).first() for name in ("putusan", "presisi", "presisi_bawah", "presisi_atas", "penasihat")]
    frame = visible(house, viewer, "cakupan").group_by("aturan").agg(pl.col(EXAMINED).sum(), *said)
    return {row["aturan"]: row for row in frame.iter_rows(named=True)}


def _waiting(house: House, viewer: Viewer) -> Mapping[str, int]:
    mine = own(viewer)
    query = select(FindingRow.aturan, func.count()).where(FindingRow.status.in_(WAITING), mine)
    with house.ledger.read() as connection:
        return {row[0]: row[1] for row in connection.execute(query.group_by(FindingRow.aturan))}


def _standing(rule: Check, counted: Mapping[str, Mapping[str, Any]], waiting: Mapping[str, int]) -> Standing:
    row = counted.get(rule.id, {})
    return Standing(
        rule=rule,
        examined={name: row.get(name, 0) for name in EXAMINED},
        waiting=waiting.get(rule.id, 0),
        verdicts=row.get("putusan", 0.0),
        precision=row.get("presisi"),
        low=row.get("presisi_bawah"),
        high=row.get("presisi_atas"),
        advisory=row.get("penasihat", False),
    )


def _examples(rule: Check, language: Language) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Column names, and a row an example with its verdict last; the tests run the same examples."""
    frame = frames()[rule.frame]
    drawn = parse(rule, frame)
    verdicts = run(rule, frame)
    return drawn.drawn, list(_rows(drawn.rows.select(drawn.drawn), verdicts, language))


def _rows(examples: pl.DataFrame, verdicts: list[str], language: Language) -> Iterator[tuple[str, ...]]:
    for row, verdict in zip(examples.iter_rows(), verdicts, strict=True):
        yield (*("" if value is None else str(value) for value in row), VERDICT_WORDS[verdict].of(language))
