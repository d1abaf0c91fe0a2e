"""How quarters add up, how a value stands to its target by polarity, and which predikat that makes."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl

RATE_UNITS = r"(?i)^\s*%|\b(?:persen|persentase|indeks|rasio|skor|nilai|poin|level)\b"
"""Units whose quarters never add up to a year: percentages, ratios, indices and scores."""
TRIVIAL_UNITS = r"(?i)\b(?:dokumen|laporan|berita acara|bulan|surat|naskah)\b"
"""Units in which reaching the target says little: almost half of the nomenclature's outputs are documents."""
CAPS_PCT = (100.0, 120.0)
"""Where agencies cap what they state: at the target, or at 120 as performance agreements of ministries do."""
EDGE_PCT = 0.005
"""A mean written to two decimals may stand for a value this far beyond a bound."""


@dataclass(frozen=True, slots=True)
class PredicateClass:
    """One class of the scale: upper bound in percent (infinite for the highest) and where the text has it begin."""

    name: str
    bound_pct: float
    official_start_pct: float


@dataclass(frozen=True, slots=True)
class PredicateScale:
    """The classes in force from a day on, lowest first, with their legal basis."""

    start: date
    basis: str
    classes: tuple[PredicateClass, ...]


@cache
def scales() -> tuple[PredicateScale, ...]:
    """Every scale of ``predikat.toml``, earliest first."""
    content = tomllib.loads((Path(__file__).parent / "predikat.toml").read_text(encoding="utf-8"))
    found = [
        PredicateScale(
            row["from"],
            row["dasar"],
            tuple(PredicateClass(c["nama"], c.get("batas_pct", math.inf), c["mulai_resmi_pct"]) for c in row["kelas"]),
        )
        for row in content["skala"]
    ]
    return tuple(sorted(found, key=lambda scale: scale.start))


def predicate(value: pl.Expr, year: pl.Expr) -> pl.Expr:
    """The predikat of a percentage in ``year``; null where either is missing or no scale was in force."""
    return _by_scale(year, lambda scale: _class_of(value, scale))


def predicate_in_gap(value: pl.Expr, year: pl.Expr) -> pl.Expr:
    """The neighbouring predikat the text would allow as well where ``value`` lies between two classes, else null."""
    return _by_scale(year, lambda scale: _neighbour(value, scale))


def _by_scale(year: pl.Expr, judge: Callable[[PredicateScale], pl.Expr]) -> pl.Expr:
    expression: pl.Expr = pl.lit(None, dtype=pl.String)
    for scale in scales():
        expression = pl.when(year >= scale.start.year).then(judge(scale)).otherwise(expression)
    return expression


def _class_of(value: pl.Expr, scale: PredicateScale) -> pl.Expr:
    expression = pl.lit(scale.classes[-1].name)
    for entry in reversed(scale.classes[:-1]):
        expression = pl.when(value <= entry.bound_pct).then(pl.lit(entry.name)).otherwise(expression)
    return pl.when(value.is_not_null() & value.is_finite()).then(expression)


def _neighbour(value: pl.Expr, scale: PredicateScale) -> pl.Expr:
    expression: pl.Expr = pl.lit(None, dtype=pl.String)
    for lower, upper in zip(scale.classes, scale.classes[1:], strict=False):
        bound = lower.bound_pct
        beyond = (value > bound) & (value < upper.official_start_pct)
        edge = (value > bound - EDGE_PCT) & (value <= bound)
        expression = pl.when(beyond).then(pl.lit(lower.name)).when(edge).then(pl.lit(upper.name)).otherwise(expression)
    return expression


def share(value: pl.Expr, target: pl.Expr) -> pl.Expr:
    """``value`` in percent of ``target``; null where the target is not positive or either is missing."""
    return pl.when(target > 0).then(value / target * 100)


def falling(value: pl.Expr, target: pl.Expr) -> pl.Expr:
    """Less is better, by 2 - R/T, percent; may be negative beyond twice the target."""
    return 200 - share(value, target)


def falling_ratio(value: pl.Expr, target: pl.Expr) -> pl.Expr:
    """Less is better, by T/R, percent; null where nothing was realised."""
    return pl.when((target > 0) & (value > 0)).then(target / value * 100)


def capped(stated: pl.Expr, computed: pl.Expr) -> pl.Expr:
    """What is stated is a cap of :data:`CAPS_PCT` and less than what was reached: lower, never an excess."""
    return stated.is_in(CAPS_PCT) & (computed > stated)


def within(value: pl.Expr, low: pl.Expr, high: pl.Expr) -> pl.Expr:
    """100 inside the band, else against the nearest bound, percent."""
    return (
        pl.when(value < low)
        .then(share(value, low))
        .when(value > high)
        .then(falling(value, high))
        .when(value.is_not_null() & low.is_not_null() & high.is_not_null())
        .then(100.0)
    )


def achieved(value: pl.Expr, target: pl.Expr, target_max: pl.Expr, polarity: pl.Expr) -> pl.Expr:
    """Capaian by polarity, percent: R/T, 2 - R/T, or against the nearest bound; null without a polarity."""
    return (
        pl.when(polarity == "naik")
        .then(share(value, target))
        .when(polarity == "turun")
        .then(falling(value, target))
        .when(polarity == "rentang")
        .then(within(value, target, target_max))
    )


def settled(values: list[pl.Expr], aggregation: pl.Expr) -> pl.Expr:
    """The year so far from its quarters by ``aggregation``; null where a quarter or the aggregation is missing.

    ``values`` are the quarters 1..n reported, none of them null in a row that can be judged.
    """
    complete = pl.all_horizontal(value.is_not_null() for value in values)
    total = pl.sum_horizontal(values)
    return pl.when(complete).then(
        pl.when(aggregation == "jumlah")
        .then(total)
        .when(aggregation == "akhir")
        .then(values[-1])
        .when(aggregation == "rata2")
        .then(total / len(values))
        .when(aggregation == "maks")
        .then(pl.max_horizontal(values))
    )


def words_of(text: str) -> pl.Expr:
    """``text`` in lower case, without marks and doubled spaces; null where nothing is left."""
    plain = pl.col(text).str.to_lowercase().str.replace_all(r"[^0-9a-z%]+", " ").str.strip_chars()
    return pl.when(plain != "").then(plain)
