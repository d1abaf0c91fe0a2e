"""The published snapshot as the pages read it: tables of the current version, held while that version is current."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from ledger.published import current_version
from schemas.outputs import OUTPUT_TABLES
from schemas.tables import empty

_HELD = 24


class Snapshots:
    """Tables of ``home/published/<current version>``, each column set read once per version."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._held: OrderedDict[tuple[str, str, tuple[str, ...]], pl.DataFrame] = OrderedDict()
        self._titles: tuple[str | None, dict[str, str]] = (None, {})
        self._lock = threading.Lock()

    @property
    def version(self) -> str | None:
        """Name of the current version, or None before the first."""
        return current_version(self._home)

    def table(self, name: str, columns: Sequence[str] = ()) -> pl.DataFrame:
        """A table of ``schemas.outputs.OUTPUT_TABLES`` (all columns, or those named); empty before the first night."""
        version = self.version
        if version is None:
            frame = empty(OUTPUT_TABLES[name])
            return frame.select(columns) if columns else frame
        key = (version, name, tuple(columns))
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        path = self._home / "published" / version / f"{name}.parquet"
        frame = pl.read_parquet(path, columns=list(columns) or None)
        with self._lock:
            self._held = OrderedDict((k, v) for k, v in self._held.items() if k[0] == version)
            self._held[key] = frame
            while len(self._held) > _HELD:
                self._held.popitem(last=False)
        return frame

    def titles(self) -> dict[str, str]:
        """Name of each sub kegiatan by its code, in small letters."""
        version = self.version
        if self._titles[0] != version or version is None:
            named = self.table("realisasi", ("kode", "uraian")).drop_nulls().unique("kode", keep="last")
            self._titles = (version, dict(named.select("kode", pl.col("uraian").str.to_lowercase()).iter_rows()))
        return self._titles[1]
