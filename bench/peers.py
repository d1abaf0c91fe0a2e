"""The same rulebook in the two libraries people would reach for: pandera (Polars, eager) and Great Expectations."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from bench.engines import Engine, Failing
from bench.polars_forms import Tables, one_by_one, wrong
from bench.rulebook import (
    BenchRule,
    Between,
    Computed,
    Count,
    GroupSum,
    Joined,
    Lag,
    Member,
    NotAbove,
    NotNull,
    Pattern,
)


def run_pandera(tables: Tables, rules: Sequence[BenchRule]) -> Failing:
    """Column checks where pandera has them, else a check on the frame; lazy, so that all are reported."""
    import pandera.polars as pa
    from pandera.errors import SchemaErrors

    columns: dict[str, list[Any]] = {}
    nullable: dict[str, bool] = {}
    frame_checks = []
    for rule in rules:
        if rule.helpers or isinstance(rule.test, NotAbove):
            frame_checks.append(pa.Check(_frame_check(tables, rule), name=rule.id, ignore_na=True))
        elif isinstance(rule.test, NotNull):
            nullable[rule.column] = False
        else:
            columns.setdefault(rule.column, []).append(_column_check(pa, rule))
    names = {*columns, *nullable}
    schema = pa.DataFrameSchema(
        {name: pa.Column(checks=columns.get(name), nullable=nullable.get(name, True)) for name in names},
        checks=frame_checks,
    )
    missing = {f"not_nullable/{rule.column}": rule.id for rule in rules if isinstance(rule.test, NotNull)}
    found = {rule.id: np.empty(0, np.int32) for rule in rules}
    try:
        schema.validate(tables["rfk"], lazy=True)
    except SchemaErrors as errors:
        for error in errors.schema_errors:
            name = str(getattr(error.check, "name", None) or error.check)
            failed = ~error.check_output.to_series().fill_null(True)
            rule_id = missing[f"not_nullable/{error.schema.name}"] if name == "not_nullable" else name
            found[rule_id] = tables["rfk"]["baris"].filter(failed).to_numpy()
    return found


def _column_check(pa: Any, rule: BenchRule) -> Any:
    match rule.test:
        case Pattern(regex):
            return pa.Check.str_matches(regex, name=rule.id)
        case Member(values):
            return pa.Check.isin(values, name=rule.id)
        case Between(low, high):
            return pa.Check.in_range(low, high, name=rule.id)
    raise TypeError(rule)


def _frame_check(tables: Tables, rule: BenchRule) -> Any:
    def kept(data: Any) -> pl.LazyFrame:
        rows = one_by_one({**tables, "rfk": data.lazyframe}, rule)
        return rows.sort("_nomor").select((~wrong(rule)).alias(rule.id))

    return kept


def run_great_expectations(tables: Tables, rules: Sequence[BenchRule]) -> Failing:
    """Helper columns in pandas, then one expectation a rule, complete results."""
    import great_expectations as gx

    rows = tables["rfk"].drop("asal", "berkas", "lembar").to_pandas()
    for name, helper in {name: helper for rule in rules for name, helper in rule.helpers}.items():
        rows[name] = _pandas_helper(rows, tables, helper)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = None
    batch = context.data_sources.add_pandas("uji").add_dataframe_asset("rfk").add_batch_definition_whole_dataframe("b")
    suite = gx.ExpectationSuite(name="uji")
    for rule in rules:
        suite.add_expectation(_expectation(gx, rule))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = batch.get_batch(batch_parameters={"dataframe": rows}).validate(
            suite, result_format={"result_format": "COMPLETE", "return_unexpected_index_query": False}
        )
    numbers = rows["baris"].to_numpy()
    return {one.expectation_config.meta["rule"]: numbers[_positions(one.result)] for one in result.results}


def _positions(result: dict[str, Any]) -> np.ndarray:
    return np.asarray(result.get("unexpected_index_list") or [], dtype=int)


def _pandas_helper(rows: Any, tables: Tables, helper: object) -> Any:
    match helper:
        case Lag(column, months):
            ordered = rows.sort_values(["kode_opd", "kode", "bulan", "baris"])
            return ordered.groupby(["kode_opd", "kode"])[column].shift(months)
        case GroupSum(column, keys):
            return rows.groupby(list(keys))[column].transform("sum")
        case Count(keys):
            return rows.groupby(list(keys))["baris"].transform("size")
        case Joined(table, column, keys):
            other = tables[table].to_pandas()
            other["_nilai"] = 1 if column == "ada" else other[column]
            return rows[list(keys)].merge(other[[*keys, "_nilai"]], how="left", on=list(keys))["_nilai"]
        case Computed(formula):
            return rows.eval(formula)
    raise TypeError(helper)


def _expectation(gx: Any, rule: BenchRule) -> Any:
    e, meta = gx.expectations, {"rule": rule.id}
    match rule.test:
        case NotNull():
            return e.ExpectColumnValuesToNotBeNull(column=rule.column, meta=meta)
        case Pattern(regex):
            return e.ExpectColumnValuesToMatchRegex(column=rule.column, regex=regex, meta=meta)
        case Member(values):
            return e.ExpectColumnValuesToBeInSet(column=rule.column, value_set=list(values), meta=meta)
        case Between(low, high):
            return e.ExpectColumnValuesToBeBetween(column=rule.column, min_value=low, max_value=high, meta=meta)
        case NotAbove(other):
            return e.ExpectColumnPairValuesAToBeGreaterThanB(
                column_A=other, column_B=rule.column, or_equal=True, ignore_row_if="either_value_is_missing", meta=meta
            )
    raise TypeError(rule)


def _same(result: object, _tables: Tables) -> Failing:
    if not isinstance(result, dict):
        raise TypeError(type(result))
    return result


PEERS = {
    "pandera": Engine("pandera (Polars, eager)", run_pandera, _same),
    "gx": Engine("Great Expectations (pandas, COMPLETE)", run_great_expectations, _same),
}
