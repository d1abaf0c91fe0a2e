"""HTML tables, which web applications like to send under the name of a workbook."""

from __future__ import annotations

from html.parser import HTMLParser

from sources.decoding.delimited import decode_text
from sources.decoding.problems import Limits, damaged, not_a_workbook, too_large
from sources.decoding.sheet import Area, CellValue, Sheet

MAX_SPAN = 1000


def read_html(data: bytes, name: str, limits: Limits) -> list[Sheet]:
    """One sheet of str cells: the outermost tables one below the other, spans kept as merged areas."""
    reader = _Tables(limits)
    try:
        reader.feed(decode_text(data))
        reader.close()
    except AssertionError as error:
        raise damaged("HTML") from error
    if not reader.seen:
        raise not_a_workbook()
    return [Sheet(name, reader.rows, merged=tuple(reader.merged))]


class _Tables(HTMLParser):
    """Collects cells row by row; a cell nested in another belongs to the outer one's text."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[CellValue]] = []
        self.merged: list[Area] = []
        self.seen = False
        self._limits = limits
        self._cells = 0
        self._depth = 0
        self._text: list[str] | None = None
        self._span = (1, 1)
        self._muted = 0
        self._taken: set[tuple[int, int]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open rows and cells of outermost tables."""
        if tag == "table":
            self._depth += 1
            self.seen = True
        elif tag in ("script", "style"):
            self._muted += 1
        elif tag == "br" and self._text is not None:
            self._text.append("\n")
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
            if not self.rows:
                self.rows.append([])
            found = dict(attrs)
            self._span = (_span(found.get("rowspan")), _span(found.get("colspan")))
            self._text = []

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened; stray end tags are ignored."""
        if tag == "table" and self._depth:
            if self._depth == 1:
                self._end_cell()
            self._depth -= 1
        elif tag in ("script", "style"):
            self._muted = max(0, self._muted - 1)
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        """Text inside a cell."""
        if self._text is not None and not self._muted:
            self._text.append(data)

    def _end_cell(self) -> None:
        if self._text is None:
            return
        text = "".join(self._text).strip()
        self._text = None
        row, cells = len(self.rows) - 1, self.rows[-1]
        while (row, len(cells)) in self._taken:
            cells.append(None)
        height, width = self._span
        col = len(cells)
        cells.append(text or None)
        cells.extend([None] * (width - 1))
        self._cells += width
        if self._cells > self._limits.cells:
            raise too_large(f"lebih dari {self._limits.cells:,} sel", f"more than {self._limits.cells:,} cells")
        if height > 1 or width > 1:
            self.merged.append((row, col, row + height - 1, col + width - 1))
            below = range(row + 1, row + height)
            self._taken.update((r, c) for r in below for c in range(col, col + width))


def _span(value: str | None) -> int:
    return min(int(value), MAX_SPAN) if value and value.strip().isdecimal() and int(value) > 0 else 1
