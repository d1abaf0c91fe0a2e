"""The five tables of a labelled set, and writing them."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from simulation.labelled.episodes import bend_figures
from simulation.labelled.offices import MONTHS
from simulation.labelled.sheet import Sheet
from simulation.labelled.slips import slip_figures
from simulation.labelled.styles import Request
from simulation.labelled.years import Sheets, play_years

SCHEMAS: dict[str, dict[str, type[pl.DataType]]] = {
    "reports": {
        "year": pl.Int16, "month": pl.Int8, "agency_id": pl.String, "agency_kind": pl.String, "program": pl.String,
        "kegiatan": pl.String, "subkeg_id": pl.String, "template": pl.String, "ptype": pl.String, "fund": pl.String,
        "pagu": pl.Int64, "pagu_initial": pl.Int64, "pagu_doc": pl.String, "phys_plan": pl.Float64,
        "phys_rep": pl.Float64, "fin_plan": pl.Float64, "fin_rep": pl.Int64, "ind_name": pl.String, "unit": pl.String,
        "polarity": pl.Int8, "ind_kind": pl.String, "target": pl.Float64, "target_initial": pl.Float64,
        "realisasi": pl.Float64, "capaian_rep": pl.Float64, "lag_days": pl.Int16, "note": pl.String,
    },
    "sp2d": {"year": pl.Int16, "month": pl.Int8, "subkeg_id": pl.String, "sp2d_cum": pl.Int64},
    "contracts": {
        "year": pl.Int16, "subkeg_id": pl.String, "contract_value": pl.Int64, "sign_month": pl.Int8,
        "end_month": pl.Int8, "bast_month": pl.Int8, "vendor": pl.String,
    },
    "restatements": {
        "year": pl.Int16, "month_of_change": pl.Int8, "month_changed": pl.Int8, "subkeg_id": pl.String,
        "field": pl.String, "old": pl.Float64, "new": pl.Float64,
    },
    "labels": {
        "year": pl.Int16, "month": pl.Int8, "subkeg_id": pl.String, "label": pl.String, "type": pl.String,
        "severity": pl.Float64, "rp_at_stake": pl.Float64, "episode": pl.Int32, "field": pl.String,
        "shortfall": pl.Boolean, "shadow": pl.Boolean,
    },
}  # fmt: skip


def simulate(request: Request) -> dict[str, pl.DataFrame]:
    """The five tables of one labelled set; the same request gives the same tables."""
    sheets = play_years(request)
    bend_figures(request, sheets)
    slip_figures(request, sheets)
    return build_tables(sheets)


def build_tables(sheets: Sheets) -> dict[str, pl.DataFrame]:
    """Sheets as tables, ordered by line and month; months not sent are in ``sp2d`` only."""
    ordered = [sheets[key] for key in sorted(sheets)]
    rows: dict[str, list[tuple[object, ...]]] = {
        "reports": [row for sheet in ordered for row in _report_rows(sheet)],
        "sp2d": [
            (sheet.year, month + 1, sheet.line.subkeg_id, int(sheet.money.feed_idr[month]))
            for sheet in ordered
            for month in range(MONTHS)
        ],
        "contracts": [row for sheet in ordered for row in _contract_rows(sheet)],
        "restatements": [
            (sheet.year, r.month_of_change, r.month_changed, sheet.line.subkeg_id, r.field, r.old, r.new)
            for sheet in ordered
            for r in sheet.restatements
        ],
        "labels": [row for sheet in ordered for row in _label_rows(sheet)],
    }
    return {name: pl.DataFrame(rows[name], schema=SCHEMAS[name], orient="row") for name in SCHEMAS}


def write_tables(tables: dict[str, pl.DataFrame], directory: Path) -> None:
    """Write ``<table>.parquet`` under ``directory``."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        table.write_parquet(directory / f"{name}.parquet")


def _sent(sheet: Sheet) -> list[int]:
    return [month for month in range(MONTHS) if sheet.submitted[month]]


def _report_rows(sheet: Sheet) -> list[tuple[object, ...]]:
    line, template, told = sheet.line, sheet.line.template, sheet.reported
    program = template.code.split(".")[0]
    return [
        (
            sheet.year, m + 1, line.office.agency_id, line.office.kind, program, f"{program}.2", line.subkeg_id,
            template.name, template.ptype, line.fund, int(sheet.pagu[m]), int(sheet.pagu[0]), sheet.document[m],
            round(float(sheet.course.plan[m]), 2), float(told["phys_rep"][m]), float(sheet.fin_plan[m]),
            int(told["fin_rep"][m]), f"Indikator {line.subkeg_id}", sheet.unit[m], line.polarity, template.ind_kind,
            float(told["target"][m]), sheet.target_initial, float(told["realisasi"][m]),
            float(told["capaian_rep"][m]), int(sheet.lag_days[m]), sheet.note[m],
        )
        for m in _sent(sheet)
    ]  # fmt: skip


def _contract_rows(sheet: Sheet) -> list[tuple[object, ...]]:
    contract = sheet.course.contract
    if contract is None:
        return []
    return [
        (
            sheet.year, sheet.line.subkeg_id, contract.value_idr, contract.sign, contract.end, contract.bast,
            contract.vendor,
        )
    ]  # fmt: skip


def _label_rows(sheet: Sheet) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for m in _sent(sheet):
        bent = sheet.label[m] == "dishonest"
        severity = float(sheet.severity[m])
        rows.append(
            (
                sheet.year, m + 1, sheet.line.subkeg_id, sheet.label[m], sheet.kind if bent else "", severity,
                min(severity, 1.0) * float(sheet.pagu[m]), sheet.episode if bent else -1,
                sheet.blamed if bent else "", sheet.shortfall, bool(sheet.shadow[m]),
            )
        )  # fmt: skip
    return rows
