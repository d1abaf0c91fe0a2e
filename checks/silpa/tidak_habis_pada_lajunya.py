"""SLP-001: at its own pace and at the usual one the line will not be spent by 31 December."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="SLP-001",
    version=1,
    frame="silpa",
    severity=Severity.WATCH,
    kind=Kind.WATCH,
    column="realisasi_idr",
    unit="pct",
    title=Text(
        "Pada lajunya tidak akan selesai 31 Desember",
        "Will not finish by 31 December at its pace",
    ),
    message=Text(
        "{kode} {kode_opd}: pada laju sendiri maupun laju lazim diperkirakan tersisa Rp {bawah_idr} sampai"
        " Rp {atas_idr} ({observed} dari pagu, batas pantau {expected}); waktu tersisa {bulan_tersisa}"
        " bulan, perlu Rp {per_bulan_idr} per bulan.",
        "{kode} of {kode_opd}: at its own and at the usual pace Rp {bawah_idr} to Rp {atas_idr} will be"
        " left ({observed} of the ceiling, watched above {expected}); time left in months:"
        " {bulan_tersisa}, needed per month: Rp {per_bulan_idr}.",
    ),
    why=Text(
        "Pemantauan untuk membantu mengejar sebelum menjadi SILPA; bukan kecurigaan.",
        "A watch that opens help before money is left over; never suspicion.",
    ),
    condition=Text(
        "Mulai bulan ke-{bulan_mulai}, sub kegiatan dipantau bila perkiraan sisanya pada 31 Desember melebihi"
        " {sisa_maks_pct} % pagu.",
        "From month {bulan_mulai} on, a line is watched when its expected remainder at 31 December exceeds"
        " {sisa_maks_pct} % of its ceiling.",
    ),
    cannot_tell=Text(
        "Tagihan besar yang sudah dijadwalkan di luar kontrak yang tercatat; perkiraan hanya mengenal laju"
        " yang pernah ada.",
        "Large bills planned outside the recorded contracts; the forecast knows only paces that have been.",
    ),
    basis="keputusan sendiri: bahan rapat evaluasi akhir tahun",
    explanations=(
        Text(
            "kegiatan memang dijadwalkan di akhir tahun",
            "work scheduled late in the year",
        ),
        Text(
            "penghematan",
            "savings",
        ),
    ),
    settles=Text(
        "rencana percepatan dari OPD",
        "the agency's plan to catch up",
    ),
    thresholds=(
        "bulan_mulai",
        "sisa_maks_pct",
    ),
    related=(
        "SLP-002",
        "SLP-003",
    ),
    examples="""
        bulan | batas_idr | realisasi_idr | perkiraan_sisa_idr | perkiraan_sisa_pct | jenis_kerja | verdict
        9     | 1000      | 700           | 0                  | 0                  | acara       | pass
        9     | 1000      | 600           | 114                | 11.4               | acara       | fail
        9     | 1000      | 610           | 100                | 10                 | acara       | pass
        9     | 1000      |               |                    |                    | acara       | unknown
        9     |           | 600           |                    |                    | acara       | unknown
        3     | 1000      | 10            | 888                | 88.8               | acara       | not examined
    """,
)
def tidak_habis_pada_lajunya(bulan_mulai: pl.Expr, sisa_maks_pct: pl.Expr) -> Verdicts:
    """Early in the year a pace says little; the watch begins at mid-year."""
    return Verdicts(
        where=pl.col("bulan") >= bulan_mulai,
        ok=pl.col("perkiraan_sisa_pct") <= sisa_maks_pct,
        unknown={
            "realisasi_kosong": pl.col("realisasi_idr").is_null(),
            "pagu_tidak_ada": pl.col("batas_idr").is_null(),
        },
        observed=pl.col("perkiraan_sisa_pct"),
        expected=sisa_maks_pct,
        impact_idr=pl.col("perkiraan_sisa_idr"),
        params={
            "bawah_idr": pl.col("perkiraan_sisa_idr"),
            "atas_idr": pl.col("perkiraan_atas_idr"),
            "bulan_tersisa": pl.col("bulan_tersisa"),
            "per_bulan_idr": pl.col("per_bulan_idr"),
        },
    )
