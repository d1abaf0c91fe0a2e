"""A new .xlsx made from the cells of a submission that is none: the same cells at the same places, never a formula."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from review.workbook.text import printable
from review.workbook.words import SHEET
from sources.decoding import Sheet
from sources.decoding.sheet import CellValue

NAME_LENGTH = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))
MADE = datetime(2020, 1, 1)  # noqa: DTZ001 - a date, not a moment: the same cells give the same bytes
WIDEST = 60


def workbook_of(sheets: Sequence[Sheet]) -> tuple[bytes, dict[str, str]]:
    """The bytes of the workbook, and the name of each sheet in it by the name it had.

    Without sheets: a workbook with one empty sheet, named as ours is.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False, "nan_inf_to_errors": True}  # fmt: skip
    names: dict[str, str] = {}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": MADE})
        styles = {
            "date": book.add_format({"num_format": "dd/mm/yyyy"}),
            "moment": book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"}),
            "time": book.add_format({"num_format": "hh:mm:ss"}),
            "percent": book.add_format({"num_format": "0.00%"}),
        }
        for sheet in sheets:
            names[sheet.name] = _sheet_name(sheet.name, set(names.values()))
            _write_sheet(book.add_worksheet(names[sheet.name]), sheet, styles)
        if not sheets:
            book.add_worksheet(SHEET)
    return out.getvalue(), names


def _sheet_name(name: str, taken: set[str]) -> str:
    plain = printable(name).translate(_FORBIDDEN).strip("'")[:NAME_LENGTH] or "Data"
    folded = {other.casefold() for other in taken}
    number, free = 2, plain
    while free.casefold() in folded:
        free = f"{plain[: NAME_LENGTH - 4]} {number}"
        number += 1
    return free


def _write_sheet(target: Worksheet, sheet: Sheet, styles: dict[str, Format]) -> None:
    widths: dict[int, int] = {}
    for row, cells in enumerate(sheet.rows):
        for col, value in enumerate(cells):
            if value is not None:
                _write(target, row, col, value, styles, percent=sheet.is_percent(row, col) is True)
                if row > 0:
                    widths[col] = max(widths.get(col, 0), min(len(str(value)), WIDEST))
    for col, width in widths.items():
        target.set_column(col, col, max(8.5, width * 0.9 + 1))
    for number in sheet.hidden_rows:
        target.set_row(number - 1, None, None, {"hidden": True})
    if sheet.hidden:
        target.hide()


def _write(
    target: Worksheet, row: int, col: int, value: CellValue, styles: dict[str, Format], *, percent: bool
) -> None:
    if isinstance(value, str):
        target.write_string(row, col, printable(value))
    elif isinstance(value, bool):
        target.write_boolean(row, col, value)
    elif isinstance(value, int | float | Decimal) and math.isfinite(value):
        target.write_number(row, col, float(value), styles["percent"] if percent else None)
    elif isinstance(value, datetime):
        moment = value.replace(tzinfo=None)
        target.write_datetime(row, col, moment, styles["date" if moment.time() == time() else "moment"])
    elif isinstance(value, date):
        target.write_datetime(row, col, value, styles["date"])
    elif isinstance(value, time | timedelta):
        target.write_datetime(row, col, value, styles["time"])
    else:
        target.write_string(row, col, printable(str(value)))
