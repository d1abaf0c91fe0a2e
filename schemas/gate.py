"""The shape gate: can these rows be read as what they claim to be? Rows that cannot go back with sheet, row and cell.

Each table is validated eagerly by its pandera model (a LazyFrame would be checked for names and types alone). The
gate reads the boolean output of each failed check, so that rows are told apart by position, never by value.
"""

from __future__ import annotations

from dataclasses import dataclass

import orjson
import pandera.polars as pa
import polars as pl
from pandera.errors import SchemaErrors

from schemas.dokumen import Kendala
from schemas.tables import polars_schema


@dataclass(frozen=True, slots=True)
class Gated:
    """``passed`` rows fit the model. ``rejected`` do not; ``kendala`` says why (``schemas.dokumen.Kendala`` shape)."""

    passed: pl.DataFrame
    rejected: pl.DataFrame
    kendala: pl.DataFrame


def gate(dataset: str, model: type[pa.DataFrameModel], rows: pl.DataFrame, names: pl.DataFrame) -> Gated:
    """Split ``rows`` of ``dataset`` by whether they fit ``model``.

    ``names`` is [berkas, nama_berkas]. A frame whose columns or types are wrong is our own mistake and raises
    SchemaErrors; only values are the sender's.
    """
    try:
        model.validate(rows, lazy=True)
    except SchemaErrors as errors:
        broken = _broken(rows.height, errors)
    else:
        return Gated(rows, rows.clear(), pl.DataFrame(schema=polars_schema(Kendala)))
    failed = pl.Series([False] * rows.height)
    for _, _, wrong in broken:
        failed = failed | wrong
    notes = pl.concat([_note(dataset, rows.filter(wrong), column, expected) for column, expected, wrong in broken])
    return Gated(rows.filter(~failed), rows.filter(failed), _as_kendala(notes, names))


def _broken(height: int, errors: SchemaErrors) -> list[tuple[str, str, pl.Series]]:
    """(column, what was expected, which rows are wrong) of each failed constraint on values."""
    found = []
    for error in errors.schema_errors:
        output = error.check_output
        if not isinstance(output, pl.DataFrame) or output.height != height:
            raise errors
        wrong = ~output.to_series().fill_null(True)
        found.append((str(error.schema.name), _expectation(error.check), wrong))
    return found


def _expectation(check: object) -> str:
    """What a constraint wants, in signs both languages read."""
    name = str(getattr(check, "name", None) or check)
    statistics = getattr(check, "statistics", {}) or {}
    match name:
        case "greater_than_or_equal_to":
            return f"≥ {statistics['min_value']}"
        case "less_than_or_equal_to":
            return f"≤ {statistics['max_value']}"
        case "isin":
            return " / ".join(map(str, statistics["allowed_values"]))
        case "not_nullable":
            return "≠ ∅"
        case "field_uniqueness":
            return "1×"
    return name


def _note(dataset: str, rows: pl.DataFrame, column: str, expected: str) -> pl.DataFrame:
    cells = [(orjson.loads(origin).get(column) or [None, None]) if origin else [None, None] for origin in rows["asal"]]
    month = pl.col("bulan") if "bulan" in rows.columns else pl.lit(None, dtype=pl.Int8)
    quarter = pl.col("triwulan") if "triwulan" in rows.columns else pl.lit(None, dtype=pl.Int8)
    return rows.select(
        "berkas",
        "lembar",
        "baris",
        "baris_id",
        "kode_opd",
        "tahun",
        month.alias("bulan"),
        quarter.alias("triwulan"),
        pl.Series("sel", [cell[0] for cell in cells], dtype=pl.String),
        pl.Series("nilai", [None if cell[1] is None else str(cell[1]) for cell in cells], dtype=pl.String),
        pl.lit(dataset).alias("dataset"),
        pl.lit(column).alias("kolom"),
        pl.lit(expected).alias("harapan"),
        pl.lit("bentuk").alias("jenis"),
        pl.lit(True).alias("menahan"),
    )


def _as_kendala(notes: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    schema = polars_schema(Kendala)
    named = notes.join(names.unique("berkas", keep="first", maintain_order=True), on="berkas", how="left")
    return named.with_columns(pl.col("nama_berkas").fill_null("")).select(
        pl.col(name).cast(dtype) for name, dtype in schema.items()
    )
