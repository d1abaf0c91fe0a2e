"""Workbooks with the layouts of real forms and invented numbers, and the reader ready to read them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from sources.read_file import ReadDefaults, read_file
from sources.reading import Reading
from sources.receipt import Receipt
from sources.references import References, load_references

RECEIVED = datetime(2025, 12, 1, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def references() -> References:
    return load_references()


def receipt_of(path: Path, name: str | None = None, origin: str | None = None) -> Receipt:
    data = path.read_bytes()
    label = name or path.name
    return Receipt(hashlib.sha256(data).hexdigest(), label, origin or label, len(data), RECEIVED)


@pytest.fixture
def read(references: References) -> Callable[..., Reading]:
    def read_path(
        path: Path, *, name: str | None = None, origin: str | None = None, sender: str | None = None, **defaults: Any
    ) -> Reading:
        receipt = replace(receipt_of(path, name, origin), sender=sender)
        return read_file(path, receipt, references, ReadDefaults(**defaults))

    return read_path


Sheets = dict[str, Sequence[Sequence[Any]]]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write sheets of rows; a text starting with ``=`` becomes a formula, ``(formula, value)`` one with its result."""

    def build(
        sheets: Sheets,
        name: str = "laporan.xlsx",
        merges: dict[str, Sequence[tuple[int, int, int, int]]] | None = None,
        hidden_rows: dict[str, Sequence[int]] | None = None,
    ) -> Path:
        path = tmp_path / name
        book = xlsxwriter.Workbook(path)
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if isinstance(value, tuple):
                        sheet.write_formula(r, c, value[0], None, value[1])
                    elif value is not None:
                        sheet.write(r, c, value)
            for r1, c1, r2, c2 in (merges or {}).get(title, ()):
                sheet.merge_range(r1, c1, r2, c2, rows[r1][c1])
            for r in (hidden_rows or {}).get(title, ()):
                sheet.set_row(r, None, None, {"hidden": True})
        book.close()
        return path

    return build
