"""Totals that are typed where formulas belong, and formulas that back one part out of a typed sum."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sources.decoding import Sheet

_BACKED_OUT = re.compile(r"^\s*\+?\s*-?\d[\d.,]{2,}(?:\s*[-+]\s*\$?[A-Z]{1,3}\$?\d+)*\s*-\s*\$?[A-Z]{1,3}\$?\d+.*$")
MAX_NAMED = 20


@dataclass(frozen=True, slots=True)
class Plugs:
    """``total``: sum cells that are formulas; ``plugged``: cells typed or backed out; ``cells`` names them."""

    total: int
    plugged: int
    cells: str | None


NONE = Plugs(0, 0, None)


def find_plugs(sheet: Sheet, sums: Sequence[tuple[int, int]], rows: Iterable[int], columns: Sequence[int]) -> Plugs:
    """Look at the sum rows (``sums``: 0-based row, level), all table ``rows`` and the figure ``columns`` of one block.

    A typed sum is a plug where most sums of its own level in that column, or most of its own row in columns that are
    summed elsewhere, are formulas: some forms compute one level only, which is no plug.
    """
    if not sheet.has_formulas:
        return NONE
    formulas = sheet.formulas
    computed = {(row, col) for row, _ in sums for col in columns if (row, col) in formulas}
    plugged: dict[tuple[int, int], None] = {}
    for row, level in sums:
        peers = [other for other, its in sums if its == level and other != row]
        summed = [col for col in columns if any((other, col) in computed for other, _ in sums)]
        in_row = sum((row, col) in computed for col in summed)
        for col in summed:
            if (row, col) in computed or not isinstance(sheet.at(row, col), float):
                continue
            alike = sum((other, col) in computed for other in peers)
            if (peers and 2 * alike > len(peers)) or 2 * in_row > len(summed):
                plugged[row, col] = None
    wanted = set(columns)
    for row in rows:
        plugged.update(dict.fromkeys((row, col) for col in wanted if _BACKED_OUT.match(formulas.get((row, col), ""))))
    named = ", ".join(f"{column_letter(col)}{row + 1}" for row, col in sorted(plugged)[:MAX_NAMED])
    return Plugs(len(computed), len(plugged), named or None)


def column_letter(col: int) -> str:
    """Letters of a 0-based column."""
    letters = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
