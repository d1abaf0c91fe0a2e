"""DRT-011: nothing moved for months although the treasury paid."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="DRT-011",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.IMPLAUSIBLE,
    column="realisasi_idr",
    unit="kali",
    title=Text(
        "Laporan beku",
        "Frozen report",
    ),
    message=Text(
        "Keuangan dan fisik {kode} pada RFK {kode_opd} sampai {periode} tidak bergerak selama {observed}"
        " bulan (batas {expected} bulan), padahal SP2D baris ini bertambah. Mohon diperbarui.",
        "Money and progress of {kode} in the RFK of {kode_opd} up to {periode} have not moved for"
        " {observed} months (limit {expected} months), while the treasury (SP2D) paid more on this line."
        " Please update them.",
    ),
    why=Text(
        "Data yang basi menyembunyikan kemajuan sama seperti angka yang terlalu tinggi menyembunyikan kekurangan.",
        "Stale data hide progress just as overstated figures hide shortfalls.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila uang dan fisiknya tidak bergerak selama {bulan_min} bulan, sedangkan"
        " SP2D-nya lebih dari {bergerak_pct} % pagu di depan angka itu.",
        "An RFK line is a finding when money and progress stood still for {bulan_min} months while the"
        " treasury is more than {bergerak_pct} % of the ceiling ahead of it.",
    ),
    cannot_tell=Text(
        "Berapa kemajuan fisik yang sesungguhnya; SP2D hanya membuktikan bahwa uangnya bergerak.",
        "What the true progress is; the treasury only proves that money moved.",
    ),
    basis="PP 8/2006 ps 33 (rekonsiliasi) [S]",
    explanations=(
        Text(
            "pekerjaan memang berhenti karena hambatan",
            "work really stopped for an obstacle",
        ),
    ),
    settles=Text(
        "laporan yang diperbarui dan register SP2D",
        "an updated report and the SP2D register",
    ),
    thresholds=(
        "bulan_min",
        "bergerak_pct",
    ),
    related=(
        "DRT-003",
        "REK-001",
    ),
    examples="""
        kode              | n_beku | realisasi_idr | sp2d_sd_idr | pagu_idr | umpan_terhenti | verdict
        1.03.02.2.01.0001 | 2      | 100           | 300         | 1000     | false          | pass
        1.03.02.2.01.0002 | 3      | 100           | 300         | 1000     | false          | fail
        1.03.02.2.01.0003 | 8      | 100           | 100         | 1000     | false          | pass
        1.03.02.2.01.0004 | 3      | 100           | 120         | 1000     | false          | pass
        1.03.02.2.01.0005 | 3      | 100           |             | 1000     | false          | unknown
        1.03.02.2.01.0006 | 3      | 100           | 300         | 1000     | true           | unknown
        1.03.02.2.01.0007 | 0      |               | 300         | 1000     | false          | unknown
    """,
)
def beku(bulan_min: pl.Expr, bergerak_pct: pl.Expr) -> Verdicts:
    """A line that honestly stands still, as the treasury confirms, passes."""
    still, ahead = pl.col("n_beku") >= bulan_min, pl.col("sp2d_sd_idr") - pl.col("realisasi_idr")
    return Verdicts(
        ok=~still | (ahead <= pl.col("pagu_idr") * bergerak_pct / 100),
        unknown={
            "realisasi_kosong": pl.col("realisasi_idr").is_null(),
            "sp2d_tidak_ada": pl.col("sp2d_sd_idr").is_null() & still,
            "umpan_sp2d_terhenti": pl.col("umpan_terhenti") & still,
        },
        observed=pl.col("n_beku"),
        expected=bulan_min,
        impact_idr=ahead,
    )
