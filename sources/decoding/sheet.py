"""What a decoded payload is: sheets of plain cells, with the forensic layers of a workbook loaded on demand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Protocol, TypeAlias

from sources.decoding.problems import FileProblem

CellValue: TypeAlias = str | int | float | Decimal | bool | date | datetime | time | timedelta | None
Position: TypeAlias = tuple[int, int]
Area: TypeAlias = tuple[int, int, int, int]


class ErrorCell(str):
    """The text of a cell that holds a spreadsheet error (``#DIV/0!``, ``#REF!`` ...), never a typed text."""

    __slots__ = ()


class Layers(Protocol):
    """The parts of a sheet that are only looked at when asked for; positions are 0-based ``(row, column)``."""

    def has_formulas(self) -> bool:
        """Whether any cell holds a formula; cheap."""

    def formulas(self) -> Mapping[Position, str]:
        """Formula text by position, without the leading ``=``."""

    def hidden_rows(self) -> frozenset[int]:
        """1-based numbers of hidden rows."""

    def hidden_cols(self) -> frozenset[int]:
        """1-based numbers of hidden columns."""

    def indents(self) -> Mapping[Position, int]:
        """Indent level of cells formatted with one."""

    def percent_cells(self) -> frozenset[Position] | None:
        """Cells whose number format is a percentage; None where formats are not known."""

    def external_links(self) -> int:
        """How many other workbooks the workbook refers to."""


class NoLayers:
    """Layers of a sheet that has none, such as one read from text."""

    def has_formulas(self) -> bool:
        """No formulas in text."""
        return False

    def formulas(self) -> Mapping[Position, str]:
        """No formulas in text."""
        return {}

    def hidden_rows(self) -> frozenset[int]:
        """Nothing is hidden in text."""
        return frozenset()

    def hidden_cols(self) -> frozenset[int]:
        """Nothing is hidden in text."""
        return frozenset()

    def indents(self) -> Mapping[Position, int]:
        """Text has no formatting."""
        return {}

    def percent_cells(self) -> frozenset[Position] | None:
        """Formats are not known."""
        return None

    def external_links(self) -> int:
        """Text links to nothing."""
        return 0


@dataclass
class Sheet:
    """One sheet. ``rows[i][j]`` is physical row i+1, column j+1; rows may be ragged; a blank cell is None.

    ``merged`` holds 0-based inclusive areas ``(row1, col1, row2, col2)``. Numbers of .xlsx/.xls/.ods arrive as float,
    those of JSON and Parquet also as int, and as Decimal where a float would lose digits; error cells as
    :class:`ErrorCell`; .csv/.tsv/.txt/.html cells are all str, exactly as sent.
    """

    name: str
    rows: list[list[CellValue]]
    hidden: bool = False
    merged: tuple[Area, ...] = ()
    layers: Layers = field(default_factory=NoLayers, repr=False)

    @cached_property
    def has_formulas(self) -> bool:
        """Whether any cell holds a formula; ask before :attr:`formulas`."""
        return self.layers.has_formulas()

    @cached_property
    def formulas(self) -> Mapping[Position, str]:
        """Formula text (without ``=``) by 0-based ``(row, column)``; empty for formats without formulas."""
        return self.layers.formulas() if self.has_formulas else {}

    @cached_property
    def formulas_without_value(self) -> frozenset[Position]:
        """0-based positions of formulas whose result was never stored: the cell is blank but not empty."""
        return frozenset(where for where in self.formulas if self.at(*where) is None)

    @cached_property
    def hidden_rows(self) -> frozenset[int]:
        """1-based numbers of hidden rows."""
        return self.layers.hidden_rows()

    @cached_property
    def hidden_cols(self) -> frozenset[int]:
        """1-based numbers of hidden columns."""
        return self.layers.hidden_cols()

    @cached_property
    def indents(self) -> Mapping[Position, int]:
        """Indent level (1..) by 0-based ``(row, column)`` of cells formatted with an indent."""
        return self.layers.indents()

    @cached_property
    def external_links(self) -> int:
        """How many other workbooks the whole workbook refers to (the same on each of its sheets)."""
        return self.layers.external_links()

    @cached_property
    def _percent_cells(self) -> frozenset[Position] | None:
        return self.layers.percent_cells()

    def is_percent(self, row: int, col: int) -> bool | None:
        """Whether the cell at the 0-based position is formatted as a percentage; None where formats are not known."""
        cells = self._percent_cells
        return None if cells is None else (row, col) in cells

    def at(self, row: int, col: int) -> CellValue:
        """The cell at a 0-based position; None outside the sheet."""
        if 0 <= row < len(self.rows):
            cells = self.rows[row]
            if 0 <= col < len(cells):
                return cells[col]
        return None


@dataclass(frozen=True, slots=True)
class Decoded:
    """Result of decoding. ``kind`` is xlsx, xls, ods, csv, json, parquet, html, or ``""`` when not recognised.

    Either ``problem`` is None, or ``sheets`` is empty and ``problem`` says why nothing could be read.
    """

    kind: str
    sheets: list[Sheet]
    problem: FileProblem | None = None


def is_blank(value: CellValue) -> bool:
    """Whether a cell shows nothing: None or only white space (NBSP and zero-width marks included)."""
    return value is None or (isinstance(value, str) and not value.strip(BLANKS))


BLANKS = " \t\r\n\v\f\u00a0\u200b\u200c\u200d\u2007\u202f\u2060\ufeff"
"""Characters that leave a cell looking empty."""


def nonblank_rows(sheet: Sheet) -> list[int]:
    """1-based numbers of the rows in which at least one cell shows something, in order."""
    return [number for number, cells in enumerate(sheet.rows, 1) if _shows(cells)]


def _shows(cells: Iterable[CellValue]) -> bool:
    return any(value is not None and not is_blank(value) for value in cells)


def place_errors(rows: list[list[CellValue]], errors: Mapping[Position, str]) -> None:
    """Put error texts where the decoder left blanks; rows and cells grow as needed."""
    for (row, col), text in errors.items():
        rows.extend([] for _ in range(row + 1 - len(rows)))
        cells = rows[row]
        cells.extend([None] * (col + 1 - len(cells)))
        cells[col] = ErrorCell(text)
