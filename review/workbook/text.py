"""Text that goes into a spreadsheet: without what XML cannot hold, and never longer than a cell."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
CELL_CHARACTERS = 8_000


def printable(text: str) -> str:
    """``text`` as a cell or a note can hold it."""
    kept = _FORBIDDEN.sub("", text)
    return kept if len(kept) <= CELL_CHARACTERS else kept[: CELL_CHARACTERS - 1] + "…"
