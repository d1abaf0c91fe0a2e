"""Fields a document states once, in the lines above its table: its number, the day it takes effect, its version."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from sources.asal import note_quoted
from sources.block_rows import BlockRows
from sources.blocks import Block, is_filled
from sources.cells import parse_date
from sources.convert import EXPECTED, as_sent
from sources.decoding import CellValue, Sheet
from sources.layout import Heading
from sources.personal_text import scrub
from sources.plugs import column_letter
from sources.wording import tokens

_UNFILLED = re.compile(r"[\s.…_:\-–—]*")
_DAY = re.compile(r"\d{1,2}\s*[-/. ]\s*(?:\d{1,2}|[A-Za-z]{3,10})\.?\s*[-/., ]\s*\d{4}|\d{4}-\d{1,2}-\d{1,2}")
_COLON = re.compile(r"\s*[:=]")
_NEXT_LABEL = re.compile(r"\s*[,;]?\s*\b(?:tanggal|tgl)\b.*$", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a heading says of one field: the cell (``A5``), its row (1-based), the words, the value; None unreadable.

    Cell and row are "" and 0 where the name of the sheet or file says it.
    """

    name: str
    sel: str
    row: int
    sent: str
    value: Any


def fill_from_heading(rows: BlockRows) -> None:
    """Give every row without a cell of its own for a field what the document's heading states, with that cell."""
    for stated in read_stated(rows.place.sheet, rows.block, rows.into.receipt.name, rows.layout.headings):
        if stated.value is None:
            _unreadable(rows, stated)
            continue
        own = rows.cells.get(stated.name)
        column = rows.columns.setdefault(stated.name, [None] * len(rows.kinds))
        for index in range(len(rows.kinds)):
            if column[index] is None and (own is None or own[index] is None):
                column[index] = stated.value
                if stated.sel:
                    note_quoted(rows.asal[index], stated.name, stated.sel, stated.sent)


def read_stated(sheet: Sheet, block: Block, name: str, headings: Sequence[Heading]) -> list[Stated]:
    """For each field the first line above the table that states it, readable ones first; ``name`` is the file's."""
    found = []
    for heading in headings:
        if heading.choices:
            found += _chosen(sheet, block.titles, name, heading)
            continue
        read = [stated for row in block.titles for stated in _in_row(sheet.rows[row], row, heading)]
        best = next((stated for stated in read if stated.value is not None), read[0] if read else None)
        if best is not None:
            found.append(best)
    return found


def _in_row(cells: Sequence[CellValue], row: int, heading: Heading) -> list[Stated]:
    filled = [(col, value) for col, value in enumerate(cells) if is_filled(value)]
    found = []
    for order, (col, value) in enumerate(filled):
        match = heading.label.search(value) if isinstance(value, str) else None
        if match is None or not isinstance(value, str):
            continue
        rest: CellValue = value[match.end() :].lstrip(" \t:=")
        if not rest:
            following = [(c, v) for c, v in filled[order + 1 :] if not (isinstance(v, str) and v.strip() in (":", "="))]
            if not following:
                continue
            col, rest = following[0]
            rest = rest.lstrip(" :=") if isinstance(rest, str) else rest
        elif not _COLON.match(value[match.end() :]) and (heading.kind != "date" or _value(rest, "date") is None):
            continue
        if isinstance(rest, str) and _UNFILLED.fullmatch(rest):
            continue
        sent = scrub(as_sent(rest).strip())
        found.append(Stated(heading.name, f"{column_letter(col)}{row + 1}", row + 1, sent, _value(rest, heading.kind)))
    return found


def _chosen(sheet: Sheet, titles: Sequence[int], name: str, heading: Heading) -> list[Stated]:
    """The first choice that a title, two titles in a row, the sheet's or the file's name has all words of."""
    cells = [(row, col, v) for row in titles for col, v in enumerate(sheet.rows[row]) if isinstance(v, str)]
    lines = [(f"{column_letter(col)}{row + 1}", row + 1, text.strip()) for row, col, text in cells if text.strip()]
    lines += [(sel, row, f"{text} {after}") for (sel, row, text), (_, _, after) in pairwise(lines)]
    lines += [("", 0, sheet.name), ("", 0, name)]
    stated = [(sel, row, text, frozenset(tokens(text))) for sel, row, text in lines]
    if any(words & heading.without for sel, _, _, words in stated if sel):
        return []
    for meaning, option in heading.choices:
        for sel, row, text, words in stated:
            if meaning <= words:
                return [Stated(heading.name, sel, row, scrub(text), option)]
    return []


def _value(rest: CellValue, kind: str) -> str | date | None:
    if kind != "date":
        return scrub(_NEXT_LABEL.sub("", as_sent(rest)).strip(" ,;")) or None
    if isinstance(rest, datetime | date):
        return parse_date(rest).value
    whole = parse_date(rest).value
    if whole is not None or not isinstance(rest, str):
        return whole
    inside = _DAY.search(rest)
    return parse_date(inside[0]).value if inside else None


def _unreadable(rows: BlockRows, stated: Stated) -> None:
    identity = rows.place.identity
    rows.into.issue(
        "nilai_tak_terbaca", lembar=rows.place.lembar, baris=stated.row, sel=stated.sel,
        dataset=rows.layout.dataset, kolom=stated.name, nilai=stated.sent,
        harapan=f"{EXPECTED['date']}, pada judul di atas tabel", kode_opd=identity.kode_opd, tahun=identity.tahun,
        bulan=identity.bulan, triwulan=identity.triwulan,
    )  # fmt: skip
