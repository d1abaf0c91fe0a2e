"""The pieces of evidence: what each measures, which figure it speaks against, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from schemas.text import Text

NEAR_PLAN_POINTS = 1.5
PAID_LATE_PCT, CLAIMED_LATE_PCT = 75.0, 97.0
STARTED_PCT, DONE_PCT = 5.0, 99.995
BEHIND_SHARE = 0.75
BOUNDS_PCT = (51.0, 66.0, 76.0, 91.0, 100.0)
JUST_ABOVE_POINTS = 1.5
"""A landing this close above a bound of the predikat scale, or above the target."""


@dataclass(frozen=True, slots=True)
class Piece:
    """``value`` is the excess over the evidence in ``unit`` (0 or less: nothing, null: unknown) on its table's rows.

    ``field`` is the figure it speaks against; ``said`` names it for people.
    """

    name: str
    field: str
    unit: str
    value: pl.Expr
    said: Text


def _above(value: pl.Expr, bound: pl.Expr) -> pl.Expr:
    return (value - bound).clip(0)


_fisik, _keu, _bayar = pl.col("fisik_pct"), pl.col("keu_pct"), pl.col("bayar_pct")
_plan, _before = pl.col("rencana_fisik_pct"), pl.col("lalu_fisik_pct")
_needs_contract = pl.col("perlu_kontrak") & pl.col("k_n").is_not_null()
_near_plan = (_keu - _plan).is_between(-0.05, NEAR_PLAN_POINTS) & (_plan > 0)
_whole = ((_keu - _keu.round(0)).abs() < 1e-5) & (_keu > 0) & (pl.col("realisasi_idr") > pl.col("sp2d_sd_idr"))
_unhanded = pl.col("terikat") & ~pl.col("diserahkan")

MONEY = (
    Piece("selisih_sp2d", "realisasi_idr", "poin", _above(_keu, _bayar),
          Text("realisasi di atas SP2D", "spending above SP2D")),
    Piece("selisih_sp2d_lalu", "realisasi_idr", "poin", _above(pl.min_horizontal("keu_pct", "keu_m1_pct"), _bayar),
          Text("realisasi bulan lalu masih di atas SP2D", "last month's spending still above SP2D")),
    Piece("keu_di_atas_wajar", "realisasi_idr", "poin", _above(_keu, pl.col("wajar_keu_pct")),
          Text("realisasi di atas pekerjaan sejenis pada SP2D dan fisik yang sama",
               "spending above like work at the same SP2D and progress")),
    Piece("tepat_rencana_tanpa_sp2d", "realisasi_idr", "poin",
          pl.when(_near_plan.fill_null(False)).then(_above(pl.min_horizontal("keu_pct", "rencana_fisik_pct"), _bayar))
          .when(_bayar.is_not_null()).then(0.0),
          Text("realisasi tepat mencapai rencana, SP2D belum", "spending just reaches the plan, SP2D does not")),
    Piece("akhir_tahun_belum_dibayar", "realisasi_idr", "poin",
          pl.when((pl.col("bulan") == 12) & (_keu >= CLAIMED_LATE_PCT) & (_bayar < PAID_LATE_PCT)).then(100 - _bayar)
          .when(_bayar.is_not_null()).then(0.0),
          Text("hampir habis di Desember, SP2D di bawah 75 %", "nearly all spent in December, SP2D below 75 %")),
    Piece("uang_bulat", "realisasi_idr", "angka nol", pl.col("nol_lebih").cast(pl.Float64),
          Text("realisasi lebih bulat daripada SP2D", "spending rounder than SP2D")),
    Piece("persen_bulat", "realisasi_idr", "ya", _whole.cast(pl.Float64),
          Text("realisasi tepat persen bulat dari pagu", "spending a whole percent of the ceiling")),
    Piece("diubah_menjauhi_sp2d", "realisasi_idr", "poin", pl.col("menjauh_pct"),
          Text("bulan yang sudah ditutup diubah menjauhi SP2D", "a closed month restated away from SP2D")),
)  # fmt: skip
"""Against ``realisasi_idr``."""

PROGRESS = (
    Piece("fisik_di_atas_wajar", "fisik_pct", "poin", _above(_fisik, pl.col("wajar_fisik_pct")),
          Text("fisik di atas pekerjaan sejenis di titik ini", "progress above like work at this point")),
    Piece("lonjakan", "fisik_pct", "poin", _above(_fisik - _before, pl.col("wajar_naik_pct")),
          Text("kenaikan fisik di atas yang lazim bulan ini", "progress grew more than is usual this month")),
    Piece("selesai_tanpa_bast", "fisik_pct", "ya", ((_fisik >= DONE_PCT) & _unhanded).cast(pl.Float64),
          Text("100 % tanpa BAST", "100 % without hand-over")),
    Piece("sebelum_kontrak", "fisik_pct", "poin",
          pl.when(_needs_contract & ~pl.col("terikat") & (_fisik > STARTED_PCT)).then(_fisik).otherwise(0.0),
          Text("fisik berjalan sebelum kontrak", "progress before any contract")),
    Piece("mendahului_kontrak", "fisik_pct", "poin",
          pl.when(_unhanded).then(_above(_fisik, pl.col("umur_kontrak_pct").clip(0, 100))).otherwise(0.0),
          Text("fisik mendahului waktu kontrak", "progress ahead of the contract's time")),
    Piece("salin_tahun_lalu", "fisik_pct", "bit", pl.col("salin_tahun_lalu"),
          Text("deret fisik sama dengan tahun lalu", "progress series equal to last year's")),
    Piece("salin_baris_lain", "fisik_pct", "bit", pl.col("salin_baris_lain"),
          Text("deret fisik sama dengan baris lain", "progress series equal to another line's")),
    Piece("persis_rencana", "fisik_pct", "bulan", pl.col("persis_rencana"),
          Text("fisik persis rencana, uang tertinggal", "progress exactly as planned while money is behind")),
    Piece("naik_tetap", "fisik_pct", "bulan", pl.col("naik_tetap").cast(pl.Float64),
          Text("kenaikan fisik tetap setiap bulan", "the same progress every month")),
    Piece("geser_opd", "fisik_pct", "poin", pl.col("geser_opd"),
          Text("fisik seluruh OPD bergeser di atas wajarnya", "the whole agency's progress is shifted upwards")),
)  # fmt: skip
"""Against ``fisik_pct``."""

_reached, _reached_before = pl.col("capai_pct"), pl.col("lalu_capai_pct")
_rises = pl.col("polaritas") == "naik"
_target, _first_target = pl.col("target_k"), pl.col("target_awal_k")
_lands = pl.any_horizontal(
    (_reached > bound) & (_reached <= bound + JUST_ABOVE_POINTS) & (_reached_before < bound) for bound in BOUNDS_PCT
)

RESULTS = (
    Piece("hasil_di_atas_wajar", "realisasi_k", "poin", _above(_reached, pl.col("wajar_capai_pct")),
          Text("hasil di atas indikator sejenis di titik ini", "result above like indicators at this point")),
    Piece("hasil_melonjak", "realisasi_k", "poin", _above(_reached - _reached_before, pl.col("wajar_lonjak_pct")),
          Text("hasil melonjak lebih dari yang lazim", "result grew more than is usual")),
    Piece("hasil_tepat_di_atas_batas", "realisasi_k", "poin",
          pl.when(_lands.fill_null(False)).then(_reached - _reached_before).otherwise(0.0),
          Text("hasil mendarat tepat di atas batas predikat atau target", "result lands just above a bound")),
    Piece("target_lebih_mudah", "target_k", "persen",
          pl.when(_first_target > 0)
          .then(pl.when(_rises).then(1 - _target / _first_target).otherwise(_target / _first_target - 1) * 100)
          .clip(0),
          Text("target lebih mudah daripada yang pertama ditetapkan", "target easier than first agreed")),
)  # fmt: skip
"""Against ``realisasi_k`` and ``target_k`` of an indicator."""

PIECES = (*MONEY, *PROGRESS, *RESULTS)
NAMES = tuple(piece.name for piece in PIECES)
