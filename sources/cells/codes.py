"""Codes of programmes, accounts and agencies: dirty spellings brought to the one in the lists, and said to be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from schemas.provenance import LEVELS
from schemas.text import Text
from sources.cells.blanks import DASHES, absence_of, clean

SUB_KEGIATAN = 6
"""Number of segments of a sub kegiatan."""


@dataclass(frozen=True, slots=True)
class CodeRead:
    """``code`` in the official spelling, None if it is no code. ``tingkat`` is one of ``LEVELS`` for programme codes.

    ``level`` counts from the top: 1..5 for programme codes, 1..6 for accounts, 8 for agencies. ``repaired`` tells that
    the text differed from ``code``; ``note`` says how. ``alternatives`` are other codes the text could stand for.
    """

    code: str | None
    tingkat: str | None = None
    level: int = 0
    repaired: bool = False
    note: Text | None = None
    alternatives: tuple[str, ...] = ()


NO_CODE = CodeRead(None)
PADDED = Text("Nol di depan dilengkapi.", "Leading zeros restored.")
MARKS = Text("Tanda pemisah kode dirapikan.", "Separators of the code tidied.")
FROM_NUMBER = Text("Kode tersimpan sebagai angka; nol dilengkapi.", "The code was stored as a number; zeros restored.")
LETTERS = Text("Huruf O/l/I dibaca sebagai angka 0/1.", "Letters O/l/I read as digits 0/1.")

_LEVEL_OF_SEGMENTS = {1: "urusan", 2: "bidang", 3: "program", 5: "kegiatan", 6: "sub_kegiatan"}
_SEPARATORS = re.compile(rf"[\s.,:;/_·•{re.escape(DASHES)}]+")
_CODE_TEXT = re.compile(rf"[0-9XxOolI][0-9XxOolI\s.,:;/_·•{re.escape(DASHES)}]*")
_LEADING_CODE = re.compile(
    r"\s*((?:[0-9]|X)(?:[0-9X]*)(?:\s?[.\-]\s?[0-9X]{1,4}){1,7})[.\s:)\-–]+(?=\D)", re.IGNORECASE
)
_OFFICIAL = re.compile(r"(?:[1-9]|X)(?:\.(?:\d{2}|XX)(?:\.\d{2}(?:\.[1-8]\.\d{2}(?:\.(?:\d{2}|\d{4}))?)?)?)?")
_OFFICIAL_ACCOUNT = re.compile(r"[1-9](?:\.\d(?:\.\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{3,5})?)?)?)?)?")
_OFFICIAL_AGENCY = re.compile(r"\d\.\d{2}(\.\d\.\d{2}){2}\.\d{2}\.\d{4}")
PROGRAMME_WIDTHS, ACCOUNT_WIDTHS, AGENCY_WIDTHS = (1, 2, 2, 1, 2, 4), (1, 1, 2, 2, 2, 4), (1, 2, 1, 2, 1, 2, 2, 4)
FOUR_DIGITS_FROM = 2024
MAX_TEXT = 60


def parse_code(value: object, tahun: int | None = None) -> CodeRead:
    """A programme code (urusan .. sub kegiatan) from a cell, in the official spelling.

    ``tahun`` is the fiscal year: it decides whether a last segment that lost its zeros has two digits (to 2023) or
    four. Without it four are assumed and the two-digit code is an alternative. Returns ``code`` None for other text.
    """
    text = _as_text(value)
    return _programme(_two_decimals(value, text), tahun, text, not isinstance(value, str)) if text else NO_CODE


def join_code(parts: Sequence[object], tahun: int | None = None) -> CodeRead:
    """A programme code from one cell per level, each holding its own segment(s) or the whole code so far.

    Blank cells at the end mean a higher level; a gap in between is no code.
    """
    texts = [_two_decimals(part, _as_text(part)) for part in parts]
    while texts and not texts[-1]:
        texts.pop()
    if not texts or not all(texts):
        return NO_CODE
    joined: list[str] = []
    for text in texts:
        segments = _segments(text)
        inherited = len(segments) > len(joined) > 0 and _same(segments[: len(joined)], joined)
        joined = segments if inherited else joined + segments
    code = ".".join(joined)
    return _programme(code, tahun, code, any(isinstance(part, int | float) for part in parts))


def split_code(text: str, tahun: int | None = None) -> tuple[CodeRead, str]:
    """A leading programme code and the words after it: ``1.03.02 PROGRAM X``. ``(no code, text)`` if there is none."""
    match = _LEADING_CODE.match(text)
    if match is None:
        return NO_CODE, text
    read = _programme(clean(match[1]), tahun, match[1], False)
    return (read, text[match.end() :].strip()) if read.code and read.level > 1 else (NO_CODE, text)


def parse_account(value: object) -> CodeRead:
    """An account code of one to six segments; ``level`` is their number. Digits without dots are taken apart."""
    text = _as_text(value)
    return _account(text, not isinstance(value, str)) if text else NO_CODE


def parse_opd_code(value: object) -> CodeRead:
    """An agency code ``1.03.0.00.0.00.01.0000``; ``level`` 8. The last segment may be missing or short of zeros."""
    text = _as_text(value)
    return _agency(text) if text else NO_CODE


def _as_text(value: object) -> str:
    if isinstance(value, bool) or absence_of(value) is not None:
        return ""
    if isinstance(value, str):
        short = clean(value)
        return short if len(short) <= MAX_TEXT else ""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float) and 0 < value < 10**15:
        return str(int(value)) if value.is_integer() else repr(value)
    return ""


def _two_decimals(value: object, text: str) -> str:
    """A number such as 1.1 lost the nought of 1.10: segments behind a dot have two digits."""
    lost = isinstance(value, float) and len(text.partition(".")[2]) == 1
    return f"{text}0" if lost else text


def _segments(text: str) -> list[str]:
    return [part for part in _SEPARATORS.split(text.upper()) if part]


def _same(left: Sequence[str], right: Sequence[str]) -> bool:
    return all(a.lstrip("0") == b.lstrip("0") for a, b in zip(left, right, strict=True))


@lru_cache(maxsize=32_768)
def _programme(text: str, tahun: int | None, typed: str, from_number: bool) -> CodeRead:
    if _OFFICIAL.fullmatch(text) and text == typed:
        name = _LEVEL_OF_SEGMENTS[text.count(".") + 1]
        return CodeRead(text, name, LEVELS.index(name) + 1)
    if not _CODE_TEXT.fullmatch(text):
        return NO_CODE
    letters = re.sub(r"[OolI]", lambda found: "0" if found[0] in "Oo" else "1", text)
    segments = _segments(letters)
    if len(segments) == 1 and len(segments[0]) > 1:
        segments = _taken_apart(segments[0], PROGRAMME_WIDTHS)
    level_name = _LEVEL_OF_SEGMENTS.get(len(segments))
    padded = _padded(segments, _widths(segments, tahun)) if level_name else None
    code = ".".join(padded) if padded else ""
    if level_name is None or not _OFFICIAL.fullmatch(code):
        return NO_CODE
    note = LETTERS if letters != text else _how(typed, code, from_number)
    level = LEVELS.index(level_name) + 1
    return CodeRead(code, level_name, level, code != typed, note, _alternatives(segments, padded or [], tahun))


def _widths(segments: list[str], tahun: int | None) -> tuple[int, ...]:
    if len(segments) == SUB_KEGIATAN:
        last = len(segments[-1])
        if last == 2 or (last == 1 and tahun is not None and tahun < FOUR_DIGITS_FROM):
            return (*PROGRAMME_WIDTHS[:-1], 2)
    return PROGRAMME_WIDTHS


def _alternatives(segments: list[str], padded: list[str], tahun: int | None) -> tuple[str, ...]:
    if len(padded) == SUB_KEGIATAN and len(segments[-1]) == 1 and tahun is None:
        return (".".join([*padded[:-1], padded[-1][-2:]]),)
    return ()


def _padded(segments: list[str], widths: Sequence[int]) -> list[str] | None:
    """Segments brought to their widths by zeros in front, superfluous ones dropped; None if one is too long."""
    padded = []
    for segment, width in zip(segments, widths, strict=False):
        short = segment.lstrip("0") if len(segment) > width else segment
        if len(short) > width:
            return None
        padded.append(_zero_filled(short, width))
    return padded


def _zero_filled(segment: str, width: int) -> str:
    return segment.rjust(width, "X" if segment == "X" else "0")


def _taken_apart(digits: str, widths: Sequence[int]) -> list[str]:
    """Digits without separators cut by the widths, if they end exactly at one."""
    segments, start = [], 0
    for width in widths:
        if start >= len(digits):
            break
        segments.append(digits[start : start + width])
        start += width
    return segments if start == len(digits) else []


def _how(text: str, code: str, from_number: bool) -> Text | None:
    if text == code:
        return None
    if from_number:
        return FROM_NUMBER
    return MARKS if ".".join(_segments(text)) == code else PADDED


@lru_cache(maxsize=32_768)
def _account(text: str, from_number: bool) -> CodeRead:
    if _OFFICIAL_ACCOUNT.fullmatch(text):
        return CodeRead(text, None, text.count(".") + 1)
    if not _CODE_TEXT.fullmatch(text) or "X" in text.upper():
        return NO_CODE
    letters = re.sub(r"[OolI]", lambda found: "0" if found[0] in "Oo" else "1", text)
    segments = _segments(letters)
    if len(segments) == 1 and len(segments[0]) > 1:
        segments = _account_apart(segments[0])
    if not 1 <= len(segments) <= len(ACCOUNT_WIDTHS):
        return NO_CODE
    padded: list[str] = []
    for segment, width in zip(segments, ACCOUNT_WIDTHS, strict=False):
        last = len(padded) == len(ACCOUNT_WIDTHS) - 1
        if len(segment) > (5 if last else width):
            return NO_CODE
        padded.append(segment if last and len(segment) >= 3 else segment.rjust(width, "0"))
    code = ".".join(padded)
    if not _OFFICIAL_ACCOUNT.fullmatch(code):
        return NO_CODE
    note = LETTERS if letters != text else _how(text, code, from_number)
    return CodeRead(code, None, len(padded), code != text, note)


def _account_apart(digits: str) -> list[str]:
    for last in (4, 3, 5):
        segments = _taken_apart(digits, (*ACCOUNT_WIDTHS[:-1], last))
        if segments:
            return segments
    return []


@lru_cache(maxsize=8_192)
def _agency(text: str) -> CodeRead:
    if _OFFICIAL_AGENCY.fullmatch(text):
        return CodeRead(text, None, len(AGENCY_WIDTHS))
    segments = _segments(text)
    if len(segments) == 1:
        segments = _taken_apart(segments[0], AGENCY_WIDTHS)
    if len(segments) == len(AGENCY_WIDTHS) - 1:
        segments.append("0000")
    if len(segments) != len(AGENCY_WIDTHS) or not all(part.isdecimal() for part in segments):
        return NO_CODE
    if any(len(part) > width for part, width in zip(segments, AGENCY_WIDTHS, strict=True)):
        return NO_CODE
    code = ".".join(part.rjust(width, "0") for part, width in zip(segments, AGENCY_WIDTHS, strict=True))
    if not _OFFICIAL_AGENCY.fullmatch(code):
        return NO_CODE
    return CodeRead(code, None, len(AGENCY_WIDTHS), code != text, _how(text, code, False))
