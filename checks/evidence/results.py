"""Indicators month by month: each stated result beside its target, its own past and what its kind usually shows."""

from __future__ import annotations

import polars as pl

from checks.evidence.lines import LINE, season
from checks.frame import Prepared
from checks.prepare.capaian import achieved
from checks.prepare.units import same_unit

SERIES = ["kode_opd", "kode", "kode_indikator", "tahun"]
WILD_PCT = 500.0
"""Beyond five times the target a result is a slip of digits or units; how far beyond says nothing more."""
RATES = r"%|persen|indeks|indek|poin|rasio|skor|nilai"
FEW = 50
SHAPES = ("turun", "rasio", "hitungan_kecil", "hitungan_besar")


def indicator_months(prepared: Prepared, lines: pl.DataFrame) -> pl.DataFrame:
    """One row per indicator and month stated, sorted, with what the line's RFK of the month says beside it.

    ``capai_pct`` recomputed by the indicator's polarity from result and target (``lalu_`` the statement before it in
    the year, ``y1_`` a year ago), ``target_awal_k`` the target first agreed, ``target_lalu_k`` the hardest that
    stood earlier in the year (stated twice running; agreed counts as stated), ``satuan_awal`` the unit first stated.
    """
    stated = prepared.facts.tables["indikator"].filter(
        pl.col("triwulan").is_not_null(), pl.col("realisasi_k").is_not_null(), pl.col("kode").is_not_null()
    ).with_columns(
        pl.coalesce("bulan", pl.col("triwulan") * 3).alias("bulan"), pl.col("kode_indikator").fill_null("-"),
    ).unique([*SERIES, "bulan"], keep="last", maintain_order=True).sort(*SERIES, "bulan")  # fmt: skip
    value, target = pl.col("realisasi_k"), pl.col("target_k")
    rows = stated.with_columns(
        achieved(value, target, pl.col("target_maks_k"), pl.col("polaritas")).clip(-100, WILD_PCT).alias("capai_pct"),
        _shape().alias("bentuk"),
        pl.col("satuan").first().over(SERIES).alias("satuan_awal"),
    ).with_columns(
        same_unit("satuan", "satuan_awal").alias("satuan_sama"),
        pl.col("capai_pct").shift(1).over(SERIES).alias("lalu_capai_pct"),
    )  # fmt: skip
    rows = _with_first_target(_with_last_year(rows), prepared.facts.tables["indikator"]).with_columns(
        _stood().alias("_bertahan")
    ).with_columns(_hardest_before().alias("target_lalu_k"))  # fmt: skip
    beside = ["nomor_jenis", "bayar_pct", "rencana_fisik_pct", "fisik_pct", "umur_kontrak_pct", "akhir_bulan_tgl"]
    return rows.join(
        lines.select(*LINE, "bulan", *beside), on=[*LINE, "bulan"], how="inner", maintain_order="left"
    ).with_columns(season().alias("musim"))


def _stood() -> pl.Expr:
    """The easier of a target and the one before it (the agreed one at first): what was stated once did not stand."""
    target = pl.col("target_k")
    before = target.shift(1).over(SERIES).fill_null(pl.col("target_awal_k"))
    rises = pl.col("polaritas") == "naik"
    return pl.when(rises).then(pl.min_horizontal(target, before)).otherwise(pl.max_horizontal(target, before))


def _hardest_before() -> pl.Expr:
    stood = pl.col("_bertahan")
    hardest = pl.when(pl.col("polaritas") == "naik").then(stood.cum_max()).otherwise(stood.cum_min())
    return hardest.shift(1).over(SERIES)


def _shape() -> pl.Expr:
    """What course a result takes: a falling one, a rate, or a count of few or of many (number in :data:`SHAPES`)."""
    rate = pl.col("satuan").str.to_lowercase().str.contains(RATES) | (pl.col("agregasi") != "jumlah")
    return (
        pl.when(pl.col("polaritas") == "turun")
        .then(0)
        .when(rate.fill_null(False))
        .then(1)
        .when(pl.col("target_k") <= FEW)
        .then(2)
        .otherwise(3)
        .cast(pl.Int64)
    )


def _with_last_year(rows: pl.DataFrame) -> pl.DataFrame:
    key = ["kode_opd", "kode", "kode_indikator"]
    month = rows.select(*key, pl.col("tahun") + 1, "bulan", pl.col("capai_pct").alias("y1_capai_pct"))
    end = rows.group_by(*key, pl.col("tahun") + 1, maintain_order=True).agg(
        pl.col("realisasi_k").last().alias("y1_akhir_k"), pl.col("target_k").last().alias("y1_target_k")
    )
    return rows.join(month, on=[*key, "tahun", "bulan"], how="left", maintain_order="left").join(
        end, on=[*key, "tahun"], how="left", maintain_order="left"
    )


def _with_first_target(rows: pl.DataFrame, indikator: pl.DataFrame) -> pl.DataFrame:
    plans = indikator.filter(pl.col("triwulan").is_null(), pl.col("versi_pk") == "murni", pl.col("kode").is_not_null())
    first = plans.with_columns(pl.col("kode_indikator").fill_null("-")).unique(
        SERIES, keep="first", maintain_order=True
    )
    return rows.join(
        first.select(*SERIES, pl.col("target_k").alias("target_awal_k")), on=SERIES, how="left", maintain_order="left"
    )
