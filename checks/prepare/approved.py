"""What an agency was granted in all, at the end of a month."""

from __future__ import annotations

import polars as pl

from checks.prepare.budget import ceilings, undated, version_rank

MONTH = ("kode_opd", "tahun", "bulan")


def with_approved(months: pl.DataFrame, dpa: pl.DataFrame, kendala: pl.DataFrame) -> pl.DataFrame:
    """``months`` (unique :data:`MONTH`) plus the agency's approved total at month end, in rupiah.

    ``dpa_idr``: the last version in force as a whole; ``dpa_baris_idr``: each line by its own last version, for
    shifts that list only what changed. Both null without a budget in force, or where a ceiling of it is blank or held.
    """
    agency = ["kode_opd", "tahun"]
    known = ceilings(dpa)
    at_end = months.select(MONTH).with_columns(
        pl.date(pl.col("tahun"), pl.col("bulan"), 1).dt.month_end().alias("_akhir")
    )
    reached = (
        at_end.join(known, on=agency)
        .filter(pl.col("berlaku_tgl") <= pl.col("_akhir"))
        .sort("berlaku_tgl", version_rank())
    )
    since, version = pl.col("berlaku_tgl"), pl.col("versi_anggaran")
    newest = (since == since.last()) & version.eq_missing(version.last())
    whole = reached.group_by(MONTH, maintain_order=True).agg(pl.col("pagu_idr").filter(newest).sum().alias("dpa_idr"))
    lines = (
        reached.group_by(*MONTH, "kode", maintain_order=True)
        .agg(pl.col("pagu_idr").last())
        .group_by(MONTH)
        .agg(pl.col("pagu_idr").sum().alias("dpa_baris_idr"))
    )
    gaps = _gaps(dpa, kendala)
    joined = (
        months.join(whole, on=MONTH, how="left").join(lines, on=MONTH, how="left").join(gaps, on=agency, how="left")
    )
    complete = pl.col("_celah").is_null()
    return joined.with_columns(pl.when(complete).then(pl.col("dpa_idr", "dpa_baris_idr"))).drop("_celah")


def _gaps(dpa: pl.DataFrame, kendala: pl.DataFrame) -> pl.DataFrame:
    """[kode_opd, tahun, _celah]: agencies whose budget documents leave something out or bear no date."""
    blank = dpa.filter(pl.col("peran") == "rinci", pl.col("pagu_idr").is_null() | pl.col("kode").is_null())
    held = kendala.filter(pl.col("dataset") == "dpa", pl.col("menahan"), pl.col("baris").is_not_null())
    agency = ("kode_opd", "tahun")
    both = pl.concat([blank.select(agency), held.select(agency), undated(dpa).select(agency)])
    return both.unique().with_columns(pl.lit(True).alias("_celah"))


def held_months(kendala: pl.DataFrame, dataset: str) -> pl.DataFrame:
    """[kode_opd, tahun, bulan, ada_ditahan] of reports of ``dataset`` with a held row."""
    held = kendala.filter(pl.col("dataset") == dataset, pl.col("menahan"), pl.col("baris").is_not_null())
    return held.select(MONTH).unique().with_columns(pl.lit(True).alias("ada_ditahan"))
