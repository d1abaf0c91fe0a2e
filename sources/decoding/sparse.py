"""Sheets with a few cells scattered over a vast area: read as if packed together, then put back in their places."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from sources.decoding.archive import Archive
from sources.decoding.problems import Limits, too_large
from sources.decoding.sheet import CellValue, Position, Sheet
from sources.decoding.sheet_xml import name_of, position

_FILLED = re.compile(
    rb"<(?P<prefix>(?:\w+:)?)c(?=[\s>])(?P<attributes>[^>]*?)(?<!/)>(?P<inner>.*?)</(?P=prefix)c>", re.DOTALL
)
_REFERENCE = re.compile(rb"\br=[\"']([A-Za-z]{1,3}\d{1,9})[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)(?:\s[^>]*)?>[^<]")
_DATA = re.compile(rb"<(?:\w+:)?sheetData\b.*</(?:\w+:)?sheetData>|<(?:\w+:)?sheetData\s*/>", re.DOTALL)
_MERGES = re.compile(rb"<(?:\w+:)?mergeCells\b.*?</(?:\w+:)?mergeCells>", re.DOTALL)
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\b[^>]*>")


@dataclass(frozen=True, slots=True)
class Places:
    """Where the rows and columns of a compacted sheet belong, 0-based and ascending."""

    rows: tuple[int, ...]
    cols: tuple[int, ...]


def compacted(archive: Archive, members: list[str], limits: Limits) -> tuple[bytes, dict[str, Places]]:
    """The workbook with the cells of ``members`` moved together (empty ones and merges dropped), and their places.

    Raises DecodeError if even the filled cells span more than the limits allow.
    """
    replaced: dict[str, bytes] = {}
    places: dict[str, Places] = {}
    for member in members:
        replaced[member], places[member] = _compact(archive.read(member), limits)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as packed:
        for name in archive.members:
            packed.writestr(name, replaced.get(name) or archive.read(name))
    return buffer.getvalue(), places


def _compact(xml: bytes, limits: Limits) -> tuple[bytes, Places]:
    cells = dict(_filled_cells(xml))
    rows = tuple(sorted({row for row, _ in cells}))
    cols = tuple(sorted({col for _, col in cells}))
    if len(rows) * len(cols) > limits.cells or (rows and rows[-1] >= limits.rows):
        raise too_large(f"lembar dengan {len(rows):,} baris", f"a sheet of {len(rows):,} rows")
    new_row = {row: index for index, row in enumerate(rows)}
    new_col = {col: index for index, col in enumerate(cols)}
    lines: dict[int, list[bytes]] = {}
    for (row, col), match in sorted(cells.items(), key=lambda item: item[0]):
        reference = b'r="%s"' % name_of((new_row[row], new_col[col])).encode()
        renamed = _REFERENCE.sub(reference, match["attributes"], count=1)
        lines.setdefault(new_row[row], []).append(b"<c " + renamed + b">" + match["inner"] + b"</c>")
    body = b"".join(b'<row r="%d">%s</row>' % (row + 1, b"".join(line)) for row, line in lines.items())
    prefix = next((match["prefix"] for match in cells.values()), b"")
    body = _prefixed(body, prefix)
    data = b"<%ssheetData>%s</%ssheetData>" % (prefix, body, prefix)
    slim = _DIMENSION.sub(b"", _MERGES.sub(b"", xml))
    return _DATA.sub(lambda _: data, slim, count=1), Places(rows, cols)


def _filled_cells(xml: bytes) -> Iterator[tuple[Position, re.Match[bytes]]]:
    for match in _FILLED.finditer(xml):
        reference = _REFERENCE.search(match["attributes"])
        where = position(reference[1]) if reference else None
        if not _VALUE.search(match["inner"]):
            continue
        if where is None:
            raise too_large("sel tanpa alamat di lembar yang sangat luas", "cells without an address in a vast sheet")
        yield where, match


def _prefixed(body: bytes, prefix: bytes) -> bytes:
    if not prefix:
        return body
    return re.sub(rb"<(/?)(row|c)(?=[\s>])", rb"<\g<1>" + prefix + rb"\g<2>", body)


def spread(sheet: Sheet, places: Places) -> None:
    """Put the cells of a compacted sheet back; rows stay as short as their last value, empty ones share one list."""
    nothing: list[CellValue] = []
    height = places.rows[-1] + 1 if places.rows else 0
    rows: list[list[CellValue]] = [nothing] * height
    for index, cells in enumerate(sheet.rows):
        used = [(places.cols[col], value) for col, value in enumerate(cells) if value is not None]
        placed: list[CellValue] = [None] * (used[-1][0] + 1 if used else 0)
        for col, value in used:
            placed[col] = value
        rows[places.rows[index]] = placed
    sheet.rows = rows
