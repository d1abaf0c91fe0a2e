"""Every line with a ceiling, month by month: whether the agency's RFK of that month has a row for it."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from checks.prepare.budget import ceilings, undated

LINE = ("kode_opd", "tahun", "kode")
MONTH = ("kode_opd", "tahun", "bulan")

COLUMNS: dict[str, pl.DataType] = {
    "kode_opd": pl.String(),
    "kode": pl.String(),
    "tahun": pl.Int16(),
    "bulan": pl.Int8(),
    "pagu_idr": pl.Int64(),
    "versi_anggaran": pl.String(),
    "di_rfk": pl.Boolean(),
    "rfk_ditahan": pl.Boolean(),
    "versi_tak_bertanggal": pl.Boolean(),
    "berkas": pl.String(),
    "lembar": pl.String(),
}


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per month reported and line whose ceiling had taken effect by its end, in the version then in force."""
    tables = prepared.facts.tables
    rfk = tables["rfk"].drop_nulls(MONTH)
    months = (
        rfk.group_by(MONTH, maintain_order=True)
        .agg(pl.col("berkas", "lembar").first())
        .with_columns(pl.date("tahun", "bulan", 1).dt.month_end().alias("_akhir"))
        .sort("_akhir")
    )
    known = ceilings(tables["dpa"]).rename({"berlaku_tgl": "_sejak"})
    lines = known.select(LINE).unique(maintain_order=True)
    owed = (
        months.join(lines, on=["kode_opd", "tahun"])
        .sort("_akhir")
        .join_asof(known, left_on="_akhir", right_on="_sejak", by=list(LINE), check_sortedness=False)
        .filter(pl.col("versi_anggaran").is_not_null())
    )
    reported = rfk.select(*LINE, "bulan", pl.lit(True).alias("di_rfk")).unique()
    return (
        owed.join(reported, on=[*LINE, "bulan"], how="left")
        .join(_held(tables["kendala"]), on=MONTH, how="left")
        .join(undated(tables["dpa"]), on=["kode_opd", "tahun"], how="left")
        .with_columns(
            pl.col("di_rfk", "rfk_ditahan").fill_null(False),
            pl.col("_tak_bertanggal").fill_null(False).alias("versi_tak_bertanggal"),
        )
    )


def _held(kendala: pl.DataFrame) -> pl.DataFrame:
    return (
        kendala.filter(pl.col("dataset") == "rfk", pl.col("menahan"), pl.col("baris").is_not_null())
        .select(*MONTH, pl.lit(True).alias("rfk_ditahan"))
        .unique()
    )


FRAME = Frame(
    name="pagu_bulanan",
    dataset="rfk",
    key=("kode_opd", "kode"),
    columns=COLUMNS,
    words={
        "pagu_idr": "the line's ceiling in the version in force at month end (versi_anggaran)",
        "di_rfk": "the line is in the report; rfk_ditahan: rows of that report are held, the line may be among them",
        "versi_tak_bertanggal": "a later budget version bears no date: what is in force is not known",
    },
    build=build,
)
