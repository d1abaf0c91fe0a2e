"""OpenDocument spreadsheets: cells by calamine, everything else from one pass over the tags of content.xml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sources.decoding.archive import Archive
from sources.decoding.calamine_cells import open_workbook, read_sheets
from sources.decoding.problems import Limits, encrypted, too_large
from sources.decoding.sheet import Area, NoLayers, Position, Sheet, place_errors
from sources.decoding.workbook_xml import attributes, text_of

_TAG = re.compile(rb"<(/?)table:(table|table-row|table-column|table-cell|covered-table-cell)((?:\s[^>]*?)?)(/?)>")
_LINK = re.compile(rb"table:(?:table-source|cell-range-source)\s[^>]*xlink:href=")
_ERROR_TEXT = re.compile(rb"<text:p[^>]*>\s*(#[A-Z0-9/!?]+|Err:\d+)\s*</text:p>")
_NAMED = re.compile(rb"\btable:(number-columns-repeated|number-rows-repeated)=\"(\d{1,9})\"")
_ODF_REFERENCE = re.compile(r"\[([^\]]*)\]")
MAX_HIDDEN_COLUMNS = 16_384
SMALL_REPEAT = 1_000


@dataclass
class TableTags(NoLayers):
    """What the tags of one table say; implements ``sources.decoding.sheet.Layers``."""

    name: str
    rows: int = 0
    cols: int = 0
    merged: list[Area] = field(default_factory=list)
    errors: dict[Position, str] = field(default_factory=dict)
    found_formulas: dict[Position, str] = field(default_factory=dict)
    percents: set[Position] = field(default_factory=set)
    rows_hidden: set[int] = field(default_factory=set)
    cols_hidden: set[int] = field(default_factory=set)
    links: int = 0

    def has_formulas(self) -> bool:
        """Whether a cell had a formula."""
        return bool(self.found_formulas)

    def formulas(self) -> Mapping[Position, str]:
        """Formulas without their namespace and equals sign."""
        return self.found_formulas

    def hidden_rows(self) -> frozenset[int]:
        """Collapsed or filtered rows."""
        return frozenset(self.rows_hidden)

    def hidden_cols(self) -> frozenset[int]:
        """Collapsed columns."""
        return frozenset(self.cols_hidden)

    def percent_cells(self) -> frozenset[Position]:
        """Cells of value type percentage."""
        return frozenset(self.percents)

    def external_links(self) -> int:
        """Sources outside the document."""
        return self.links


def read_ods(data: bytes, archive: Archive, limits: Limits) -> list[Sheet]:
    """Sheets of an .ods file, errors as ErrorCell, layers attached. Raises DecodeError."""
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise encrypted()
    content = archive.read("content.xml")
    tables = {table.name: table for table in scan(content)}
    for table in tables.values():
        if table.rows * table.cols > limits.cells:
            raise too_large(f"lembar sampai baris {table.rows:,}", f"a sheet reaching row {table.rows:,}")
    sheets = read_sheets(open_workbook(data), limits)
    for sheet in sheets:
        layers = tables.get(sheet.name)
        if layers is not None:
            sheet.layers, sheet.merged = layers, tuple(layers.merged)
            place_errors(sheet.rows, layers.errors)
    return sheets


def scan(content: bytes) -> Iterator[TableTags]:
    """The tables of a document, in order, with the reach of their cells and all their layers."""
    links = len(_LINK.findall(content))
    table: TableTags | None = None
    row = col = column = depth = 0
    repeat = 1
    for match in _TAG.finditer(content):
        closing, kind, raw, empty = match[1], match[2], match[3], match[4]
        if kind == b"table":
            depth += -1 if closing else 0 if empty else 1
            if not closing and depth == 1:
                table = TableTags(text_of(attributes(raw).get(b"table:name", b"")), links=links)
                row = column = 0
            elif closing and depth == 0 and table is not None:
                yield table
                table = None
        elif table is None or depth != 1:
            continue
        elif kind == b"table-column" and not closing:
            column += _column(table, raw, column)
        elif kind == b"table-row":
            if not closing:
                col, repeat = 0, _repeat(raw)
                _row(table, raw, row, repeat)
            if closing or empty:
                row += repeat
        elif not closing:
            inner = b"" if empty else content[match.end() : content.find(b"</table:", match.end())]
            col += _cell(table, raw, inner, (row, col), repeat)


def plain_formula(text: str) -> str:
    """``of:=SUM([.C3:.C9])`` as ``SUM(C3:C9)``."""
    body = text.partition("=")[2]
    return _ODF_REFERENCE.sub(lambda found: found[1].lstrip(".").replace(":.", ":").replace(".", "!"), body)


def _repeat(raw: bytes) -> int:
    match = _NAMED.search(raw)
    return max(1, int(match[2])) if match else 1


def _column(table: TableTags, raw: bytes, column: int) -> int:
    repeat = _repeat(raw)
    if attributes(raw).get(b"table:visibility") in (b"collapse", b"filter"):
        table.cols_hidden.update(range(column + 1, min(column + repeat, MAX_HIDDEN_COLUMNS) + 1))
    return repeat


def _row(table: TableTags, raw: bytes, row: int, repeat: int) -> None:
    if b"visibility" in raw and attributes(raw).get(b"table:visibility") in (b"collapse", b"filter"):
        table.rows_hidden.update(range(row + 1, row + 1 + min(repeat, SMALL_REPEAT)))


def _cell(table: TableTags, raw: bytes, inner: bytes, where: Position, row_repeat: int) -> int:
    """Take note of one cell; returns how many columns it takes."""
    found = attributes(raw)
    repeat = int(found.get(b"table:number-columns-repeated", b"1") or 1)
    if not (found.get(b"office:value-type") or inner.strip()):
        return repeat
    row, col = where
    table.rows, table.cols = max(table.rows, row + row_repeat), max(table.cols, col + repeat)
    spans = [int(found.get(b"table:number-%s-spanned" % side, b"1")) for side in (b"rows", b"columns")]
    if max(spans) > 1:
        table.merged.append((row, col, row + spans[0] - 1, col + spans[1] - 1))
    formula = found.get(b"table:formula")
    error = _ERROR_TEXT.search(inner) if found.get(b"calcext:value-type") == b"error" or formula else None
    for position in ((row, column) for column in range(col, col + min(repeat, SMALL_REPEAT))):
        if formula is not None:
            table.found_formulas[position] = plain_formula(text_of(formula))
        if error:
            table.errors[position] = text_of(error[1])
        if found.get(b"office:value-type") == b"percentage":
            table.percents.add(position)
    return repeat
