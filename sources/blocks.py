"""A sheet cut into blocks: each a heading, a header, and the rows below it up to the next heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sources.decoding import CellValue, Sheet
from sources.header import Run, find_run, is_column_number_row
from sources.layout import Layouts
from sources.recognise import Match, recognise

HEADING_ROWS = 20

_MONTH_WORDS = (
    r"januari|februari|pebruari|maret|april|mei|juni|juli|agustus|september|oktober|nopember|november|desember"
)
SIGNATURE = re.compile(
    r"^\W*(?:mengetahui|menyetujui|disetujui|diketahui|diperiksa|dibuat oleh|n\.?\s?i\.?\s?p\b|"
    r"kepala\s+(?:dinas|badan|bagian|bidang|sub|kantor|satuan|opd|skpd)|kepala\W*$|camat\b|lurah\b|direktur\b|inspektur\b|"
    r"pengguna anggaran|kuasa pengguna|bendahara|pejabat\b|pptk\b|sekretaris\b|a\.?n\.?\s+(?:kepala|camat|bupati)|"
    r"plt\.?\s|plh\.?\s|bupati\b|tertanda\b|ttd\b|pembina\b|penata\b|"
    rf"[a-z][a-z .]{{2,30}},\s*(?:tanggal|tgl)?\s*[\d.…_ ]{{0,12}}\s*(?:{_MONTH_WORDS}|[.…_]{{2,}})[\s.…_]*"
    r"(?:20\d\d|[.…_]*)\s*$)",
    re.IGNORECASE,
)
"""Beginnings of the lines that make up a signature block."""


@dataclass(slots=True)
class Block:
    """Rows are 0-based. ``titles`` stand above the header, ``repeats`` are the header printed again further down."""

    match: Match
    titles: list[int]
    header: list[int]
    numbers: frozenset[int]
    body: list[int]
    repeats: set[int] = field(default_factory=set)


def is_filled(value: CellValue) -> bool:
    """Whether a cell shows something."""
    return value is not None and not (isinstance(value, str) and not value.strip())


def line_of(cells: Sequence[CellValue]) -> str:
    """The texts and numbers of a row as one line of running text."""
    return " ".join(_shown(value) for value in cells if is_filled(value))


def _shown(value: CellValue) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def find_blocks(sheet: Sheet, filled: list[int], name: str, layouts: Layouts) -> tuple[list[Block], Run | None]:
    """The blocks of a sheet whose non-empty rows are ``filled``; and the first header-like rows not recognised."""
    found: list[tuple[Run, Match]] = []
    strange: Run | None = None
    start = 0
    while (run := find_run(sheet, start, layouts.vocabulary)) is not None:
        heading = " ".join(
            line_of(sheet.rows[row])[:300] for row in range(max(start, run.first - HEADING_ROWS), run.first)
        )
        match = recognise(sheet, run, f"{heading} {sheet.name} {name}", layouts)
        if match is None:
            strange = strange or run
            start = run.last + 1
        else:
            found.append((run, match))
            start = match.last + 1
    return _cut(sheet, filled, found), strange


def _cut(sheet: Sheet, filled: list[int], found: list[tuple[Run, Match]]) -> list[Block]:
    blocks: list[Block] = []
    begin = 0
    for order, (run, match) in enumerate(found):
        header = [row for row in filled if match.first <= row <= match.last or row in run.numbers]
        first = header[0]
        titles = _titles(sheet, [row for row in filled if begin <= row < first], bool(blocks))
        end = found[order + 1][1].first if order + 1 < len(found) else len(sheet.rows)
        body = [row for row in filled if match.last < row < end and row not in run.numbers]
        if blocks and not titles and _same(blocks[-1].match, match):
            last = blocks[-1]
            last.repeats.update(header)
            last.body = sorted({*last.body, *header, *body})
        else:
            if blocks:
                taken = {*titles, *header}
                blocks[-1].body = [row for row in blocks[-1].body if row not in taken]
            blocks.append(Block(match, titles, header, run.numbers, body))
        begin = match.last + 1
    return blocks


def _same(first: Match, second: Match) -> bool:
    return first.layout.name == second.layout.name and first.columns == second.columns


def _titles(sheet: Sheet, above: list[int], later: bool) -> list[int]:
    """Rows that head the table below them; for a later block only those after the last row of the table before."""
    if not later:
        return above
    titles: list[int] = []
    for row in reversed(above):
        cells = [value for value in sheet.rows[row] if is_filled(value)]
        texts = [value for value in cells if isinstance(value, str)]
        if len(cells) > 4 or len(texts) < len(cells) - 1 or not texts or _CODE_START.match(texts[0]):
            break
        if any(SIGNATURE.match(text) or _NAME_LINE.search(text) for text in texts) or _TOTAL_START.match(texts[0]):
            break
        titles.append(row)
    return _known_titles(sheet, titles[::-1])


_CODE_START = re.compile(r"\s*[\dX]\.[\dX]")
_TOTAL_START = re.compile(r"\W*(?:grand\s+|sub\s*)?(?:jumlah|total)\b", re.IGNORECASE)
_NAME_LINE = re.compile(r"\bNIP\b|,\s*(?:S|M)\.\s?\w+|\b(?:Drs|Dra|Ir|dr|Hj?)\.\s")
_TITLE = re.compile(
    r"\b(?:laporan|realisasi|rekap|daftar|register|data|formulir|evaluasi|pemerintah|skpd|opd|unit|perangkat|bulan|periode|"
    r"triwulan|tahun|keadaan|anggaran|kecamatan|dinas|badan|s\.?d\.?|tabel)\b",
    re.IGNORECASE,
)


def _known_titles(sheet: Sheet, titles: list[int]) -> list[int]:
    """Leave out leading lines that say nothing a heading says (names under a signature, stray notes)."""
    for at, row in enumerate(titles):
        if _TITLE.search(line_of(sheet.rows[row])):
            return titles[at:]
    return []


def number_rows(sheet: Sheet, block: Block) -> set[int]:
    """Rows of a block that only number its columns."""
    near = [row for row in block.body[:2] if is_column_number_row(sheet.rows[row])]
    return {*block.numbers, *near}
