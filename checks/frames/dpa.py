"""Every ceiling of every budget version: its detail added up, and whether its line is in the agency's last report."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from checks.prepare.budget import undated
from schemas.anggaran import Dpa
from schemas.tables import polars_schema

LINE = ("kode_opd", "tahun", "kode")

ADDED: dict[str, pl.DataType] = {
    "rincian_idr": pl.Int64(),
    "rincian_n": pl.Int32(),
    "rincian_kosong": pl.Int32(),
    "rfk_bulan": pl.Int8(),
    "berlaku": pl.Boolean(),
    "di_rfk": pl.Boolean(),
    "rfk_ditahan": pl.Boolean(),
}


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per leaf of every DPA filed."""
    tables = prepared.facts.tables
    leaves = tables["dpa"].filter(pl.col("peran") == "rinci")
    return _with_report(_with_detail(leaves, tables["dpa_rincian"]), tables["rfk"], tables["kendala"])


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


def _with_report(rows: pl.DataFrame, rfk: pl.DataFrame, kendala: pl.DataFrame) -> pl.DataFrame:
    """``rfk_bulan``: the agency's last report; ``berlaku``: the version in force at its end."""
    agency = ["kode_opd", "tahun"]
    last = rfk.drop_nulls(["kode_opd", "tahun", "bulan"]).group_by(agency).agg(pl.col("bulan").max().alias("rfk_bulan"))
    month = [*agency, "rfk_bulan"]
    reported = rfk.rename({"bulan": "rfk_bulan"}).select(*LINE, "rfk_bulan", pl.lit(True).alias("di_rfk")).unique()
    held = (
        kendala.filter(pl.col("dataset") == "rfk", pl.col("menahan"), pl.col("baris").is_not_null())
        .select(*agency, pl.col("bulan").alias("rfk_bulan"), pl.lit(True).alias("rfk_ditahan"))
        .unique()
    )
    joined = (
        rows.join(last, on=agency, how="left")
        .join(reported, on=[*LINE, "rfk_bulan"], how="left")
        .join(held, on=month, how="left")
        .join(undated(rows), on=agency, how="left")
    )
    since = pl.coalesce(
        "berlaku_tgl", pl.when(pl.col("versi_anggaran") == "murni").then(pl.date(pl.col("tahun"), 1, 1))
    )
    reached = since <= pl.date(pl.col("tahun"), pl.col("rfk_bulan"), 1).dt.month_end()
    return joined.with_columns(since.alias("_sejak"), reached.alias("_sudah")).with_columns(
        pl.when(pl.col("_tak_bertanggal").is_null())
        .then(pl.col("_sejak") == pl.col("_sejak").filter(pl.col("_sudah")).max().over(agency))
        .alias("berlaku"),
        pl.when(pl.col("rfk_bulan").is_not_null()).then(pl.col("di_rfk").fill_null(False)).alias("di_rfk"),
        pl.col("rfk_ditahan").fill_null(False),
    )


FRAME = Frame(
    name="dpa",
    dataset="dpa",
    key=("kode_opd", "kode", "versi_anggaran", "berlaku_tgl"),
    columns={**polars_schema(Dpa), **ADDED},
    words={
        "rincian_idr": "sum of the line's detail in the same version, of rincian_n components, rincian_kosong blank",
        "rfk_bulan": "month of the agency's last RFK (null: none)",
        "berlaku": "the version was the one in force at the end of that month",
        "di_rfk": "the line is in that report; rfk_ditahan: rows of that report are held, the line may be among them",
    },
    build=build,
)
