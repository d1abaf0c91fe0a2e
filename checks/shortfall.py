"""Honest shortfalls: lines behind their plan whose figures no source contradicts ("kalau kurang ya kurang")."""

from __future__ import annotations

import polars as pl

from checks.frame import Prepared
from checks.plan_kept import with_earlier_plan
from schemas.outputs import Kekurangan
from schemas.tables import polars_schema

BEHIND_POINTS = 10.0
"""A line is behind from this many points below its plan (own decision: smaller gaps are timing)."""
CONTRADICTING = ("blokir", "peringatan")


def shortfalls(prepared: Prepared, findings: pl.DataFrame) -> pl.DataFrame:
    """Latest report of every line behind plan, in the shape of ``schemas.outputs.Kekurangan``, furthest behind first.

    The gap is the larger of physical plan minus physical progress and cash plan minus money spent, in points. A row
    with a failing finding that blocks or asks for clarification is not listed: its figures are in question.
    """
    questioned = findings.filter(
        pl.col("hasil") == "gagal", pl.col("keparahan").is_in(CONTRADICTING), pl.col("baris_id").is_not_null()
    )["baris_id"]
    cash_plan = pl.coalesce("rak_kum_pct", "rak_pct")
    physical_gap = pl.col("rencana_fisik_pct") - pl.col("fisik_pct")
    money_gap = cash_plan - pl.col("keu_pct")
    by_work = physical_gap.fill_null(-1e9) >= money_gap.fill_null(-1e9)
    rows = (
        prepared["silpa"]
        .filter(~pl.col("baris_id").is_in(questioned.implode()))
        .with_columns(
            pl.when(by_work).then(pl.col("rencana_fisik_pct")).otherwise(cash_plan).alias("rencana_pct"),
            pl.max_horizontal(physical_gap, money_gap).alias("selisih_pct"),
            pl.col("keu_pct").alias("realisasi_pct"),
            pl.col("batas_idr").alias("pagu_idr"),
        )
        .filter(pl.col("selisih_pct") > BEHIND_POINTS, pl.col("sisa_idr") > 0)
    )
    told = with_earlier_plan(rows, prepared["rfk"])
    return in_shape(with_agency_name(told, prepared), polars_schema(Kekurangan)).sort(
        "selisih_pct", "kode_opd", "kode", descending=[True, False, False]
    )


def with_agency_name(rows: pl.DataFrame, prepared: Prepared) -> pl.DataFrame:
    """``rows`` plus ``nama_opd``; the code where the register does not know the agency. Rows without a code go."""
    names = prepared.facts.references["opd"].select("kode_opd", pl.col("nama").alias("nama_opd"))
    return (
        rows.filter(pl.col("kode_opd").is_not_null())
        .join(names, on="kode_opd", how="left", maintain_order="left")
        .with_columns(pl.col("nama_opd").fill_null(pl.col("kode_opd")))
    )


def in_shape(rows: pl.DataFrame, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    """``rows`` with exactly the columns of ``schema``, cast."""
    return rows.select(pl.col(name).cast(dtype) for name, dtype in schema.items())
