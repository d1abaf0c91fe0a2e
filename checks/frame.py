"""A prepared frame: what rules read. Sorted, joined and grouped once, so that rules never have to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything one night judges.

    ``tables``: rows that passed the shape gate, by table name (``schemas.tables.FACT_TABLES`` plus ``dokumen``,
    ``jejak``, ``kendala``), only the version in force of each submission. ``history``: the same tables with the
    replaced versions in them too, and ``versi_ke`` (1, 2, ...) and ``dikirim_at`` beside each row.
    ``references``: ``schemas.tables.REFERENCE_TABLES`` plus ``libur`` (tanggal: Date). ``deadlines``: dataset ->
    (day of the following month, rule in words). ``as_of`` is the night's date. ``second_opinion``:
    whether the learned trees may raise a suspicion.
    """

    tables: Mapping[str, pl.DataFrame]
    history: Mapping[str, pl.DataFrame]
    references: Mapping[str, pl.DataFrame]
    as_of: date
    deadline_days: Mapping[str, int] = field(default_factory=lambda: {"rfk": 10, "lra": 10, "e81": 10})
    government: str = "Kabupaten Tangerang"
    second_opinion: bool = False


class Prepared:
    """Frames built from one night's facts, each at most once; a frame may ask for another."""

    def __init__(self, facts: Facts, frames: Mapping[str, Frame]) -> None:
        self.facts = facts
        self._frames = frames
        self._built: dict[str, pl.DataFrame] = {}

    def __getitem__(self, name: str) -> pl.DataFrame:
        """The frame ``name`` with exactly the columns it declares, in that order."""
        if name not in self._built:
            frame = self._frames[name]
            built = frame.build(self)
            self._built[name] = built.select(
                pl.col(column).cast(dtype) for column, dtype in frame.columns.items()
            ).rechunk()
        return self._built[name]


@dataclass(frozen=True, slots=True)
class Frame:
    """Name, key and columns of a prepared frame, and how to build it.

    ``dataset`` is what findings on it belong to. ``key`` are the columns that name a unit besides the period
    (``tahun``, ``bulan`` or ``triwulan``, as far as the frame has them). ``words`` documents the columns that are not
    plain table columns, for the catalogue.
    """

    name: str
    dataset: str
    key: tuple[str, ...]
    columns: Mapping[str, pl.DataType]
    words: Mapping[str, str]
    build: Callable[[Prepared], pl.DataFrame]
