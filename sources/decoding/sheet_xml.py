"""The layers of one .xlsx sheet, found by searching the bytes of its XML; a layer that is absent costs one search."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from sources.decoding.sheet import CellValue, Position, place_errors
from sources.decoding.workbook_xml import WorkbookXml, attributes, text_of

_PREFIX = re.compile(rb"<(\w+:)?worksheet[\s>]")
_REFERENCE = re.compile(rb"([A-Za-z]{1,3})(\d{1,7})")
MAX_COLUMNS = 16_384


class SheetXml:
    """Layers of one sheet; implements ``sources.decoding.sheet.Layers``."""

    def __init__(self, workbook: WorkbookXml, member: str) -> None:
        self._workbook = workbook
        self._xml = workbook.archive.read(member) if member else b""
        found = _PREFIX.search(self._xml, 0, 4096)
        self._tags = _tags((found[1] or b"") if found else b"")

    def restore_errors(self, rows: list[list[CellValue]]) -> None:
        """Put error texts back where calamine leaves blanks."""
        if b't="e"' not in self._xml and not (_has_apostrophe(self._xml) and b"t='e'" in self._xml):
            return
        errors = {}
        for where, found, inner in self._cells(self._tags.cell):
            if found.get(b"t") == b"e":
                value = self._tags.value.search(inner)
                errors[where] = text_of(value[1]) if value else "#VALUE!"
        place_errors(rows, errors)

    def has_formulas(self) -> bool:
        """One search for a formula element, more only where something begins like one."""
        xml, start = self._xml, self._xml.find(self._tags.formula_start)
        return start >= 0 and any(xml.find(opening, start) >= 0 for opening in self._tags.formula_openings)

    def formulas(self) -> Mapping[Position, str]:
        """Formula texts; a shared formula is translated to each cell that shares it."""
        found: dict[Position, str] = {}
        shared: dict[bytes, tuple[Position, str]] = {}
        for where, _, inner in self._cells(self._tags.cell_with_formula):
            match = self._tags.formula.search(inner)
            if match is None:
                continue
            text = text_of(match[2] or b"")
            group = attributes(match[1]).get(b"si") if match[1] else None
            if group is not None:
                if text:
                    shared[group] = (where, text)
                elif group in shared:
                    text = _translated(*shared[group], where)
            found[where] = text
        return found

    def hidden_rows(self) -> frozenset[int]:
        """Rows marked hidden or given no height."""
        if b"hidden=" not in self._xml and b' ht="0"' not in self._xml:
            return frozenset()
        hidden, number = set(), 0
        for raw in self._tags.row.findall(self._xml):
            found = attributes(raw)
            given = found.get(b"r", b"")
            number = int(given) if given.isdigit() else number + 1
            if _is_hidden(found, b"ht"):
                hidden.add(number)
        return frozenset(hidden)

    def hidden_cols(self) -> frozenset[int]:
        """Columns marked hidden or given no width."""
        hidden: set[int] = set()
        for raw in self._tags.col.findall(self._xml, 0, max(0, self._xml.find(self._tags.data_opening))):
            found = attributes(raw)
            first, last = found.get(b"min", b""), found.get(b"max", b"")
            if _is_hidden(found, b"width") and first.isdigit() and last.isdigit():
                hidden.update(range(int(first), min(int(last), MAX_COLUMNS) + 1))
        return frozenset(hidden)

    def indents(self) -> Mapping[Position, int]:
        """Indents by the style of each cell."""
        levels = self._workbook.indent_styles
        styled = self._styled(frozenset(levels))
        return {where: levels[style] for where, style in styled}

    def percent_cells(self) -> frozenset[Position]:
        """Cells whose style shows a percentage."""
        return frozenset(where for where, _ in self._styled(self._workbook.percent_styles))

    def external_links(self) -> int:
        """Links of the whole workbook."""
        return self._workbook.external_links

    def _styled(self, styles: frozenset[bytes]) -> Iterator[tuple[Position, bytes]]:
        if not styles:
            return
        for where, found, _ in self._cells(self._tags.cell_of_styles(styles)):
            style = found.get(b"s", b"")
            if style in styles:
                yield where, style

    def _cells(self, pattern: re.Pattern[bytes]) -> Iterator[tuple[Position, dict[bytes, bytes], bytes]]:
        """Position, attributes and inner XML of the cells matched; counts for itself where references are missing."""
        if not self._tags.has_references(self._xml):
            yield from self._counted()
            return
        for match in pattern.finditer(self._xml):
            found = attributes(match[1])
            where = position(found.get(b"r", b""))
            if where is not None:
                yield where, found, match[2] or b""

    def _counted(self) -> Iterator[tuple[Position, dict[bytes, bytes], bytes]]:
        row = -1
        for chunk in self._tags.row_opening.split(self._xml)[1:]:
            given = attributes(chunk.split(b">", 1)[0]).get(b"r", b"")
            row, col = int(given) - 1 if given.isdigit() else row + 1, -1
            for match in self._tags.cell.finditer(chunk):
                found = attributes(match[1])
                where = position(found.get(b"r", b"")) or (row, col + 1)
                col = where[1]
                yield where, found, match[2] or b""


class _Tags:
    """Patterns for the elements of a sheet written with a given namespace prefix."""

    def __init__(self, prefix: bytes) -> None:
        p = re.escape(prefix)
        self._prefix = p
        self.cell = re.compile(rb"<" + p + rb"c(?=[\s/>])([^>]*?)(?:/>|>(.*?)</" + p + rb"c>)", re.DOTALL)
        self.cell_with_formula = re.compile(
            rb"<" + p + rb"c\s([^>]*?)>(<" + p + rb"f[\s>/].*?)</" + p + rb"c>", re.DOTALL
        )
        self.row = re.compile(rb"<" + p + rb"row\b([^>]*)>")
        self.row_opening = re.compile(rb"<" + p + rb"row(?=[\s>/])")
        self.col = re.compile(rb"<" + p + rb"col\s([^>]*)>")
        self.formula = re.compile(rb"<" + p + rb"f\b([^>]*?)(?:/>|>(.*?)</" + p + rb"f>)", re.DOTALL)
        self.value = re.compile(rb"<" + p + rb"v(?:\s[^>]*)?>(.*?)</" + p + rb"v>", re.DOTALL)
        self.formula_start = b"<" + prefix + b"f"
        self.formula_openings = tuple(self.formula_start + end for end in (b">", b" ", b"/"))
        self.data_opening = b"<" + prefix + b"sheetData"
        self._cell_opening = re.compile(rb"<" + p + rb"c(?=[\s>/])([^>]*)>")

    def has_references(self, xml: bytes) -> bool:
        """Whether cells name their place; judged by the first one."""
        first = self._cell_opening.search(xml)
        return first is None or b"r" in attributes(first[1])

    def cell_of_styles(self, styles: frozenset[bytes]) -> re.Pattern[bytes]:
        """Start tags of cells with one of these style numbers."""
        numbers = b"|".join(sorted(map(re.escape, styles)))
        return re.compile(rb"<" + self._prefix + rb"c\s([^>]*?\bs=[\"'](?:" + numbers + rb")[\"'][^>]*)()>")


def _has_apostrophe(xml: bytes) -> bool:
    """Whether attributes may stand in single quotes, the declaration left out; one mark is found much faster than a
    word."""
    return xml.find(b"'", xml.find(b">")) >= 0


@lru_cache(maxsize=64)
def _tags(prefix: bytes) -> _Tags:
    return _Tags(prefix)


@lru_cache(maxsize=65_536)
def position(reference: bytes) -> Position | None:
    """0-based ``(row, column)`` of a reference such as ``B7``."""
    match = _REFERENCE.fullmatch(reference)
    if match is None or not int(match[2]):
        return None
    col = 0
    for letter in match[1].upper():
        col = col * 26 + letter - 64
    return int(match[2]) - 1, col - 1


def name_of(where: Position) -> str:
    """The reference of a 0-based position: ``(6, 1)`` is ``B7``."""
    letters, col = "", where[1] + 1
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{where[0] + 1}"


def _is_hidden(found: dict[bytes, bytes], size: bytes) -> bool:
    return found.get(b"hidden") in (b"1", b"true") or found.get(size) in (b"0", b"0.0")


def _translated(origin: Position, text: str, target: Position) -> str:
    from openpyxl.formula.translate import Translator  # loaded only where it is needed

    try:
        moved = str(Translator(f"={text}", name_of(origin)).translate_formula(name_of(target)))
    except (ValueError, TypeError, IndexError):
        return text
    return moved.removeprefix("=")
