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


def find_plugs(sheet: Sheet, sums: Sequence[int], rows: Iterable[int], columns: Sequence[int]) -> Plugs:
    """Look at the sum rows (``sums``), all table ``rows`` (0-based) and the figure ``columns`` of one block."""
    if not sheet.has_formulas:
        return NONE
    formulas = sheet.formulas
    plugged: dict[tuple[int, int], None] = {}
    total = 0
    for col in columns:
        computed = [row for row in sums if (row, col) in formulas]
        total += len(computed)
        if computed:
            typed = [row for row in sums if (row, col) not in formulas and isinstance(sheet.at(row, col), float)]
            plugged.update(dict.fromkeys((row, col) for row in typed))
    wanted = set(columns)
    for row in rows:
        plugged.update(dict.fromkeys((row, col) for col in wanted if _BACKED_OUT.match(formulas.get((row, col), ""))))
    named = ", ".join(f"{column_letter(col)}{row + 1}" for row, col in sorted(plugged)[:MAX_NAMED])
    return Plugs(total, len(plugged), named or None)


def column_letter(col: int) -> str:
    """Letters of a 0-based column."""
    letters = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
