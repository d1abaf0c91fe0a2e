"""Reporting periods in running text, headings and file names."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from sources.cells.blanks import DASHES, clean
from sources.cells.months import MONTH_WORDS, QUARTERS, ROMAN, month_of


@dataclass(frozen=True, slots=True)
class Period:
    """A period as stated. ``sampai``: cumulative up to and including it ("s.d."). ``unfilled``: the form's blank was
    left open ("BULAN : ......"). ``teks`` is the wording it was read from. A bare year has only ``tahun``.
    """

    tahun: int | None = None
    bulan: int | None = None
    triwulan: int | None = None
    sampai: bool = False
    semester: int | None = None
    unfilled: bool = False
    teks: str = ""

    @property
    def rank(self) -> int:
        """How precise it is: month 3, quarter or semester 2, year 1, nothing 0."""
        if self.bulan is not None:
            return 3
        return 2 if self.triwulan is not None or self.semester is not None else int(self.tahun is not None)


_WORDS = "|".join(sorted(MONTH_WORDS, key=len, reverse=True))
_YEAR = r"(?:20\d{2})"
_DASH = re.escape(DASHES)
_TO = r"(?:s\s*/\s*d|s\s*\.\s*d\b\s*\.?|sd\b\.?|sampai(?:\s+dengan)?|hingga|s\s+d\b)"
_UNTIL = rf"(?:{_TO}|per\b|posisi|keadaan|kondisi|cut\s*off)"
_TA = r"(?:\s*,?\s*(?:tahun\s+anggaran|t\s*\.?\s*a\b\.?|thn\.?|tahun|th\b\.?)\s*[:.]?)?"
_QUARTER_WORD = r"(?:tri\s?wulan|triwul|trwln|trw|tw|kuartal|quarter|q)"
_NUMERAL = r"(?:ke\s*[-.]?\s*)?(?:iv|lv|1v|[il|1]{1,3}|[1-4]|pertama|kedua|ketiga|keempat|satu|dua|tiga|empat)"
_BLANK_LINE = r"(?:[.…_]{2,}|<[^>]*>|\[[^\]]*\]|\(\s*\.*\s*\)|x{3,})"

_RANGE = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})\s*[-/]?\s*)?(?P<m1>{_WORDS})\.?\s*(?P<y1>{_YEAR})?\s*(?:{_TO}|[{_DASH}])\s*"
    rf"(?:tanggal\s+|tgl\.?\s+|bulan\s+)?(?:(?P<d2>\d{{1,2}})\s*[-/]?\s*)?(?P<m2>{_WORDS})\.?{_TA}\s*(?P<y2>{_YEAR})?(?!\d)"
)
_NUMERIC_RANGE = re.compile(
    rf"(?<![\d/-])(?P<d1>\d{{1,2}})[-/.](?P<m1>\d{{1,2}})[-/.](?P<y1>{_YEAR})\s*(?:{_TO}|\s[{_DASH}]\s)\s*"
    rf"(?P<d2>\d{{1,2}})[-/.](?P<m2>\d{{1,2}})[-/.](?P<y2>{_YEAR})(?!\d)"
)
_MONTH = re.compile(
    rf"(?P<until>\b{_UNTIL})?\s*(?:(?:akhir|bulan|bln\.?|tanggal|tgl\.?|periode)\s*[:=]?\s*)*"
    rf"(?:(?P<day>\b\d{{1,2}})\s*[-/ ]\s*)?(?P<month>\b(?:{_WORDS})\b|\b[a-z]{{5,10}}\b(?=\s*{_YEAR}))\.?\s*[-/,.']?"
    rf"{_TA}\s*(?P<year>{_YEAR}|[1-3]\d(?![\d.,:/]))?(?!\d)"
)
_NUMBERED = re.compile(
    rf"(?P<until>\b{_UNTIL})?\s*\b(?:bulan|bln)\.?\s*[:=]?\s*(?:ke\s*[-.]?\s*)?(?P<month>1[0-2]|0?[1-9]|x?i{{1,3}}|i?[vx]|vi{{1,3}}|xi?i?)\b"
    rf"(?!\s*[.,]\s*\d){_TA}\s*(?P<year>{_YEAR})?(?!\d)"
)
_QUARTER = re.compile(
    rf"(?P<until>\b{_UNTIL})?\s*\b{_QUARTER_WORD}\s*[-:.=]?\s*(?P<numeral>{_NUMERAL})(?![a-z0-9]){_TA}\s*[-/,.]?\s*(?P<year>{_YEAR})?(?!\d)"
)
_QUARTER_RANGE = re.compile(
    rf"\b{_QUARTER_WORD}\s*[-:.=]?\s*(?P<first>{_NUMERAL})\s*(?:{_TO}|[{_DASH}])\s*(?:{_QUARTER_WORD})?\s*[-:.=]?\s*"
    rf"(?P<numeral>{_NUMERAL})(?![a-z0-9]){_TA}\s*[-/,.]?\s*(?P<year>{_YEAR})?(?!\d)"
)
_SEMESTER = re.compile(
    rf"(?P<until>\b{_UNTIL})?\s*\b(?:semester|smt|sem(?=[\s.:-])|smstr)\s*[-:.=]?\s*(?:ke\s*[-.]?\s*)?(?P<numeral>[il1]{{1,2}}|2|pertama|kedua|satu|dua)(?![a-z0-9])"
    rf"{_TA}\s*[-/,.]?\s*(?P<year>{_YEAR})?(?!\d)"
)
_YEAR_MONTH = re.compile(
    rf"(?<![\d./-])(?P<year>{_YEAR})\s?[-/. ]?\s?(?P<month>0[1-9]|1[0-2]|(?<=[-/.])[1-9])(?![\d]|[-/.]\d)"
)
_MONTH_YEAR = re.compile(rf"(?<!\d)(?<!\d[./-])(?P<month>0?[1-9]|1[0-2])\s?[-/.]\s?(?P<year>{_YEAR})(?![\d]|[-/.]\d)")
_MONTH_YEAR_JOINED = re.compile(rf"(?<!\d)(?P<month>0[1-9]|1[0-2])(?P<year>{_YEAR})(?!\d)")
_UNFILLED = re.compile(
    rf"\b(?P<what>bulan|periode|{_QUARTER_WORD}|per|s\s*/\s*d|s\.d\.?|semester)\s*[:=]?\s*(?:{_TO}\s*)?(?:bulan\s*)?{_BLANK_LINE}"
    rf"(?:{_TA}\s*(?P<year>{_YEAR}))?"
    rf"|^\s*(?P<what2>bulan|periode|{_QUARTER_WORD})\s*[:=]?\s*(?:{_TA}\s*(?P<year2>{_YEAR}))?\s*$"
)
_ONLY_YEAR = re.compile(rf"(?<![\d.,/])(?P<year>{_YEAR})(?![\d]|[.,]\d)")
_DATE_TEXT = re.compile(
    r"(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.]\d{4}(?!\d)|(?<!\d)\d{4}-\d{1,2}-\d{1,2}(?!\d)|(?<!\d)20\d{6}(?!\d)"
)

SEMESTERS = {
    "i": 1,
    "l": 1,
    "1": 1,
    "satu": 1,
    "pertama": 1,
    "ii": 2,
    "ll": 2,
    "il": 2,
    "11": 2,
    "2": 2,
    "dua": 2,
    "kedua": 2,
}


def parse_period(value: object) -> Period | None:
    """The one period a cell, heading or file name states; None if there is none or several that disagree.

    A month without a year takes the only year named elsewhere in the text. A date cell stands for its month, as
    spreadsheets turn "Okt 2025" into 1 October.
    """
    if isinstance(value, date):
        return Period(value.year, value.month, teks=value.isoformat()[:10]) if 2000 <= value.year <= 2099 else None
    if not isinstance(value, str):
        return None
    return _single(value)


@lru_cache(maxsize=8_192)
def _single(text: str) -> Period | None:
    found = find_periods(text)
    if not found:
        return None
    years = {period.tahun for period in found if period.tahun is not None}
    best = max(period.rank for period in found)
    candidates = [period for period in found if period.rank == best]
    quarters = [period for period in found if period.triwulan is not None]
    if quarters and all(period.bulan == 3 * (quarters[0].triwulan or 0) for period in candidates):
        candidates = quarters
    unfilled = next((period for period in found if period.unfilled), None)
    if unfilled is not None and best < 2:
        return replace(unfilled, tahun=years.pop() if len(years) == 1 else None)
    if len(years) == 1:
        year = years.pop()
        candidates = [replace(period, tahun=year) for period in candidates]
    stated = {(p.tahun, p.bulan, p.triwulan, p.semester) for p in candidates}
    if len(stated) > 1:
        return None
    return max(candidates, key=lambda period: period.sampai)


def find_periods(text: str) -> list[Period]:
    """All periods stated in ``text``, in order. Full dates count only behind "per", "s.d." or "keadaan"."""
    return list(_found(text))


@lru_cache(maxsize=8_192)
def _found(text: str) -> tuple[Period, ...]:
    prepared = _prepared(text)
    taken: list[tuple[int, Period]] = []
    for pattern, read in _READERS:
        rest = []
        last = 0
        for match in pattern.finditer(prepared):
            answer = read(match)
            if answer is None:
                continue
            rest.append(prepared[last : match.start()])
            rest.append("\0" * (match.end() - match.start()))
            last = match.end()
            if answer.rank or answer.unfilled:
                taken.append((match.start(), replace(answer, teks=match[0].strip())))
        prepared = "".join(rest) + prepared[last:]
    return tuple(period for _, period in sorted(taken, key=lambda item: item[0]))


def _prepared(text: str) -> str:
    """Lower case, file-name joins opened, letters and digits set apart."""
    short = clean(text).casefold().replace("_", " ") if "__" not in text else clean(text).casefold()
    short = re.sub(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])", " ", short)
    return re.sub(r"\.(xlsx?|xlsm|ods|csv|tsv|json|parquet|pdf)$", "", short)


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)


def _read_range(match: re.Match[str]) -> Period | None:
    return _span(month_of(match["m1"]), month_of(match["m2"]), _year(match["y1"]), _year(match["y2"]))


def _read_numeric_range(match: re.Match[str]) -> Period | None:
    first, last = int(match["m1"]), int(match["m2"])
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    return _span(first, last, _year(match["y1"]), _year(match["y2"]))


def _span(first: int | None, last: int | None, y1: int | None, y2: int | None) -> Period | None:
    if first is None or last is None:
        return None
    year = y2 or y1
    if first == last and (y1 is None or y1 == year):
        return Period(year, last)
    if first == 1 and (y1 is None or y1 == year):
        return Period(year, last, sampai=True)
    if last - first == 2 and last % 3 == 0:
        return Period(year, None, last // 3)
    if (first, last) == (7, 12):
        return Period(year, None, semester=2)
    return Period(year, last)


def _read_month(match: re.Match[str]) -> Period | None:
    month = month_of(match["month"])
    year = _year(match["year"])
    if month is None or (year is None and len(match["month"]) < 3):
        return None
    if match["day"] and not match["until"]:
        return Period() if year else None
    if year is None and match["month"] == "mar":
        return None
    return Period(year, month, sampai=bool(match["until"]))


def _read_numbered(match: re.Match[str]) -> Period | None:
    word = match["month"]
    month = int(word) if word.isdecimal() else ROMAN.get(word)
    return Period(_year(match["year"]), month, sampai=bool(match["until"])) if month else None


def _read_quarter(match: re.Match[str]) -> Period | None:
    numeral = re.sub(r"^ke\s*[-.]?\s*", "", match["numeral"])
    quarter = QUARTERS.get(numeral)
    return Period(_year(match["year"]), None, quarter, bool(match["until"])) if quarter else None


def _read_quarter_range(match: re.Match[str]) -> Period | None:
    first, last = QUARTERS.get(match["first"]), QUARTERS.get(match["numeral"])
    if first is None or last is None or first > last:
        return None
    return Period(_year(match["year"]), None, last, sampai=first == 1 and last > 1)


def _read_semester(match: re.Match[str]) -> Period | None:
    return Period(_year(match["year"]), None, None, bool(match["until"]), SEMESTERS.get(match["numeral"]))


def _read_digits(match: re.Match[str]) -> Period | None:
    return Period(_year(match["year"]), int(match["month"]))


def _read_unfilled(match: re.Match[str]) -> Period | None:
    return Period(_year(match["year"] or match["year2"]), unfilled=True)


def _read_year(match: re.Match[str]) -> Period | None:
    return Period(_year(match["year"]))


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period | None]], ...] = (
    (_RANGE, _read_range),
    (_NUMERIC_RANGE, _read_numeric_range),
    (_QUARTER_RANGE, _read_quarter_range),
    (_QUARTER, _read_quarter),
    (_SEMESTER, _read_semester),
    (_MONTH, _read_month),
    (_DATE_TEXT, lambda _: Period()),
    (_NUMBERED, _read_numbered),
    (_YEAR_MONTH, _read_digits),
    (_MONTH_YEAR, _read_digits),
    (_MONTH_YEAR_JOINED, _read_digits),
    (_UNFILLED, _read_unfilled),
    (_ONLY_YEAR, _read_year),
)
"""Tried in turn; what one has read is blotted out for the next. An empty Period blots without stating anything."""
