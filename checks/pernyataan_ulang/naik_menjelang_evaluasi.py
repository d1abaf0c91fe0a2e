"""ULG-002: a past figure was raised within days of the evaluation."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="ULG-002",
    version=1,
    frame="restatement",
    severity=Severity.WARNING,
    kind=Kind.IMPLAUSIBLE,
    unit="nilai",
    title=Text(
        "Naik menjelang evaluasi",
        "Higher just before an evaluation",
    ),
    message=Text(
        "Angka {kode} pada RFK {kode_opd} periode {periode} naik pada versi yang dikirim"
        " {ke_evaluasi_hari} hari sebelum evaluasi akhir tahun: semula {expected}, sekarang {observed}"
        " (rupiah atau persen fisik). Mohon dokumen pendukungnya.",
        "The figure of {kode} in the RFK of {kode_opd} for {periode} is higher in the version sent"
        " {ke_evaluasi_hari} days before the year-end evaluation: before {expected}, now {observed}"
        " (rupiah or percent physical). Please send the supporting document.",
    ),
    why=Text(
        "Kenaikan tepat sebelum evaluasi perlu dijelaskan dengan dokumen; yang dihargai adalah data apa adanya.",
        "A rise just before an evaluation needs a document; figures as they are is what is valued.",
    ),
    condition=Text(
        "Baris menjadi temuan bila uang atau fisiknya naik pada versi yang dikirim paling lama {jendela_hari}"
        " hari sebelum evaluasi akhir tahun, kecuali uangnya mendekati SP2D.",
        "A line is a finding when money or progress rose in a version sent at most {jendela_hari} days before"
        " the year-end evaluation, unless money moved towards the treasury's.",
    ),
    cannot_tell=Text(
        "Kenaikan yang sudah ada sejak versi pertama; hanya perubahan antarversi yang terlihat.",
        "Lifts that were there in the first version; only changes between versions are seen.",
    ),
    basis="keputusan sendiri: rapat evaluasi 17-18 Desember",
    settles=Text(
        "berita acara kemajuan atau rekonsiliasi",
        "progress or reconciliation record",
    ),
    thresholds=("jendela_hari",),
    related=("ULG-001",),
    examples="""
        ke_evaluasi_hari | realisasi_idr | sebelum_realisasi_idr | fisik_pct | sebelum_fisik_pct | sp2d_sd_idr | verdict
        5                | 100           | 100                   | 30        | 30                | 100         | pass
        5                | 100           | 100                   | 60        | 30                | 100         | fail
        5                | 150           | 100                   | 30        | 30                | 100         | fail
        40               | 100           | 100                   | 60        | 30                | 100         | pass
        -2               | 100           | 100                   | 60        | 30                | 100         | pass
        5                | 90            | 100                   | 25        | 30                | 100         | pass
        5                | 150           | 100                   | 30        | 30                | 150         | excused
        5                | 100           | 100                   |           | 30                | 100         | unknown
                         | 100           | 100                   | 60        | 30                | 100         | unknown
        5                | 150           | 100                   | 30        | 30                |             | unknown
    """,
)
def naik_menjelang_evaluasi(jendela_hari: pl.Expr) -> Verdicts:
    """One-sided: a figure lowered before an evaluation is never an anomaly."""
    now, before = pl.col("realisasi_idr"), pl.col("sebelum_realisasi_idr")
    fisik, fisik_before = pl.col("fisik_pct"), pl.col("sebelum_fisik_pct")
    held, days = pl.col("sp2d_sd_idr"), pl.col("ke_evaluasi_hari")
    more_money, more_work = now > before, fisik > fisik_before
    near = days.is_between(0, jendela_hari)
    return Verdicts(
        ok=~near | (~more_money & ~more_work),
        unknown={
            "tanggal_kirim_tidak_ada": days.is_null(),
            "angka_kosong": now.is_null() | before.is_null() | fisik.is_null() | fisik_before.is_null(),
            "sp2d_tidak_ada": more_money & held.is_null(),
        },
        excused={"koreksi_menuju_sp2d": ~more_work & ((now - held).abs() < (before - held).abs())},
        observed=pl.when(more_work).then(fisik).otherwise(now),
        expected=pl.when(more_work).then(fisik_before).otherwise(before),
        impact_idr=pl.when(more_work).then((fisik - fisik_before) / 100 * pl.col("pagu_idr")).otherwise(now - before),
        params={"ke_evaluasi_hari": days},
        column=pl.when(more_work).then(pl.lit("fisik_pct")).otherwise(pl.lit("realisasi_idr")),
    )
