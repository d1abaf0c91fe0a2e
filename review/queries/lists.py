"""Lists of findings, page by page: each page begins after the last row of the one before, however many there are."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from checks.registry import rules
from checks.words import sentence
from ledger.models import FindingRow
from review.access import Viewer
from review.house import House
from review.queries.filters import Filters, conditions
from schemas.text import Language, Text

PAGE_ROWS = 25
FARTHEST = date(9999, 12, 31)
_PRIORITY = FindingRow.kecurigaan * func.coalesce(FindingRow.dampak_idr, 0)


@dataclass(frozen=True, slots=True)
class Order:
    """One way to sort: what by, and whether the largest comes first."""

    text: Text
    by: ColumnElement[Any]
    descending: bool


ORDERS: dict[str, Order] = {
    "prioritas": Order(Text("Bobot × rupiah", "Weight × rupiah"), _PRIORITY, descending=True),
    "rupiah": Order(
        Text("Rupiah terkait", "Rupiah at stake"), func.coalesce(FindingRow.dampak_idr, -1), descending=True
    ),
    "kecurigaan": Order(Text("Bobot kejanggalan", "Weight"), cast(Any, FindingRow.kecurigaan), descending=True),
    "baru": Order(Text("Terbaru dahulu", "Newest first"), cast(Any, FindingRow.first_seen), descending=True),
    "lama": Order(Text("Terlama dahulu", "Oldest first"), cast(Any, FindingRow.first_seen), descending=False),
    "tenggat": Order(
        Text("Tenggat terdekat", "Due soonest"), func.coalesce(FindingRow.due_date, FARTHEST), descending=False
    ),
    "opd": Order(Text("Kode OPD", "Agency code"), func.coalesce(FindingRow.kode_opd, ""), descending=False),
    "aturan": Order(Text("Aturan", "Rule"), cast(Any, FindingRow.aturan), descending=False),
}
"""By name in the address; the first is used unasked."""


@dataclass(frozen=True, slots=True)
class Line:
    """A finding as a list shows it: its row, its title, and its sentence in the reader's language."""

    row: Mapping[str, Any]
    title: str
    sentence: str
    agency: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list, how many there are in all, and where the next page begins (None: this was the last)."""

    lines: list[Line]
    total: int
    following: str | None


def list_page(
    house: House, viewer: Viewer, filters: Filters, order: str, after: str, language: Language, now: datetime
) -> Listed:
    """The page of findings after the place ``after`` (empty: the first)."""
    sorting = ORDERS.get(order, ORDERS["prioritas"])
    wanted = conditions(viewer, filters, house.names, house.titles_of_codes(), now)
    with house.ledger.read() as connection:
        places = list(connection.execute(_places(wanted, sorting, after, counted=bool(filters.q))))
        total = places[0].total if places and filters.q else 0
        if places and not filters.q:
            total = connection.scalar(select(func.count()).select_from(FindingRow).where(wanted)) or 0
        rows = load_rows(connection, [place.finding_id for place in places[:PAGE_ROWS]])
    following = None
    if len(places) > PAGE_ROWS:
        last = places[PAGE_ROWS - 1]
        following = _packed(last.place, last.finding_id)
    return Listed([line_of(row, house, language) for row in rows], total, following)


def matching_ids(house: House, viewer: Viewer, filters: Filters, now: datetime, most: int) -> list[str]:
    """Ids of at most ``most`` findings the filters leave, in order of id."""
    wanted = conditions(viewer, filters, house.names, house.titles_of_codes(), now)
    query = select(FindingRow.finding_id).where(wanted).order_by(FindingRow.finding_id).limit(most)
    with house.ledger.read() as connection:
        return list(connection.scalars(query))


def load_rows(connection: Connection, ids: Sequence[str]) -> list[Mapping[str, Any]]:
    """Whole rows of findings, in the order of ``ids``."""
    query = select(FindingRow.__table__).where(FindingRow.finding_id.in_(ids))
    found: dict[str, Mapping[str, Any]] = {r["finding_id"]: dict(r) for r in connection.execute(query).mappings()}
    return [found[key] for key in ids if key in found]


def line_of(row: Mapping[str, Any], house: House, language: Language) -> Line:
    """A row with its words. A rule no longer in the catalogue leaves its number as title."""
    rule = rules().get(row["aturan"])
    code = row["kode_opd"]
    agency = None if code is None else house.names.get(code, code)
    if rule is None:
        return Line(row, row["aturan"], row["nilai_asli"] or "", agency)
    return Line(row, rule.title.of(language), sentence(rule, dict(row), language, house.names), agency)


def _places(wanted: ColumnElement[bool], order: Order, after: str, *, counted: bool) -> Select[Any]:
    """Ids in order with the value they are sorted by; ``counted``: with how many there are in all, in one reading.

    Words are dear to look for, and looked for once; other filters are answered quickest by two questions.
    """
    found = select(FindingRow.finding_id, order.by.label("place")).where(wanted).cte("found")
    by, key = found.c.place, found.c.finding_id
    query = select(key, by)
    if counted:
        query = query.add_columns(select(func.count()).select_from(found).scalar_subquery().label("total"))
    if place := _unpacked(after):
        value, finding_id = place
        beyond = by < value if order.descending else by > value
        query = query.where(or_(beyond, and_(by == value, key > finding_id)))
    return query.order_by(by.desc() if order.descending else by.asc(), key).limit(PAGE_ROWS + 1)


def _packed(value: Any, finding_id: str) -> str:
    if isinstance(value, datetime):
        value = {"at": value.isoformat()}
    elif isinstance(value, date):
        value = {"on": value.isoformat()}
    return base64.urlsafe_b64encode(json.dumps([value, finding_id]).encode()).decode().rstrip("=")


def _unpacked(after: str) -> tuple[Any, str] | None:
    """The place an address names; one that was tampered with is the beginning."""
    if not after:
        return None
    try:
        value, finding_id = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        if isinstance(value, dict):
            value = _moment_or_day(value)
    except (ValueError, KeyError, TypeError, binascii.Error):
        return None
    if not isinstance(finding_id, str) or not isinstance(value, (int, float, str, date)):
        return None
    return value, finding_id


def _moment_or_day(packed: Mapping[str, str]) -> date:
    if "on" in packed:
        return date.fromisoformat(packed["on"])
    moment = datetime.fromisoformat(packed["at"])
    return moment.replace(tzinfo=moment.tzinfo or UTC)
