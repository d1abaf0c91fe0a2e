"""Percentages on a scale of 0..100, and whether a column holds fractions instead."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Literal, cast

from schemas.text import Text
from sources.cells.blanks import DASHES, ZERO_WORDS, absence_of, clean
from sources.cells.numerals import read_numeral
from sources.cells.parsed import BLANK, DASH, ERROR_NOTE, Parsed

Scale = Literal["fraction", "percent"]
_PERCENT = re.compile(
    rf"(?P<open>\()?\s*(?P<sign>[{re.escape(DASHES)}+])?\s*(?P<digits>[\d.,][\d., ]*?)\s*"
    r"(?P<mark>%|persen|prosen|percent|pct)?\s*(?P<close>\))?\s*(?P<mark2>%)?",
    re.IGNORECASE,
)
UNREADABLE = Text("Tidak terbaca sebagai persen.", "Not readable as a percentage.")
EITHER_MARK = Text(
    "Satu titik dengan tiga angka di belakangnya: ribuan atau desimal.",
    "One dot with three digits behind it: grouping or decimals.",
)
EITHER_SCALE = Text("Antara 0 dan 1: bagian dari satu atau persen.", "Between 0 and 1: a fraction or a percentage.")
FRACTION_MAX = 1.0
PERCENT_SURE = 5.0
MATCH_SHARE = 0.8


def parse_percent(value: object, *, percent_format: bool | None, scale: Scale | None = None) -> Parsed[float]:
    """A percentage, 0..100 (more is possible). ``percent_format``: is the cell formatted as one; None = not known.

    ``scale`` is what :func:`percent_scale` concluded for the column; it holds for values without a percent sign or
    format of their own. Without it a bare value above 0 up to 1 is ``ambigu``.
    """
    if type(value) is float or type(value) is int:
        number = float(cast(float, value))
        if not math.isfinite(number):
            return Parsed(None, "galat", ERROR_NOTE)
        if percent_format:
            return Parsed(_times_100(number), "isi")
        return _bare(number, scale)
    state = absence_of(value)
    if state == "kosong":
        return cast(Parsed[float], BLANK)
    if state == "strip":
        return cast(Parsed[float], DASH)
    if state == "galat":
        return Parsed(None, "galat", ERROR_NOTE)
    return _from_text(value, scale) if isinstance(value, str) else Parsed(None, "tak_terbaca", UNREADABLE)


def _times_100(number: float) -> float:
    return float(Decimal(repr(number)) * 100)


def _bare(number: float, scale: Scale | None) -> Parsed[float]:
    if scale == "fraction":
        return Parsed(_times_100(number), "isi")
    if scale is None and 0 < abs(number) <= FRACTION_MAX:
        return Parsed(None, "ambigu", EITHER_SCALE, candidates=(number, _times_100(number)))
    return Parsed(number, "isi")


@lru_cache(maxsize=65_536)
def _from_text(text: str, scale: Scale | None) -> Parsed[float]:
    short = clean(text)
    if short.casefold() in ZERO_WORDS:
        return Parsed(0.0, "isi")
    match = _PERCENT.fullmatch(short)
    numeral = read_numeral(match["digits"]) if match else None
    if match is None or numeral is None or bool(match["open"]) != bool(match["close"]):
        return Parsed(None, "tak_terbaca", UNREADABLE)
    sign = -1 if match["open"] or (match["sign"] and match["sign"] != "+") else 1
    signed = bool(match["mark"] or match["mark2"])
    if numeral.other is not None and numeral.mark == ".":
        readings = tuple(sorted((float(sign * numeral.value), float(sign * numeral.other))))
        return Parsed(None, "ambigu", EITHER_MARK, "%" if signed else None, candidates=readings)
    number = float(sign * numeral.value)
    return Parsed(number, "isi", unit="%") if signed else _bare(number, scale)


def percent_scale(
    values: Iterable[object], expected: Sequence[float | None] | None = None
) -> Literal["fraction", "percent", "ambigu"]:
    """Whether a column of cells without percent sign or format holds fractions of one or percentages.

    ``expected`` are the percentages (0..100) recomputed from money for the same rows, None where there are none: the
    scale that at least four in five of them fit decides. Otherwise anything above 5 means percentages, and two
    different values between 0.1 and 1 with none above 1 mean fractions. A column of zeros counts as percentages.
    """
    numbers = [_number(value) for value in values]
    if expected is not None:
        decided = _by_expected(numbers, expected)
        if decided is not None:
            return decided
    present = [abs(number) for number in numbers if number]
    if not present or max(present) > PERCENT_SURE:
        return "percent"
    inside = {number for number in present if 0.1 <= number < FRACTION_MAX}
    return "fraction" if max(present) <= FRACTION_MAX and len(inside) >= 2 else "ambigu"


def _by_expected(numbers: list[float | None], expected: Sequence[float | None]) -> Scale | None:
    pairs = [(n, e) for n, e in zip(numbers, expected, strict=False) if n and e and math.isfinite(e)]
    if not pairs:
        return None
    percent = sum(math.isclose(n, e, rel_tol=0.02, abs_tol=0.006) for n, e in pairs)
    fraction = sum(math.isclose(n * 100, e, rel_tol=0.02, abs_tol=0.6) for n, e in pairs)
    needed = MATCH_SHARE * len(pairs)
    if fraction >= needed and fraction > percent:
        return "fraction"
    return "percent" if percent >= needed and percent > fraction else None


def _number(value: object) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, str) and "%" not in value:
        return _from_text(value, "percent").value
    return None
