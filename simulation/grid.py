"""A sheet as rows of cells, and its writers: xlsx, csv and a plain ods."""

from __future__ import annotations

import csv
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

SYNTHETIC = "DATA SINTETIS - dibuat program untuk pengujian, bukan laporan sebenarnya"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the value it had when the workbook was saved."""

    text: str
    value: int | float


Cell = str | int | float | date | Formula | None


@dataclass(slots=True)
class Grid:
    """One sheet. ``merges`` are (first row, first column, last row, last column), zero-based; rows may be ragged."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    header_rows: tuple[int, int] = (0, 0)
    money_columns: frozenset[int] = frozenset()
    hidden_rows: set[int] = field(default_factory=set)
    hidden: bool = False
    wide: int = 3

    def add(self, *cells: Cell) -> int:
        """Append a row; returns its number as people count (from 1)."""
        self.rows.append(list(cells))
        return len(self.rows)


def write_xlsx(path: Path, grids: list[Grid], year: int) -> None:
    """Write a workbook marked SINTETIS, byte for byte the same for the same grids."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "SINTETIS", "comments": SYNTHETIC, "created": datetime(year, 1, 1)})  # noqa: DTZ001
    styles = {
        "head": book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}),
        "title": book.add_format({"bold": True}),
        "money": book.add_format({"num_format": "#,##0"}),
        "date": book.add_format({"num_format": "dd/mm/yyyy"}),
    }
    for grid in grids:
        _sheet(book, grid, styles)
    book.close()


def _sheet(book: xlsxwriter.Workbook, grid: Grid, styles: dict[str, xlsxwriter.format.Format]) -> None:
    sheet = book.add_worksheet(grid.name)
    first, last = grid.header_rows
    sheet.set_column(grid.wide, grid.wide, 50)
    merged = {(m[0], m[1]): m for m in grid.merges}
    money, hidden = styles["money"], grid.hidden_rows
    for r, row in enumerate(grid.rows):
        style = styles["head"] if first <= r <= last else styles["title"] if r < first else None
        for c, value in enumerate(row):
            if value is None:
                continue
            if (r, c) in merged:
                sheet.merge_range(*merged[r, c], value, style)
            elif isinstance(value, str):
                sheet.write_string(r, c, value, style)
            elif isinstance(value, Formula):
                sheet.write_formula(r, c, value.text, money, value.value)
            elif isinstance(value, date):
                sheet.write_datetime(r, c, value, styles["date"])
            else:
                sheet.write_number(r, c, value, style or (money if c in grid.money_columns else None))
        if r in hidden:
            sheet.set_row(r, None, None, {"hidden": True})
    if grid.hidden:
        sheet.hide()


def _plain(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, Formula):
        value = value.value
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float):
        return f"{value:.2f}".replace(".", ",")
    return str(value)


def write_csv(path: Path, grid: Grid, encoding: str = "cp1252") -> None:
    """Write one sheet the way a spreadsheet with Indonesian settings saves it: semicolons, decimal commas."""
    with path.open("w", encoding=encoding, errors="replace", newline="") as handle:
        csv.writer(handle, delimiter=";", lineterminator="\r\n").writerows(
            [[_plain(v) for v in row] for row in grid.rows]
        )


def write_ods(path: Path, grids: list[Grid]) -> None:
    """Write a minimal OpenDocument spreadsheet, with fixed time stamps."""
    tables = "".join(
        f"<table:table table:name={quoteattr(g.name)}>"
        + "".join("<table:table-row>" + "".join(map(_ods_cell, row or [None])) + "</table:table-row>" for row in g.rows)
        + "</table:table>"
        for g in grids
    )
    names = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in names)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    manifest_space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{manifest_space}" '
        f'manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, text, how in (
            ("mimetype", mime, zipfile.ZIP_STORED),
            ("content.xml", content, zipfile.ZIP_DEFLATED),
            ("META-INF/manifest.xml", manifest, zipfile.ZIP_DEFLATED),
        ):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, compress_type=how)


def _ods_cell(value: Cell) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, Formula):
        value = value.value
    if isinstance(value, bool | int | float):
        typed = f'office:value-type="float" office:value="{value}"'
        return f"<table:table-cell {typed}><text:p>{value}</text:p></table:table-cell>"
    return f'<table:table-cell office:value-type="string"><text:p>{escape(_plain(value))}</text:p></table:table-cell>'
