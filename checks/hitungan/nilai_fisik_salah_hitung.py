"""HIT-006: the value of physical work is not ceiling times progress."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="HIT-006",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="nilai_fisik_idr",
    unit="idr",
    title=Text(
        "Nilai fisik salah hitung",
        "Value of physical work miscalculated",
    ),
    message=Text(
        "Nilai fisik {kode} pada RFK {kode_opd} periode {periode} tertulis {observed}, pagu × persentase"
        " fisik {expected} (selisih {difference}).",
        "The physical value of {kode} in the RFK of {kode_opd} for {periode} says {observed}; ceiling"
        " times progress is {expected} (difference {difference}).",
    ),
    why=Text(
        "Nilai fisik membentuk kemajuan induk dan OPD; satu yang keliru menaikkan semuanya.",
        "The physical value makes the progress of parents and agency; one wrong lifts them all.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila nilai fisiknya berselisih dengan pagu kali persentase fisik lebih dari"
        " pembulatan {toleransi_poin} poin ditambah satu rupiah.",
        "An RFK line is a finding when its value of work differs from ceiling times progress by more than"
        " {toleransi_poin} points of rounding plus one rupiah.",
    ),
    cannot_tell=Text(
        "Apakah persentase fisiknya benar; hitungan yang tepat atas kemajuan yang keliru lolos di sini.",
        "Whether the progress itself is right; correct arithmetic on a wrong percentage passes here.",
    ),
    basis="Permendagri 77/2020 [S]; pembulatan: keputusan sendiri",
    settles=Text(
        "pagu dan persentase fisik baris ini",
        "the line's ceiling and physical progress",
    ),
    thresholds=("toleransi_poin",),
    related=("HIT-001",),
    examples="""
        kode              | pagu_idr | fisik_pct | nilai_fisik_idr | verdict
        1.03.02.2.01.0001 | 1000     | 45.33     | 453             | pass
        1.03.02.2.01.0002 | 1000000  | 45.33     | 453340          | pass
        1.03.02.2.01.0003 | 1000     | 45.33     | 553             | fail
        1.03.02.2.01.0004 | 1000     |           | 553             | unknown
        1.03.02.2.01.0005 | 1000     | 45.33     |                 | not examined
    """,
)
def nilai_fisik_salah_hitung(toleransi_poin: pl.Expr) -> Verdicts:
    """Half of the second decimal of progress is allowed for."""
    written, computed = pl.col("nilai_fisik_idr"), pl.col("pagu_idr") * pl.col("fisik_pct") / 100
    slack = 1 + pl.col("pagu_idr") * toleransi_poin / 100
    return Verdicts(
        where=written.is_not_null(),
        ok=(written - computed).abs() <= slack,
        observed=written,
        expected=computed,
        impact_idr=(written - computed).abs(),
    )
