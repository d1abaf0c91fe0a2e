"""Each agency's monthly LRA as a whole, its spending budget beside the DPA in force."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from checks.prepare.approved import MONTH, held_months, with_approved
from checks.prepare.hierarchy import added_up

SPENDING = "5"

COLUMNS: dict[str, pl.DataType] = {
    "kode_opd": pl.String(),
    "tahun": pl.Int16(),
    "bulan": pl.Int8(),
    "n_baris": pl.Int32(),
    "n_kosong": pl.Int32(),
    "anggaran_idr": pl.Int64(),
    "realisasi_idr": pl.Int64(),
    "dpa_idr": pl.Int64(),
    "dpa_baris_idr": pl.Int64(),
    "presisi_idr": pl.Int64(),
    "ada_ditahan": pl.Boolean(),
    "berkas": pl.String(),
    "lembar": pl.String(),
}


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per agency and month with an LRA of its own that has spending accounts."""
    tables = prepared.facts.tables
    leaves = (
        tables["lra"]
        .filter(
            pl.col("peran") == "rinci",
            pl.col("jenis_laporan") == "lra",
            pl.col("kode_akun").str.starts_with(SPENDING),
        )
        .drop_nulls(MONTH)
    )
    months = leaves.group_by(MONTH).agg(
        pl.len().cast(pl.Int32).alias("n_baris"),
        *added_up(("anggaran_idr", "realisasi_idr")),
        pl.col("presisi_idr").max(),
        pl.col("berkas", "lembar").first(),
    )
    granted = with_approved(months, tables["dpa"], tables["kendala"])
    return granted.join(held_months(tables["kendala"], "lra"), on=MONTH, how="left").select(
        *MONTH,
        "n_baris",
        pl.col("anggaran_idr_kosong").cast(pl.Int32).alias("n_kosong"),
        pl.col("anggaran_idr_jumlah").alias("anggaran_idr"),
        pl.col("realisasi_idr_jumlah").alias("realisasi_idr"),
        "dpa_idr",
        "dpa_baris_idr",
        "presisi_idr",
        pl.col("ada_ditahan").fill_null(False),
        "berkas",
        "lembar",
    )


FRAME = Frame(
    name="lra_opd",
    dataset="lra",
    key=("kode_opd",),
    columns=COLUMNS,
    words={
        "anggaran_idr": "budget of the spending accounts added up, n_kosong of n_baris blank; so is realisasi_idr",
        "dpa_idr": "approved total in force at month end; dpa_baris_idr line by line (checks.prepare.approved)",
        "ada_ditahan": "rows of the report are held: the sum is incomplete",
    },
    build=build,
)
