"""What the lists can be narrowed to: only what is there, and only what the viewer may see."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from checks.registry import rules
from ledger.models import FindingRow
from review.access import Viewer
from review.house import House
from schemas.text import Language


@dataclass(frozen=True, slots=True)
class Choices:
    """Values with their words, for each list one may choose from."""

    agencies: list[tuple[str, str]]
    rules: list[tuple[str, str]]
    periods: list[str]
    people: list[str]


def choices_for(house: House, viewer: Viewer, language: Language) -> Choices:
    """Agencies, rules, periods and assignees that occur among findings the viewer may see."""
    with house.ledger.read() as connection:

        def distinct(column: object) -> list[str]:
            query = select(column).distinct().where(column.is_not(None))  # type: ignore[call-overload,attr-defined]
            if viewer.role == "opd":
                query = query.where(FindingRow.kode_opd == viewer.kode_opd)
            return sorted(str(value) for value in connection.scalars(query))

        agencies = [(code, house.names.get(code, code)) for code in distinct(FindingRow.kode_opd)]
        known = rules()
        titled = [
            (rule_id, f"{rule_id} {known[rule_id].title.of(language)}" if rule_id in known else rule_id)
            for rule_id in distinct(FindingRow.aturan)
        ]
        return Choices(
            sorted(agencies, key=lambda pair: pair[1]),
            titled,
            distinct(FindingRow.periode)[::-1],
            distinct(FindingRow.assignee),
        )
