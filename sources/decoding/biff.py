"""The records of an old binary workbook (BIFF8) that calamine does not pass on: errors, formulas, what is hidden."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sources.decoding.problems import encrypted
from sources.decoding.sheet import NoLayers, Position

BOF, EOF, FILEPASS, SHEET, FORMAT, XF, SUPBOOK = 0x809, 0x0A, 0x2F, 0x85, 0x41E, 0xE0, 0x1AE
ROW, COLUMNS, BOOL_OR_ERROR, FORMULA, MANY_RK = 0x208, 0x7D, 0x205, 0x06, 0xBD
SINGLE_CELLS = (0x203, 0x204, 0xD6, 0x27E, 0xFD, FORMULA, BOOL_OR_ERROR)
DIMENSIONS = 0x200
ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
BUILT_IN_PERCENT = (9, 10)
WORKSHEET = 0


@dataclass
class SheetRecords(NoLayers):
    """What the records of one sheet say; implements ``sources.decoding.sheet.Layers``.

    ``rows`` and ``cols`` are how far its cells reach, ``claimed`` the area its DIMENSIONS record announces.
    Formula texts are not decoded: they are given as empty strings, so that formulas can be counted and placed.
    """

    errors: dict[Position, str] = field(default_factory=dict)
    found_formulas: dict[Position, str] = field(default_factory=dict)
    percents: set[Position] = field(default_factory=set)
    indented: dict[Position, int] = field(default_factory=dict)
    rows_hidden: set[int] = field(default_factory=set)
    cols_hidden: set[int] = field(default_factory=set)
    links: int = 0
    rows: int = 0
    cols: int = 0
    claimed: int = 0

    def has_formulas(self) -> bool:
        """Whether a cell holds a formula."""
        return bool(self.found_formulas)

    def formulas(self) -> Mapping[Position, str]:
        """Where formulas are; their texts stay empty."""
        return self.found_formulas

    def hidden_rows(self) -> frozenset[int]:
        """Rows of no height."""
        return frozenset(self.rows_hidden)

    def hidden_cols(self) -> frozenset[int]:
        """Hidden columns."""
        return frozenset(self.cols_hidden)

    def indents(self) -> Mapping[Position, int]:
        """Indents by cell."""
        return self.indented

    def percent_cells(self) -> frozenset[Position]:
        """Cells whose format shows a percentage."""
        return frozenset(self.percents)

    def external_links(self) -> int:
        """Other workbooks referred to."""
        return self.links


def read_records(stream: bytes) -> list[SheetRecords]:
    """One entry per worksheet in workbook order. Raises DecodeError if the stream is encrypted."""
    starts, formats, styles, links = [], {}, [], 0
    for kind, body in _records(stream, 0):
        if kind == FILEPASS:
            raise encrypted()
        if kind == SHEET and len(body) >= 6 and body[5] == WORKSHEET:
            starts.append(struct.unpack_from("<I", body)[0])
        elif kind == FORMAT and len(body) > 5:
            formats[struct.unpack_from("<H", body)[0]] = body[5:]
        elif kind == XF and len(body) >= 10:
            styles.append((struct.unpack_from("<H", body, 2)[0], body[8] & 0x0F))
        elif kind == SUPBOOK and len(body) > 4:
            links += 1
    percent = {number for number, text in formats.items() if b"%" in text} | set(BUILT_IN_PERCENT)
    percent_styles = {index for index, (number, _) in enumerate(styles) if number in percent}
    indents = {index: indent for index, (_, indent) in enumerate(styles) if indent}
    return [_sheet(stream, start, percent_styles, indents, links) for start in starts]


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Records from ``at`` to the end of its substream (embedded charts included)."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
        depth += (kind == BOF) - (kind == EOF)
        if depth <= 0:
            return


def _sheet(stream: bytes, start: int, percent_styles: set[int], indents: Mapping[int, int], links: int) -> SheetRecords:
    sheet = SheetRecords(links=links)
    for kind, body in _records(stream, start):
        if kind == ROW and len(body) >= 16:
            if body[12] & 0x20:
                sheet.rows_hidden.add(struct.unpack_from("<H", body)[0] + 1)
        elif kind == COLUMNS and len(body) >= 10:
            first, last, _, _, options = struct.unpack_from("<5H", body)
            if options & 1:
                sheet.cols_hidden.update(range(first + 1, min(last, 255) + 2))
        elif kind == DIMENSIONS and len(body) >= 12:
            top, bottom, left, right = struct.unpack_from("<IIHH", body)
            sheet.claimed = max(0, bottom - top + 1) * max(0, right - left + 1)
        elif kind in SINGLE_CELLS and len(body) >= 8:
            row, col, style = struct.unpack_from("<3H", body)
            sheet.rows, sheet.cols = max(sheet.rows, row + 1), max(sheet.cols, col + 1)
            _styled(sheet, (row, col), style, percent_styles, indents)
            _content(sheet, (row, col), kind, body)
        elif kind == MANY_RK and len(body) >= 6:
            row, first = struct.unpack_from("<2H", body)
            sheet.rows, sheet.cols = max(sheet.rows, row + 1), max(sheet.cols, first + len(body) // 6)
            for offset, at in enumerate(range(4, len(body) - 5, 6)):
                style = struct.unpack_from("<H", body, at)[0]
                _styled(sheet, (row, first + offset), style, percent_styles, indents)
    return sheet


def _styled(sheet: SheetRecords, where: Position, style: int, percents: set[int], indents: Mapping[int, int]) -> None:
    if style in percents:
        sheet.percents.add(where)
    if style in indents:
        sheet.indented[where] = indents[style]


def _content(sheet: SheetRecords, where: Position, kind: int, body: bytes) -> None:
    if kind == FORMULA and len(body) >= 14:
        sheet.found_formulas[where] = ""
        if body[12:14] == b"\xff\xff" and body[6] == 2:
            sheet.errors[where] = ERRORS.get(body[8], "#VALUE!")
    elif kind == BOOL_OR_ERROR and body[7]:
        sheet.errors[where] = ERRORS.get(body[6], "#VALUE!")
