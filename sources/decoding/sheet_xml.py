"""The layers of an .xlsx sheet, found by searching the bytes of its XML.

Searching instead of parsing: nothing is ever expanded or fetched, and a sheet without formulas costs one search.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from openpyxl.formula.translate import Translator
from openpyxl.utils.cell import coordinate_to_tuple

from sources.decoding.archive import Archive
from sources.decoding.problems import Limits, too_large
from sources.decoding.sheet import CellValue, ErrorCell, Position

_CELL = re.compile(rb"<(?:\w+:)?c\b((?:[^>\"]|\"[^\"]*\")*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COL = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?f>)", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>(.*?)</(?:\w+:)?v>", re.DOTALL)
_HAS_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_NUMBER_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b([^>]*)>")
_CELL_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?xf>)", re.DOTALL)
_ALIGNMENT = re.compile(rb"<(?:\w+:)?alignment\b([^>]*)>")
BUILT_IN_PERCENT = (b"9", b"10")


def _attributes(raw: bytes) -> dict[bytes, bytes]:
    return {key: double or single for key, double, single in _ATTRIBUTE.findall(raw)}


def _text(raw: bytes) -> str:
    return html.unescape(raw.decode("utf-8", errors="replace"))


class WorkbookXml:
    """What the workbook says of all its sheets: where they are, which formats are percentages, its links."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def check(self, limits: Limits) -> None:
        """Raise DecodeError if a sheet would unfold into more cells than allowed."""
        for member in self.archive.members:
            if "worksheets/" in member and member.endswith(".xml"):
                rows, cols = extent(self.archive.read(member))
                if rows * cols > limits.cells:
                    raise too_large(f"lembar sampai baris {rows:,}", f"a sheet reaching row {rows:,}")

    @cached_property
    def _members(self) -> dict[str, str]:
        book = next(name for name in self.archive.members if name.endswith("workbook.xml"))
        folder, _, file = book.rpartition("/")
        relations = self.archive.read(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        targets: dict[bytes, str] = {}
        for raw in _RELATION.findall(relations):
            found = _attributes(raw)
            target = _text(found.get(b"Target", b""))
            targets[found.get(b"Id", b"")] = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
        members = {}
        for raw in _SHEET.findall(self.archive.read(book)):
            found = _attributes(raw)
            relation = next((value for key, value in found.items() if key.endswith(b":id")), b"")
            members[_text(found.get(b"name", b""))] = targets.get(relation, "")
        return members

    def member_of(self, sheet_name: str) -> str:
        """The archive member holding a sheet; empty if the workbook does not say."""
        return self._members.get(sheet_name, "")

    @cached_property
    def _formats(self) -> tuple[frozenset[bytes], dict[bytes, int]]:
        """Style numbers that show percentages, and indent by style number."""
        folder = next(name for name in self.archive.members if name.endswith("workbook.xml")).rpartition("/")[0]
        styles = self.archive.read(f"{folder}/styles.xml")
        percent = set(BUILT_IN_PERCENT)
        for raw in _NUMBER_FORMAT.findall(styles):
            found = _attributes(raw)
            if b"%" in found.get(b"formatCode", b""):
                percent.add(found.get(b"numFmtId", b""))
        percent_styles, indents = set(), {}
        block = _CELL_FORMATS.search(styles)
        for number, match in enumerate(_FORMAT.finditer(block.group() if block else b"")):
            style = str(number).encode()
            if _attributes(match[1]).get(b"numFmtId") in percent:
                percent_styles.add(style)
            alignment = _ALIGNMENT.search(match[2] or b"")
            indent = _attributes(alignment[1]).get(b"indent", b"0") if alignment else b"0"
            if indent.isdigit() and int(indent):
                indents[style] = int(indent)
        return frozenset(percent_styles), indents

    @property
    def percent_styles(self) -> frozenset[bytes]:
        """Style numbers whose number format shows a percentage."""
        return self._formats[0]

    @property
    def indent_styles(self) -> dict[bytes, int]:
        """Indent level by style number."""
        return self._formats[1]

    @cached_property
    def external_links(self) -> int:
        """Number of other workbooks referred to."""
        links = (name for name in self.archive.members if "externalLinks/" in name and "_rels" not in name)
        return sum(1 for name in links if name.endswith(".xml"))


class SheetXml:
    """Layers of one sheet; implements ``sources.decoding.sheet.Layers``."""

    def __init__(self, workbook: WorkbookXml, member: str) -> None:
        self._workbook = workbook
        self._xml = workbook.archive.read(member) if member else b""

    def _cells(self) -> Iterator[tuple[Position, dict[bytes, bytes], bytes]]:
        """Position, attributes and inner XML of every written cell."""
        row_end, row, col = 0, -1, -1
        rows = _ROW.finditer(self._xml)
        upcoming = next(rows, None)
        for match in _CELL.finditer(self._xml):
            while upcoming is not None and upcoming.start() < match.start():
                number = _attributes(upcoming[1]).get(b"r", b"")
                row, col = int(number) - 1 if number.isdigit() else row + 1, -1
                upcoming = next(rows, None)
            found = _attributes(match[1])
            reference = found.get(b"r")
            if reference:
                row_end, column = coordinate_to_tuple(reference.decode("ascii", errors="replace"))
                row, col = row_end - 1, column - 1
            else:
                col += 1
            yield (row, col), found, match[2] or b""

    def restore_errors(self, rows: list[list[CellValue]]) -> None:
        """Put error texts back where calamine leaves blanks."""
        if b't="e"' not in self._xml and b"t='e'" not in self._xml:
            return
        for (row, col), found, inner in self._cells():
            if found.get(b"t") == b"e":
                value = _VALUE.search(inner)
                _place(rows, row, col, ErrorCell(_text(value[1]) if value else "#VALUE!"))

    def has_formulas(self) -> bool:
        """One search for a formula element."""
        return _HAS_FORMULA.search(self._xml) is not None

    def formulas(self) -> Mapping[Position, str]:
        """Formula texts; a shared formula is translated to each cell that shares it."""
        found: dict[Position, str] = {}
        shared: dict[bytes, tuple[Position, str]] = {}
        for where, _, inner in self._cells():
            match = _FORMULA.search(inner)
            if match is None:
                continue
            attributes, text = _attributes(match[1]), _text(match[2] or b"")
            group = attributes.get(b"si")
            if attributes.get(b"t") == b"shared" and group is not None:
                if text:
                    shared[group] = (where, text)
                elif group in shared:
                    text = _translated(*shared[group], where)
            found[where] = text
        return found

    def hidden_rows(self) -> frozenset[int]:
        """Rows marked hidden or given no height."""
        if b"hidden" not in self._xml and b'ht="0"' not in self._xml:
            return frozenset()
        hidden, number = set(), 0
        for raw in _ROW.findall(self._xml):
            found = _attributes(raw)
            given = found.get(b"r", b"")
            number = int(given) if given.isdigit() else number + 1
            if _is_hidden(found, b"ht"):
                hidden.add(number)
        return frozenset(hidden)

    def hidden_cols(self) -> frozenset[int]:
        """Columns marked hidden or given no width, as far as the sheet is used."""
        hidden: set[int] = set()
        for raw in _COL.findall(self._xml):
            found = _attributes(raw)
            if _is_hidden(found, b"width"):
                first, last = int(found.get(b"min", b"1")), int(found.get(b"max", b"1"))
                hidden.update(range(first, min(last, MAX_COLUMNS) + 1))
        return frozenset(hidden)

    def indents(self) -> Mapping[Position, int]:
        """Indents by the style of each cell."""
        levels = self._workbook.indent_styles
        if not levels:
            return {}
        styled = ((where, found.get(b"s")) for where, found, _ in self._cells())
        return {where: levels[style] for where, style in styled if style in levels}

    def percent_cells(self) -> frozenset[Position]:
        """Cells whose style shows a percentage."""
        styles = self._workbook.percent_styles
        if not styles:
            return frozenset()
        return frozenset(where for where, found, _ in self._cells() if found.get(b"s") in styles)

    def external_links(self) -> int:
        """Links of the whole workbook."""
        return self._workbook.external_links


MAX_COLUMNS = 16_384
_REFERENCES = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Z]+)(\d+)")
_LONG_REFERENCE = re.compile(rb"r=[\"']([A-Z]{2,}\d+|[A-Z]\d{5,})[\"']")


