"""``ringkasan.html``: one self-contained page for the steward at seven in the morning."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
from markupsafe import Markup

from publishing import wording
from publishing.charts import columns, stacked_bar
from publishing.choosing import first_to_take, held_reasons, shown_shortfalls, to_clarify
from publishing.night import Night
from publishing.queues import explain_all, lines_in_both
from publishing.summary import Summary
from publishing.templating import environment, stylesheet

LONGEST_LIST = 15
"""Rows of a list before the page points at the files for the rest."""

MARKS = {"tepat_waktu": "●", "terlambat": "◐", "belum_masuk": "○", "tidak_terbaca": "×", "belum_jatuh_tempo": "·"}
_WORST_FIRST = ("tidak_terbaca", "belum_masuk", "terlambat", "tepat_waktu", "belum_jatuh_tempo")


def write_page(night: Night, tables: Mapping[str, pl.DataFrame], summary: Summary, path: Path) -> None:
    """Write the page; its bytes depend on the night's content and version alone."""
    path.write_text(render_page(night, tables, summary), encoding="utf-8")


def render_page(night: Night, tables: Mapping[str, pl.DataFrame], summary: Summary) -> str:
    """The page as HTML, both languages inside."""
    heat = _heat(tables["kelengkapan"])
    return (
        environment()
        .get_template("ringkasan.html")
        .render(
            night=night,
            s=summary,
            w=wording,
            t=wording.both,
            n=wording.number,
            rp=wording.amount,
            style=stylesheet("ringkasan.css"),
            rows_bar=_rows_bar(summary),
            status_bar=_status_bar(summary),
            severities=[(name, count) for name, count in summary.by_severity.items() if count],
            themes=summary.by_theme.to_dicts(),
            top=_with_explanation(night, tables),
            queues=summary.queues,
            total_anomalies=tables["anomali"].height,
            asking=to_clarify(tables["anomali"]).height,
            silent=_records(summary.not_reported, LONGEST_LIST),
            more_silent=summary.not_reported.slice(LONGEST_LIST).get_column("nama_opd").to_list(),
            missing=int(summary.not_reported.get_column("n").sum()),
            fell_due=tables["kelengkapan"].filter(pl.col("keadaan") != "belum_jatuh_tempo").height,
            heat=heat,
            reports=_reports_chart(heat),
            marks=MARKS,
            shortfalls=shown_shortfalls(tables["kekurangan"], LONGEST_LIST),
            with_plan=tables["kekurangan"].filter(pl.col("rencana").is_not_null()).height,
            watch=_records(tables["silpa"].sort("perkiraan_sisa_idr", "kode", descending=[True, False]), LONGEST_LIST),
            watched=tables["silpa"].height,
            totals=_totals_left(tables["silpa_ringkas"]),
            reliable=tables["keandalan"].to_dicts(),
            unjudged=summary.coverage.filter(
                (pl.col("tidak_dapat_dinilai") > 0) | (pl.col("diperiksa") == 0)
            ).to_dicts(),
            held=held_reasons(tables, night.rule_titles),
            newest=tables["berkas"].get_column("diterima_at").max(),
        )
    )


def _with_explanation(night: Night, tables: Mapping[str, pl.DataFrame]) -> list[dict[str, Any]]:
    rows = first_to_take(tables)
    explained = explain_all(night, tables["anomali"], [row["finding_id"] for row in rows])
    return [row | {"penjelasan": lines_in_both(explained[row["finding_id"]])} for row in rows]


def _records(frame: pl.DataFrame, limit: int) -> list[dict[str, Any]]:
    return frame.head(limit).to_dicts()


def _rows_bar(summary: Summary) -> Markup:
    parts = [("good", summary.rows_published), ("bad", summary.rows_held), ("rest", summary.rows_set_aside)]
    return stacked_bar(parts, "Baris terbit, ditahan, disisihkan")


def _status_bar(summary: Summary) -> Markup:
    kinds = {"lolos": "good", "peringatan": "warn", "dikecualikan": "calm", "tidak_dapat_dinilai": "rest"}
    return stacked_bar([(kind, summary.by_status[name]) for name, kind in kinds.items()], "Keadaan baris terbit")


def _heat(completeness: pl.DataFrame) -> dict[str, Any]:
    """Agency x period of the newest year that has come due; of several reports the worst state is shown."""
    due = completeness.filter(pl.col("keadaan") != "belum_jatuh_tempo")
    if due.is_empty():
        return {"year": None, "periods": [], "rows": []}
    year = due.get_column("tahun").max()
    shown = completeness.filter((pl.col("tahun") == year) & (pl.col("periode").str.len_chars() > 4))
    rank = {state: order for order, state in enumerate(_WORST_FIRST)}
    worst = (
        shown.with_columns(
            order=pl.col("keadaan").replace_strict(rank, return_dtype=pl.Int8),
            quarterly=pl.col("periode").str.contains("TW"),
        )
        .sort("order", "dataset")
        .group_by("nama_opd", "kode_opd", "periode", "quarterly", maintain_order=True)
        .agg(pl.col("keadaan").first(), pl.col("dataset").filter(pl.col("order") == pl.col("order").min()).unique())
    )
    periods = worst.select("quarterly", "periode").unique().sort("quarterly", "periode").get_column("periode").to_list()
    cells = {(row["kode_opd"], row["periode"]): row for row in worst.iter_rows(named=True)}
    agencies = worst.select("kode_opd", "nama_opd").unique().sort("nama_opd", "kode_opd")
    rows = [
        {"nama": name, "cells": [cells.get((code, period)) for period in periods]}
        for code, name in agencies.iter_rows()
    ]
    return {"year": year, "periods": periods, "rows": rows}


def _totals_left(totals: pl.DataFrame) -> dict[str, Any]:
    """The regency's total, if any, and the agencies' with the most likely to be left first."""
    agencies = totals.filter(pl.col("tingkat") == "opd").sort(
        "perkiraan_sisa_idr", "kode_opd", descending=[True, False]
    )
    whole = totals.filter(pl.col("tingkat") == "kabupaten")
    return {"whole": whole.row(0, named=True) if whole.height else None, "agencies": _records(agencies, LONGEST_LIST)}


def _reports_chart(heat: dict[str, Any]) -> Markup:
    """How many agencies were on time, late, or missing, period by period."""
    kinds = {"tepat_waktu": "good", "terlambat": "warn", "belum_masuk": "bad", "tidak_terbaca": "bad2"}
    heights = []
    for index, period in enumerate(heat["periods"]):
        states = [row["cells"][index]["keadaan"] for row in heat["rows"] if row["cells"][index]]
        parts = [(kind, states.count(state)) for state, kind in kinds.items()]
        heights.append((wording.period_words(period), parts))
    return columns(heights, "Laporan per periode")
