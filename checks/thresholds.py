"""Thresholds by effective date, with their legal or empirical basis, one TOML beside the rules of each theme.

Rows are never edited: a new value is a new row with a later ``from``. The reporting period picks the value; none in
force is an error, never a default.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl

from checks.rule import THEMES, Check


@dataclass(frozen=True, slots=True)
class Threshold:
    """One value from one day on. ``calibrated_on`` and ``expected_flags`` only for statistical thresholds."""

    rule: str
    name: str
    value: float | int | str
    start: date
    basis: str
    calibrated_on: str | None = None
    expected_flags: str | None = None


@cache
def all_thresholds() -> dict[tuple[str, str], tuple[Threshold, ...]]:
    """Every threshold by (rule id, name), earliest first."""
    found: dict[tuple[str, str], list[Threshold]] = {}
    for folder, _ in THEMES.values():
        path = Path(__file__).parent / folder / "thresholds.toml"
        if not path.exists():
            continue
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["threshold"]:
            entry = Threshold(
                rule=row["rule"],
                name=row["name"],
                value=row["value"],
                start=row["from"],
                basis=row["basis"],
                calibrated_on=row.get("calibrated_on"),
                expected_flags=row.get("expected_flags"),
            )
            found.setdefault((entry.rule, entry.name), []).append(entry)
    return {key: tuple(sorted(rows, key=lambda row: row.start)) for key, rows in found.items()}


def in_force(rule: Check, name: str, day: date) -> Threshold:
    """The row of ``name`` in force on ``day``; LookupError if there is none."""
    rows = [row for row in all_thresholds().get((rule.id, name), ()) if row.start <= day]
    if not rows:
        raise LookupError(f"{rule.id}: no value of {name} in force on {day}")
    return rows[-1]


def period_start(columns: tuple[str, ...]) -> pl.Expr:
    """First day of the period's last month, from whatever of tahun, bulan, triwulan the frame has."""
    month = pl.lit(12)
    if "triwulan" in columns:
        month = pl.coalesce(pl.col("triwulan").cast(pl.Int32) * 3, month)
    if "bulan" in columns:
        month = pl.coalesce(pl.col("bulan").cast(pl.Int32), month)
    return pl.date(pl.col("tahun"), month, 1)


def as_expression(rule: Check, name: str, columns: tuple[str, ...], earliest: date) -> pl.Expr:
    """``name`` as an expression over the rule's frame: a literal, or by date where it changed after ``earliest``."""
    first = in_force(rule, name, earliest)
    later = [row for row in all_thresholds()[(rule.id, name)] if row.start > first.start]
    expression = pl.lit(first.value)
    if not later:
        return expression
    day = pl.col(rule.threshold_date) if rule.threshold_date else period_start(columns)
    for row in later:
        expression = pl.when(day >= row.start).then(pl.lit(row.value)).otherwise(expression)
    return expression
