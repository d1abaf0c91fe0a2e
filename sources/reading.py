"""What reading one file gives: its documents, its facts by table, the trace of every row, and what was wrong."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True)
class Reading:
    """Result of reading one payload. Frames have the shapes of ``schemas.tables``; ``facts`` holds non-empty tables."""

    dokumen: pl.DataFrame
    jejak: pl.DataFrame
    kendala: pl.DataFrame
    facts: dict[str, pl.DataFrame]
