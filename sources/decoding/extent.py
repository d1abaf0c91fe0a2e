"""How far a sheet reaches, before a decoder that allots memory for the whole rectangle is let near it."""

from __future__ import annotations

import re

from sources.decoding.problems import damaged
from sources.decoding.sheet_xml import position

_ROWS = tuple((10**digits - 1, re.compile(rb" r=[\"'][A-Za-z]{0,3}\d{%d}" % (digits + 1))) for digits in (4, 5))
_COLUMNS = (
    (26, re.compile(rb" r=[\"'][A-Za-z]{2}")),
    (52, re.compile(rb" r=[\"'](?:[B-Zb-z][A-Za-z]|[Aa][A-Za-z]{2})")),
    (702, re.compile(rb" r=[\"'][A-Za-z]{3}")),
)
_FAR = re.compile(rb" r=[\"'](?:[A-Za-z]{3}|[A-Za-z]{0,2}\d{5})")
_ODD_SPACES = (b"\t", b"\n", b"\r")
_DECLARATION_END = 4
"""A line break or two may follow the declaration."""
NEAR_ROWS, NEAR_COLS = 9_999, 702
_CELL_REFERENCE = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([^\"']*)[\"']")
_CELL_OPENING = re.compile(rb"<(?:\w+:)?c[\s>/]")
_ROW_NUMBER = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br=[\"'](\d{1,7})[\"']")


def extent(xml: bytes, enough: int) -> tuple[int, int]:
    """Rows and columns that the cells of an .xlsx sheet reach: a rough bound if that holds no more than ``enough``.

    The exact bound is only worked out for sheets that reach far. Raises DecodeError for impossible references.
    """
    if not _oddly_spaced(xml):
        if enough >= NEAR_ROWS * NEAR_COLS and _FAR.search(xml) is None:
            return NEAR_ROWS, NEAR_COLS
        rows = next((bound for bound, beyond in _ROWS if beyond.search(xml) is None), 0)
        cols = next((bound for bound, beyond in _COLUMNS if beyond.search(xml) is None), 0)
        if rows and cols and rows * cols <= enough:
            return rows, cols
    return _exact(xml)


def _oddly_spaced(xml: bytes) -> bool:
    """Whether a reference may stand behind another space than a blank; a single mark is found much faster than two."""
    start = xml.find(b">") + _DECLARATION_END
    return any(xml.find(space, start) >= 0 and xml.find(space + b"r=", start) >= 0 for space in _ODD_SPACES)


def _exact(xml: bytes) -> tuple[int, int]:
    """Bound by every reference; cells without one may stand anywhere in the last row numbered."""
    rows = cols = 1
    without = len(_CELL_OPENING.findall(xml))
    for match in _CELL_REFERENCE.finditer(xml):
        where = position(match[1])
        if where is None:
            raise damaged(match[1][:12].decode("ascii", errors="replace"))
        without -= 1
        rows, cols = max(rows, where[0] + 1), max(cols, where[1] + 1)
    if without > 0:
        rows = max([rows, *map(int, _ROW_NUMBER.findall(xml))])
        cols += without
    return rows, cols
