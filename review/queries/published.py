"""Tables of the current snapshot as one viewer may see them, and a piece of a long one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from review.access import Viewer
from review.house import House

PIECE_ROWS = 50
EXAMINED = ("diperiksa", "lolos", "gagal", "tidak_dapat_dinilai", "dikecualikan")
"""How units fared under rules, as counted in ``cakupan``."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of one page of a table; ``page`` counts from 1, ``following`` is None on the last."""

    rows: list[dict[str, Any]]
    total: int
    page: int
    following: int | None


def visible(house: House, viewer: Viewer, name: str, columns: Sequence[str] = ()) -> pl.DataFrame:
    """A published table that has ``kode_opd``, narrowed to the viewer's own agency where they belong to one."""
    frame = house.snapshots.table(name, columns)
    return frame if viewer.sees_all else frame.filter(pl.col("kode_opd") == viewer.kode_opd)


def piece_of(frame: pl.DataFrame, page: str) -> Piece:
    """The page an address names; anything that is no page is the first."""
    number = int(page) if page.isdecimal() and len(page) < 6 else 1
    last = max(1, -(-frame.height // PIECE_ROWS))
    number = min(max(1, number), last)
    rows = frame.slice((number - 1) * PIECE_ROWS, PIECE_ROWS).to_dicts()
    return Piece(rows, frame.height, number, number + 1 if number < last else None)


def agency_choices(house: House, viewer: Viewer) -> list[tuple[str, str]]:
    """Agencies that owe reports, with their names, by name."""
    frame = visible(house, viewer, "kelengkapan", ("kode_opd", "nama_opd")).unique().sort("nama_opd", "kode_opd")
    return [(code, name) for code, name in frame.iter_rows()]
