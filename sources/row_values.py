"""Values of the rows of a block by the kind of their field: money, percentages, dates, words, agencies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sources.block_rows import BlockRows
from sources.cells import money_factor, normalise_unit, parse_duration_days, parse_opd_code
from sources.convert import EXPECTED, Column, as_sent, convert, money, percents
from sources.fan_out import percent_scale_of, twelve_months
from sources.layout import Field
from sources.personal_text import scrub

MAX_DAYS = 3_660
"""Longest duration of a contract taken at its word."""
FROM_DOCUMENT = ("tahun", "bulan", "triwulan", "versi_anggaran")
"""Columns a row takes from its document where its own cell is blank."""


def read_values(rows: BlockRows) -> None:
    """Fill every column that is neither code nor account; note each value's cell and what could not be read."""
    scales = _scales(rows)
    months: dict[str, dict[int, list[Any]]] = {}
    for target, (spec, col) in rows.fields.items():
        if spec.kind in ("code", "account"):
            continue
        rows.remember(target)
        if spec.kind == "opd":
            _agencies(rows, target, spec)
            continue
        column = _convert(rows, spec, col, scales)
        _note_problems(rows, target, spec, column)
        if spec.slot:
            months.setdefault(spec.name, {})[spec.slot] = column.values
        else:
            _place(rows, spec, column)
    for name, slots in months.items():
        rows.columns[name] = twelve_months(slots, len(rows.kinds))
    _strip_codes_from_words(rows)
    _end_of_durations(rows)


def _convert(rows: BlockRows, spec: Field, col: int, scales: dict[str, str]) -> Column:
    cells = rows.cells[spec.target]
    if spec.kind == "money":
        column = money(cells, _factor(rows, col))
        for index, precision in column.precision.items():
            rows.precision[index] = max(rows.precision[index], precision)
        return column
    if spec.kind == "percent":
        return percents(cells, _formats(rows, col), scales[spec.target])
    return convert(spec, cells)


def _factor(rows: BlockRows, col: int) -> int:
    paths = rows.block.match.paths
    own = money_factor(" ".join(paths[col] if col < len(paths) else ()))
    return own if own is not None and own > 1 else money_factor(rows.place.heading) or 1


def _formats(rows: BlockRows, col: int) -> Callable[[int], bool | None]:
    return lambda index: rows.place.sheet.is_percent(rows.kinds[index].row, col)


def _scales(rows: BlockRows) -> dict[str, str]:
    """Whether percentages are 0..100 or 0..1, by column; one column that shows it speaks for those that do not."""
    found = {
        target: percent_scale_of(rows.cells[target])
        for target, (spec, _) in rows.fields.items()
        if spec.kind == "percent"
    }
    sure = {scale for scale in found.values() if scale in ("percent", "fraction")}
    common = sure.pop() if len(sure) == 1 else None
    return {target: common if scale == "ambigu" and common else scale.rstrip("?") for target, scale in found.items()}


def _place(rows: BlockRows, spec: Field, column: Column) -> None:
    name = spec.name
    if name in FROM_DOCUMENT and name in rows.columns:
        column.values = [v if v is not None else d for v, d in zip(column.values, rows.columns[name], strict=True)]
    if name == "satuan":
        column.values = [normalise_unit(value) if value else value for value in column.values]
    rows.columns[name] = column.values
    if spec.unit_into:
        into = rows.columns.setdefault(spec.unit_into, [None] * len(rows.kinds))
        for index, unit in column.units.items():
            if into[index] is None:
                into[index] = unit


def _agencies(rows: BlockRows, target: str, spec: Field) -> None:
    known = rows.columns["kode_opd"]
    register = rows.layout.dataset == "opd"
    values = []
    for index, value in enumerate(rows.cells[target]):
        if value is None:
            values.append(None if register else known[index])
            continue
        text = as_sent(value)
        code = parse_opd_code(value).code if register else rows.place.agencies.find(text, whole=True)
        if code is None and rows.layout.constant("jenis_laporan") == "apbd":
            code = text.strip()
        elif code is None and rows.kinds[index].peran == "rinci" and spec.key:
            rows.issue(index, target, "opd_tak_dikenal", EXPECTED["opd"], True)
        values.append(code)
    rows.columns["kode_opd"] = values


def _strip_codes_from_words(rows: BlockRows) -> None:
    words = rows.columns.get("uraian")
    if words is not None:
        for index, kind in enumerate(rows.kinds):
            if kind.words is not None:
                words[index] = scrub(kind.words)


def _end_of_durations(rows: BlockRows) -> None:
    """An end given as so many days counts from the day of the contract, that day included."""
    start, cells = rows.columns.get("kontrak_tgl"), rows.cells.get("akhir_tgl")
    if start is None or cells is None:
        return
    ends = rows.columns["akhir_tgl"]
    for index, (day, cell) in enumerate(zip(start, cells, strict=True)):
        days = parse_duration_days(cell).value if ends[index] is None and isinstance(cell, str) else None
        if day is not None and days is not None and 0 < days < MAX_DAYS:
            ends[index] = day + timedelta(days=days - 1)


def _note_problems(rows: BlockRows, target: str, spec: Field, column: Column) -> None:
    for index, jenis, harapan in column.problems:
        if target == "akhir_tgl" and parse_duration_days(rows.cells[target][index]).value is not None:
            continue
        rows.issue(index, target, jenis, harapan, spec.key and rows.kinds[index].peran == "rinci")
    missing = rows.place.sheet.formulas_without_value if rows.place.sheet.has_formulas else None
    if missing:
        col = rows.fields[target][1]
        for index, kind in enumerate(rows.kinds):
            if (kind.row, col) in missing:
                rows.issue(index, target, "rumus_tanpa_nilai", "rumus dihitung dan disimpan", spec.key)
