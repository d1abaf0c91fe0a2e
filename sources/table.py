"""The rows of one block to rows of a table, step by step."""

from __future__ import annotations

from collections.abc import Sequence

from sources.asal import joined
from sources.block_rows import BlockRows, Place
from sources.blocks import Block
from sources.collected import Collected
from sources.decoding import CellValue
from sources.fan_out import part_of, split_lines
from sources.heading_fields import fill_from_heading
from sources.hierarchy import blank_later_quarters, numbered
from sources.row_codes import read_codes, report_codes
from sources.row_roles import settle_roles
from sources.row_values import read_values
from sources.rows import RowKind


def read_table(block: Block, kinds: Sequence[RowKind], place: Place, into: Collected) -> BlockRows:
    """Compute every column of a block and hand facts and issues over to ``into``."""
    rows = BlockRows(block, kinds, place, into)
    if rows.layout.fan_out:
        _fan_out(rows)
    if not rows.kinds:
        return rows
    _repeat_blanks(rows)
    rows.start()
    read_codes(rows)
    read_values(rows)
    fill_from_heading(rows)
    settle_roles(rows)
    report_codes(rows)
    _finish(rows)
    return rows


def _fan_out(rows: BlockRows) -> None:
    """Rows that name several indicators in one cell become one row each."""
    pieces = {}
    for index, value in enumerate(rows.cells.get("indikator", ())):
        lines = [line for line in split_lines(value) if line]
        if len(lines) > 1:
            pieces[index] = lines
    if not pieces:
        return
    order = [(i, part) for i in range(len(rows.kinds)) for part in range(len(pieces.get(i, ("",))))]
    for target, values in rows.cells.items():
        spec, _ = rows.fields[target]
        rows.cells[target] = [
            part_of(values[i], part, len(pieces[i]), spec) if i in pieces else values[i] for i, part in order
        ]
    rows.parts = [part + 1 if i in pieces else 0 for i, part in order]
    rows.kinds = [rows.kinds[i] for i, _ in order]


def _repeat_blanks(rows: BlockRows) -> None:
    for target, (spec, _) in rows.fields.items():
        if not spec.fill:
            continue
        last: CellValue = None
        values = rows.cells[target]
        for index, value in enumerate(values):
            if value is None and rows.kinds[index].peran == "rinci":
                values[index] = last
            else:
                last = value


def _finish(rows: BlockRows) -> None:
    columns, dataset = rows.columns, rows.layout.dataset
    if dataset == "lra":
        columns["presisi_idr"] = [max(rows.precision)] * len(rows.kinds)
    if "kode_indikator" in rows.wanted and "kode_indikator" not in rows.fields:
        columns["kode_indikator"] = numbered(columns.get("kode"), columns.get("indikator"))
    if dataset == "e81":
        blank_later_quarters(columns)
    columns["asal"] = [joined(pieces) for pieces in rows.asal]
    rows.into.add_facts(dataset, columns, len(rows.kinds))
