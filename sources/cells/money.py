"""Rupiah: every way an amount is typed on the forms, to an integer."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from typing import cast

from schemas.text import Text
from sources.cells.blanks import DASHES, ZERO_WORDS, absence_of, clean
from sources.cells.numerals import Numeral, read_numeral
from sources.cells.parsed import BLANK, DASH, ERROR_NOTE, Parsed

BOUND_IDR = 2**62
EXACT_FLOAT = 2**53
SMALL, SMALL_FACTOR = 10**12, 10**6
"""Whole numbers and factors below these need no further look: their product is exact and within bounds."""

SCALES = {
    "": 1,
    "ribu": 10**3, "rb": 10**3, "ribuan": 10**3, "k": 10**3,
    "juta": 10**6, "jt": 10**6, "jutaan": 10**6, "jta": 10**6,
    "m": 10**9, "miliar": 10**9, "milyar": 10**9, "mlyr": 10**9, "miliard": 10**9, "milyard": 10**9, "mlr": 10**9,
    "t": 10**12, "triliun": 10**12, "trilyun": 10**12, "tri": 10**12, "trillun": 10**12,
}  # fmt: skip

CURRENCY_WORDS = ("rp", "idr", "rupiah")

_MINUS = re.escape(DASHES)
_AMOUNT = re.compile(
    rf"(?P<open>\()?\s*(?P<sign1>[{_MINUS}+])?\s*(?:(?:rp|idr)\s*[.:,]*\s*)?(?P<sign2>[{_MINUS}+])?\s*(?P<open2>\()?\s*"
    rf"(?P<digits>[\d.,'’][\d.,'’ ]*?)\s*(?P<tail>[.,]\s*[{_MINUS}=]+|[{_MINUS}=]+)?\s*"
    r"(?P<scale>[a-z]+)?\.?\s*(?:rp|rupiah|idr)?\s*(?P<close>\)+)?",
    re.IGNORECASE,
)

_PLAIN = re.compile(r"(?:Rp ?)?(\d{1,3}(?:\.\d{3}){2,5}|\d{1,18})(?:,00)?")
"""Most amounts typed as text: nothing in them can be read otherwise, and they are well within :data:`BOUND_IDR`."""

UNREADABLE = Text("Tidak terbaca sebagai rupiah.", "Not readable as rupiah.")
TOO_BIG = Text("Melebihi batas angka rupiah yang masuk akal.", "Beyond any plausible amount in rupiah.")
NOT_MONEY = Text("Sel berisi tanggal, jam atau pilihan benar/salah.", "The cell holds a date, time or true/false.")
EITHER = Text(
    "Satu tanda dengan tiga angka di belakangnya: pemisah ribuan atau koma desimal.",
    "One mark with three digits behind it: grouping or decimals.",
)
TRAILING_DASH = Text("Tanda minus di belakang angka.", "A minus sign behind the number.")
INEXACT = Text("Angka di atas 2^53 tersimpan tidak persis.", "Numbers above 2^53 are not stored exactly.")


def parse_money(value: object, factor: int = 1) -> Parsed[int]:
    """Integer rupiah (half to even) from a cell. ``factor`` multiplies amounts without a unit of their own.

    ``factor`` comes from the heading ("dalam ribuan rupiah" = 1000). Blank, dash and zero stay three states; "nihil"
    is zero. A number beyond 2**62 is ``tak_terbaca``; ``1,234`` is ``ambigu`` (``1.234`` is 1234).
    """
    kind = type(value)
    if kind is float:
        number = cast(float, value)
        if -SMALL < number < SMALL and number.is_integer() and factor <= SMALL_FACTOR:
            return Parsed(int(number) * factor, "isi", None, None, factor)
        return _from_float(number, factor)
    if kind is int:
        return _bounded(cast(int, value) * factor, factor)
    if kind is str and factor == 1 and (plain := _PLAIN.fullmatch(cast(str, value))):
        return Parsed(int(plain[1].replace(".", "")), "isi")
    state = absence_of(value)
    if state == "kosong":
        return cast(Parsed[int], BLANK)
    if state == "strip":
        return cast(Parsed[int], DASH)
    if state == "galat":
        return Parsed(None, "galat", ERROR_NOTE)
    if isinstance(value, str):
        return _from_text(value, factor)
    if isinstance(value, Decimal) and value.is_finite():
        return _bounded(_to_int(value * factor), factor)
    return Parsed(None, "tak_terbaca", NOT_MONEY)


def _from_float(value: float, factor: int) -> Parsed[int]:
    if value != value or value in (float("inf"), float("-inf")):
        return Parsed(None, "galat", ERROR_NOTE)
    if value.is_integer():
        amount = int(value) * factor
    else:
        amount = _to_int(Decimal(repr(value)) * factor)
    result = _bounded(amount, factor)
    if abs(value) > EXACT_FLOAT and result.state == "isi":
        return Parsed(result.value, "isi", INEXACT, precision_idr=factor)
    return result


def _to_int(value: Decimal) -> int:
    return int(value.to_integral_value(ROUND_HALF_EVEN))


def _bounded(amount: int, precision: int, unit: str | None = None) -> Parsed[int]:
    if abs(amount) >= BOUND_IDR:
        return Parsed(None, "tak_terbaca", TOO_BIG)
    return Parsed(amount, "isi", None, unit, precision)


@lru_cache(maxsize=65_536)
def _from_text(text: str, factor: int) -> Parsed[int]:
    short = clean(text)
    if short.casefold().removeprefix("rp").strip(" .") in ZERO_WORDS:
        return Parsed(0, "isi")
    match = _AMOUNT.fullmatch(short)
    numeral = read_numeral(match["digits"]) if match else None
    if match is None or numeral is None:
        return Parsed(None, "tak_terbaca", UNREADABLE)
    word = (match["scale"] or "").casefold()
    word = "" if word in CURRENCY_WORDS else word
    opened = bool(match["open"]) + bool(match["open2"])
    if word not in SCALES or opened != len(match["close"] or ""):
        return Parsed(None, "tak_terbaca", UNREADABLE)
    if match["tail"] and match["tail"][0] not in ".,":
        amount = _scaled(numeral, 1, word, factor)
        candidates = (amount.value, -amount.value) if amount.value is not None else ()
        return Parsed(None, "ambigu", TRAILING_DASH, word or None, candidates=candidates)
    minus = opened > 0 or any(sign and sign != "+" for sign in (match["sign1"], match["sign2"]))
    return _scaled(numeral, -1 if minus else 1, word, factor)


def _scaled(numeral: Numeral, sign: int, word: str, factor: int) -> Parsed[int]:
    scale = SCALES[word] if word else factor
    precision = max(1, scale // 10 ** min(numeral.decimals, 18))
    amount = _bounded(_to_int(sign * numeral.value * scale), precision, word or None)
    settled = numeral.other is None or (numeral.mark == "." and numeral.decimals == 0 and scale == 1)
    if settled or amount.state != "isi" or numeral.other is None:
        return amount
    other = _to_int(sign * numeral.other * scale)
    return Parsed(None, "ambigu", EITHER, word or None, 1, (amount.value or 0, other))
