"""Column types that need parameters, under names annotations can use."""

from __future__ import annotations

from typing import Annotated

import polars as pl

UtcDatetime = Annotated[pl.Datetime, "us", "UTC"]
"""A moment, microseconds, UTC."""

IntList = Annotated[pl.List, pl.Int64]
"""A list of integers in one cell, such as the twelve months of a cash plan."""

Curve: dict[str, pl.DataType] = {
    "ukuran": pl.String(),
    "lapis": pl.Int8(),
    "jenis_kerja": pl.String(),
    "bulan": pl.Int8(),
    "jarak": pl.Int8(),
    "hambatan": pl.String(),
    "bergerak": pl.Boolean(),
    "n_acuan": pl.Int32(),
    "bawah": pl.Float64(),
    "tengah": pl.Float64(),
    "atas": pl.Float64(),
}
"""Part of what is open that stays so on 31 December, of lines alike: quantiles (see ``checks.prepare.remainder``)."""
