"""Which line is above which, by code or by indent, and how indicators under one code are numbered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sources.cells.codes import CodeRead
from sources.convert import as_sent
from sources.decoding import CellValue
from sources.rows import RowKind


def parents_of(
    owner: Sequence[str | None], code: Sequence[str | None], ids: Sequence[str]
) -> tuple[list[str | None], list[int]]:
    """For each row the ``baris_id`` of the nearest code above it that is present; and the rows that have children.

    Codes of different owners (agencies) do not contain each other.
    """
    first: dict[tuple[str | None, str], str] = {}
    for own, value, baris_id in zip(owner, code, ids, strict=True):
        if value is not None:
            first.setdefault((own, value), baris_id)
    above: list[str | None] = []
    containing: set[tuple[str | None, str | None]] = set()
    for own, value in zip(owner, code, strict=True):
        outer, found = value, None
        while outer is not None and "." in outer and found is None:
            outer = outer.rpartition(".")[0]
            found = first.get((own, outer))
            if found is not None:
                containing.add((own, outer))
        above.append(found)
    return above, [index for index, key in enumerate(zip(owner, code, strict=True)) if key in containing]


def parents_by_level(levels: Sequence[int]) -> list[int | None]:
    """For each line the index of the nearest line before it at a lower level."""
    parents: list[int | None] = []
    chain: list[int] = []
    for index, level in enumerate(levels):
        while chain and levels[chain[-1]] >= level:
            chain.pop()
        parents.append(chain[-1] if chain else None)
        chain.append(index)
    return parents


def depths_of(parents: Sequence[int | None]) -> list[int]:
    """Depth of each line from the top (1), given the index of its parent, which comes before it."""
    depths: list[int] = []
    for parent in parents:
        depths.append(1 if parent is None else depths[parent] + 1)
    return depths


def levels_of(cells: list[CellValue], named: dict[str, int], indents: list[int]) -> list[int]:
    """Depth of each line: by its indent where indents differ, else by the names known to head a level."""
    if len(set(indents)) > 1:
        steps = sorted(set(indents))
        return [steps.index(indent) + 1 for indent in indents]
    levels, parent = [], ""
    for value in cells:
        name = " ".join(as_sent(value).casefold().split())
        if name in named:
            levels.append(named[name])
            parent = name
        else:
            below = _heads(name, parent, levels)
            levels.append(below)
            parent = name if below == 2 else parent
    return levels


def _heads(name: str, parent: str, levels: list[int]) -> int:
    """Expenditure groups carry the name of their only child: the first is the group, the next its child."""
    group = name.startswith(("belanja pegawai", "belanja barang", "belanja modal"))
    return 2 if group and not _alike(name, parent) and levels else 3


def _alike(name: str, parent: str) -> bool:
    return name.replace(" dan ", " ") == parent.replace(" dan ", " ")


def numbered(kode: list[str | None] | None, indikator: list[str | None] | None) -> list[str | None]:
    """``code#n`` for the n-th indicator under each code."""
    if kode is None:
        return []
    seen: dict[str, int] = {}
    numbered: list[str | None] = []
    for index, code in enumerate(kode):
        if code is None or (indikator is not None and indikator[index] is None):
            numbered.append(None)
            continue
        seen[code] = seen.get(code, 0) + 1
        numbered.append(f"{code}#{seen[code]}")
    return numbered


def blank_later_quarters(columns: dict[str, list[Any]]) -> None:
    """A quarter not yet reported is null, whatever zero the form shows there."""
    for index, quarter in enumerate(columns["triwulan"]):
        for later in range((quarter or 4) + 1, 5):
            for name in (f"tw{later}_k", f"tw{later}_idr"):
                if name in columns and not columns[name][index]:
                    columns[name][index] = None


def carried_codes(reads: list[CodeRead], kinds: list[RowKind]) -> list[CodeRead]:
    """Further indicators stand on rows without a code of their own, below the one that has it."""
    carried, last = [], None
    for read, kind in zip(reads, kinds, strict=True):
        if read.code is not None:
            last = read
        carried.append(last if read.code is None and last is not None and kind.peran == "rinci" else read)
    return carried
