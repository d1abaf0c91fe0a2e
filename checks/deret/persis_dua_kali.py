"""DRT-013: the figure is exactly twice last month's and the treasury's is not."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="DRT-013",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="realisasi_idr",
    unit="idr",
    title=Text(
        "Persis dua kali bulan lalu",
        "Exactly twice last month",
    ),
    message=Text(
        "Realisasi {kode} pada RFK {kode_opd} periode {periode} {observed}, persis dua kali bulan lalu,"
        " sedangkan SP2D {expected}. Mohon diperiksa apakah tercatat dua kali.",
        "Spending on {kode} in the RFK of {kode_opd} for {periode} is {observed}, exactly twice last"
        " month's, while the treasury (SP2D) holds {expected}. Please check whether it was entered twice.",
    ),
    why=Text(
        "Angka yang berlipat dua biasanya terjadi karena data diimpor atau dijumlahkan dua kali.",
        "A doubled figure usually comes from a second import or a double sum.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila realisasinya tepat dua kali bulan lalu dan melebihi SP2D lebih dari"
        " {toleransi_pct} %, setelah masa tenggang.",
        "An RFK line is a finding when spending is exactly twice last month's and exceeds the treasury by"
        " more than {toleransi_pct} %, after the grace period.",
    ),
    cannot_tell=Text(
        "Apakah tercatat dua kali atau kebetulan tagihan bulan ini sama besar; SP2D bulan berikutnya yang memutuskan.",
        "Whether it was booked twice or this month's bill happens to be as large; next month's treasury"
        " figures decide.",
    ),
    basis="keputusan sendiri: data ganda karena impor kedua (terjadi pada sistem nyata)",
    settles=Text(
        "register SP2D baris ini",
        "the line's SP2D register",
    ),
    thresholds=("toleransi_pct",),
    related=(
        "REK-001",
        "DRT-006",
    ),
    examples="""
        realisasi_idr | m1_realisasi_idr | sp2d_sd_idr | sp2d_p1_idr | tenggang_lewat | umpan_terhenti | bulan | verdict
        200           | 100              | 200         | 200         | true           | false          | 6     | pass
        200           | 100              | 110         | 120         | true           | false          | 6     | fail
        200           | 100              | 110         | 200         | true           | false          | 6     | pass
        200           | 100              | 110         |             | false          | false          | 6     | unknown
        150           | 100              | 110         | 120         | true           | false          | 6     | pass
                      | 100              | 110         | 120         | true           | false          | 6     | unknown
        200           |                  | 110         | 120         | true           | false          | 6     | unknown
        200           | 100              |             |             | false          | false          | 6     | unknown
        200           | 100              | 110         | 120         | true           | true           | 6     | unknown
        200           |                  | 110         | 120         | true           | false          | 1     | not examined
    """,  # noqa: E501
)
def persis_dua_kali(toleransi_pct: pl.Expr) -> Verdicts:
    """Two equal payments double a figure honestly: the treasury then shows both, at the latest a month on."""
    now, before = pl.col("realisasi_idr"), pl.col("m1_realisasi_idr")
    held = pl.max_horizontal("sp2d_sd_idr", "sp2d_p1_idr")
    doubled = (before > 0) & ((now - 2 * before).abs() <= 1) & (now > held * (1 + toleransi_pct / 100))
    return Verdicts(
        where=pl.col("bulan") > 1,
        ok=~doubled,
        unknown={
            "realisasi_kosong": now.is_null(),
            "bulan_lalu_tidak_ada": before.is_null(),
            "sp2d_tidak_ada": pl.col("sp2d_sd_idr").is_null(),
            "umpan_sp2d_terhenti": pl.col("umpan_terhenti"),
            "menunggu_masa_tenggang": doubled & ~pl.col("tenggang_lewat").fill_null(False),
        },
        observed=now,
        expected=held,
        impact_idr=now - held,
    )
