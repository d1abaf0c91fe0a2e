"""Every line of the cash plans filed, with its months added up."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from schemas.anggaran import Kas
from schemas.tables import polars_schema

LINE = ("kode_opd", "tahun", "kode", "versi_anggaran")
MONTHS = 12


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per leaf; ``pagu_dpa_idr`` is the ceiling of the same line and version in the DPA."""
    tables = prepared.facts.tables
    ceilings = (
        tables["dpa"]
        .filter(pl.col("peran") == "rinci", pl.col("kode").is_not_null())
        .group_by(LINE)
        .agg(pl.when(pl.col("pagu_idr").null_count() == 0).then(pl.col("pagu_idr").sum()).alias("pagu_dpa_idr"))
    )
    months = pl.col("kas_idr")
    known = months.list.drop_nulls().list.len().fill_null(0)
    return (
        tables["kas"]
        .filter(pl.col("peran") == "rinci")
        .join(ceilings, on=LINE, how="left", nulls_equal=True)
        .with_columns(
            pl.when(known == MONTHS).then(months.list.sum()).alias("jumlah_kas_idr"),
            known.cast(pl.Int32).alias("bulan_terisi"),
        )
    )


FRAME = Frame(
    name="kas",
    dataset="kas",
    key=("kode_opd", "kode", "versi_anggaran"),
    columns={
        **polars_schema(Kas),
        "jumlah_kas_idr": pl.Int64(),
        "bulan_terisi": pl.Int32(),
        "pagu_dpa_idr": pl.Int64(),
    },
    words={
        "jumlah_kas_idr": "January to December added up; null unless all twelve (bulan_terisi) are there",
        "pagu_dpa_idr": "ceiling of the line in the same version of the DPA",
    },
    build=build,
)
