"""Every ceiling of every budget version, with its detail added up."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from schemas.anggaran import Dpa
from schemas.tables import polars_schema

LINE = ("kode_opd", "tahun", "kode")

ADDED: dict[str, pl.DataType] = {
    "rincian_idr": pl.Int64(),
    "rincian_n": pl.Int32(),
    "rincian_kosong": pl.Int32(),
}


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per leaf of every DPA filed."""
    tables = prepared.facts.tables
    leaves = tables["dpa"].filter(pl.col("peran") == "rinci")
    return _with_detail(leaves, tables["dpa_rincian"])


def _with_detail(leaves: pl.DataFrame, detail: pl.DataFrame) -> pl.DataFrame:
    amount = pl.col("jumlah_idr")
    sums = (
        detail.filter(pl.col("peran") == "rinci", pl.col("kode").is_not_null())
        .group_by(*LINE, "versi_anggaran")
        .agg(
            amount.sum().alias("rincian_idr"),
            pl.len().cast(pl.Int32).alias("rincian_n"),
            amount.null_count().cast(pl.Int32).alias("rincian_kosong"),
        )
    )
    return leaves.join(sums, on=[*LINE, "versi_anggaran"], how="left", nulls_equal=True).with_columns(
        pl.col("rincian_n", "rincian_kosong").fill_null(0)
    )


FRAME = Frame(
    name="dpa",
    dataset="dpa",
    key=("kode_opd", "kode", "versi_anggaran", "berlaku_tgl"),
    columns={**polars_schema(Dpa), **ADDED},
    words={
        "rincian_idr": "sum of the line's detail in the same version, of rincian_n components, rincian_kosong blank",
    },
    build=build,
)
