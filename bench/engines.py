"""Engines that judge the rulebook: ours, a hand-written shared plan, Polars rule by rule, DuckDB.

Each gives the failing row numbers (position in the file, from 1) per rule.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from bench.polars_forms import Tables, one_by_one, prepared, wrong
from bench.rulebook import LINE, BenchRule, Between, Computed, Count, GroupSum, Joined, Lag, Member, NotAbove, NotNull
from bench.rulebook import Pattern as PatternTest
from checks.frame import Facts, Frame, Prepared
from checks.rule import Check, Kind, Severity, Verdicts, check
from checks.runner import Judged, judge
from schemas.text import Text

Failing = dict[str, np.ndarray]
WORDS = Text("aturan uji kecepatan", "a rule of the speed test")


@dataclass(frozen=True, slots=True)
class Engine:
    """A name and how it finds failing rows; ``rows_of`` turns what ``run`` returned into failing rows, untimed."""

    name: str
    run: Callable[[Tables, Sequence[BenchRule]], object]
    rows_of: Callable[[object, Tables], Failing]


def as_check(rule: BenchRule) -> Check:
    """The rule as the product states its rules."""

    def uji() -> Verdicts:
        return Verdicts(ok=~wrong(rule), observed=pl.col(rule.column) if _number(rule) else None)

    return check(
        id=rule.id, version=1, frame="uji", severity=Severity.WARNING, kind=Kind.INCONSISTENCY, title=WORDS,
        message=WORDS, why=WORDS, condition=WORDS, cannot_tell=WORDS, basis="keputusan sendiri", settles=WORDS,
        examples="verdict", column=rule.column,
    )(uji)  # fmt: skip


def _number(rule: BenchRule) -> bool:
    return isinstance(rule.test, Between | NotAbove)


def _judge(tables: Tables, rules: Sequence[BenchRule]) -> Judged:
    shape = prepared({name: frame.head(1) for name, frame in tables.items()}, rules).schema
    frames = {"uji": Frame("uji", "uji", LINE, dict(shape), {}, lambda _: prepared(tables, rules))}
    facts = Facts(tables={}, history={}, references={}, as_of=date(2025, 12, 15))
    return judge(Prepared(facts, frames), [as_check(rule) for rule in rules], frames, set())


def _of_judged(result: object, tables: Tables) -> Failing:
    """Rows of our findings: one a unit, so that of a unit that occurs twice in a month only the first is there."""
    if not isinstance(result, Judged):
        raise TypeError(type(result))
    numbers = result.findings.join(tables["rfk"].select("baris_id", "baris"), on="baris_id", suffix="_rfk")
    found = {str(rule): part["baris_rfk"].sort().to_numpy() for (rule,), part in numbers.group_by("aturan")}
    return {rule: found.get(rule, np.empty(0, np.int32)) for rule in result.coverage["aturan"].unique()}


def _shared_plan(tables: Tables, rules: Sequence[BenchRule]) -> tuple[pl.DataFrame, Failing]:
    """Tuned by hand: shared helpers, all rules as boolean columns in one pass, counts by agency in one grouping."""
    rows = prepared(tables, rules)
    flags = rows.select("kode_opd", "baris", *(wrong(rule).alias(rule.id) for rule in rules))
    names = [rule.id for rule in rules]
    counts = flags.group_by("kode_opd").agg(
        pl.len().alias("baris"),
        pl.col(names).sum().name.suffix("_gagal"),
        pl.col(names).null_count().name.suffix("_tak_dinilai"),
    )
    numbers = flags["baris"]
    return counts, {name: numbers.filter(flags[name].fill_null(False)).to_numpy() for name in names}


def _naive(tables: Tables, rules: Sequence[BenchRule]) -> Failing:
    """As most would write it: one lazy query a rule, streaming."""
    return {rule.id: _found(one_by_one(tables, rule).filter(wrong(rule))) for rule in rules}


def _found(query: pl.LazyFrame) -> np.ndarray:
    return query.select("baris").collect(engine="streaming")["baris"].to_numpy()


def sql_of(rule: BenchRule) -> str:
    """The rule as one DuckDB query giving failing row numbers."""
    source = "rfk"
    for name, helper in rule.helpers:
        match helper:
            case Lag(column, months):
                window = f"lag({column}, {months}) over (partition by kode_opd, kode order by bulan, baris)"
            case GroupSum(column, keys):
                window = f"sum({column}) over (partition by {', '.join(keys)})"
            case Count(keys):
                window = f"count(*) over (partition by {', '.join(keys)})"
            case Computed(formula):
                window = formula
            case Joined(table, column, keys):
                value = "1" if column == "ada" else column
                source = (
                    f"(select s.*, o.{name} from {source} s left join"
                    f" (select {', '.join(keys)}, {value} as {name} from {table}) o using ({', '.join(keys)}))"
                )
                continue
        source = f"(select *, {window} as {name} from {source})"
    return f"select baris from {source} where {_sql_wrong(rule)}"


def _sql_wrong(rule: BenchRule) -> str:
    match rule.test:
        case NotNull():
            return f"{rule.column} is null"
        case PatternTest(regex):
            return f"not regexp_matches({rule.column}, '{regex}')"
        case Member(values):
            listing = ", ".join(f"'{value}'" for value in values)
            return f"{rule.column} not in ({listing})"
        case Between(low, high):
            return f"not ({rule.column} between {low} and {high})"
        case NotAbove(other):
            return f"{rule.column} > {other}"


def _duckdb(tables: Tables, rules: Sequence[BenchRule]) -> Failing:
    import duckdb

    with duckdb.connect() as connection:
        for name, frame in tables.items():
            connection.register(name, frame.to_arrow())
        return {rule.id: connection.sql(sql_of(rule)).fetchnumpy()["baris"] for rule in rules}


def _same(result: object, _tables: Tables) -> Failing:
    return result[1] if isinstance(result, tuple) else result  # type: ignore[return-value]


ENGINES = {
    "ours": Engine("Jujur", _judge, _of_judged),
    "shared": Engine("Polars, shared plan by hand", _shared_plan, _same),
    "naive": Engine("Polars, rule by rule, streaming", _naive, _same),
    "duckdb": Engine("DuckDB SQL", _duckdb, _same),
}
