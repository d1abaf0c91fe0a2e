"""Values of indicators: a number, a range, with its unit typed beside it, or several of them in one cell."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import cast

from schemas.text import Text
from sources.cells.blanks import DASHES, ZERO_WORDS, absence, absence_of, clean
from sources.cells.numerals import Numeral, read_numeral
from sources.cells.parsed import BLANK, DASH, ERROR_NOTE, Parsed
from sources.cells.units import is_countable, normalise_unit


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value in ``unit`` (normalised; None if not typed). ``high`` is the upper end of a range, else None."""

    value: float
    high: float | None = None
    unit: str | None = None


_RANGE_MARKS = re.escape(DASHES)
_NUMBER = r"\d[\d.,]*"
_QUANTITY = re.compile(
    rf"(?:(?P<compare>[<>≤≥=±~]+)\s*)?(?P<sign>[{_RANGE_MARKS}+])?\s*(?P<low>{_NUMBER})"
    rf"(?:\s*%?\s*(?:[{_RANGE_MARKS}]|s/d|s\.d\.?|sd|sampai|hingga)\s*(?P<high>{_NUMBER}))?"
    r"\s*(?:\((?P<spelled>[a-z ]+)\)\s*)?(?P<unit>[a-z%°][^\d/;|]*(?:/\s*[a-z][^\d/;|]*)*)?",
    re.IGNORECASE,
)
_PARTS = re.compile(r"(?<=[\d%])\s*\(\s*\d[\d.]*\s*(?:/|dari|:)\s*\d[\d.]*\s*\)$")
"""What a ratio is made of, written behind it: "90,25 (722/800)"."""
_PIECES = re.compile(r"[\r\n;|]+|/(?=\s*\d)|(?<=[a-z%])\s*,\s*(?=\d)|\s+dan\s+(?=\d)|\s+\+\s+(?=\d)", re.IGNORECASE)
_LIST_MARK = re.compile(r"^\s*(?:[a-z0-9]{1,2}[.)]\s+|[•·*▪➢]\s*)", re.IGNORECASE)

UNREADABLE = Text("Tidak terbaca sebagai angka.", "Not readable as a number.")
SEVERAL = Text("Beberapa nilai dalam satu sel.", "Several values in one cell.")
EITHER = Text(
    "Satu tanda dengan tiga angka di belakangnya: ribuan atau desimal.",
    "One mark with three digits behind it: grouping or decimals.",
)


def parse_number(value: object, unit: str | None = None) -> Parsed[Quantity]:
    """One quantity from a cell. ``unit`` is the unit stated in another column, used to settle ``1.234``.

    Several values in one cell are ``ambigu`` with all of them as candidates; split them with :func:`split_values`.
    """
    if type(value) is float or type(value) is int:
        number = float(cast(float, value))
        if not math.isfinite(number):
            return Parsed(None, "galat", ERROR_NOTE)
        return Parsed(Quantity(number, None, normalise_unit(unit) if unit else None), "isi")
    if isinstance(value, Decimal) and value.is_finite():
        return Parsed(Quantity(float(value), None, normalise_unit(unit) if unit else None), "isi")
    state = absence_of(value)
    if state == "kosong":
        return cast(Parsed[Quantity], BLANK)
    if state == "strip":
        return cast(Parsed[Quantity], DASH)
    if state == "galat":
        return Parsed(None, "galat", ERROR_NOTE)
    return _from_text(value, unit) if isinstance(value, str) else Parsed(None, "tak_terbaca", UNREADABLE)


@lru_cache(maxsize=32_768)
def _from_text(text: str, unit: str | None) -> Parsed[Quantity]:
    pieces = [text] if _PARTS.search(clean(text)) else split_values(text)
    if len(pieces) <= 1:
        return _single(clean(pieces[0] if pieces else text), unit)
    read = [_single(clean(piece), unit) for piece in pieces]
    found = tuple(piece.value for piece in read if piece.value is not None)
    if len(found) != len(read):
        return Parsed(None, "tak_terbaca", UNREADABLE)
    return Parsed(None, "ambigu", SEVERAL, candidates=found)


def _single(text: str, unit: str | None) -> Parsed[Quantity]:
    if text.casefold() in ZERO_WORDS:
        return Parsed(Quantity(0.0, None, normalise_unit(unit) if unit else None), "isi")
    match = _QUANTITY.fullmatch(_PARTS.sub("", text))
    low = read_numeral(match["low"]) if match else None
    if match is None or low is None:
        return Parsed(None, "tak_terbaca", UNREADABLE)
    typed = normalise_unit(match["unit"] or ("%" if "%" in text else "")) or None
    known = typed or (normalise_unit(unit) if unit else None)
    sign = -1 if match["sign"] and match["sign"] != "+" else 1
    if match["high"] is None:
        return _settled(low, sign, known, typed)
    high = read_numeral(match["high"])
    if high is None or low.other is not None or high.other is not None or high.value < low.value:
        return Parsed(None, "tak_terbaca", UNREADABLE)
    return Parsed(Quantity(sign * float(low.value), float(high.value), known), "isi", unit=typed)


def _settled(numeral: Numeral, sign: int, known: str | None, typed: str | None) -> Parsed[Quantity]:
    reading = Quantity(sign * float(numeral.value), None, known)
    if numeral.other is None:
        return Parsed(reading, "isi", unit=typed)
    if numeral.mark == "." and known is not None and is_countable(known):
        return Parsed(reading, "isi", unit=typed)
    second = Quantity(sign * float(numeral.other), None, known)
    return Parsed(None, "ambigu", EITHER, typed, candidates=(reading, second))


def split_values(text: str) -> list[str]:
    """The parts of a cell that holds several values: by line, semicolon, ``2 Dokumen/1 Kegiatan``; list marks removed.

    Empty parts are left out; dashes are kept, since a dash is an answer.
    """
    parts = [_LIST_MARK.sub("", part).strip() for part in _PIECES.split(text)]
    return [part for part in parts if part and absence(part) != "kosong"]
