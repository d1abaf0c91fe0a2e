"""The ceiling in force: of all budget versions of a line, the last one that took effect by the day in question."""

from __future__ import annotations

import polars as pl

VERSION_ORDER = {"murni": 0, "pergeseran": 1, "efisiensi": 2, "perubahan": 3}
"""Which of two versions that took effect on one day came after the other."""
LINE = ("kode_opd", "tahun", "kode")


def version_rank() -> pl.Expr:
    """Place of the row's ``versi_anggaran`` in :data:`VERSION_ORDER`; -1 where it is not known."""
    return pl.col("versi_anggaran").replace_strict(VERSION_ORDER, default=-1, return_dtype=pl.Int8)


def ceilings(dpa: pl.DataFrame) -> pl.DataFrame:
    """Leaf ceilings [kode_opd, tahun, kode, versi_anggaran, berlaku_tgl, pagu_idr], a version once per line, in order.

    A murni version without a date holds from 1 January; any other version without a date cannot be placed in time.
    """
    dated = pl.coalesce(
        "berlaku_tgl", pl.when(pl.col("versi_anggaran") == "murni").then(pl.date(pl.col("tahun"), 1, 1))
    )
    return (
        dpa.filter(pl.col("peran") == "rinci", pl.col("kode").is_not_null(), pl.col("pagu_idr").is_not_null())
        .with_columns(dated.alias("berlaku_tgl"))
        .filter(pl.col("berlaku_tgl").is_not_null())
        .group_by(*LINE, "versi_anggaran", "berlaku_tgl")
        .agg(pl.col("pagu_idr").sum(), pl.col("awal_tgl").min(), pl.col("akhir_tgl").max())
        .sort("berlaku_tgl", version_rank())
    )


def in_force(rows: pl.DataFrame, dpa: pl.DataFrame, day: str) -> pl.DataFrame:
    """``rows`` (with kode_opd, tahun, kode and the date column ``day``) plus what the budget says of their line.

    Adds ``pagu_berlaku_idr``, ``versi_berlaku``, ``pagu_murni_idr``, ``pagu_maks_idr``, ``dpa_awal_tgl``,
    ``dpa_akhir_tgl``, ``dpa_ada`` (the agency's budget is known at all) and ``versi_cocok`` (a version other than the
    one in force whose ceiling is exactly ``pagu_idr``, where rows have it).
    """
    known = ceilings(dpa)
    current = (
        rows.select(*LINE, day)
        .unique()
        .drop_nulls()
        .sort(day)
        .join_asof(
            known.rename({"berlaku_tgl": "_sejak"}),
            left_on=day,
            right_on="_sejak",
            by=list(LINE),
            check_sortedness=False,
        )
        .select(
            *LINE,
            day,
            pl.col("pagu_idr").alias("pagu_berlaku_idr"),
            pl.col("versi_anggaran").alias("versi_berlaku"),
            pl.col("awal_tgl").alias("dpa_awal_tgl"),
            pl.col("akhir_tgl").alias("dpa_akhir_tgl"),
        )
    )
    lines = known.group_by(LINE).agg(
        pl.col("pagu_idr").filter(pl.col("versi_anggaran") == "murni").first().alias("pagu_murni_idr"),
        pl.col("pagu_idr").max().alias("pagu_maks_idr"),
        pl.col("pagu_idr").alias("_semua"),
        pl.col("versi_anggaran").alias("_versi"),
    )
    agencies = known.select("kode_opd", "tahun").unique().with_columns(pl.lit(True).alias("dpa_ada"))
    joined = (
        rows.join(current, on=[*LINE, day], how="left")
        .join(lines, on=LINE, how="left")
        .join(agencies, on=["kode_opd", "tahun"], how="left")
        .with_columns(pl.col("dpa_ada").fill_null(False))
    )
    placed = joined.drop("_semua", "_versi").join(_matching_version(joined), on="baris_id", how="left")
    known_in_time = pl.col("_tak_bertanggal").is_null()
    return (
        placed.join(undated(dpa), on=["kode_opd", "tahun"], how="left")
        .with_columns(pl.when(known_in_time).then(pl.col("pagu_berlaku_idr", "versi_berlaku", "versi_cocok")))
        .drop("_tak_bertanggal")
    )


def undated(dpa: pl.DataFrame) -> pl.DataFrame:
    """[kode_opd, tahun, _tak_bertanggal]: agencies with a later (or unnamed) version nobody knows the first day of.

    What is in force at any month end is then not known either.
    """
    return (
        dpa.filter(pl.col("berlaku_tgl").is_null(), pl.col("versi_anggaran").ne_missing("murni"))
        .select("kode_opd", "tahun", pl.lit(True).alias("_tak_bertanggal"))
        .unique()
    )


def _matching_version(joined: pl.DataFrame) -> pl.DataFrame:
    candidates = joined.select("baris_id", "pagu_idr", "pagu_berlaku_idr", "_semua", "_versi").drop_nulls()
    return (
        candidates.filter(pl.col("pagu_idr") != pl.col("pagu_berlaku_idr"))
        .explode("_semua", "_versi")
        .filter(pl.col("_semua") == pl.col("pagu_idr"))
        .group_by("baris_id")
        .agg(pl.col("_versi").last().alias("versi_cocok"))
    )


def with_held(rows: pl.DataFrame, kendala: pl.DataFrame, dpa: pl.DataFrame) -> pl.DataFrame:
    """``rows`` plus ``dpa_ditahan``: rows of the agency's budget of that year are held, or a version bears no date."""
    held = (
        kendala.filter(pl.col("dataset") == "dpa", pl.col("menahan"), pl.col("baris").is_not_null())
        .select("kode_opd", "tahun", pl.lit(True).alias("dpa_ditahan"))
        .unique()
    )
    either = pl.concat([held, undated(dpa).rename({"_tak_bertanggal": "dpa_ditahan"})]).unique()
    return rows.join(either, on=["kode_opd", "tahun"], how="left").with_columns(pl.col("dpa_ditahan").fill_null(False))
