"""What one returned workbook says: what passed, what is asked, what is only told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from schemas.text import Language
from sources.decoding.sheet import Position
from sources.decoding.sheet_xml import position

Share = tuple[tuple[str, tuple[int, ...]], ...]
"""Sheets of a file with the numbers of those of their rows that are one agency's own."""


@dataclass(frozen=True, slots=True)
class Question:
    """One finding as asked of its agency.

    ``case`` is what its case is called, ``title`` its own rule, ``standing`` what became of an earlier answer (empty:
    none). ``sel`` is where a figure stands, ``baris`` the row where there is no single cell.
    """

    finding_id: str
    values: str
    severity: str
    case: str
    title: str
    text: str
    observed: str
    expected: str
    settles: str
    standing: str = ""
    lembar: str | None = None
    sel: str | None = None
    baris: int | None = None

    @property
    def where(self) -> Position | None:
        """The cell to colour, 0-based; the first of its row where no cell is blamed."""
        if self.sel is not None:
            return position(self.sel.encode())
        return (self.baris - 1, 0) if self.baris else None

    @property
    def place(self) -> str:
        """The cell or row in words for a link; ``A1`` for a whole sheet."""
        return self.sel or (f"A{self.baris}" if self.baris else "A1")


@dataclass(frozen=True, slots=True)
class Report:
    """All that goes onto the front sheet. ``asked`` and ``told`` in order of weight, those of one case together.

    ``share`` is what of the file goes back; empty: all of it. ``seal`` is ``segel`` of ``schemas.dokumen.Dokumen``,
    empty where there is none.
    """

    berkas: str
    name: str
    agency: str
    subject: str
    as_of: date
    language: Language
    passed: tuple[str, ...] = ()
    asked: tuple[Question, ...] = ()
    told: tuple[Question, ...] = ()
    remarks: tuple[str, ...] = ()
    share: Share = ()
    seal: str = ""

    def cases(self) -> Iterator[tuple[str, list[Question]]]:
        """The questions by case, in order."""
        for case, questions in groupby(self.asked, key=lambda question: question.case):
            yield case, list(questions)
