"""Examples drawn as small tables beside a rule: they are run by the tests and printed in the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from checks.frame import Frame
from checks.rule import Check
from checks.runner import EXCUSED, FAIL, NOT_EXAMINED, PASS, UNKNOWN, bind, state

VERDICTS = {"pass": PASS, "fail": FAIL, "unknown": UNKNOWN, "excused": EXCUSED, "not examined": NOT_EXAMINED}
DEFAULTS: dict[str, object] = {"tahun": 2025, "bulan": 10, "triwulan": 3}


@dataclass(frozen=True, slots=True)
class Examples:
    """The drawn rows in the shape of the rule's frame, the columns that were drawn, and the verdict each expects."""

    rows: pl.DataFrame
    drawn: tuple[str, ...]
    expected: tuple[str, ...]


def parse(rule: Check, frame: Frame) -> Examples:
    """Read the drawn table: first line column names, last column ``verdict``; an empty cell is null."""
    lines = [[cell.strip() for cell in line.split("|")] for line in rule.examples.strip().splitlines()]
    header, body = lines[0], lines[1:]
    if header[-1] != "verdict":
        raise ValueError(f"{rule.id}: the last column of its examples is not verdict")
    stray = set(header[:-1]) - set(frame.columns)
    if stray:
        raise ValueError(f"{rule.id}: its examples draw {sorted(stray)}, which {frame.name} does not have")
    for line in body:
        if len(line) != len(header):
            raise ValueError(f"{rule.id}: example row {line} has {len(line)} cells, the header {len(header)}")
    data = {}
    for name, dtype in frame.columns.items():
        if name in header:
            position = header.index(name)
            data[name] = pl.Series(name, [_value(row[position], dtype) for row in body], dtype=dtype)
        else:
            filler = DEFAULTS.get(name)
            data[name] = pl.Series(name, [filler] * len(body), dtype=dtype, strict=False)
    return Examples(pl.DataFrame(data), tuple(header[:-1]), tuple(row[-1] for row in body))


def _value(text: str, dtype: pl.DataType) -> object:
    if text == "":
        return None
    if isinstance(dtype, pl.List):
        return [int(part) if part else None for part in text.split(" ")]
    if dtype == pl.Boolean:
        return {"true": True, "false": False}[text]
    if dtype.is_integer():
        return int(text.replace("_", ""))
    if dtype.is_float():
        return float(text.replace("_", ""))
    if dtype.is_temporal():
        return (
            pl.Series([text]).str.to_date().item()
            if dtype == pl.Date
            else pl.Series([text]).str.to_datetime(time_unit="us", time_zone="UTC").item()
        )
    return text


def run(rule: Check, frame: Frame) -> list[str]:
    """The verdict of each drawn row, in words."""
    examples = parse(rule, frame)
    codes = examples.rows.select(state(bind(rule, examples.rows))).to_series().to_list()
    names = {code: name for name, code in VERDICTS.items()}
    return [names[code] for code in codes]
