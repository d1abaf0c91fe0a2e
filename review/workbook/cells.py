"""Colouring cells of a sheet by changing their style numbers in its XML; nothing else of the sheet moves."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from review.workbook.package import NotEditableError, prefix_of
from sources.decoding.sheet import Position
from sources.decoding.sheet_xml import name_of, position
from sources.decoding.workbook_xml import attributes

Restyle = Callable[[int], int]
"""From the number of a cell's style to the number of its clone."""


def restyle(xml: bytes, wanted: Mapping[Position, Restyle]) -> bytes:
    """The sheet with the cells at 0-based ``wanted`` restyled; a blank cell without an element gets one.

    Raises NotEditableError where rows or cells do not say where they are. A row that is not there stays away.
    """
    if not wanted:
        return xml
    p = prefix_of(xml, "worksheet")
    by_row: dict[int, dict[int, Restyle]] = {}
    for (row, col), change in wanted.items():
        by_row.setdefault(row, {})[col] = change
    rows = re.compile(rb"<" + p + rb"row\b([^>]*?)(?:/>|>(.*?)</" + p + rb"row>)", re.DOTALL)

    def changed(found: re.Match[bytes]) -> bytes:
        number = attributes(found[1]).get(b"r", b"")
        if not number.isdigit():
            raise NotEditableError("rows without numbers")
        cells = by_row.get(int(number) - 1)
        return found[0] if cells is None else _row(found, int(number) - 1, cells, p)

    return rows.sub(changed, xml)


def recolour(xml: bytes, styles: Collection[int], change: Restyle) -> bytes:
    """The sheet with every cell that has one of ``styles`` restyled."""
    if not styles:
        return xml
    p = prefix_of(xml, "worksheet")
    numbers = b"|".join(str(style).encode() for style in sorted(styles))
    cell = re.compile(rb"(<" + p + rb'c\s(?:[^>]*?\s)?s=")(' + numbers + rb')(")')
    return cell.sub(lambda found: found[1] + str(change(int(found[2]))).encode() + found[3], xml)


def _row(found: re.Match[bytes], row: int, wanted: dict[int, Restyle], p: bytes) -> bytes:
    head = re.sub(rb'\sspans="[^"]*"', b"", found[1].rstrip().removesuffix(b"/"))
    default = attributes(head).get(b"s", b"0")
    left = dict(wanted)
    pieces: list[bytes] = []
    at = 0
    inner = found[2] or b""
    for cell in re.finditer(rb"<" + p + rb"c(?=[\s/>])([^>]*?)(/?)>", inner):
        named = attributes(cell[1])
        where = position(named.get(b"r", b""))
        if where is None:
            raise NotEditableError("cells without references")
        for col in sorted(col for col in left if col < where[1]):
            pieces += [inner[at : cell.start()], _blank((row, col), left.pop(col), default, p)]
            at = cell.start()
        change = left.pop(where[1], None)
        if change is not None:
            style = str(change(int(named.get(b"s", b"0")))).encode()
            pieces += [inner[at : cell.start()], _styled(cell, style, p)]
            at = cell.end()
    pieces.append(inner[at:])
    pieces += [_blank((row, col), left[col], default, p) for col in sorted(left)]
    return b"<" + p + b"row" + head + b">" + b"".join(pieces) + b"</" + p + b"row>"


def _styled(cell: re.Match[bytes], style: bytes, p: bytes) -> bytes:
    kept = re.sub(rb"\ss=(?:\"[^\"]*\"|'[^']*')", b"", cell[1].rstrip())
    return b"<" + p + b"c" + kept + b' s="' + style + b'"' + cell[2] + b">"


def _blank(where: Position, change: Restyle, default: bytes, p: bytes) -> bytes:
    style = change(int(default) if default.isdigit() else 0)
    return b"<" + p + f'c r="{name_of(where)}" s="{style}"/>'.encode()
