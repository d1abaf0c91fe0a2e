"""Cells by calamine: the one place where the native decoder is called, its panics caught, its padding undone."""

from __future__ import annotations

import io
from typing import Any

import python_calamine

from sources.decoding.problems import DecodeError, Limits, damaged, encrypted, too_large
from sources.decoding.sheet import CellValue, Sheet

WORKSHEET = python_calamine.SheetTypeEnum.WorkSheet
VISIBLE = python_calamine.SheetVisibleEnum.Visible


def open_workbook(data: bytes) -> Any:
    """The workbook in ``data``. Raises DecodeError whatever goes wrong inside the decoder."""
    try:
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        raise _problem(error) from error


def read_sheets(book: Any, limits: Limits) -> list[Sheet]:
    """All worksheets with their cells at physical positions (blank = None) and merged areas; no layers yet."""
    listed = [meta for meta in book.sheets_metadata if meta.typ == WORKSHEET]
    if len(listed) > limits.sheets:
        raise too_large(f"{len(listed)} lembar", f"{len(listed)} sheets")
    return [_read_sheet(book, meta) for meta in listed]


def _read_sheet(book: Any, meta: Any) -> Sheet:
    try:
        cells = book.get_sheet_by_name(meta.name)
        rows = cells.to_python(skip_empty_area=True)
        start = cells.start
        merged = cells.merged_cell_ranges or []
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        raise _problem(error) from error
    areas = tuple((first[0], first[1], last[0], last[1]) for first, last in merged)
    return Sheet(meta.name, _physical(rows, start), meta.visible != VISIBLE, areas)


def _physical(rows: list[list[CellValue]], start: tuple[int, int] | None) -> list[list[CellValue]]:
    top, left = start or (0, 0)
    pad: list[CellValue] = [None] * left
    placed: list[list[CellValue]] = [[] for _ in range(top)]
    placed += [pad + [None if value == "" else value for value in row] for row in rows]
    return placed


def _problem(error: BaseException) -> DecodeError:
    if isinstance(error, python_calamine.PasswordError) or "password" in str(error).lower():
        return encrypted()
    return damaged()
