"""Finding header rows in a sheet and flattening them, merged or not, into one path of texts per column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sources.decoding import CellValue, Sheet
from sources.wording import Vocabulary

MAX_HEADER_ROWS = 8
MAX_HEADER_TEXT = 260
Path = tuple[str, ...]

_COLUMN_NUMBER = re.compile(r"^\(?\s*(\d{1,2})\s*[a-z]?\s*\)?\.?$", re.IGNORECASE)
_COLUMN_FORMULA = re.compile(r"^\(?\s*(\d{1,2})?\s*[a-z]?\s*\)?\s*[=:]\s*[\d\s()+\-*/x:%.,\[\]a-z]+$", re.IGNORECASE)
_COLUMN_RATIO = re.compile(r"^\(?[\s(]*\d{1,2}\s*[-+/*:x]\s*\d{1,2}[\s\d()+\-*/x:%]*\)?$", re.IGNORECASE)
_CANONICAL = re.compile(r"^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$")


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive rows (0-based, inclusive) that may be a header; ``numbers`` are its column-number rows."""

    first: int
    last: int
    numbers: frozenset[int]


def is_column_number_row(cells: Sequence[CellValue]) -> bool:
    """Whether a row only numbers the columns: ``1 2 3``, ``(1)``, ``12=8+9+10+11``, ``14=13/5 x100%``."""
    found: list[int] = []
    others = 0
    for value in cells:
        if value is None or value == "":
            continue
        if isinstance(value, str):
            text = value.strip()
            plain = _COLUMN_NUMBER.match(text)
            if plain:
                found.append(int(plain[1]))
            elif _COLUMN_FORMULA.match(text) or _COLUMN_RATIO.match(text):
                others += 1
            elif text:
                return False
        elif (
            isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 99 and value == int(value)
        ):
            found.append(int(value))
        else:
            return False
    if len(found) < 3 or others > len(found):
        return False
    steps = [after - before for before, after in pairwise(found)]
    return (
        found[0] <= 2 and all(step >= 0 for step in steps) and sum(step in (1, 2) for step in steps) >= 0.7 * len(steps)
    )


def is_canonical_row(cells: Sequence[CellValue]) -> bool:
    """Whether a row holds machine names (``kode_opd``), as records from an API or a database do."""
    texts = [value for value in cells if value is not None]
    names = sum(isinstance(value, str) and _CANONICAL.match(value) is not None for value in texts)
    return len(texts) >= 3 and names >= 0.8 * len(texts)


def is_header_row(cells: Sequence[CellValue], vocabulary: Vocabulary) -> bool:
    """Whether most cells of a row are words of headers, and at least two of them."""
    hits = misses = 0
    for value in cells:
        if value is None:
            continue
        if isinstance(value, str) and _is_header_text(value, vocabulary):
            hits += 1
        elif not isinstance(value, str) or value.strip():
            misses += 1
            if misses > 2 and misses > hits * 2:
                return False
    return hits >= 2 and hits >= 1.5 * misses


def _is_header_text(text: str, vocabulary: Vocabulary) -> bool:
    if len(text) > MAX_HEADER_TEXT or text[:1].isdigit() or ":" in text.strip().rstrip(":") or text.strip() == ":":
        return False
    folded = vocabulary.fold(text)
    known = sum(token in vocabulary.words for token in folded)
    return known > 0 and known >= 0.55 * len(folded)


def find_run(sheet: Sheet, start: int, vocabulary: Vocabulary) -> Run | None:
    """The next rows from ``start`` (0-based) that look like a header."""
    rows = sheet.rows
    top = start == 0
    for first in range(start, len(rows)):
        cells = rows[first]
        lead = next((value for value in cells if value is not None), None)
        if lead is None:
            continue
        if top and is_canonical_row(cells):
            return Run(first, first, frozenset())
        top = False
        if isinstance(lead, str) and not lead[:1].isdigit() and is_header_row(cells, vocabulary):
            return _extend(sheet, first, vocabulary)
    return None


