"""Rows of any database as Arrow columns: types from the values, exact, the same for the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from sources.connectors.exact_json import write_json

_PLAIN = (str, bool, int, float, Decimal, date, time, bytes)


def spool_rows(names: Sequence[str], chunks: Iterable[Sequence[Sequence[Any]]], spool: BinaryIO) -> pa.Schema:
    """Write every chunk of rows to ``spool`` as Arrow and return the one schema that holds them all.

    A column is null-typed only if it never held a value; what fits no common type becomes text.
    """
    merged: list[pa.DataType] = [pa.null()] * len(names)
    for rows in chunks:
        columns = [_column([row[i] for row in rows]) for i in range(len(names))]
        merged = [common_type(old, column.type) for old, column in zip(merged, columns, strict=True)]
        batch = pa.RecordBatch.from_arrays(columns, names=[str(i) for i in range(len(names))])
        with pa.ipc.new_stream(spool, batch.schema) as out:
            out.write_batch(batch)
    return pa.schema(
        [pa.field(n, pa.string() if pa.types.is_null(t) else t) for n, t in zip(names, merged, strict=True)]
    )


def write_parquet(schema: pa.Schema, spool: BinaryIO, end: int, out: BinaryIO) -> None:
    """The spooled rows as one Parquet file, a row group a chunk, no time of writing: equal rows give equal bytes."""
    spool.seek(0)
    with pq.ParquetWriter(out, schema, compression="zstd", store_schema=False, version="2.6") as writer:
        while spool.tell() < end:
            for batch in _batches(spool):
                columns = [_cast(c, f.type) for c, f in zip(batch.columns, schema, strict=True)]
                writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=schema))


def common_type(one: pa.DataType, other: pa.DataType) -> pa.DataType:
    """The narrowest type that holds the values of both exactly; text where there is none."""
    t = pa.types
    if one.equals(other) or t.is_null(other):
        return one
    if t.is_null(one):
        return other
    if t.is_decimal(one) or t.is_decimal(other):
        return _common_decimal(one, other)
    if t.is_timestamp(one) and t.is_date(other) and one.tz is None:
        return one
    if t.is_date(one) and t.is_timestamp(other) and other.tz is None:
        return other
    return pa.string()


def _common_decimal(one: pa.DataType, other: pa.DataType) -> pa.DataType:
    digits = [_digits(one), _digits(other)]
    if None in digits:
        return pa.string()
    whole = max(d[0] for d in digits if d)
    scale = max(d[1] for d in digits if d)
    if whole + scale <= 38:
        return pa.decimal128(whole + scale, scale)
    return pa.decimal256(whole + scale, scale) if whole + scale <= 76 else pa.string()


def _digits(dtype: pa.DataType) -> tuple[int, int] | None:
    if pa.types.is_decimal(dtype):
        return dtype.precision - dtype.scale, dtype.scale
    return (19, 0) if pa.types.is_int64(dtype) else None


def _batches(spool: BinaryIO) -> Iterator[pa.RecordBatch]:
    with pa.ipc.open_stream(spool) as reader:
        yield from reader


def _column(values: list[Any]) -> pa.Array:
    plain = [_plain(value) for value in values]
    kinds = {type(value) for value in plain if value is not None}
    if kinds == {int, Decimal}:
        plain = [Decimal(value) if isinstance(value, int) else value for value in plain]
    if len(kinds) <= 1 or kinds == {int, Decimal}:
        try:
            return pa.array(plain)
        except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
            pass
    return pa.array([None if value is None else _spelled(value) for value in plain], pa.string())


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC) if value.tzinfo else value
    if isinstance(value, Decimal):
        return value if value.is_finite() else str(value)
    if value is None or isinstance(value, _PLAIN):
        return value
    if isinstance(value, memoryview | bytearray):
        return bytes(value)
    if isinstance(value, dict | list):
        return write_json(_jsonable(value)).decode()
    return str(value)


def _jsonable(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(k): _jsonable(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_jsonable(v) for v in value]
    return value if value is None or isinstance(value, str | bool | int | float | Decimal) else str(value)


def _cast(column: pa.Array, wanted: pa.DataType) -> pa.Array:
    if column.type.equals(wanted):
        return column
    if pa.types.is_string(wanted):
        return pa.array([None if v is None else _spelled(v) for v in column.to_pylist()], pa.string())
    return column.cast(wanted)


def _spelled(value: Any) -> str:
    spell: Callable[[Any], str] = datetime.isoformat if isinstance(value, datetime) else str
    return value.hex() if isinstance(value, bytes) else spell(value)
