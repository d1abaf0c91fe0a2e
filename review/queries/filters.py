"""What a list is narrowed to: read from the address, written back to it, and made into conditions.

The address is the state: it can be kept, sent to a colleague, and gives the same list to whoever may see it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, and_, or_, true

from checks.registry import rules
from ledger.models import FindingRow
from ledger.vocabulary import STATUSES, WAITING
from review.access import Viewer
from review.queries.subject import SubjectCode
from schemas.finding import SEVERITIES
from schemas.text import Text

MARKED: dict[str, Text] = {
    "menunggu": Text("Menunggu tindakan", "Waiting for action"),
    "semua": Text("Semua", "All"),
}
"""Groups of statuses a list can show besides single ones; the first is what it shows unasked."""

AGES = (1, 7, 14, 30, 90)
AMOUNTS_IDR = (10**6, 10**7, 10**8, 10**9, 10**10)
_ESCAPE = "\\"
_MOST_CODES = 500


@dataclass(frozen=True, slots=True)
class Filters:
    """Everything a list can be narrowed by; empty text narrows nothing.

    ``umur`` is days since first seen at least, ``rupiah`` the amount at stake at least, ``petugas`` an assignee ("-"
    for none), ``tenggat`` is "lewat" for overdue ones, ``q`` words to look for.
    """

    status: str = ""
    opd: str = ""
    aturan: str = ""
    tema: str = ""
    periode: str = ""
    keparahan: str = ""
    umur: str = ""
    rupiah: str = ""
    petugas: str = ""
    tenggat: str = ""
    kasus: str = ""
    q: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Filters:
        """What an address or a form says; what is not understood narrows nothing."""
        said = {field.name: query.get(field.name, "").strip()[:200] for field in fields(cls)}
        if said["status"] not in (*MARKED, *STATUSES):
            said["status"] = ""
        if said["keparahan"] not in SEVERITIES:
            said["keparahan"] = ""
        for name in ("umur", "rupiah"):
            said[name] = said[name] if said[name].isdecimal() and len(said[name]) < 16 else ""
        return cls(**said)

    @property
    def is_narrow(self) -> bool:
        """Whether anything is asked for at all."""
        return self != Filters()

    def query(self, **changes: str) -> str:
        """As the query part of an address, with some of it changed (empty: taken out)."""
        said = {field.name: getattr(self, field.name) for field in fields(self)} | changes
        return urlencode({name: value for name, value in said.items() if value})

    def but(self, **changes: str) -> Filters:
        """The same, with some of it changed."""
        return replace(self, **changes)


def own(viewer: Viewer) -> ColumnElement[bool]:
    """Findings the viewer may see."""
    return true() if viewer.sees_all else FindingRow.kode_opd == viewer.kode_opd


def conditions(
    viewer: Viewer, filters: Filters, names: Mapping[str, str], titles_of_codes: Mapping[str, str], now: datetime
) -> ColumnElement[bool]:
    """Findings the viewer may see and the filters leave.

    ``names`` gives agencies their names, ``titles_of_codes`` sub kegiatan theirs: both are searched.
    """
    wanted = [own(viewer)]
    if filters.status in ("", "menunggu"):
        wanted.append(FindingRow.status.in_(WAITING))
    elif filters.status != "semua":
        wanted.append(FindingRow.status == filters.status)
    plain = {
        FindingRow.kode_opd: filters.opd,
        FindingRow.aturan: filters.aturan.upper(),
        FindingRow.tema: filters.tema,
        FindingRow.periode: filters.periode,
        FindingRow.keparahan: filters.keparahan,
        FindingRow.kasus: filters.kasus,
    }
    wanted += [column == value for column, value in plain.items() if value]
    if filters.umur:
        wanted.append(FindingRow.first_seen <= now.astimezone(UTC) - timedelta(days=int(filters.umur)))
    if filters.rupiah:
        wanted.append(FindingRow.dampak_idr >= int(filters.rupiah))
    if filters.petugas:
        nobody = filters.petugas == "-"
        wanted.append(FindingRow.assignee.is_(None) if nobody else FindingRow.assignee == filters.petugas)
    if filters.tenggat:
        wanted.append(FindingRow.due_date < today(now))
    wanted += [_holds(word, names, titles_of_codes) for word in filters.q.split()[:6]]
    return and_(*wanted)


def today(now: datetime) -> date:
    """The day by the regency's clock."""
    return (now + timedelta(hours=7)).astimezone(UTC).date()


def _holds(word: str, names: Mapping[str, str], titles_of_codes: Mapping[str, str]) -> ColumnElement[bool]:
    """One word somewhere: in the subject, the number, the rule's title, the agency's or the sub kegiatan's name."""
    sought = word.casefold()
    pattern = f"%{_escaped(word)}%"
    found: list[ColumnElement[bool]] = [FindingRow.subjek.ilike(pattern, escape=_ESCAPE)]
    if len(sought) == 16:
        found.append(FindingRow.finding_id == sought)
    rule_ids = [
        rule.id for rule in rules().values() if sought in f"{rule.id} {rule.title.id} {rule.title.en}".casefold()
    ]
    agencies = [code for code, name in names.items() if sought in name.casefold()]
    codes = [code for code, title in titles_of_codes.items() if sought in title][:_MOST_CODES]
    if rule_ids:
        found.append(FindingRow.aturan.in_(rule_ids))
    if agencies:
        found.append(FindingRow.kode_opd.in_(agencies))
    if codes:
        found.append(SubjectCode().in_(codes))
    return or_(*found)


def _escaped(word: str) -> str:
    return word.replace(_ESCAPE, _ESCAPE * 2).replace("%", f"{_ESCAPE}%").replace("_", f"{_ESCAPE}_")