def _extend(sheet: Sheet, first: int, vocabulary: Vocabulary) -> Run:
    rows, last, numbers = sheet.rows, first, set()
    reach = _merged_reach(sheet, first)
    while last + 1 < len(rows) and last - first + 1 < MAX_HEADER_ROWS:
        cells = rows[last + 1]
        if is_column_number_row(cells):
            numbers.add(last + 1)
        elif not (is_header_row(cells, vocabulary) or last + 1 <= reach or _is_unit_row(cells, vocabulary)):
            break
        last += 1
        reach = max(reach, _merged_reach(sheet, last))
    if first and is_column_number_row(rows[first - 1]):
        numbers.add(first - 1)
    return Run(first, last, frozenset(numbers))


def _is_unit_row(cells: Sequence[CellValue], vocabulary: Vocabulary) -> bool:
    texts = [value for value in cells if value is not None and value != ""]
    return bool(texts) and all(isinstance(text, str) and _is_header_text(text, vocabulary) for text in texts)


def _merged_reach(sheet: Sheet, row: int) -> int:
    """Last row of the areas that start in ``row`` and are higher than one row (areas of the height of a form only)."""
    return max(
        (r2 for r1, _, r2, _ in sheet.merged if r1 == row and r2 > r1 and r2 - r1 < MAX_HEADER_ROWS), default=row
    )


def flatten(sheet: Sheet, first: int, last: int, numbers: frozenset[int]) -> list[Path]:
    """For each column the texts above it, top to bottom, without repeats; an empty path where there is none."""
    lines = [row for row in range(first, last + 1) if row not in numbers]
    width = max((len(sheet.rows[row]) for row in lines), default=0)
    grid = [[_text(value) for value in sheet.rows[row]] + [""] * (width - len(sheet.rows[row])) for row in lines]
    explicit = _fill_merged(sheet, lines, grid, width)
    _fill_right(grid, explicit, width)
    return [_path(line[col] for line in grid) for col in range(width)]


def _text(value: CellValue) -> str:
    return value.strip() if isinstance(value, str) else ""


def _path(texts: object) -> Path:
    path: list[str] = []
    for text in texts:  # type: ignore[attr-defined]
        if text and (not path or path[-1] != text):
            path.append(text)
    return tuple(path)


def _fill_merged(sheet: Sheet, lines: list[int], grid: list[list[str]], width: int) -> set[tuple[int, int]]:
    """Spread the text of merged areas over them; returns the grid positions that belong to such areas."""
    explicit: set[tuple[int, int]] = set()
    position = {row: index for index, row in enumerate(lines)}
    for r1, c1, r2, c2 in sheet.merged:
        if r1 not in position or c1 >= width:
            continue
        text = grid[position[r1]][c1]
        for row in range(r1, min(r2, lines[-1]) + 1):
            index = position.get(row)
            if index is None:
                continue
            for col in range(c1, min(c2, width - 1) + 1):
                explicit.add((index, col))
                if not grid[index][col]:
                    grid[index][col] = text
    return explicit


def _fill_right(grid: list[list[str]], explicit: set[tuple[int, int]], width: int) -> None:
    """Where cells were not merged but only left blank, let a heading reach over the columns it must stand above."""
    below = [[any(line[col] for line in grid[index + 1 :]) for col in range(width)] for index in range(len(grid))]
    groups = [list(range(width)) for _ in grid]
    for index, line in enumerate(grid):
        for col in range(1, width):
            start = groups[index][col - 1]
            same_area = (index, col) in explicit and (index, col - 1) in explicit and line[col] == line[col - 1]
            if same_area and line[col]:
                groups[index][col] = start
                continue
            if line[col] or (index, col) in explicit or (index, col - 1) in explicit or not line[start]:
                continue
            under_same = all(groups[upper][col] == groups[upper][col - 1] for upper in range(index))
            if under_same and below[index][col] and below[index][start]:
                line[col] = line[start]
                groups[index][col] = start
