"""Workbooks that went back to their agency and came in again: our own sheet is no data, what was not changed no news.

Our sheet carries marks in a hidden column: one for the sheet, one per question. They are recognised wherever they
stand, so that a sheet sorted, renamed, copied or with rows added is still known.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from sources.collected import Collected
from sources.decoding import Sheet, nonblank_rows
from sources.decoding.sheet import BLANKS, CellValue, is_blank
from sources.store import safe_name

MARK = "JJR1:"
SHEET_MARK = f"{MARK}lembar:"
QUESTION_MARK = f"{MARK}temuan:"
TITLE = "Hasil Pemeriksaan Data"
LAYOUT = "hasil_pemeriksaan"
"""``tata_letak`` of a file that only answers."""
OWN_ROW = "lembar Hasil Pemeriksaan"
ANSWER_ONLY = "sama dengan yang sudah dikirim; berkas ini hanya membawa jawaban"
LOOKED_AT = 80
"""Rows searched for a mark; the questions begin well before."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What our sheet says of the workbook it was added to: hash of the bytes it came from, its name, and whether the
    cells are still what they were."""

    berkas: str
    name: str
    unchanged: bool


def sheet_mark(berkas: str, digest: str, name: str) -> str:
    """The text that marks our sheet."""
    return f"{SHEET_MARK}{berkas}:{digest}:{name}"


def is_ours(sheet: Sheet) -> bool:
    """Whether the sheet is one we added, or a copy of it."""
    texts = [value for cells in sheet.rows[:LOOKED_AT] for value in cells if isinstance(value, str)]
    return any(text.startswith(MARK) or (TITLE in text and text.strip() == TITLE) for text in texts)


def set_ours_aside(sheets: list[Sheet], into: Collected) -> list[Sheet]:
    """The agency's own sheets, the rows of ours traced; none where the file came back with answers alone.

    A workbook that went back keeps the name it was first sent under, so that what is asked about it stays the same.
    """
    ours, theirs = split(sheets)
    if not ours:
        return sheets
    _trace_aside(ours, OWN_ROW, into)
    told = told_of(ours, theirs)
    if told is None:
        return theirs
    if told.unchanged:
        _trace_aside(theirs, ANSWER_ONLY, into)
        return []
    into.receipt = replace(into.receipt, name=safe_name(told.name))
    return theirs


def split(sheets: Iterable[Sheet]) -> tuple[list[Sheet], list[Sheet]]:
    """Our sheets, and theirs."""
    ours: list[Sheet] = []
    theirs: list[Sheet] = []
    for sheet in sheets:
        (ours if is_ours(sheet) else theirs).append(sheet)
    return ours, theirs


def told_of(ours: Iterable[Sheet], theirs: Iterable[Sheet]) -> Returned | None:
    """What the mark on our sheets says of the workbook; None where it was taken away."""
    for text in marks(ours, SHEET_MARK):
        parts = text.removeprefix(SHEET_MARK).split(":", 2)
        if len(parts) == 3 and parts[2].strip():
            return Returned(parts[0], parts[2].strip(), content_digest(theirs) == parts[1])
    return None


def _trace_aside(sheets: Iterable[Sheet], why: str, into: Collected) -> None:
    for sheet in sheets:
        for row in nonblank_rows(sheet):
            into.trace(sheet.name, row, "catatan", None, 0, why)


def marks(sheets: Iterable[Sheet], kind: str) -> Iterator[str]:
    """Every mark of a kind, in the order of the sheets."""
    for sheet in sheets:
        for cells in sheet.rows:
            for value in cells:
                if isinstance(value, str) and value.startswith(kind):
                    yield value


def content_digest(sheets: Iterable[Sheet]) -> str:
    """Seal of what the cells say, whichever program saved them: blanks, styles and the last digits do not count."""
    seal = hashlib.sha256()
    for sheet in sheets:
        seal.update(f"\x1d{sheet.name}".encode())
        columns = [f"{col}=" for col in range(max(map(len, sheet.rows), default=0))]
        for number, cells in enumerate(sheet.rows, 1):
            told = _told(columns, cells)
            if told or not all(map(is_blank, cells)):
                seal.update(f"\x1e{number}\x1f{chr(31).join(told)}".encode("utf-8", "backslashreplace"))
    return seal.hexdigest()[:32]


def _told(columns: Sequence[str], cells: Sequence[CellValue]) -> list[str]:
    """``column=text`` of the cells that say something, ``columns`` being ``column=``; most numbers take no detour."""
    told = []
    for column, value in zip(columns, cells, strict=False):
        if type(value) is float:
            told.append(column + "%.9g" % value)  # noqa: UP031 - a third faster than the newer ways, millions of times
        elif type(value) is str:
            if text := _plain_text(value):
                told.append(column + text)
        elif value is not None and (text := plain_cell(value)):
            told.append(column + text)
    return told


def plain_cell(value: CellValue) -> str:
    """What a cell says, as one text whichever program saved it; empty for a blank cell."""
    if value is None:
        return ""
    if type(value) is float:
        return f"{value:.9g}"
    if isinstance(value, str):
        return _plain_text(value)
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float | Decimal):
        return f"{float(value):.9g}"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds").removesuffix("T00:00:00")
    if isinstance(value, date | time):
        return value.isoformat()
    return f"{value.total_seconds():.0f}s" if isinstance(value, timedelta) else str(value)


@lru_cache(maxsize=65_536)
def _plain_text(text: str) -> str:
    return " ".join(text.replace("_x000D_", " ").strip(BLANKS).split())
