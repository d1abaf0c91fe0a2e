"""FSK-011: physical progress in the RFK exceeds the latest certified progress."""

from __future__ import annotations

import polars as pl

from checks.prepare.peers import usual_progress
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="FSK-011",
    version=2,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="fisik_pct",
    unit="pct",
    title=Text(
        "Fisik melebihi berita acara",
        "Progress above the progress report",
    ),
    message=Text(
        "Fisik {kode} pada RFK {kode_opd} periode {periode} {observed}, melebihi berita acara kemajuan"
        " terakhir pada register kontrak, {expected}. Mohon berita acara yang mendukungnya.",
        "Physical progress of {kode} in the RFK of {kode_opd} for {periode} is {observed}, above the"
        " contract register's last progress report, {expected}. Please send the report that supports it.",
    ),
    why=Text(
        "Kemajuan tidak mundur: berita acara yang lebih baru tidak mungkin lebih rendah dari fisik bulan "
        "yang lebih lama.",
        "Progress does not run backwards: a later report cannot be below an earlier month.",
    ),
    condition=Text(
        "Baris RFK berkontrak menjadi temuan bila fisiknya melebihi berita acara kemajuan terakhir lebih dari"
        " {toleransi_poin} poin dan kontraknya sekurangnya separuh pagu.",
        "An RFK line under contract is a finding when progress exceeds the latest progress record by more"
        " than {toleransi_poin} points and the contract is at least half the ceiling.",
    ),
    cannot_tell=Text(
        "Apakah register sudah memuat berita acara terakhir; kemajuan yang belum disertifikasi tampak sebagai"
        " kelebihan.",
        "Whether the register holds the latest record; progress not yet certified shows up as an excess.",
    ),
    basis="Perpres 16/2018 (volume pekerjaan terpasang) [S]",
    explanations=(
        Text(
            "register belum memuat berita acara terakhir",
            "the register lacks the last report",
        ),
        Text(
            "kontrak hanya sebagian kecil dari kegiatan",
            "the contract is a small part of the line",
        ),
    ),
    settles=Text(
        "berita acara kemajuan fisik bulan itu",
        "that month's progress report",
    ),
    thresholds=("toleransi_poin",),
    related=(
        "FSK-005",
        "KTR-005",
    ),
    examples="""
        kode              | fisik_pct | k_n | k_fisik_pct | k_nilai_idr | pagu_idr | verdict
        1.03.02.2.01.0001 | 60        | 1   | 65          | 90          | 100      | pass
        1.03.02.2.01.0002 | 75        | 1   | 65          | 90          | 100      | pass
        1.03.02.2.01.0003 | 76        | 1   | 65          | 90          | 100      | fail
        1.03.02.2.01.0004 | 76        | 1   |             | 90          | 100      | unknown
        1.03.02.2.01.0005 |           | 1   | 65          | 90          | 100      | unknown
        1.03.02.2.01.0006 | 76        | 2   | 65          | 40          | 100      | excused
        1.03.02.2.01.0007 | 76        | 0   |             |             | 100      | not examined
        1.03.02.2.01.0008 | 76        |     |             |             | 100      | unknown
    """,
)
def melebihi_berita_acara(toleransi_poin: pl.Expr) -> Verdicts:
    """The register holds the latest report, so every earlier month is bounded by it; one-sided."""
    fisik, certified = pl.col("fisik_pct"), pl.col("k_fisik_pct")
    return Verdicts(
        where=pl.col("k_n") > 0,
        ok=fisik <= certified + toleransi_poin,
        unknown={"fisik_kosong": fisik.is_null(), "berita_acara_tidak_ada": certified.is_null()},
        excused={"kontrak_sebagian_kecil": pl.col("k_nilai_idr") * 2 < pl.col("pagu_idr")},
        observed=fisik,
        expected=certified,
        impact_idr=(fisik - certified) / 100 * pl.col("pagu_idr"),
        params=usual_progress(),
    )
