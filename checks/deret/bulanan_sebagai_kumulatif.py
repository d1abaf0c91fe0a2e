"""DRT-002: the to-date figure is one month's payments."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="DRT-002",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="realisasi_idr",
    unit="idr",
    title=Text(
        "Angka bulanan di kolom kumulatif",
        "Monthly figure in the cumulative column",
    ),
    message=Text(
        "Realisasi s.d. bulan ini {kode} pada RFK {kode_opd} periode {periode} {observed}, sama persis"
        " dengan pembayaran satu bulan saja; SP2D kumulatif {expected}. Mohon kolom diisi jumlah sejak"
        " Januari.",
        "Spending to date on {kode} in the RFK of {kode_opd} for {periode} is {observed}, exactly one"
        " month's payments; the treasury's cumulative (SP2D) is {expected}. Please fill in the sum since"
        " January.",
    ),
    why=Text(
        "Kolom s.d. bulan ini berisi jumlah sejak Januari; angka satu bulan membuat capaian tampak lebih "
        "rendah dan bulan berikutnya tampak turun.",
        "The to-date column holds the sum since January; one month's figure makes progress look lower and "
        "later months fall.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila kolom s.d. bulan ini sama dengan SP2D bulan itu saja, dengan"
        " kelonggaran {toleransi_pct} %, dan tidak sama dengan SP2D kumulatif.",
        "An RFK line is a finding when its cumulative column equals the treasury's payments of that month"
        " alone, within {toleransi_pct} %, and not the cumulative ones.",
    ),
    cannot_tell=Text(
        "Kegiatan yang baru dibayar sekali: angka bulanan dan kumulatifnya sama, sehingga salah kolom tidak terlihat.",
        "Lines paid only once: monthly and cumulative figures are equal there, so a mix-up does not show.",
    ),
    basis=("keputusan sendiri: terjadi pada laporan nyata (OPD beralih dari kumulatif ke bulanan pada Agustus)"),
    settles=Text(
        "register SP2D baris ini",
        "the line's SP2D register",
    ),
    thresholds=("toleransi_pct",),
    related=(
        "DRT-001",
        "HIT-003",
    ),
    examples="""
        kode              | realisasi_idr | sp2d_sd_idr | sp2d_m1_idr | umpan_terhenti | verdict
        1.03.02.2.01.0001 | 1000          | 1000        | 700         | false          | pass
        1.03.02.2.01.0002 | 300           | 1000        | 700         | false          | fail
        1.03.02.2.01.0003 | 700           | 1000        | 700         | false          | pass
        1.03.02.2.01.0004 | 500           | 1000        | 500         | false          | pass
        1.03.02.2.01.0005 | 0             | 700         | 700         | false          | pass
        1.03.02.2.01.0006 | 300           |             |             | false          | unknown
        1.03.02.2.01.0007 |               | 1000        | 700         | false          | unknown
        1.03.02.2.01.0008 | 300           | 1000        | 700         | true           | unknown
    """,
)
def bulanan_sebagai_kumulatif(toleransi_pct: pl.Expr) -> Verdicts:
    """A report one month behind the treasury is a cumulative too."""
    reported, held, before = pl.col("realisasi_idr"), pl.col("sp2d_sd_idr"), pl.col("sp2d_m1_idr")
    month = held - before
    margin = toleransi_pct / 100
    is_month = (month > 0) & ((reported - month).abs() <= margin * month)
    is_cumulative = ((reported - held).abs() <= margin * held) | ((reported - before).abs() <= margin * before)
    return Verdicts(
        ok=~is_month | is_cumulative,
        unknown={
            "realisasi_kosong": reported.is_null(),
            "sp2d_tidak_ada": held.is_null(),
            "umpan_sp2d_terhenti": pl.col("umpan_terhenti"),
        },
        observed=reported,
        expected=held,
        impact_idr=held - reported,
    )
