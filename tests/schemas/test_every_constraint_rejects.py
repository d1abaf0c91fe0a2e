"""One must-reject sample per constraint of every table, made from the constraint itself."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pandera.polars as pa
import polars as pl
import pytest
from pandera.errors import SchemaError, SchemaErrors

from schemas.finding import Coverage, Finding, Placement, RowState, WatchedState
from schemas.outputs import OUTPUT_TABLES
from schemas.tables import DOCUMENT_TABLES, FACT_TABLES, REFERENCE_TABLES, polars_schema

MODELS = {
    **FACT_TABLES,
    **DOCUMENT_TABLES,
    **REFERENCE_TABLES,
    **{f"keluaran {name}": model for name, model in OUTPUT_TABLES.items()},
    **{model.__name__: model for model in (Finding, Placement, Coverage, RowState, WatchedState)},
}
GOOD_TEXT = {
    r"^[0-9a-f]{64}$": "a" * 64,
    r"^[0-9a-f]{32}$": "a" * 32,
    r"^[0-9a-f]{16}$": "a" * 16,
    r"^\d\.\d{2}(\.\d\.\d{2}){2}\.\d{2}\.\d{4}$": "1.03.0.00.0.00.01.0000",
    r"^\d{2}\.\d{2}\.\d{2}$": "36.03.01",
    r"^\d{7}$": "3603010",
    r"^36\.03(\.\d{2}(\.[12]\d{3})?)?$": "36.03.01",
}


def good_value(column: pa.Column, dtype: pl.DataType) -> Any:
    """A value every check of the column accepts."""
    for check in column.checks:
        if check.name == "isin":
            return next(iter(check.statistics["allowed_values"]))
        if check.name == "str_matches":
            pattern = check.statistics["pattern"]
            return GOOD_TEXT[getattr(pattern, "pattern", pattern)]
        if check.name == "greater_than_or_equal_to":
            return check.statistics["min_value"]
    if isinstance(dtype, pl.List):
        return [1]
    if dtype == pl.Boolean:
        return True
    if dtype == pl.Date:
        return date(2025, 1, 1)
    if isinstance(dtype, pl.Datetime):
        return datetime(2025, 1, 1, tzinfo=UTC)
    return 1 if dtype.is_numeric() else "x"


def good_frame(model: type[pa.DataFrameModel], rows: int = 1) -> pl.DataFrame:
    schema = polars_schema(model)
    columns = model.to_schema().columns
    return pl.DataFrame(
        {name: [good_value(columns[name], dtype)] * rows for name, dtype in schema.items()}, schema=schema
    )


def bad_value(check: pa.Check) -> Any:
    match check.name:
        case "greater_than_or_equal_to":
            return check.statistics["min_value"] - 1
        case "less_than_or_equal_to":
            return check.statistics["max_value"] + 1
        case "isin":
            return "bukan salah satunya"
        case "str_matches":
            return "###"
    raise NotImplementedError(f"draw a sample that must be rejected by {check}")


def constraints() -> Iterator[Any]:
    for table, model in MODELS.items():
        for name, column in model.to_schema().columns.items():
            for check in column.checks:
                yield pytest.param(model, name, bad_value(check), id=f"{table}.{name} {check.name}")
            if not column.nullable:
                yield pytest.param(model, name, None, id=f"{table}.{name} tidak kosong")


@pytest.mark.parametrize("table", MODELS)
def test_a_good_row_passes(table: str) -> None:
    frame = good_frame(MODELS[table])
    assert MODELS[table].validate(frame).equals(frame)


@pytest.mark.parametrize(("model", "column", "bad"), list(constraints()))
def test_a_value_outside_its_constraint_is_rejected(model: type[pa.DataFrameModel], column: str, bad: Any) -> None:
    schema = polars_schema(model)
    frame = good_frame(model).with_columns(pl.Series(column, [bad], dtype=schema[column]))
    with pytest.raises(SchemaErrors) as caught:
        model.validate(frame, lazy=True)
    assert caught.value.failure_cases["column"].to_list() == [column]


KEYED = [name for name, model in MODELS.items() if any(c.unique for c in model.to_schema().columns.values())]


@pytest.mark.parametrize("table", KEYED)
def test_a_repeated_key_is_rejected(table: str) -> None:
    model = MODELS[table]
    keys = {name for name, column in model.to_schema().columns.items() if column.unique}
    with pytest.raises(SchemaErrors) as caught:
        model.validate(good_frame(model, rows=2), lazy=True)
    assert set(caught.value.failure_cases["column"]) == keys


@pytest.mark.parametrize("table", MODELS)
def test_a_missing_or_additional_column_is_our_mistake_and_raises(table: str) -> None:
    model = MODELS[table]
    frame = good_frame(model)
    with pytest.raises((SchemaError, SchemaErrors)):
        model.validate(frame.drop(frame.columns[0]))
    with pytest.raises((SchemaError, SchemaErrors)):
        model.validate(frame.with_columns(pl.lit(1).alias("kolom_asing")))
