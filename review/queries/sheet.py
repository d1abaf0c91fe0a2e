"""The cells around the one in question, as the agency typed them: read from the bytes that were sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from checks.words import number
from review.house import House
from schemas.text import Language
from sources.decoding import CellValue, Sheet, decode
from sources.personal_text import scrub

ROWS_AROUND = 3
COLUMNS_AROUND = 4
HEADING_ROWS = 4
HEADING_WITHIN = 15
LONGEST_CELL = 60
LONG_TEXT = 24
_CELL = re.compile(r"([A-Z]{1,3})(\d+)")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows; ``asked`` for the one in question."""

    text: str
    is_number: bool
    asked: bool

    @property
    def manner(self) -> str:
        """How it is set, as a class of the style sheet: numbers and codes unbroken, long text with room."""
        if self.is_number:
            return "num"
        return "long" if len(self.text) > LONG_TEXT else "" if " " in self.text else "whole"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row by its number on the sheet; ``asked`` for the one in question."""

    number: int
    cells: list[Cell]
    asked: bool


@dataclass(frozen=True, slots=True)
class Window:
    """Part of a sheet: headings first, then the rows around. ``columns`` are letters."""

    sheet: str
    columns: list[str]
    headings: list[SheetRow]
    rows: list[SheetRow]


def window_around(house: House, finding: Mapping[str, Any], name: str, language: Language) -> Window | None:
    """The part of the agency's sheet a finding points at; None if it points at no row, or the file cannot be shown.

    Personal numbers are taken out, as everywhere.
    """
    payload, sheet_name, row = finding["berkas"], finding["lembar"], finding["baris"]
    if payload is None or sheet_name is None or row is None or not house.store.exists(payload):
        return None
    decoded = decode(house.store.path(payload), name)
    sheet = next((each for each in decoded.sheets if each.name == sheet_name), None)
    if sheet is None or not 1 <= row <= len(sheet.rows):
        return None
    return _window(sheet, row, column_of(finding["sel"]), language)


def column_of(cell: str | None) -> int | None:
    """0-based column of ``L66``; None if the finding names no cell."""
    match = _CELL.fullmatch(cell or "")
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return column - 1


def letters(column: int) -> str:
    """``L`` for 11."""
    text, left = "", column + 1
    while left:
        left, digit = divmod(left - 1, 26)
        text = chr(65 + digit) + text
    return text


def _window(sheet: Sheet, row: int, asked: int | None, language: Language) -> Window:
    width = max((len(each) for each in sheet.rows[max(0, row - 20) : row + 5]), default=1)
    centre = asked if asked is not None else min(width // 2, COLUMNS_AROUND)
    first, last = max(0, centre - COLUMNS_AROUND), min(width - 1, centre + COLUMNS_AROUND)
    columns = sorted({*range(min(3, width)), *range(first, last + 1)})
    top, bottom = max(1, row - ROWS_AROUND), min(len(sheet.rows), row + ROWS_AROUND)
    headings = [number for number in _heading_rows(sheet, top) if number < top]

    def shown(number: int) -> SheetRow:
        cells = sheet.rows[number - 1]
        return SheetRow(
            number,
            [_cell(cells[c] if c < len(cells) else None, (number, c) == (row, asked), language) for c in columns],
            number == row,
        )

    return Window(
        sheet.name,
        [letters(c) for c in columns],
        [shown(n) for n in headings],
        [shown(n) for n in range(top, bottom + 1)],
    )


def _heading_rows(sheet: Sheet, before: int) -> list[int]:
    """The rows of column headings: the one with the most text among the first, and those right above it."""
    texts = [
        sum(isinstance(value, str) and bool(value.strip()) for value in cells)
        for cells in sheet.rows[: min(before - 1, HEADING_WITHIN)]
    ]
    if not texts or max(texts) < 3:
        return []
    last = texts.index(max(texts)) + 1
    return [number for number in range(max(1, last - HEADING_ROWS + 1), last + 1) if texts[number - 1] >= 2]


def _cell(value: CellValue, asked: bool, language: Language) -> Cell:
    text = _text(value, language)
    return Cell(
        text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…",
        isinstance(value, (int, float, Decimal)) and not isinstance(value, bool),
        asked,
    )


def _text(value: CellValue, language: Language) -> str:
    """As typed: text unchanged, numbers with the marks of the reader's language, dates as ISO."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, (int, float, Decimal)):
        return number(float(value), language, 4)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return scrub(value) if isinstance(value, str) else str(value)
