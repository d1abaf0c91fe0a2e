"""What is likely to be unspent and undone on 31 December, as the night worked it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from review.access import Viewer
from review.house import House
from review.queries.published import Piece, piece_of, visible

LEVELS = ("sub_kegiatan", "kegiatan", "opd")


@dataclass(frozen=True, slots=True)
class Unspent:
    """A level of the forecast, the most rupiah first; ``whole`` is the regency, or the viewer's own agency."""

    whole: dict[str, Any] | None
    piece: Piece
    held_back: list[tuple[str, int, int]]
    """What holds lines back: reason, lines, rupiah expected to be left."""


def unspent_of(house: House, viewer: Viewer, level: str, kode_opd: str, page: str) -> Unspent:
    """Lines of ``level`` (``LEVELS``), of one agency where ``kode_opd`` is given."""
    lines = _of_agency(visible(house, viewer, "silpa"), kode_opd)
    totals = visible(house, viewer, "silpa_ringkas")
    if level == "sub_kegiatan":
        shown = lines
    else:
        shown = _of_agency(totals.filter(pl.col("tingkat") == level), kode_opd)
    largest = shown.sort("perkiraan_sisa_idr", "kode_opd", "kode", descending=[True, False, False])
    own = kode_opd or ("" if viewer.sees_all else viewer.kode_opd)
    whole = totals.filter(
        (pl.col("tingkat") == "opd") & (pl.col("kode_opd") == own) if own else pl.col("tingkat") == "kabupaten"
    )
    held = (
        lines.filter(pl.col("penahan").is_not_null())
        .group_by("penahan")
        .agg(pl.len(), pl.col("perkiraan_sisa_idr").sum())
        .sort("perkiraan_sisa_idr", descending=True)
    )
    return Unspent(
        next(whole.iter_rows(named=True), None),
        piece_of(_named(house, largest), page),
        [tuple(row) for row in held.iter_rows()],
    )


def _of_agency(frame: pl.DataFrame, kode_opd: str) -> pl.DataFrame:
    return frame.filter(pl.col("kode_opd") == kode_opd) if kode_opd else frame


def _named(house: House, frame: pl.DataFrame) -> pl.DataFrame:
    """Totals carry codes only; the names stand in the reports."""
    if "uraian" in frame.columns:
        return frame
    names = house.snapshots.table("realisasi", ("kode", "uraian")).drop_nulls().unique("kode", keep="last")
    return frame.join(names, on="kode", how="left", maintain_order="left")
