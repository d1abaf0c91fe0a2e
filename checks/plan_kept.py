"""Whether what a line planned a month ago was done, and how long it has been telling its obstacle."""

from __future__ import annotations

import polars as pl

LINE = ("kode_opd", "tahun", "kode")
TARGET = r"(\d{1,3}(?:[.,]\d+)?)\s*(?:%|persen)"
"""A share a plan states: "mencapai 60 % pada Oktober"."""
SIGNING = r"(?i)tender|lelang|kontrak|pemilihan penyedia|pengadaan"
MOVED_POINTS = 0.5
"""Less than this in a month, of work and of money, is standing still (rounding of the forms)."""


def with_earlier_plan(rows: pl.DataFrame, rfk: pl.DataFrame) -> pl.DataFrame:
    """``rows`` of the latest reports plus ``bulan_disampaikan``, ``rencana_lalu`` and ``rencana_lalu_keadaan``.

    A plan that states a share is done when the work reaches it; one about a contract when the contract is signed. Else
    what counts is movement since: none is ``belum``, any is ``berjalan``, and being back at the plan is ``terlaksana``.
    """
    months = rfk.filter(pl.col("kode").is_not_null()).unique([*LINE, "bulan"], keep="last", maintain_order=True)
    told = months.group_by(LINE).agg((_length("permasalahan") > 2).sum().cast(pl.Int8).alias("bulan_disampaikan"))
    earlier = months.select(
        *LINE,
        (pl.col("bulan") + 1).alias("bulan"),
        pl.when(_length("rencana") > 2).then(pl.col("rencana")).alias("rencana_lalu"),
        pl.col("fisik_pct").alias("_fisik_lalu"),
        pl.col("keu_pct").alias("_keu_lalu"),
    )
    joined = rows.join(told, on=list(LINE), how="left").join(earlier, on=[*LINE, "bulan"], how="left")
    return joined.with_columns(pl.col("bulan_disampaikan").fill_null(0), _state().alias("rencana_lalu_keadaan"))


def _length(column: str) -> pl.Expr:
    return pl.col(column).str.strip_chars().str.len_chars().fill_null(0)


def _state() -> pl.Expr:
    plan, work = pl.col("rencana_lalu"), pl.col("fisik_pct")
    target = plan.str.extract(TARGET, 1).str.replace(",", ".").cast(pl.Float64, strict=False)
    gained = pl.max_horizontal(work - pl.col("_fisik_lalu"), pl.col("keu_pct") - pl.col("_keu_lalu"))
    signed = plan.str.contains(SIGNING) & pl.col("k_tgl").is_not_null()
    return (
        pl.when(plan.is_null())
        .then(None)
        .when((target.is_not_null() & (work >= target)) | (target.is_null() & (signed | (pl.col("selisih_pct") <= 0))))
        .then(pl.lit("terlaksana"))
        .when(gained.is_null())
        .then(pl.lit("tidak_dapat_dinilai"))
        .when(gained > MOVED_POINTS)
        .then(pl.lit("berjalan"))
        .otherwise(pl.lit("belum"))
    )
