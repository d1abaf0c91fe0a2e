"""FSK-008: physical progress equals the plan exactly while money is behind."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="FSK-008",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.IMPLAUSIBLE,
    column="fisik_pct",
    unit="kali",
    title=Text(
        "Fisik persis rencana, uang tertinggal",
        "Progress exactly as planned while money lags",
    ),
    message=Text(
        "Fisik {kode} pada RFK {kode_opd} sampai {periode} persis sama dengan rencana selama {observed}"
        " bulan (batas {expected} bulan), sementara uang tertinggal dari rencana kas. Mohon laporan"
        " kemajuannya.",
        "Progress of {kode} in the RFK of {kode_opd} up to {periode} has been exactly the plan for"
        " {observed} months (limit {expected} months), while money is behind the cash plan. Please send"
        " the progress reports.",
    ),
    why=Text(
        "Pelaksanaan jarang persis rencana bulan demi bulan; apalagi bila uangnya tertinggal.",
        "Work seldom follows the plan exactly month after month, least of all with money behind.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila fisiknya persis sama dengan rencana selama {bulan_min} bulan,"
        " sedangkan uangnya tertinggal lebih dari {tertinggal_poin} poin dari rencana kas.",
        "An RFK line is a finding when progress equals its plan exactly for {bulan_min} months while money is"
        " more than {tertinggal_poin} points behind the cash plan.",
    ),
    cannot_tell=Text(
        "Apakah pekerjaan memang berjalan tepat rencana dan hanya penagihannya terlambat.",
        "Whether the work truly runs to plan and only its billing is late.",
    ),
    basis="PP 12/2019 ps 3, 121 [S]",
    explanations=(
        Text(
            "layanan rutin yang berjalan sesuai kalender",
            "routine services that follow the calendar",
        ),
    ),
    settles=Text(
        "laporan kemajuan fisik tiap bulan",
        "monthly progress reports",
    ),
    thresholds=(
        "bulan_min",
        "tertinggal_poin",
    ),
    related=("FSK-003",),
    examples="""
        bulan | n_rencana_sama | fisik_pct | rencana_fisik_pct | rak_kum_pct | keu_pct | jenis_kerja | verdict
        8     | 2              | 47.5      | 47.5              | 60          | 30      | acara       | pass
        8     | 3              | 47.5      | 47.5              | 60          | 30      | acara       | fail
        8     | 3              | 47.5      | 47.5              | 60          | 55      | acara       | pass
        6     | 5              | 50        | 50                | 60          | 30      | rutin       | excused
        8     | 3              | 47.5      |                   | 60          | 30      | acara       | unknown
        8     | 3              | 47.5      | 47.5              |             | 30      | acara       | unknown
        8     | 3              |           | 47.5              | 60          | 30      | acara       | unknown
    """,
)
def persis_rencana(bulan_min: pl.Expr, tertinggal_poin: pl.Expr) -> Verdicts:
    """Monthly services progress with the calendar and are excused."""
    behind = pl.col("rak_kum_pct") - pl.col("keu_pct")
    elapsed = pl.col("bulan").cast(pl.Float64) / 12 * 100
    return Verdicts(
        ok=(pl.col("n_rencana_sama") < bulan_min) | (behind <= tertinggal_poin),
        unknown={
            "fisik_kosong": pl.col("fisik_pct").is_null(),
            "rencana_tidak_ada": pl.col("rencana_fisik_pct").is_null(),
            "rencana_kas_tidak_ada": behind.is_null(),
        },
        excused={
            "layanan_bulanan": pl.col("jenis_kerja").is_in(["gaji", "rutin"])
            & ((pl.col("fisik_pct") - elapsed).abs() < 0.5)
        },
        observed=pl.col("n_rencana_sama"),
        expected=bulan_min,
        impact_idr=behind / 100 * pl.col("pagu_idr"),
    )
