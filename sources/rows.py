"""What each row below a header is: a leaf, a sum, a footer, a signature, a note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sources.blocks import SIGNATURE, Block, is_filled, number_rows
from sources.cells.codes import NO_CODE, CodeRead, split_code
from sources.convert import accounts, as_sent, codes
from sources.decoding import CellValue, Sheet
from sources.layout import Field, Footer
from sources.wording import tokens

TOTAL = re.compile(
    r"^\W*(?P<sub>sub\s*-?\s*)?(?:grand\s+)?(?P<word>jumlah|total)\b(?!\s+(?:penduduk|orang|peserta))", re.I
)
FIGURES = frozenset({"money", "percent", "quantity", "number", "count"})
MIN_DENSE = 3


@dataclass(slots=True)
class RowKind:
    """One non-empty row: ``peran`` for the trace, ``alasan`` where no table row comes of it, its code and footer."""

    row: int
    peran: str
    alasan: str | None = None
    code: CodeRead = NO_CODE
    words: str | None = None
    footer: Footer | None = None
    is_fact: bool = False


@dataclass(frozen=True, slots=True)
class Places:
    """Columns of a block by what they are good for."""

    code: tuple[int, ...]
    account: bool
    text: int | None
    indicator: int | None
    figures: tuple[int, ...]
    mapped: tuple[int, ...]


def places_of(columns: Sequence[tuple[Field, tuple[int, ...]]]) -> Places:
    """Where code, words and figures of a block are."""
    code: tuple[int, ...] = ()
    account = False
    text = indicator = None
    figures: list[int] = []
    mapped: list[int] = []
    for spec, cols in columns:
        if spec.kind in ("ignore", "drop"):
            continue
        mapped.extend(cols)
        if spec.name == "kode" or (spec.kind == "account" and not code):
            code, account = cols, spec.kind == "account"
        elif spec.name == "uraian" or (text is None and spec.kind == "text" and spec.required):
            text = cols[0]
        if spec.name == "indikator":
            indicator = cols[0]
        if spec.kind in FIGURES:
            figures.extend(cols)
    return Places(code, account, text, indicator, tuple(figures), tuple(mapped))


def classify(sheet: Sheet, block: Block, tahun: int | None) -> list[RowKind]:
    """The kind of every row of ``block.body``, in order."""
    layout = block.match.layout
    places = places_of(block.match.columns)
    numbers = number_rows(sheet, block)
    reads = _codes(sheet, block, places, tahun)
    kinds: list[RowKind] = []
    signing = False
    for row, code in zip(block.body, reads, strict=True):
        cells = sheet.rows[row]
        if row in block.repeats:
            kinds.append(RowKind(row, "nomor_kolom" if row in numbers else "kepala", "kepala tabel yang berulang"))
            continue
        if row in numbers:
            kinds.append(RowKind(row, "nomor_kolom", "baris nomor kolom"))
            continue
        if layout.roles == "none":
            kinds.append(RowKind(row, "catatan", "data pribadi tidak disimpan"))
            continue
        kind = _kind(row, cells, code, places, block, signing)
        signing = kind.peran == "tanda_tangan" or (signing and not kind.is_fact)
        kinds.append(kind)
    _settle_totals(kinds)
    return kinds


def _codes(sheet: Sheet, block: Block, places: Places, tahun: int | None) -> list[CodeRead]:
    if not places.code:
        return [NO_CODE] * len(block.body)
    parts = [[_at(sheet.rows[row], col) for col in places.code] for row in block.body]
    return accounts(parts) if places.account else codes(parts, tahun)


def _at(cells: Sequence[CellValue], col: int) -> CellValue:
    value = cells[col] if col < len(cells) else None
    return value if is_filled(value) else None


def _kind(row: int, cells: Sequence[CellValue], code: CodeRead, places: Places, block: Block, signing: bool) -> RowKind:
    words = None
    if code.code is None and places.text is not None and not places.account:
        text = _at(cells, places.text)
        if isinstance(text, str) and text[:1] in "123456789Xx ":
            code, rest = split_code(text)
            words = rest or None if code.code else None
    if code.code is not None:
        return RowKind(row, "rinci", None, code, words, is_fact=True)
    return _without_code(row, cells, places, block, signing)


def _without_code(row: int, cells: Sequence[CellValue], places: Places, block: Block, signing: bool) -> RowKind:
    layout = block.match.layout
    shown = [value for value in cells if is_filled(value)]
    lead = next((value for value in shown if isinstance(value, str)), "")
    figures = any(_is_figure(_at(cells, col)) for col in places.figures)
    dense = figures and sum(is_filled(_at(cells, col)) for col in places.mapped) >= MIN_DENSE
    footer = _footer(lead, layout.footers) if layout.footers else None
    if footer is not None:
        return RowKind(row, "kaki", "baris kaki", footer=footer)
    total = next((found for value in shown[:4] if isinstance(value, str) and (found := TOTAL.match(value))), None)
    if total is not None and figures:
        return RowKind(row, "subtotal" if total["sub"] else "total", None, is_fact=True)
    if not dense and (signing or any(isinstance(value, str) and SIGNATURE.match(value) for value in shown)):
        return RowKind(row, "tanda_tangan", "blok tanda tangan")
    if layout.roles == "indicator":
        fact = dense or (places.indicator is not None and is_filled(_at(cells, places.indicator)) and len(shown) > 1)
    elif layout.needs_code:
        fact = figures
    else:
        fact = sum(is_filled(_at(cells, col)) for col in places.mapped) >= 2
    if fact:
        return RowKind(row, "rinci", None, is_fact=True)
    return RowKind(row, "catatan", "keterangan tanpa kode dan angka")


def _is_figure(value: CellValue) -> bool:
    if isinstance(value, str):
        return any(mark.isdigit() for mark in value) and len(value) < 60 and not SIGNATURE.match(value)
    return value is not None and not isinstance(value, bool)


def _footer(lead: str, footers: Sequence[Footer]) -> Footer | None:
    if not lead:
        return None
    head = frozenset(tokens(lead[:160].split(":")[0]))
    return next((footer for footer in footers if any(start <= head for start in footer.starts)), None)


def _settle_totals(kinds: list[RowKind]) -> None:
    """A line called total with more leaves below it is a subtotal."""
    leaves_below = False
    for kind in reversed(kinds):
        if kind.peran == "total" and leaves_below:
            kind.peran = "subtotal"
        elif kind.peran == "rinci":
            leaves_below = True


def text_of(cells: Sequence[CellValue], col: int | None) -> str:
    """The text of a cell, empty where there is none."""
    return as_sent(_at(cells, col)).strip() if col is not None else ""
