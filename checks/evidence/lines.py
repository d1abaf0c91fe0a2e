"""The lines evidence is weighed on: one row per line and month, with shares of its ceiling and its contract."""

from __future__ import annotations

import polars as pl

from checks.frame import Prepared
from checks.prepare.feed import ENOUGH_LINES, QUARTERLY, ROUTINE, STILL_SHARE
from checks.prepare.work import KINDS_OF_WORK

LINE = ["kode_opd", "kode", "tahun"]
UNIT = [*LINE, "bulan"]
SHORTEST_CONTRACT_DAYS = 15
KIND_NUMBER = {kind: number for number, kind in enumerate(KINDS_OF_WORK)}
TAKEN = (
    "baris_id", "berkas", "lembar", "asal", "baris", "uraian", "jenis_kerja", "akhir_bulan_tgl", "pagu_idr",
    "pagu_berlaku_idr", "realisasi_idr", "fisik_pct", "rencana_fisik_pct", "m1_fisik_pct", "m1_realisasi_idr",
    "y1_fisik_pct", "sp2d_sd_idr", "sp2d_m1_idr", "sp2d_ada", "perlu_kontrak", "k_n", "k_tgl", "k_spmk_tgl",
    "k_akhir_tgl", "k_bast_tgl", "k_nilai_idr", "umpan_terhenti",
)  # fmt: skip


def evidence_lines(prepared: Prepared) -> pl.DataFrame:
    """One row per line and month reported, sorted, the columns of :data:`TAKEN` and percentages of the ceiling.

    ``keu_pct`` and ``keu_m1_pct`` spending as reported now and a month ago, ``bayar_pct`` and ``bayar_m1_pct`` as the
    treasury paid it (null where its feed is down), ``lalu_fisik_pct`` the month before (0 in January).
    """
    named = [pl.col(name).is_not_null() for name in UNIT]
    rows = prepared["rfk"].filter(named).unique(UNIT, keep="first", maintain_order=True).sort(UNIT)
    ceiling = pl.coalesce("pagu_berlaku_idr", "pagu_idr")
    january = pl.col("bulan") == 1
    signed = (pl.col("k_tgl") <= pl.col("akhir_bulan_tgl")).fill_null(False)
    term = (pl.col("k_akhir_tgl") - pl.col("k_spmk_tgl")).dt.total_days().clip(SHORTEST_CONTRACT_DAYS)
    since = (pl.col("akhir_bulan_tgl") - pl.col("k_spmk_tgl")).dt.total_days()
    feeds = pl.col("sp2d_ada") & ~_feed_stands_still()

    def of_ceiling(value: pl.Expr) -> pl.Expr:
        return pl.when(ceiling > 0).then(value / ceiling * 100)

    return rows.select(*UNIT, *TAKEN, "dana_kelas").with_columns(
        of_ceiling(pl.col("realisasi_idr")).alias("keu_pct"),
        of_ceiling(pl.when(january).then(0).otherwise("m1_realisasi_idr")).alias("keu_m1_pct"),
        pl.when(feeds).then(of_ceiling(pl.col("sp2d_sd_idr"))).alias("bayar_pct"),
        pl.when(feeds).then(of_ceiling(pl.col("sp2d_m1_idr"))).alias("bayar_m1_pct"),
        pl.when(january).then(0.0).otherwise("m1_fisik_pct").alias("lalu_fisik_pct"),
        signed.alias("terikat"),
        pl.when(signed).then(of_ceiling(pl.col("k_nilai_idr"))).alias("nilai_kontrak_pct"),
        pl.when(signed).then(since / term * 100).alias("umur_kontrak_pct"),
        (pl.col("k_bast_tgl") <= pl.col("akhir_bulan_tgl")).fill_null(False).alias("diserahkan"),
        pl.col("jenis_kerja").replace_strict(KIND_NUMBER, default=-1, return_dtype=pl.Int64).alias("nomor_jenis"),
        pl.col("dana_kelas").is_in(QUARTERLY).fill_null(False).alias("dana_triwulanan"),
        season().alias("musim"),
    )


def _feed_stands_still() -> pl.Expr:
    """More routine lines with new spending stand still in the register this month than a working feed allows.

    Only what is known at the month's end counts, so that a month is weighed alike then and later.
    """
    before = pl.when(pl.col("bulan") == 1).then(0).otherwise("m1_realisasi_idr")
    routine = pl.col("jenis_kerja").is_in(ROUTINE) & ~pl.col("dana_kelas").is_in(QUARTERLY).fill_null(False)
    asked = (routine & pl.col("sp2d_ada") & (pl.col("realisasi_idr") > before)).fill_null(False)
    still = (asked & (pl.col("sp2d_sd_idr") == pl.col("sp2d_m1_idr"))).sum().over("tahun", "bulan")
    count = asked.sum().over("tahun", "bulan")
    return (count >= ENOUGH_LINES) & (still > STILL_SHARE * count)


def season() -> pl.Expr:
    """Quarter 1..4, December apart as 5: its payments and progress are like no other month's."""
    return pl.when(pl.col("bulan") == 12).then(5).otherwise((pl.col("bulan") + 2) // 3).cast(pl.Int64)
