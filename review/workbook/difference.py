"""What an agency changed in the workbook that went back: cell by cell, before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path

from sources.decoding import Sheet, decode
from sources.decoding.sheet_xml import name_of
from sources.personal_text import scrub
from sources.returned import plain_cell, split

MOST = 500
"""Changes told; a form filled anew changes everything and needs no list."""
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Change:
    """One cell, as text without personal numbers; empty where it was, or became, blank."""

    lembar: str
    sel: str
    sebelum: str
    sesudah: str


def changed_cells(before: Path, after: Path, name: str) -> list[Change]:
    """The first ``MOST`` cells in which two payloads differ, our own sheets left out; sheets are matched by order.

    ``name`` is what both are called. Raises OSError if one cannot be read.
    """
    return list(islice(_changes(_theirs(before, name), _theirs(after, name)), MOST))


def _theirs(path: Path, name: str) -> list[Sheet]:
    return split(decode(path, name).sheets)[1]


def _changes(before: Sequence[Sheet], after: Sequence[Sheet]) -> Iterator[Change]:
    for was, now in zip_longest(before, after, fillvalue=Sheet("", [])):
        for row, (old, new) in enumerate(zip_longest(was.rows, now.rows, fillvalue=())):
            for col, (one, two) in enumerate(zip_longest(old, new)):
                texts = plain_cell(one), plain_cell(two)
                if texts[0] != texts[1]:
                    yield Change(now.name or was.name, name_of((row, col)), _short(texts[0]), _short(texts[1]))


def _short(text: str) -> str:
    return scrub(text)[:LONGEST]
