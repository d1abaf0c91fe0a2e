"""Blank, zero and dash, told apart from what was sent."""

from __future__ import annotations

import polars as pl

DASHES = ("-", "–", "—", "−")
FILLED, BLANK, DASH, UNREADABLE = "isi", "kosong", "strip", "tak_terbaca"


def cell_state(column: str) -> pl.Expr:
    """``isi`` (a value was read, zero included), ``kosong``, ``strip``, or ``tak_terbaca`` (text, no value)."""
    sent = pl.col("asal").str.json_path_match(f"$.{column}[1]").str.strip_chars()
    return (
        pl.when(pl.col(column).is_not_null())
        .then(pl.lit(FILLED))
        .when(sent.is_null() | (sent == ""))
        .then(pl.lit(BLANK))
        .when(sent.is_in(DASHES))
        .then(pl.lit(DASH))
        .otherwise(pl.lit(UNREADABLE))
    )
