"""REK-005: reported spending equals the authorisation, not the payments."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="REK-005",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="realisasi_idr",
    unit="idr",
    title=Text(
        "SPD dihitung sebagai belanja",
        "Authorisation counted as spending",
    ),
    message=Text(
        "Realisasi {kode} pada RFK {kode_opd} periode {periode} {observed}, sama persis dengan SPD,"
        " sedangkan SP2D {expected}. Mohon diisi menurut SP2D.",
        "Spending on {kode} in the RFK of {kode_opd} for {periode} is {observed}, exactly the amount"
        " authorised (SPD), while the treasury paid {expected} (SP2D). Please fill in what was paid.",
    ),
    why=Text(
        "SPD menyediakan dana, belum membelanjakannya.",
        "An SPD makes money available; it does not spend it.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila realisasinya sama dengan SPD sampai satu rupiah dan melebihi SP2D"
        " lebih dari {toleransi_pct} %.",
        "An RFK line is a finding when spending equals the SPD to the rupiah and exceeds the treasury by more"
        " than {toleransi_pct} %.",
    ),
    cannot_tell=Text(
        "SPD yang sudah habis dibelanjakan: saat itu keduanya sama dan tidak ada yang keliru.",
        "An SPD spent in full: then both are equal and nothing is wrong.",
    ),
    basis="Permendagri 77/2020 [S]",
    settles=Text(
        "register SP2D baris ini",
        "the line's SP2D register",
    ),
    thresholds=("toleransi_pct",),
    related=("REK-001",),
    examples="""
        kode              | realisasi_idr | sp2d_spd_idr | sp2d_sd_idr | sp2d_p1_idr | umpan_terhenti | verdict
        1.03.02.2.01.0001 | 500           | 800          | 500         | 500         | false          | pass
        1.03.02.2.01.0002 | 800           | 800          | 500         | 500         | false          | fail
        1.03.02.2.01.0003 | 800           | 800          | 800         | 800         | false          | pass
        1.03.02.2.01.0004 | 800           | 800          | 500         | 800         | false          | pass
        1.03.02.2.01.0005 | 800           |              | 500         | 500         | false          | unknown
        1.03.02.2.01.0006 | 800           | 800          |             |             | false          | unknown
        1.03.02.2.01.0007 |               | 800          | 500         | 500         | false          | unknown
        1.03.02.2.01.0008 | 800           | 800          | 500         | 500         | true           | unknown
    """,
)
def spd_dihitung_belanja(toleransi_pct: pl.Expr) -> Verdicts:
    """Where everything authorised was also paid, the figures agree and pass."""
    reported, authorised = pl.col("realisasi_idr"), pl.col("sp2d_spd_idr")
    held = pl.max_horizontal("sp2d_sd_idr", "sp2d_p1_idr")
    return Verdicts(
        ok=((reported - authorised).abs() > 1) | (reported <= held * (1 + toleransi_pct / 100)) | (reported == 0),
        unknown={
            "realisasi_kosong": reported.is_null(),
            "sp2d_tidak_ada": pl.col("sp2d_sd_idr").is_null(),
            "spd_tidak_ada": authorised.is_null(),
            "umpan_sp2d_terhenti": pl.col("umpan_terhenti"),
        },
        observed=reported,
        expected=held,
        impact_idr=reported - held,
    )
