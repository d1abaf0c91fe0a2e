"""Every line an agency has reported before, and whether it is still in the month's report."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared

AGENCY_MONTH = ["kode_opd", "tahun", "bulan"]
UNIT = [*AGENCY_MONTH, "kode"]

WORDS = {
    "asal_baris": "where the line stood: versi_lama (an earlier version of the month) or bulan_lalu",
    "masih_ada": "the line is in the month's report",
    "lalu_realisasi_idr": "what it reported there",
    "pagu_berlaku_idr": "its ceiling in force at the end of the month before",
    "pagu_kini_idr": "its ceiling in the agency's last budget version; null where that version does not list it",
    "dpa_ada": "the agency's budget is known",
    "diganti": "the code has a successor in the nomenclature and the successor is reported",
}
COLUMNS: dict[str, pl.DataType] = {
    **dict.fromkeys(("kode_opd", "kode", "uraian", "asal_baris", "berkas"), pl.String()),
    "tahun": pl.Int16(),
    "bulan": pl.Int8(),
    **dict.fromkeys(("masih_ada", "dpa_ada", "diganti"), pl.Boolean()),
    **dict.fromkeys(("lalu_realisasi_idr", "pagu_berlaku_idr", "pagu_kini_idr"), pl.Int64()),
}


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per agency, month reported, and line known from an earlier version or the month before."""
    rfk = prepared["rfk"].filter(pl.col(name).is_not_null() for name in UNIT)
    reported = rfk.group_by(AGENCY_MONTH).agg(pl.col("berkas").first())
    present = rfk.select(UNIT).unique().with_columns(pl.lit(True).alias("masih_ada"))
    known = pl.concat([_earlier_version(prepared), _month_before(rfk)]).unique(UNIT, keep="first", maintain_order=True)
    budget = rfk.group_by("kode_opd", "tahun").agg(pl.col("dpa_ada").any())
    renewed = rfk.filter(pl.col("kode_baru").is_not_null()).select("kode", "kode_baru").unique("kode")
    successors = present.select(*AGENCY_MONTH, pl.col("kode").alias("kode_baru"), pl.lit(True).alias("diganti"))
    return (
        known.join(reported, on=AGENCY_MONTH, how="inner")
        .join(present, on=UNIT, how="left")
        .join(budget, on=["kode_opd", "tahun"], how="left")
        .join(_last_ceiling(prepared), on=["kode_opd", "tahun", "kode"], how="left")
        .join(renewed, on="kode", how="left")
        .join(successors, on=[*AGENCY_MONTH, "kode_baru"], how="left")
        .with_columns(pl.col("masih_ada", "diganti").fill_null(False))
        .sort(UNIT)
    )


def _last_ceiling(prepared: Prepared) -> pl.DataFrame:
    """Ceiling of each line in the version its agency filed last; lines that version dropped have none."""
    dpa = prepared.facts.tables["dpa"].filter(
        pl.col("peran") == "rinci", pl.col("kode").is_not_null(), pl.col("pagu_idr").is_not_null()
    )
    effective = pl.coalesce("berlaku_tgl", pl.date(pl.col("tahun"), 1, 1))
    agency = ["kode_opd", "tahun"]
    return (
        dpa.with_columns(effective.alias("_sejak"))
        .filter(
            pl.col("_sejak") <= prepared.facts.as_of,
            pl.col("_sejak") == pl.col("_sejak").filter(pl.col("_sejak") <= prepared.facts.as_of).max().over(agency),
        )
        .group_by(*agency, "kode")
        .agg(pl.col("pagu_idr").sum().alias("pagu_kini_idr"))
    )


def _earlier_version(prepared: Prepared) -> pl.DataFrame:
    history = prepared.facts.history["rfk"].filter(
        pl.col("peran") == "rinci", *(pl.col(name).is_not_null() for name in UNIT)
    )
    return (
        history.filter(pl.col("versi_ke") < pl.col("versi_ke").max().over(AGENCY_MONTH))
        .sort("versi_ke", descending=True, maintain_order=True)
        .select(
            *UNIT, "uraian", pl.lit("versi_lama").alias("asal_baris"),
            pl.col("realisasi_idr").alias("lalu_realisasi_idr"), pl.col("pagu_idr").alias("pagu_berlaku_idr"),
        )
    )  # fmt: skip


def _month_before(rfk: pl.DataFrame) -> pl.DataFrame:
    return rfk.filter(pl.col("bulan") < 12).select(
        "kode_opd", "tahun", pl.col("bulan") + 1, "kode", "uraian", pl.lit("bulan_lalu").alias("asal_baris"),
        pl.col("realisasi_idr").alias("lalu_realisasi_idr"), "pagu_berlaku_idr",
    )  # fmt: skip


FRAME = Frame(name="baris_hilang", dataset="rfk", key=("kode_opd", "kode"), columns=COLUMNS, words=WORDS, build=build)
