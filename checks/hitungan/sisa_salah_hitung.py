"""HIT-005: what remains is not the ceiling less spending."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="HIT-005",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="sisa_idr",
    unit="idr",
    title=Text(
        "Sisa anggaran salah hitung",
        "Remainder miscalculated",
    ),
    message=Text(
        "Sisa anggaran {kode} pada RFK {kode_opd} periode {periode} tertulis {observed}, pagu dikurangi"
        " realisasi {expected} (selisih {difference}).",
        "The budget left of {kode} in the RFK of {kode_opd} for {periode} says {observed}; ceiling less"
        " spending is {expected} (difference {difference}).",
    ),
    why=Text(
        "Sisa yang tidak cocok berarti pagu atau realisasi yang dipakai bukan yang tertulis.",
        "A remainder that does not fit means that the ceiling or spending used is not the one written.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila sisa anggarannya berselisih dengan pagu dikurangi realisasi lebih dari"
        " {toleransi_idr}.",
        "An RFK line is a finding when its remainder differs from ceiling minus spending by more than {toleransi_idr}.",
    ),
    cannot_tell=Text(
        "Pagu mana yang dipakai saat menghitung sisanya, bila bukan yang tertulis pada baris itu.",
        "Which ceiling was used for the remainder, if not the one written on the line.",
    ),
    basis="Permendagri 77/2020 [S]; pembulatan: keputusan sendiri",
    settles=Text(
        "pagu dan realisasi baris ini",
        "the line's ceiling and spending",
    ),
    thresholds=("toleransi_idr",),
    related=("HIT-003",),
    examples="""
        kode              | pagu_idr | realisasi_idr | sisa_idr | verdict
        1.03.02.2.01.0001 | 100      | 40            | 60       | pass
        1.03.02.2.01.0002 | 100      | 40            | 62       | fail
        1.03.02.2.01.0003 |          | 40            | 60       | unknown
        1.03.02.2.01.0004 | 100      | 40            |          | not examined
    """,
)
def sisa_salah_hitung(toleransi_idr: pl.Expr) -> Verdicts:
    """Only forms that have the column."""
    left, computed = pl.col("sisa_idr"), pl.col("pagu_idr") - pl.col("realisasi_idr")
    return Verdicts(
        where=left.is_not_null(),
        ok=(left - computed).abs() <= toleransi_idr,
        observed=left,
        expected=computed,
        impact_idr=(left - computed).abs(),
    )
