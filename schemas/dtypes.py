"""Column types that need parameters, under names annotations can use."""

from __future__ import annotations

from typing import Annotated

import polars as pl

UtcDatetime = Annotated[pl.Datetime, "us", "UTC"]
"""A moment, microseconds, UTC."""

IntList = Annotated[pl.List, pl.Int64]
"""A list of integers in one cell, such as the twelve months of a cash plan."""
