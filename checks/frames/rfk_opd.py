"""Each agency's monthly RFK as a whole, beside what it was granted."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from checks.prepare.approved import MONTH, held_months, with_approved
from checks.prepare.hierarchy import added_up

COLUMNS: dict[str, pl.DataType] = {
    "kode_opd": pl.String(),
    "tahun": pl.Int16(),
    "bulan": pl.Int8(),
    "n_baris": pl.Int32(),
    "n_pagu_kosong": pl.Int32(),
    "pagu_idr": pl.Int64(),
    "dpa_idr": pl.Int64(),
    "dpa_baris_idr": pl.Int64(),
    "ada_ditahan": pl.Boolean(),
    "berkas": pl.String(),
    "lembar": pl.String(),
}


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per agency and month reported."""
    tables = prepared.facts.tables
    leaves = tables["rfk"].filter(pl.col("peran") == "rinci").drop_nulls(MONTH)
    months = leaves.group_by(MONTH).agg(
        pl.len().cast(pl.Int32).alias("n_baris"),
        *added_up(("pagu_idr",)),
        pl.col("berkas", "lembar").first(),
    )
    granted = with_approved(months, tables["dpa"], tables["kendala"])
    return granted.join(held_months(tables["kendala"], "rfk"), on=MONTH, how="left").select(
        *MONTH,
        "n_baris",
        pl.col("pagu_idr_kosong").cast(pl.Int32).alias("n_pagu_kosong"),
        pl.col("pagu_idr_jumlah").alias("pagu_idr"),
        "dpa_idr",
        "dpa_baris_idr",
        pl.col("ada_ditahan").fill_null(False),
        "berkas",
        "lembar",
    )


FRAME = Frame(
    name="rfk_opd",
    dataset="rfk",
    key=("kode_opd",),
    columns=COLUMNS,
    words={
        "pagu_idr": "ceilings of all lines of the report added up, n_pagu_kosong of them blank",
        "dpa_idr": "approved total in force at month end; dpa_baris_idr line by line (checks.prepare.approved)",
        "ada_ditahan": "rows of the report are held: the sum is incomplete",
    },
    build=build,
)
