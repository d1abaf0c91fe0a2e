"""The ways a cell can hold no value, and the cleaning all cell texts share."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from sources.cells.parsed import State
from sources.decoding.sheet import BLANKS, ErrorCell

DASHES = "-‐‑‒–—―−﹘﹣－"
_MARKS = re.escape(DASHES)
_DASH = re.compile(rf"(?:rp\.?|idr)?[\s:._]*[{_MARKS}=]+[\s.,{_MARKS}]*(?:%|rp)?", re.IGNORECASE)
_ABSENT = frozenset(
    ("n/a", "na", "n.a", "n.a.", "#n/a", "tidak ada", "tdk ada", "tidak tersedia", "belum ada", "null", "none")
)  # fmt: skip
ERRORS = frozenset(
    ("#div/0!", "#ref!", "#name?", "#value!", "#num!", "#null!", "#getting_data", "#spill!", "#calc!", "#field!",
     "#error!", "err:502", "err:508", "err:509", "err:522", "#n/a!")
)  # fmt: skip
ZERO_WORDS = frozenset(("nihil", "nol", "kosong", "zero"))


@lru_cache(maxsize=65_536)
def clean(text: str) -> str:
    """Text with every kind of space made one blank, compatibility characters folded and the ends stripped.

    An apostrophe in front, by which spreadsheets mark text, is dropped.
    """
    if text.isascii() and not any(mark in text for mark in "\t\n\r\v\f\0") and "  " not in text:
        return text.strip().lstrip("'")
    folded = unicodedata.normalize("NFKC", text)
    for mark in "\u200b\u200c\u200d\u2060\ufeff\u00ad\0":
        folded = folded.replace(mark, "")
    return " ".join(folded.split()).lstrip("'")


@lru_cache(maxsize=16_384)
def absence(text: str) -> State | None:
    """``kosong``, ``strip`` or ``galat`` if the text says there is no value; None if it may be one."""
    short = clean(text).casefold()
    if not short:
        return "kosong"
    if short in ERRORS:
        return "galat"
    if short in _ABSENT or _DASH.fullmatch(short):
        return "strip"
    return None


def absence_of(value: object) -> State | None:
    """The same for any cell value."""
    if value is None:
        return "kosong"
    if isinstance(value, ErrorCell):
        return "galat"
    return absence(value) if isinstance(value, str) else None


__all__ = ["BLANKS", "DASHES", "ERRORS", "ZERO_WORDS", "absence", "absence_of", "clean"]
