"""How far a sheet reaches, before a decoder that allots memory for the whole rectangle is let near it."""

from __future__ import annotations

import re

from sources.decoding.sheet_xml import position

_ROWS = tuple((10**digits - 1, re.compile(rb" r=[\"'][A-Za-z]{0,3}\d{%d}" % (digits + 1))) for digits in (4, 5))
_COLUMNS = (
    (26, re.compile(rb" r=[\"'][A-Za-z]{2}")),
    (52, re.compile(rb" r=[\"'](?:[B-Zb-z][A-Za-z]|[Aa][A-Za-z]{2})")),
    (702, re.compile(rb" r=[\"'][A-Za-z]{3}")),
)
_FAR = re.compile(rb" r=[\"'](?:[A-Za-z]{3}|[A-Za-z]{0,2}\d{5})")
_ODD_SPACES = (b"\tr=", b"\nr=", b"\rr=")
NEAR_ROWS, NEAR_COLS = 9_999, 702
_CELL_REFERENCE = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Za-z]{1,3}\d{1,9})[\"']")


def extent(xml: bytes, enough: int) -> tuple[int, int]:
    """Rows and columns that the cells of an .xlsx sheet reach: a rough bound if that holds no more than ``enough``.

    The exact bound is only worked out for sheets that reach far.
    """
    if not any(odd in xml for odd in _ODD_SPACES):
        if enough >= NEAR_ROWS * NEAR_COLS and _FAR.search(xml) is None:
            return NEAR_ROWS, NEAR_COLS
        rows = next((bound for bound, beyond in _ROWS if beyond.search(xml) is None), 0)
        cols = next((bound for bound, beyond in _COLUMNS if beyond.search(xml) is None), 0)
        if rows and cols and rows * cols <= enough:
            return rows, cols
    rows = cols = 1
    for match in _CELL_REFERENCE.finditer(xml):
        where = position(match[1])
        if where is not None:
            rows, cols = max(rows, where[0] + 1), max(cols, where[1] + 1)
    return rows, cols
