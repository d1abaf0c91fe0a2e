"""What the lists can be narrowed to: only what is there, and only what the viewer may see."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from checks.registry import rules
from ledger.models import FindingRow
from ledger.runs import recent_runs
from review.access import Viewer
from review.house import House, Occurring
from review.queries.filters import own
from review.queries.people import assignees
from schemas.text import Language


@dataclass(frozen=True, slots=True)
class Choices:
    """Values with their words, for each list one may choose from."""

    agencies: list[tuple[str, str]]
    rules: list[tuple[str, str]]
    periods: list[str]
    people: list[str]


def choices_for(house: House, viewer: Viewer, language: Language) -> Choices:
    """Agencies, rules and periods that occur among findings the viewer may see, and who may have them."""
    there = _occurring(house, viewer)
    agencies = [(code, house.names.get(code, code)) for code in there.agencies]
    known = rules()
    return Choices(
        sorted(agencies, key=lambda pair: pair[1]),
        [(each, f"{each} {known[each].title.of(language)}" if each in known else each) for each in there.rules],
        there.periods[::-1],
        [person.user for person in assignees(house.ledger)],
    )


def _occurring(house: House, viewer: Viewer) -> Occurring:
    """What occurs, looked up once a run: only a run adds findings."""
    newest = recent_runs(house.ledger, 1)
    key = (f"{newest[0].run_id} {newest[0].state}" if newest else "", viewer.kode_opd)
    if key not in house.occurring:
        found = _look_up(house, viewer)
        house.occurring = {held: value for held, value in house.occurring.items() if held[0] == key[0]} | {key: found}
    return house.occurring[key]


def _look_up(house: House, viewer: Viewer) -> Occurring:
    mine = own(viewer)
    with house.ledger.read() as connection:
        columns = (FindingRow.kode_opd, FindingRow.aturan, FindingRow.periode)
        lists = [sorted(v for v in connection.scalars(select(c).where(mine).distinct()) if v) for c in columns]
    return Occurring(*lists)