def extent(xml: bytes) -> tuple[int, int]:
    """Rows and columns a sheet's cells reach, by their references (an upper bound)."""
    if _LONG_REFERENCE.search(xml) is None:
        return 9_999, 26
    rows = cols = 1
    for letters, digits in _REFERENCES.findall(xml):
        col = 0
        for letter in letters[:4]:
            col = col * 26 + letter - 64
        cols = max(cols, col)
        rows = max(rows, int(digits[:8]))
    return rows, cols


def _is_hidden(found: dict[bytes, bytes], size: bytes) -> bool:
    return found.get(b"hidden") in (b"1", b"true") or found.get(size) in (b"0", b"0.0")


def _translated(origin: Position, text: str, target: Position) -> str:
    try:
        moved = Translator(f"={text}", _name(origin)).translate_formula(_name(target))
    except (ValueError, TypeError, IndexError):
        return text
    return moved.removeprefix("=")


def _name(where: Position) -> str:
    letters, col = "", where[1] + 1
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{where[0] + 1}"


def _place(rows: list[list[CellValue]], row: int, col: int, value: CellValue) -> None:
    while len(rows) <= row:
        rows.append([])
    cells = rows[row]
    if len(cells) <= col:
        cells.extend([None] * (col + 1 - len(cells)))
    cells[col] = value
