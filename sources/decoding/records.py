"""Tables that arrive as records: JSON lists of objects and Parquet, each with a header row made of its keys."""

from __future__ import annotations

import io
import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import polars as pl
import pyarrow.parquet as pq

from sources.connectors.exact_json import write_json
from sources.decoding.delimited import decode_text
from sources.decoding.problems import Limits, damaged, not_a_workbook, too_large
from sources.decoding.sheet import CellValue, Sheet

_NATIVE = (str, bool, int, float, date, datetime, time, timedelta)
LARGEST_WHOLE = 10**30
ENVELOPES = ("items", "data", "rows", "results", "records", "hasil")


def read_json(data: bytes, name: str, limits: Limits) -> list[Sheet]:
    """Sheets from a list of objects, a list of lists, an envelope ``{"items": [...]}`` or several named lists."""
    try:
        content = json.loads(decode_text(data), parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise damaged("JSON") from error
    tables = _tables(content, name)
    if not tables:
        raise not_a_workbook()
    told = _told_by(content)
    sheets = [
        Sheet(_title(title, said), _heading(said) + _rows(part))
        for title, records in tables.items()
        for said, part in _apart(records, told)
    ]
    if sum(len(row) for sheet in sheets for row in sheet.rows) > limits.cells:
        raise too_large(f"lebih dari {limits.cells:,} sel", f"more than {limits.cells:,} cells")
    return sheets


def _tables(content: Any, name: str) -> dict[str, list[Any]]:
    if isinstance(content, list):
        return {name: content}
    if not isinstance(content, dict):
        return {}
    for key in ENVELOPES:
        if isinstance(content.get(key), list):
            return {name: content[key]}
    lists = {key: value for key, value in content.items() if isinstance(value, list)}
    return lists or {name: [content]}


Said = tuple[tuple[str, str], ...]
"""What the items of one sheet say of themselves, as lines of a heading: label and value."""


def _told_by(content: Any) -> dict[str, str]:
    """Label of a heading -> field of the items that says it, where an API's contract names one."""
    if not isinstance(content, dict) or "contract" not in content:
        return {}
    fields = {"Periode": content.get("period"), "Perangkat Daerah": content.get("agency")}
    return {label: field for label, field in fields.items() if isinstance(field, str)}


def _apart(records: list[Any], told: dict[str, str]) -> list[tuple[Said, list[Any]]]:
    """Items by period and agency, in order of appearance; all together where no contract tells them apart."""
    parts: dict[Said, list[Any]] = {}
    for record in records:
        values = ((label, record.get(field)) for label, field in told.items()) if isinstance(record, dict) else ()
        said = tuple((label, value) for label, value in values if isinstance(value, str) and value)
        parts.setdefault(said, []).append(record)
    return list(parts.items()) or [((), [])]


def _title(title: str, said: Said) -> str:
    return " ".join((title, *(value for _, value in said)))


def _heading(said: Said) -> list[list[CellValue]]:
    return [[f"{label}: {value}"] for label, value in said]


def _rows(records: list[Any]) -> list[list[CellValue]]:
    keys: dict[str, None] = {}
    for record in records:
        if isinstance(record, dict):
            keys.update(dict.fromkeys(record))
    rows: list[list[CellValue]] = [list(keys)] if keys else []
    for record in records:
        if isinstance(record, dict):
            rows.append([_cell(record.get(key)) for key in keys])
        elif isinstance(record, list):
            rows.append([_cell(value) for value in record])
        else:
            rows.append([_cell(record)])
    return rows


def _cell(value: Any) -> CellValue:
    if value is None or value == "":
        return None
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, str | int | float | bool):
        return value
    return write_json(value).decode()


def _number(value: Decimal) -> CellValue:
    """An int or a float where nothing is lost by it, else the Decimal itself."""
    if not value.is_finite():
        return str(value)
    if abs(value) < LARGEST_WHOLE and value == value.to_integral_value():
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else value


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no JSON number")


def read_parquet(data: bytes, name: str, limits: Limits) -> list[Sheet]:
    """One sheet with the column names as first row. The size is judged by the metadata before anything is unpacked."""
    try:
        metadata = pq.read_metadata(io.BytesIO(data))
    except Exception as error:
        raise damaged("Parquet") from error
    groups = range(metadata.num_row_groups)
    unpacked = sum(metadata.row_group(index).total_byte_size for index in groups)
    if metadata.num_rows * metadata.num_columns > limits.cells or unpacked > limits.unpacked_bytes:
        what = f"{metadata.num_rows:,} baris x {metadata.num_columns} kolom"
        raise too_large(what, f"{metadata.num_rows:,} rows x {metadata.num_columns} columns")
    try:
        frame = pl.DataFrame(pq.read_table(io.BytesIO(data)))
    except Exception as error:
        raise damaged("Parquet") from error
    rows: list[list[CellValue]] = [list(frame.columns)]
    rows += [[_cell_of_frame(value) for value in row] for row in frame.iter_rows()]
    return [Sheet(name, rows)]


def _cell_of_frame(value: Any) -> CellValue:
    if value is None or value == "":
        return None
    if isinstance(value, Decimal):
        return _number(value)
    return value if isinstance(value, _NATIVE) else str(value)
