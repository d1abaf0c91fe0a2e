"""REK-002: reported spending includes advances that are not accounted for."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="REK-002",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="realisasi_idr",
    unit="idr",
    title=Text(
        "UP atau TU dihitung sebagai belanja",
        "Advances counted as spending",
    ),
    message=Text(
        "Realisasi {kode} pada RFK {kode_opd} periode {periode} {observed}, sama dengan SP2D {expected}"
        " ditambah uang UP/TU yang belum dipertanggungjawabkan. Mohon SPJ-nya.",
        "Spending on {kode} in the RFK of {kode_opd} for {periode} is {observed}, the treasury's (SP2D)"
        " {expected} plus UP/TU advances not yet accounted for. Please send the accounting (SPJ).",
    ),
    why=Text(
        "UP dan TU baru menjadi belanja setelah dipertanggungjawabkan (SPJ, GU, nihil).",
        "UP and TU become spending only once accounted for.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila realisasinya sama dengan SP2D ditambah seluruh UP/TU yang belum di-"
        " SPJ-kan, dengan kelonggaran {toleransi_pct} %.",
        "An RFK line is a finding when spending equals the treasury plus all advances not accounted for,"
        " within {toleransi_pct} %.",
    ),
    cannot_tell=Text(
        "Uang muka yang baru sebagian dibelanjakan; jumlahnya tidak lagi tepat sama dan menjadi urusan REK-001.",
        "Advances spent only in part; the sum no longer fits and is left to REK-001.",
    ),
    basis="Permendagri 77/2020 [S]",
    explanations=(
        Text(
            "SPJ sudah sah tetapi SP2D nihil belum terbit",
            "accounted for, the SP2D nihil not yet issued",
        ),
    ),
    settles=Text(
        "SPJ atau SP2D nihil",
        "the accounting (SPJ) or SP2D nihil",
    ),
    thresholds=("toleransi_pct",),
    related=("REK-001",),
    examples="""
        kode              | realisasi_idr | sp2d_sd_idr | sp2d_muka_idr | spj_sd_idr | umpan_terhenti | verdict
        1.03.02.2.01.0001 | 500           | 500         | 200           |            | false          | pass
        1.03.02.2.01.0002 | 700           | 500         | 200           |            | false          | fail
        1.03.02.2.01.0003 | 600           | 500         | 200           |            | false          | pass
        1.03.02.2.01.0004 | 700           | 500         | 200           | 700        | false          | excused
        1.03.02.2.01.0005 |               | 500         | 200           |            | false          | unknown
        1.03.02.2.01.0006 | 700           |             |               |            | false          | unknown
        1.03.02.2.01.0007 | 700           | 500         | 200           |            | true           | unknown
        1.03.02.2.01.0008 | 700           | 500         | 0             |            | false          | not examined
    """,
)
def uang_muka_dihitung_belanja(toleransi_pct: pl.Expr) -> Verdicts:
    """Only lines that received an advance in their own name are examined."""
    reported, held, advance = pl.col("realisasi_idr"), pl.col("sp2d_sd_idr"), pl.col("sp2d_muka_idr")
    return Verdicts(
        where=advance > 0,
        ok=(reported - held - advance).abs() > advance * toleransi_pct / 100,
        unknown={
            "realisasi_kosong": reported.is_null(),
            "sp2d_tidak_ada": held.is_null(),
            "umpan_sp2d_terhenti": pl.col("umpan_terhenti"),
        },
        excused={"spj_sah": reported <= pl.col("spj_sd_idr") + 1},
        observed=reported,
        expected=held,
        impact_idr=reported - held,
    )
