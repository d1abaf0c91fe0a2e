"""Cells of a block by column: blanks made None, codes joined, several values in a cell taken apart, months gathered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sources.cells import percent_scale, split_values
from sources.convert import as_sent
from sources.decoding import CellValue, ErrorCell
from sources.layout import Field


def shown_cells(cells: Sequence[CellValue]) -> list[CellValue]:
    """The cells of a column; those that show nothing are None."""
    return [None if type(value) is str and not value.strip() else value for value in cells]


def _cell(cells: Sequence[CellValue], col: int) -> CellValue:
    value = cells[col] if col < len(cells) else None
    return None if value is None or (isinstance(value, str) and not value.strip()) else value


def joined_cells(cells: Sequence[CellValue], cols: Sequence[int]) -> CellValue:
    """What a code spread over columns looks like in one: as sent where only one is filled, else joined by dots."""
    found = [value for value in (_cell(cells, col) for col in cols) if value is not None]
    return found[0] if len(found) == 1 else ".".join(as_sent(value).strip() for value in found) or None


def split_lines(value: CellValue) -> list[str]:
    """Lines of a cell's text without list marks."""
    if not isinstance(value, str) or "\n" not in value:
        return []
    return [" ".join(line.strip(" \t-•").split()) for line in value.splitlines()]


def part_of(value: CellValue, part: int, count: int, spec: Field) -> CellValue:
    """The share of a cell that belongs to one of ``count`` indicators in a row; figures given once go to the first."""
    if not isinstance(value, str) or isinstance(value, ErrorCell):
        shared = spec.kind not in ("quantity", "money", "percent", "number")
        return value if part == 0 or shared else None
    lines = [line for line in split_lines(value) if line]
    if len(lines) != count and spec.kind in ("quantity", "percent"):
        lines = split_values(value)
    if len(lines) == count:
        return lines[part]
    return value if part == 0 or spec.kind not in ("quantity", "money", "percent", "number") else None


def twelve_months(slots: dict[int, list[Any]], count: int) -> list[list[int | None] | None]:
    """Columns by month (1..12) to one list of twelve per row; None where all are blank."""
    blank: list[None] = [None] * count
    columns = [slots.get(month, blank) for month in range(1, 13)]
    rows = zip(*columns, strict=True)
    return [list(row) if any(value is not None for value in row) else None for row in rows]


def percent_scale_of(cells: list[CellValue]) -> str:
    """``percent`` or ``fraction`` where the column shows it; ``percent?`` where it holds nothing but zeros."""
    numbers = [value for value in cells if type(value) is float]
    if len(numbers) == sum(value is not None for value in cells):
        top = max((abs(value) for value in numbers), default=0.0)
        if top > 5:
            return "percent"
        if top == 0:
            return "percent?"
    texts_only = all(isinstance(value, str) and "%" in value for value in cells if value is not None)
    if texts_only:
        return "percent?"
    return percent_scale(cells)
