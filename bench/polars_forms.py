"""The rulebook in Polars: helpers shared or one by one, and what is wrong as a boolean expression."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from bench.rulebook import (
    LINE,
    BenchRule,
    Between,
    Computed,
    Count,
    GroupSum,
    Helper,
    Joined,
    Lag,
    Member,
    NotAbove,
    NotNull,
    Pattern,
)

Tables = Mapping[str, pl.DataFrame]
ALONG_LINE = ("bulan", "baris")


def wrong(rule: BenchRule) -> pl.Expr:
    """True where the rule is broken, false where kept, null where it cannot be judged."""
    column = pl.col(rule.column)
    match rule.test:
        case NotNull():
            return column.is_null()
        case Pattern(regex):
            return ~column.str.contains(regex)
        case Member(values):
            return ~column.is_in(values)
        case Between(low, high):
            return ~column.is_between(low, high)
        case NotAbove(other):
            return column > pl.col(other)


def helpers_of(rules: Iterable[BenchRule]) -> dict[str, Helper]:
    """All helpers of ``rules``, each once."""
    return {name: helper for rule in rules for name, helper in rule.helpers}


def prepared(tables: Tables, rules: Iterable[BenchRule]) -> pl.DataFrame:
    """The RFK rows with every helper: one sort for all that look back, one grouping for each set of keys."""
    helpers = helpers_of(rules)
    rows = _looked_back(tables["rfk"], {n: h for n, h in helpers.items() if isinstance(h, Lag)})
    rows = _grouped(rows, helpers)
    for name, helper in helpers.items():
        if isinstance(helper, Joined):
            rows = rows.join(_other(tables, name, helper), on=list(helper.keys), how="left", maintain_order="left")
    return rows.with_columns(
        pl.sql_expr(helper.formula).alias(name) for name, helper in helpers.items() if isinstance(helper, Computed)
    )


def _looked_back(rows: pl.DataFrame, lags: Mapping[str, Lag]) -> pl.DataFrame:
    if not lags:
        return rows
    line = pl.struct(LINE).hash().alias("_garis")
    ordered = rows.with_columns(line).sort("_garis", *ALONG_LINE)
    same = {
        months: pl.all_horizontal(pl.col(key) == pl.col(key).shift(months) for key in ("_garis", *LINE))
        for months in sorted({lag.months for lag in lags.values()})
    }
    flags = ordered.with_columns(expression.alias(f"_sama{months}") for months, expression in same.items())
    return flags.with_columns(
        pl.when(pl.col(f"_sama{lag.months}")).then(pl.col(lag.column).shift(lag.months)).alias(name)
        for name, lag in lags.items()
    ).drop("_garis", *(f"_sama{months}" for months in same))


def _grouped(rows: pl.DataFrame, helpers: Mapping[str, Helper]) -> pl.DataFrame:
    by_keys: dict[tuple[str, ...], list[pl.Expr]] = {}
    for name, helper in helpers.items():
        if isinstance(helper, GroupSum):
            by_keys.setdefault(helper.keys, []).append(pl.col(helper.column).sum().alias(name))
        elif isinstance(helper, Count):
            by_keys.setdefault(helper.keys, []).append(pl.len().alias(name))
    for keys, sums in by_keys.items():
        totals = rows.lazy().group_by(keys).agg(sums).collect()
        rows = rows.join(totals, on=list(keys), how="left", maintain_order="left")
    return rows


def _other(tables: Tables, name: str, helper: Joined) -> pl.DataFrame:
    value = pl.lit(1, pl.Int8) if helper.column == "ada" else pl.col(helper.column)
    return tables[helper.table].select(*helper.keys, value.alias(name))


def one_by_one(tables: Tables, rule: BenchRule) -> pl.LazyFrame:
    """The lazy RFK rows with the helpers of one rule alone, as written without a plan."""
    rows = tables["rfk"].lazy().with_row_index("_nomor")
    for name, helper in rule.helpers:
        match helper:
            case Lag(column, months):
                looked_back = pl.col(column).shift(months).over(LINE, order_by=ALONG_LINE)
                rows = rows.with_columns(looked_back.alias(name))
            case GroupSum(column, keys):
                rows = rows.with_columns(pl.col(column).sum().over(keys).alias(name))
            case Count(keys):
                rows = rows.with_columns(pl.len().over(keys).alias(name))
            case Joined():
                rows = rows.join(_other(tables, name, helper).lazy(), on=list(helper.keys), how="left")
            case Computed(formula):
                rows = rows.with_columns(pl.sql_expr(formula).alias(name))
    return rows
