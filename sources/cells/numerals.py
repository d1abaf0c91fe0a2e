"""Digits with separators: which mark groups and which one divides, and when that cannot be known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

MAX_LENGTH = 60
_SHAPE = re.compile(r"\d[\d.,'’ ]*|[.,]\d+")
_SPACED_MARK = re.compile(r" ?([.,]) ?")
_GROUPS = re.compile(r"\d{1,3}(?:(?P<mark>[.,'’ ])\d{3})(?:(?P=mark)\d{3})*")


@dataclass(frozen=True, slots=True)
class Numeral:
    """``value`` as the Indonesian reading has it; ``other`` the second reading where one mark leaves it open.

    ``decimals`` counts the digits after the dividing mark; ``mark`` is the single mark that could be read both ways.
    """

    value: Decimal
    decimals: int = 0
    other: Decimal | None = None
    mark: str = ""


@lru_cache(maxsize=65_536)
def read_numeral(text: str) -> Numeral | None:
    """The number in unsigned ``text`` such as ``1.234.567,89``; None if its grouping makes no sense.

    With exactly one mark and three digits behind it (``1.234``, ``1,234``) both readings are given: ``value`` with a
    dot as grouping or a comma as division, ``other`` the reverse.
    """
    text = text.strip().rstrip(".,") if text.strip()[-1:] in ".," else text.strip()
    if len(text) > MAX_LENGTH or (not text.isascii() and "’" not in text) or not _SHAPE.fullmatch(text):
        return None
    if " " in text:
        text = _SPACED_MARK.sub(r"\1", text)
    dots, commas = text.count("."), text.count(",")
    if dots and commas:
        return _two_marks(text)
    if dots + commas == 0:
        plain = re.sub(r"['’ ]", "", text)
        return Numeral(Decimal(plain)) if plain == text or _GROUPS.fullmatch(text) else None
    if any(mark in text for mark in "'’ "):
        return _spaced(text)
    return _one_mark(text, "." if dots else ",", dots + commas)


def _two_marks(text: str) -> Numeral | None:
    divide = "." if text.rfind(".") > text.rfind(",") else ","
    group = "," if divide == "." else "."
    whole, _, fraction = text.rpartition(divide)
    if divide in whole or not fraction.isdecimal() or not _GROUPS.fullmatch(whole) or group not in whole:
        return None
    value = Decimal(f"{whole.replace(group, '')}.{fraction}")
    if len(fraction) == 3:
        return Numeral(value, 3, Decimal(whole.replace(group, "") + fraction), divide)
    return Numeral(value, len(fraction))


def _spaced(text: str) -> Numeral | None:
    whole, divide, fraction = re.split(r"([.,])", text, maxsplit=1)
    if not fraction.isdecimal() or not _GROUPS.fullmatch(whole) or not divide:
        return None
    return Numeral(Decimal(f"{re.sub(r'[^0-9]', '', whole)}.{fraction}"), len(fraction))


def _one_mark(text: str, mark: str, count: int) -> Numeral | None:
    if count > 1:
        return Numeral(Decimal(text.replace(mark, ""))) if _GROUPS.fullmatch(text) else None
    whole, _, fraction = text.partition(mark)
    if not fraction.isdecimal() or (whole and not whole.isdecimal()):
        return None
    divided = Decimal(f"{whole or '0'}.{fraction}")
    grouped = len(fraction) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0")
    if not grouped:
        return Numeral(divided, len(fraction))
    joined = Decimal(whole + fraction)
    if mark == ".":
        return Numeral(joined, 0, divided, mark)
    return Numeral(divided, 3, joined, mark)
