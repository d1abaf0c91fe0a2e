"""FSK-003: physical progress equals the financial percentage for months."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="FSK-003",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.IMPLAUSIBLE,
    column="fisik_pct",
    unit="kali",
    title=Text(
        "Fisik sama persis dengan keuangan",
        "Physical progress equals money",
    ),
    message=Text(
        "Persentase fisik {kode} pada RFK {kode_opd} sampai {periode} sama dengan keuangan sampai dua"
        " desimal selama {observed} bulan berturut-turut (batas {expected} bulan). Mohon laporan kemajuan"
        " lapangan.",
        "Physical progress of {kode} in the RFK of {kode_opd} up to {periode} equals the financial"
        " percentage to two decimals for {observed} months running (limit {expected} months). Please send"
        " the site reports.",
    ),
    why=Text(
        "Kemajuan fisik diukur di lapangan; kesamaan dua desimal berbulan-bulan menandakan angka disalin "
        "dari keuangan.",
        "Progress is measured on site; equality to two decimals for months suggests a copy of the money.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila fisik dan keuangannya sama sampai dua desimal, selain 0 dan 100,"
        " selama {bulan_min} bulan berturut-turut.",
        "An RFK line is a finding when progress and money agree to two decimals, other than 0 and 100, for"
        " {bulan_min} months in a row.",
    ),
    cannot_tell=Text(
        "Apakah kemajuan di lapangan memang diukur dengan uang yang keluar; fisik yang disalin lalu digeser"
        " sedikit tidak terlihat.",
        "Whether progress is really measured by money spent; progress copied and then shifted a little is not seen.",
    ),
    basis="PP 12/2019 ps 3, 121 (bukti yang lengkap dan sah) [S]",
    explanations=(
        Text(
            "gaji: fisiknya memang pembayarannya",
            "salaries: payment is the work",
        ),
        Text(
            "penyaluran bantuan yang diukur dengan uangnya",
            "transfers measured by their money",
        ),
    ),
    settles=Text(
        "laporan kemajuan fisik atau foto lapangan tiap bulan",
        "monthly site reports or photographs",
    ),
    thresholds=("bulan_min",),
    related=("FSK-009",),
    examples="""
        kode              | n_sama | keu_pct | fisik_pct | jenis_kerja | verdict
        1.03.02.2.01.0001 | 2      | 41.27   | 41.27     | acara       | pass
        1.03.02.2.01.0002 | 3      | 41.27   | 41.27     | acara       | fail
        1.03.02.2.01.0003 | 0      | 100     | 100       | acara       | pass
        1.03.02.2.01.0004 | 0      | 41.27   |           | acara       | unknown
        1.03.02.2.01.0005 | 0      |         | 41.27     | acara       | unknown
        1.03.02.2.01.0006 |        | 41.27   | 41.27     | acara       | unknown
        1.03.01.2.02.0001 | 8      | 41.27   | 41.27     | gaji        | excused
    """,
)
def sama_dengan_keuangan(bulan_min: pl.Expr) -> Verdicts:
    """0 and 100 never count: half of all honest entries sit there."""
    return Verdicts(
        ok=pl.col("n_sama") < bulan_min,
        unknown={
            "fisik_kosong": pl.col("fisik_pct").is_null(),
            "keuangan_tidak_terhitung": pl.col("keu_pct").is_null(),
        },
        excused={"gaji": pl.col("jenis_kerja") == "gaji"},
        observed=pl.col("n_sama"),
        expected=bulan_min,
        impact_idr=pl.col("fisik_pct") / 100 * pl.col("pagu_idr"),
    )
