"""``asal``: for every value of a row the cell it came from and its text as sent, built as JSON piece by piece."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import orjson

from sources.cells import looks_personal
from sources.convert import as_sent
from sources.decoding import CellValue
from sources.personal_text import REMOVED, scrub

SURELY_NO_PERSON = 1e13
"""Whole numbers below this have too few digits for a NIP, a NIK or an NPWP."""


def note_cells(
    asal: Sequence[list[str]],
    target: str,
    letter: str,
    numbers: Sequence[int],
    cells: Sequence[CellValue],
    *,
    keep: bool = False,
) -> list[int]:
    """Append to each row's pieces its cell of one column (``letter``, 1-based ``numbers``); blank cells say nothing.

    Returns the rows whose text held personal numbers, which are taken out. ``keep`` leaves texts as they are (dates).
    """
    start = f'"{target}":["{letter}'
    removed = []
    for index, (pieces, number, value) in enumerate(zip(asal, numbers, cells, strict=True)):
        if type(value) is float:
            if not value.is_integer():
                pieces.append(f'{start}{number}","{value!r}"]')
            elif -SURELY_NO_PERSON < value < SURELY_NO_PERSON:
                pieces.append(f'{start}{number}","{int(value)}"]')
            else:
                pieces.append(f'{start}{number}","{_safe_number(value)}"]')
            continue
        if value is None:
            continue
        sent = value if type(value) is str else as_sent(value)
        quoted, holds_person = (_quoted(sent), False) if keep else _quoted_clean(sent)
        if holds_person:
            removed.append(index)
        pieces.append(f'{start}{number}",{quoted}]')
    return removed


def note_quoted(pieces: list[str], name: str, cell: str, sent: str) -> None:
    """Append one value with its cell to the pieces of a row."""
    pieces.append(f'"{name}":["{cell}",{_quoted(sent)}]')


def joined(pieces: Sequence[str]) -> str:
    """The JSON object of one row."""
    return "{" + ",".join(pieces) + "}"


@lru_cache(maxsize=65_536)
def _quoted(text: str) -> str:
    return orjson.dumps(text).decode()


@lru_cache(maxsize=65_536)
def _quoted_clean(text: str) -> tuple[str, bool]:
    cleaned = scrub(text)
    return orjson.dumps(cleaned).decode(), REMOVED in cleaned and REMOVED not in text


def _safe_number(value: float) -> str:
    return REMOVED if looks_personal(value) else as_sent(value)
