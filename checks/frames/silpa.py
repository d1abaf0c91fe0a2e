"""The latest report of every line: what is left, how fast it is being spent, and what holds it back."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from checks.prepare.pace import MONTHS, straight_line, usual_course

WORDS = {
    "batas_idr": "the line's ceiling: in force at month end, else on the form",
    "sisa_idr": "ceiling minus spending",
    "bulan_tersisa": "whole months left to 31 December",
    "per_bulan_idr": "what would have to be spent each month left; null in December",
    "perkiraan_sendiri_idr": "unspent on 31 December if the line goes on at its own pace (straight line)",
    "perkiraan_lazim_idr": "unspent if the rest of the year goes as it usually does across regencies",
    "perkiraan_sisa_idr": "the smaller of the two: nobody is watched for being late in the usual way",
    "perkiraan_atas_idr": "the larger of the two: the other end of the interval",
    "perkiraan_sisa_pct": "the smaller one over the ceiling, percent",
    "penahan": "what holds the line back: gagal_tender, belum_kontrak, kendala_disampaikan; null if nothing is known",
}

COLUMNS: dict[str, pl.DataType] = {
    **dict.fromkeys(("baris_id", "berkas", "lembar", "asal", "kode_opd", "kode", "uraian"), pl.String()),
    "baris": pl.Int32(),
    "tahun": pl.Int16(),
    "bulan": pl.Int8(),
    **dict.fromkeys(("jenis_kerja", "dana_kelas", "permasalahan", "rencana", "penahan"), pl.String()),
    "perlu_kontrak": pl.Boolean(),
    **dict.fromkeys(
        ("pagu_idr", "batas_idr", "realisasi_idr", "sisa_idr", "per_bulan_idr", "perkiraan_sendiri_idr",
         "perkiraan_lazim_idr", "perkiraan_sisa_idr", "perkiraan_atas_idr", "kas_kum_idr"),
        pl.Int64(),
    ),
    **dict.fromkeys(
        ("keu_pct", "fisik_pct", "rencana_fisik_pct", "rak_pct", "rak_kum_pct", "perkiraan_sisa_pct"), pl.Float64()
    ),
    **dict.fromkeys(("bulan_tersisa", "k_n", "k_gagal_tender"), pl.Int32()),
    "k_tgl": pl.Date(),
}  # fmt: skip


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per agency, year and line: its latest month. Months without a code or period are no line."""
    latest = (
        prepared["rfk"]
        .filter(pl.col("kode").is_not_null(), pl.col("bulan").is_not_null(), pl.col("tahun").is_not_null())
        .sort("bulan", "berkas", "baris")
        .unique(["kode_opd", "tahun", "kode"], keep="last", maintain_order=True)
    )
    ceiling, spent = pl.col("batas_idr"), pl.col("realisasi_idr")
    left = pl.col("bulan_tersisa")
    return (
        latest.with_columns(
            pl.coalesce("pagu_berlaku_idr", "pagu_idr").alias("batas_idr"),
            (MONTHS - pl.col("bulan").cast(pl.Int32)).alias("bulan_tersisa"),
        )
        .with_columns(
            (ceiling - spent).alias("sisa_idr"),
            _unspent(straight_line()).alias("perkiraan_sendiri_idr"),
            _unspent(usual_course()).alias("perkiraan_lazim_idr"),
            _holds_back().alias("penahan"),
        )
        .with_columns(
            pl.when(left > 0).then(pl.col("sisa_idr").clip(0) // pl.max_horizontal(left, 1)).alias("per_bulan_idr"),
            pl.min_horizontal("perkiraan_sendiri_idr", "perkiraan_lazim_idr").alias("perkiraan_sisa_idr"),
            pl.max_horizontal("perkiraan_sendiri_idr", "perkiraan_lazim_idr").alias("perkiraan_atas_idr"),
        )
        .with_columns(
            pl.when(ceiling > 0).then(pl.col("perkiraan_sisa_idr") / ceiling * 100).alias("perkiraan_sisa_pct")
        )
    )


def _unspent(spent_by_december: pl.Expr) -> pl.Expr:
    return (pl.col("batas_idr") - spent_by_december).clip(0).round(0).cast(pl.Int64, strict=False)


def _holds_back() -> pl.Expr:
    told = pl.col("permasalahan").str.strip_chars().str.len_chars().fill_null(0) > 2
    uncontracted = pl.col("perlu_kontrak") & ((pl.col("k_n") == 0) | ((pl.col("k_n") > 0) & pl.col("k_tgl").is_null()))
    return (
        pl.when((pl.col("k_gagal_tender") > 0).fill_null(False))
        .then(pl.lit("gagal_tender"))
        .when(uncontracted.fill_null(False))
        .then(pl.lit("belum_kontrak"))
        .when(told)
        .then(pl.lit("kendala_disampaikan"))
    )


FRAME = Frame(name="silpa", dataset="rfk", key=("kode_opd", "kode"), columns=COLUMNS, words=WORDS, build=build)
