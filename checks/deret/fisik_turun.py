"""DRT-012: physical progress is lower than the month before."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="DRT-012",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="fisik_pct",
    unit="pct",
    title=Text(
        "Fisik turun",
        "Physical progress falls",
    ),
    message=Text(
        "Fisik {kode} pada RFK {kode_opd} periode {periode} {observed}, padahal bulan lalu sudah"
        " {expected}. Mohon dijelaskan dengan berita acara kemajuan.",
        "Physical progress of {kode} in the RFK of {kode_opd} for {periode} is {observed}, though last"
        " month it was already {expected}. Please explain with the progress report.",
    ),
    why=Text(
        "Kemajuan fisik bersifat kumulatif; penurunan berarti salah satu angka keliru atau volumenya berubah.",
        "Progress is cumulative; a fall means one figure is wrong or the volume changed.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila fisiknya turun lebih dari {toleransi_poin} poin dari bulan lalu, tanpa"
        " pagu yang bertambah dan tanpa koreksi menuju berita acara.",
        "An RFK line is a finding when progress falls by more than {toleransi_poin} points from last month"
        " with no higher ceiling and no correction towards the progress record.",
    ),
    cannot_tell=Text(
        "Apakah bulan lalu yang terlalu tinggi; penurunan justru bisa jadi kejujuran yang terlambat.",
        "Whether last month was too high; a fall may well be honesty that came late.",
    ),
    basis="PP 12/2019 ps 141 [S]",
    explanations=(
        Text(
            "volume bertambah pada perubahan anggaran",
            "more volume in the budget change",
        ),
        Text(
            "koreksi menuju berita acara",
            "a correction towards the progress report",
        ),
    ),
    settles=Text(
        "berita acara kemajuan fisik",
        "progress report",
    ),
    thresholds=("toleransi_poin",),
    related=("DRT-001",),
    examples="""
        kode              | bulan | fisik_pct | m1_fisik_pct | pagu_idr | m1_pagu_idr | k_fisik_pct | verdict
        1.03.02.2.01.0001 | 6     | 60        | 50           | 100      | 100         |             | pass
        1.03.02.2.01.0002 | 6     | 49        | 50           | 100      | 100         |             | pass
        1.03.02.2.01.0003 | 6     | 45        | 50           | 100      | 100         |             | fail
        1.03.02.2.01.0004 | 10    | 45        | 50           | 120      | 100         |             | excused
        1.03.02.2.01.0005 | 6     | 45        | 50           | 100      | 100         | 45.5        | excused
        1.03.02.2.01.0006 | 6     |           | 50           | 100      | 100         |             | unknown
        1.03.02.2.01.0007 | 6     | 45        |              | 100      | 100         |             | unknown
        1.03.02.2.01.0008 | 1     | 45        |              | 100      |             |             | not examined
    """,
)
def fisik_turun(toleransi_poin: pl.Expr) -> Verdicts:
    """A larger ceiling means more volume: the same work is a smaller share."""
    now, before = pl.col("fisik_pct"), pl.col("m1_fisik_pct")
    return Verdicts(
        where=pl.col("bulan") > 1,
        ok=now >= before - toleransi_poin,
        unknown={"fisik_kosong": now.is_null(), "bulan_lalu_tidak_ada": before.is_null()},
        excused={
            "pagu_bertambah": pl.col("pagu_idr") > pl.col("m1_pagu_idr"),
            "koreksi_menuju_berita_acara": (now - pl.col("k_fisik_pct")).abs() <= toleransi_poin,
        },
        observed=now,
        expected=before,
        impact_idr=(before - now) / 100 * pl.col("pagu_idr"),
    )
