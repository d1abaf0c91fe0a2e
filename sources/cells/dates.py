"""Dates as typed, as Excel numbers, and the ones that only mean "no date"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import cast

from schemas.text import Text
from sources.cells.blanks import DASHES, absence_of, clean
from sources.cells.months import month_of
from sources.cells.parsed import BLANK, DASH, ERROR_NOTE, Parsed

EXCEL_EPOCH = date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 32_874, 73_415
"""1990-01-01 .. 2100-12-31: numbers outside are not taken for dates."""
FIRST_YEAR, LAST_YEAR = 1950, 2100

EPOCH = Text("epoch kosong: tanggal bawaan yang berarti belum diisi.", "null epoch: a default date meaning not filled.")
UNREADABLE = Text("Tidak terbaca sebagai tanggal.", "Not readable as a date.")
DURATION = Text("Lama waktu, bukan tanggal.", "A duration, not a date.")
RANGE = Text("Rentang tanggal, bukan satu tanggal.", "A range of dates, not one date.")
NO_SUCH_DAY = Text("Tanggal itu tidak ada di kalender.", "There is no such day in the calendar.")
SERIAL_TEXT = Text("Dibaca sebagai nomor hari Excel.", "Read as an Excel day number.")
MONTH_FIRST = Text("Ditulis bulan lebih dulu.", "Written with the month first.")


@dataclass(frozen=True, slots=True)
class DateRange:
    """First and last day, both included."""

    awal: date
    akhir: date


def parse_date(value: object) -> Parsed[date]:
    """A calendar day from a cell. Null epochs (1900-01-00, 1900-01-01, 1970-01-01, 0000-00-00) are ``tak_terbaca``."""
    if isinstance(value, datetime):
        return _plausible(value.date())
    if isinstance(value, date):
        return _plausible(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(float(value))
    state = absence_of(value)
    if state == "kosong":
        return cast(Parsed[date], BLANK)
    if state == "strip":
        return cast(Parsed[date], DASH)
    if state == "galat":
        return Parsed(None, "galat", ERROR_NOTE)
    return _from_text(value) if isinstance(value, str) else Parsed(None, "tak_terbaca", UNREADABLE)


def _plausible(day: date, note: Text | None = None) -> Parsed[date]:
    if day <= date(1900, 1, 31) or day == date(1970, 1, 1):
        return Parsed(None, "tak_terbaca", EPOCH)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return Parsed(None, "tak_terbaca", UNREADABLE)
    return Parsed(day, "isi", note)


def _from_number(number: float) -> Parsed[date]:
    if FIRST_SERIAL <= number <= LAST_SERIAL + 1:
        return Parsed(EXCEL_EPOCH + timedelta(days=int(number)), "isi")
    if number in (0, 1, 25_569):
        return Parsed(None, "tak_terbaca", EPOCH)
    if 19_500_101 <= number <= 21_001_231 and number.is_integer():
        digits = str(int(number))
        return _build(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    return Parsed(None, "tak_terbaca", UNREADABLE)


_DAY_NAMES = r"(?:(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\s*[,/]?\s*)?"
_PLACE = r"(?:[a-z][a-z .']*,\s*)?"
_CLOCK = r"(?:[t ,]+(?:pukul\s+)?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:wib|z|[+-]\d{2}:?\d{2})?)?"
_SEPARATED = re.compile(rf"{_DAY_NAMES}(\d{{1,2}})\s*[-/. ]\s*(\d{{1,2}})\s*[-/. ]\s*(\d{{4}}|\d{{2}}){_CLOCK}", re.I)
_ISO = re.compile(rf"(\d{{4}})\s*[-/.]\s*(\d{{1,2}})\s*[-/.]\s*(\d{{1,2}}){_CLOCK}", re.I)
_NAMED = re.compile(
    rf"{_PLACE}{_DAY_NAMES}(?:tanggal|tgl\.?)?\s*(\d{{1,2}})\s*[-/. ]?\s*"
    rf"([a-z]{{3,10}})\.?\s*[-/., ']*\s*(\d{{4}}|\d{{2}}){_CLOCK}",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(rf"([a-z]{{3,10}})\.?\s+(\d{{1,2}})\s*,\s*(\d{{4}}){_CLOCK}", re.IGNORECASE)
_COMPACT = re.compile(r"\d{8}|\d{5}(?:[.,]\d+)?")
_BETWEEN = re.compile(
    rf"\s*(?:\bs\s*/\s*d\b|\bs\.\s*d\.?|\bsd\b\.?|\bsampai(?:\s+dengan)?\b|\bhingga\b|\bto\b|\s[{re.escape(DASHES)}]\s|[–—])\s*",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)?)\s*(?:\([a-z ]+\)\s*)?(?P<unit>hari|hr|minggu|mgg|bulan|bln|tahun|thn)"
    r"(?:\s+(?P<kind>kalender|kerja|kal))?\.?(?:\s+kalender)?",
    re.IGNORECASE,
)
DAYS = {"hari": 1, "hr": 1, "minggu": 7, "mgg": 7, "bulan": 30, "bln": 30, "tahun": 365, "thn": 365}


@lru_cache(maxsize=32_768)
def _from_text(text: str) -> Parsed[date]:
    short = clean(text).strip(" .,;")
    if match := _ISO.fullmatch(short):
        return _build(int(match[1]), int(match[2]), int(match[3]))
    if match := _SEPARATED.fullmatch(short):
        return _day_first(int(match[1]), int(match[2]), _full_year(match[3]))
    if match := _NAMED.fullmatch(short):
        month = month_of(match[2])
        if month is not None:
            return _build(_full_year(match[3]), month, int(match[1]))
    if match := _MONTH_FIRST.fullmatch(short):
        month = month_of(match[1])
        if month is not None:
            return _build(int(match[3]), month, int(match[2]))
    if _COMPACT.fullmatch(short):
        return _from_digits(short)
    if _DURATION.fullmatch(short):
        return Parsed(None, "tak_terbaca", DURATION)
    if len(_BETWEEN.split(short)) == 2 and parse_date_range(short).value is not None:
        return Parsed(None, "tak_terbaca", RANGE)
    return Parsed(None, "tak_terbaca", UNREADABLE)


def _from_digits(text: str) -> Parsed[date]:
    if len(text) != 8:
        read = _from_number(float(text.replace(",", ".")))
        return Parsed(read.value, read.state, SERIAL_TEXT) if read.state == "isi" else read
    if text == "00000000":
        return Parsed(None, "tak_terbaca", EPOCH)
    year_first = _build(int(text[:4]), int(text[4:6]), int(text[6:]))
    return year_first if year_first.state == "isi" else _build(int(text[4:]), int(text[2:4]), int(text[:2]))


def _full_year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 70 else 1900)


def _day_first(first: int, second: int, year: int) -> Parsed[date]:
    if second > 12 >= first > 0:
        return _build(year, first, second, MONTH_FIRST)
    return _build(year, second, first)


def _build(year: int, month: int, day: int, note: Text | None = None) -> Parsed[date]:
    if (month == 0 or day == 0) and year in (0, 1899, 1900, 2000):
        return Parsed(None, "tak_terbaca", EPOCH)
    try:
        return _plausible(date(year, month, day), note)
    except ValueError:
        return Parsed(None, "tak_terbaca", NO_SUCH_DAY)


def parse_date_range(value: object) -> Parsed[DateRange]:
    """Two days joined by "s.d", "s/d", "sampai" or a dash; the first may leave out its month and year."""
    state = absence_of(value)
    if state == "kosong":
        return cast(Parsed[DateRange], BLANK)
    if state == "strip":
        return cast(Parsed[DateRange], DASH)
    if state == "galat":
        return Parsed(None, "galat", ERROR_NOTE)
    if isinstance(value, str):
        found = _range_of(value)
        if found is not None:
            return Parsed(found, "isi")
    return Parsed(None, "tak_terbaca", UNREADABLE)


@lru_cache(maxsize=8_192)
def _range_of(text: str) -> DateRange | None:
    parts = _BETWEEN.split(clean(text).strip(" .,;"))
    if len(parts) != 2:
        return None
    last = parse_date(parts[1]).value
    if last is None:
        return None
    first = parse_date(parts[0]).value or _completed(parts[0], last)
    return DateRange(first, last) if first is not None and first <= last else None


def _completed(text: str, last: date) -> date | None:
    """A first day that leaves its month or year to the last one."""
    match = re.fullmatch(r"(?:tanggal|tgl\.?)?\s*(\d{1,2})(?:\s*[-/. ]\s*([a-z]{3,10}|\d{1,2}))?", text, re.IGNORECASE)
    if match is None:
        return None
    word = match[2]
    month = last.month if word is None else int(word) if word.isdecimal() else month_of(word)
    return None if month is None else _build(last.year, month, int(match[1])).value


def parse_duration_days(value: object) -> Parsed[int]:
    """Days of a duration ("90 HARI", "90 (sembilan puluh) hari kalender"; a month counts 30, a year 365)."""
    state = absence_of(value)
    if state == "kosong":
        return cast(Parsed[int], BLANK)
    if state == "strip":
        return cast(Parsed[int], DASH)
    if state == "galat":
        return Parsed(None, "galat", ERROR_NOTE)
    match = _DURATION.fullmatch(clean(value)) if isinstance(value, str) else None
    if match is None:
        return Parsed(None, "tak_terbaca", UNREADABLE)
    unit = match["unit"].casefold()
    days = float(match["number"].replace(",", ".")) * DAYS[unit]
    return Parsed(round(days), "isi", unit=unit)
