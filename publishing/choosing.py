"""Which few rows the page shows: the findings worth taking first, the reasons rows are held, who is silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import polars as pl

from checks.queue import ASKING

TOP_ANOMALIES = 10
PER_RULE = 2
PER_AGENCY = 2
"""Of one rule, and of one agency, among the first: ten times the same question tells a steward little."""


def to_clarify(anomalies: pl.DataFrame) -> pl.DataFrame:
    """The anomalies that ask for an answer."""
    return anomalies.filter(pl.col("keparahan").is_in(ASKING))


def first_to_take(tables: Mapping[str, pl.DataFrame]) -> list[dict[str, Any]]:
    """Rows of ``anomali`` with the line they speak of (``uraian``): of known agencies first, then by priority.

    One row a case, from tonight's queues; without a queue, from all that asks. Spread over rules and agencies; filled
    up in the same order where that leaves room.
    """
    asks = to_clarify(tables["anomali"])
    in_queue = asks.filter(pl.any_horizontal(pl.col("antrian_kecurigaan", "antrian_rupiah").is_not_null()))
    asking = (asks if in_queue.is_empty() else in_queue).sort(
        pl.col("nama_opd").is_null(), "prioritas", "finding_id", descending=[False, True, False]
    )
    chosen: list[dict[str, Any]] = []
    left: list[dict[str, Any]] = []
    rules: Counter[str] = Counter()
    agencies: Counter[str] = Counter()
    pairs: set[tuple[str, str]] = set()
    for row in asking.iter_rows(named=True):
        rule, agency = row["aturan"], row["nama_opd"] or "-"
        if rules[rule] < PER_RULE and agencies[agency] < PER_AGENCY and (rule, agency) not in pairs:
            chosen.append(row)
            rules[rule] += 1
            agencies[agency] += 1
            pairs.add((rule, agency))
        elif len(left) < TOP_ANOMALIES:
            left.append(row)
        if len(chosen) == TOP_ANOMALIES:
            break
    shown = chosen + left[: TOP_ANOMALIES - len(chosen)]
    lines = _lines(tables, [row["baris_id"] for row in shown if row["baris_id"]])
    return [row | {"uraian": lines.get(row["baris_id"])} for row in shown]


def _lines(tables: Mapping[str, pl.DataFrame], rows: list[str]) -> dict[str, str]:
    """``kode uraian`` of published rows, by ``baris_id``."""
    found: dict[str, str] = {}
    for name in ("realisasi", "kinerja", "lra", "anggaran"):
        code = "kode_akun" if name == "lra" else "kode"
        there = tables[name].filter(pl.col("baris_id").is_in(rows) & pl.col("uraian").is_not_null())
        told = pl.concat_str(code, "uraian", separator=" ", ignore_nulls=True)
        found |= dict(there.select("baris_id", told).iter_rows())
    return found


def held_reasons(tables: Mapping[str, pl.DataFrame], titles: pl.DataFrame) -> list[dict[str, Any]]:
    """[judul, judul_en, n] of the rules that hold rows, most rows first; a row may be held by several."""
    noting = tables["anomali"].filter(pl.col("keparahan") != "blokir").get_column("aturan").unique().to_list()
    return (
        tables["ditahan"]
        .select(aturan=pl.col("aturan_gagal").str.split(", "))
        .explode("aturan")
        .filter(~pl.col("aturan").is_in(noting))
        .join(titles, on="aturan")
        .group_by("judul", "judul_en")
        .len("n")
        .sort("n", "judul", descending=[True, False])
        .head(6)
        .to_dicts()
    )


def shown_shortfalls(shortfalls: pl.DataFrame, limit: int) -> list[dict[str, Any]]:
    """Those with an obstacle and a plan first (they can be acted on), the most money left first."""
    told = pl.col("permasalahan").is_not_null() & pl.col("rencana").is_not_null()
    return shortfalls.sort(~told, -pl.col("sisa_idr"), "baris_id").head(limit).to_dicts()
