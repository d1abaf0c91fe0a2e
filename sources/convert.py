"""A column of cells to a column of values, with what could not be read; fast for the numbers that need no thought."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sources.cells import Parsed, parse_account, parse_date, parse_date_range, parse_money, parse_number, parse_percent
from sources.cells.codes import CodeRead, join_code
from sources.cells.months import month_of
from sources.decoding import CellValue
from sources.layout import Field
from sources.personal_text import scrub
from sources.wording import tokens

EXACT = float(2**53)
STATE_ISSUES = {"galat": "galat_rumus", "tak_terbaca": "nilai_tak_terbaca", "ambigu": "format_ambigu"}
EXPECTED = {
    "money": "angka rupiah, misalnya 1.234.567",
    "percent": "persentase, misalnya 95,32",
    "quantity": "angka dengan satuan, misalnya 12 Dokumen",
    "number": "angka",
    "count": "bilangan bulat",
    "date": "tanggal, misalnya 17-12-2025",
    "choice": "salah satu pilihan yang dikenal",
    "code": "kode program/kegiatan/sub kegiatan",
    "account": "kode rekening",
    "opd": "kode atau nama perangkat daerah pada register",
    "month": "bulan 1-12 atau nama bulan",
    "year": "tahun empat angka",
    "quarter": "triwulan 1-4",
    "flag": "ya atau tidak",
    "label": "teks",
    "text": "teks",
}  # fmt: skip


@dataclass(slots=True)
class Column:
    """Values of one field for the rows of a block; ``problems`` are (index, jenis, harapan); ``units`` by index."""

    values: list[Any]
    problems: list[tuple[int, str, str]] = field(default_factory=list)
    units: dict[int, str] = field(default_factory=dict)
    precision: dict[int, int] = field(default_factory=dict)


def _problem(column: Column, index: int, parsed: Parsed[Any], kind: str) -> None:
    issue = STATE_ISSUES.get(parsed.state)
    if issue is not None:
        note = f" ({parsed.note.id})" if parsed.note else ""
        column.problems.append((index, issue, EXPECTED[kind] + note))


def money(cells: Sequence[CellValue], factor: int = 1) -> Column:
    """Integer rupiah."""
    column = Column([None] * len(cells))
    values = column.values
    for index, value in enumerate(cells):
        if value is None:
            continue
        if type(value) is float and factor == 1 and -EXACT < value < EXACT and value.is_integer():
            values[index] = int(value)
            continue
        if value == "-":
            continue
        parsed = _money_text(value, factor) if type(value) is str else parse_money(value, factor)
        values[index] = parsed.value
        if parsed.state == "isi":
            if parsed.precision_idr > 1:
                column.precision[index] = parsed.precision_idr
        else:
            _problem(column, index, parsed, "money")
    return column


@lru_cache(maxsize=65_536)
def _money_text(value: str, factor: int) -> Parsed[int]:
    return parse_money(value, factor)


def percents(cells: Sequence[CellValue], formats: Callable[[int], bool | None], scale: str) -> Column:
    """Percentages 0..100; ``formats`` tells whether the cell at an index is formatted as one."""
    column = Column([None] * len(cells))
    values = column.values
    known: Any = None if scale == "ambigu" else scale
    formatted = any(
        type(value) is float and 0 < abs(value) <= 1 and formats(index) for index, value in enumerate(cells)
    )
    for index, sent in enumerate(cells):
        value = float(sent) if isinstance(sent, Decimal) else sent
        if value is None:
            continue
        if type(value) is float and not formatted and known == "percent" and -1e9 < value < 1e9:
            values[index] = value
            continue
        if value == "-":
            continue
        parsed = parse_percent(value, percent_format=formats(index) if formatted else None, scale=known)
        values[index] = parsed.value
        if parsed.state != "isi":
            _problem(column, index, parsed, "percent")
    return column


def quantities(cells: Sequence[CellValue], kind: str) -> Column:
    """Plain numbers, with the unit typed beside them. ``number`` multiplies the parts of ``200;2``."""
    column = Column([None] * len(cells))
    for index, value in enumerate(cells):
        if value is None:
            continue
        parsed = parse_number(value)
        if parsed.value is not None:
            column.values[index] = parsed.value.value
            if parsed.value.unit:
                column.units[index] = parsed.value.unit
            if parsed.value.high is not None:
                column.problems.append((index, "format_ambigu", "satu angka, bukan rentang"))
                column.values[index] = None
        elif kind == "number" and isinstance(value, str) and ";" in value and parsed.candidates:
            product = 1.0
            for part in parsed.candidates:
                product *= part.value
            column.values[index] = product
        else:
            _problem(column, index, parsed, "quantity")
    return column


def counts(cells: Sequence[CellValue]) -> Column:
    """Small whole numbers."""
    column = quantities(cells, "quantity")
    for index, value in enumerate(column.values):
        if value is None:
            continue
        if value.is_integer() and abs(value) < 30_000:
            column.values[index] = int(value)
        else:
            column.values[index] = None
            column.problems.append((index, "nilai_tak_terbaca", EXPECTED["count"]))
    return column


def dates(cells: Sequence[CellValue], name: str) -> Column:
    """Calendar days; of a range the first day for a beginning, the last for an end (``akhir``)."""
    column = Column([None] * len(cells))
    for index, value in enumerate(cells):
        if value is None:
            continue
        parsed = parse_date(value)
        column.values[index] = parsed.value
        if parsed.state == "isi":
            continue
        span = parse_date_range(value).value if isinstance(value, str) else None
        if span is not None and ("akhir" in name or "awal" in name):
            column.values[index] = span.akhir if "akhir" in name else span.awal
        else:
            _problem(column, index, parsed, "date")
    return column


def texts(cells: Sequence[CellValue]) -> Column:
    """Texts without surrounding space and without personal numbers; numbers as their shortest text."""
    return Column([None if value is None else scrub(as_sent(value).strip()) or None for value in cells])


def choices(cells: Sequence[CellValue], options: tuple[tuple[frozenset[str], str], ...]) -> Column:
    """One of the values a field may take, by the words that mean it."""
    column = Column([None] * len(cells))
    for index, value in enumerate(cells):
        if value is None or (isinstance(value, str) and value.strip(" -–—.") == ""):
            continue
        found = _choice(as_sent(value), options)
        column.values[index] = found
        if found is None:
            allowed = ", ".join(sorted({option for _, option in options}))
            column.problems.append((index, "nilai_tak_terbaca", f"salah satu dari: {allowed}"))
    return column


@lru_cache(maxsize=4_096)
def _choice(text: str, options: tuple[tuple[frozenset[str], str], ...]) -> str | None:
    lowered = text.strip().casefold()
    for _, option in options:
        if option.casefold() == lowered:
            return option
    words = frozenset(tokens(text))
    exact = {option for meaning, option in options if meaning == words}
    if len(exact) == 1:
        return exact.pop()
    inside = [(len(meaning), option) for meaning, option in options if meaning and meaning <= words]
    longest = max((length for length, _ in inside), default=0)
    best = {option for length, option in inside if length == longest}
    return best.pop() if len(best) == 1 else None


def years(cells: Sequence[CellValue]) -> Column:
    """Years 2000..2100."""
    column = counts(cells)
    for index, value in enumerate(column.values):
        if value is not None and not 2000 <= value <= 2100:
            column.values[index] = None
            column.problems.append((index, "nilai_tak_terbaca", EXPECTED["year"]))
    return column


def small(cells: Sequence[CellValue], kind: str) -> Column:
    """A month (number or name) or a quarter (number or roman)."""
    column = Column([None] * len(cells))
    top = 12 if kind == "month" else 4
    roman = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
    for index, value in enumerate(cells):
        if value is None:
            continue
        text = as_sent(value).strip().casefold()
        number = int(text) if text.isdecimal() and len(text) < 4 else None
        if number is None:
            words = tokens(text)
            number = month_of(text) if kind == "month" else next((roman[w] for w in words if w in roman), None)
        if number is not None and 1 <= number <= top:
            column.values[index] = number
        else:
            column.problems.append((index, "nilai_tak_terbaca", EXPECTED[kind]))
    return column


def flags(cells: Sequence[CellValue]) -> Column:
    """True or false; blank is false."""
    column = Column([False] * len(cells))
    for index, value in enumerate(cells):
        if value is None:
            continue
        text = as_sent(value).strip().casefold()
        if text in ("ya", "y", "true", "1", "benar", "blud"):
            column.values[index] = True
        elif text not in ("tidak", "t", "n", "false", "0", "salah", "-", ""):
            column.values[index] = None
            column.problems.append((index, "nilai_tak_terbaca", EXPECTED["flag"]))
    return column


def lists(cells: Sequence[CellValue]) -> Column:
    """Twelve integers as records from an API carry them."""
    column = Column([None] * len(cells))
    for index, value in enumerate(cells):
        if value is None:
            continue
        read = _list(value)
        column.values[index] = read
        if read is None:
            column.problems.append((index, "nilai_tak_terbaca", "daftar 12 bilangan rupiah"))
    return column


def _list(value: CellValue) -> list[int | None] | None:
    try:
        found = json.loads(value, parse_float=Decimal) if isinstance(value, str) else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, list) or len(found) != 12:
        return None
    read = [parse_money(item).value for item in found]
    return read if any(item is not None for item in read) else None


def codes(cells: Sequence[Sequence[CellValue]], tahun: int | None) -> list[CodeRead]:
    """Programme codes from one or several cells per row."""
    return [_code(tuple(parts), tahun) if bool not in map(type, parts) else join_code(parts, tahun) for parts in cells]


@lru_cache(maxsize=32_768)
def _code(parts: tuple[CellValue, ...], tahun: int | None) -> CodeRead:
    return join_code(parts, tahun)


def accounts(cells: Sequence[Sequence[CellValue]]) -> list[CodeRead]:
    """Account codes from one or several cells per row."""
    return [_account(parts) for parts in cells]


def _account(parts: Sequence[CellValue]) -> CodeRead:
    if len(parts) == 1:
        return parse_account(parts[0])
    sent = [as_sent(part).strip(" .") for part in parts if part is not None]
    sent = [text for text in sent if text]
    joined = ""
    for text in sent:
        joined = text if joined and text.startswith(f"{joined}.") else f"{joined}.{text}" if joined else text
    return parse_account(joined) if joined else CodeRead(None)


def as_sent(value: CellValue) -> str:
    """The text of a cell as its sender would see it; a native number as its shortest form."""
    if isinstance(value, str):
        return value
    if type(value) is float:
        return str(int(value)) if value.is_integer() and abs(value) < 1e16 else repr(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if value is None:
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def convert(spec: Field, cells: Sequence[CellValue]) -> Column:
    """A column of any kind but money, percent, code, account and opd, which need more than their cells."""
    match spec.kind:
        case "quantity" | "number":
            return quantities(cells, spec.kind)
        case "count":
            return counts(cells)
        case "date":
            return dates(cells, spec.name)
        case "choice":
            return choices(cells, spec.choices)
        case "year":
            return years(cells)
        case "month" | "quarter":
            return small(cells, spec.kind)
        case "flag":
            return flags(cells)
        case "list":
            return lists(cells)
        case _:
            return texts(cells)
