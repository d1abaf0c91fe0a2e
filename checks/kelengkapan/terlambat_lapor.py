"""KLP-002: a report came after its deadline, in working days."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KLP-002",
    version=1,
    frame="kewajiban",
    severity=Severity.WARNING,
    kind=Kind.MISSING_EVIDENCE,
    unit="hari",
    title=Text(
        "Laporan terlambat",
        "Report filed late",
    ),
    message=Text(
        "{formulir} {kode_opd} periode {periode} masuk {dikirim}, {observed} hari kerja setelah jatuh tempo.",
        "{formulir} of {kode_opd} for {periode} came on {dikirim}, {observed} working days after its deadline.",
    ),
    why=Text(
        "Laporan yang datang berbulan-bulan kemudian ditulis dari ingatan; keterlambatan dihitung dalam hari "
        "kerja seperti SLA lain.",
        "A report months late is written from memory; lateness counts in working days, as other service levels do.",
    ),
    condition=Text(
        "Laporan menjadi temuan bila masuk lebih dari {toleransi_hari} hari kerja setelah jatuh tempo.",
        "A report is a finding when it arrives more than {toleransi_hari} working days after it was due.",
    ),
    cannot_tell=Text(
        "Kapan laporan itu sesungguhnya ditulis; yang diketahui hanya kapan berkasnya tiba.",
        "When the report was really written; only the day its file arrived is known.",
    ),
    basis="tenggat dapat diatur: keputusan sendiri; hari libur SKB 3 Menteri",
    explanations=(
        Text(
            "aplikasi pengirim tidak dapat diakses menjelang tenggat",
            "the filing system was down before the deadline",
        ),
    ),
    settles=Text(
        "bukti kirim dengan tanggalnya",
        "proof of sending with its date",
    ),
    thresholds=("toleransi_hari",),
    related=(
        "KLP-001",
        "KLP-003",
    ),
    examples="""
        kode_opd  | formulir | terbaca | dikirim_tgl | waktu_salin | terlambat_hari_kerja | verdict
        7.06.0000 | rfk      | true    | 2025-11-10  | false       | 0                    | pass
        7.07.0000 | rfk      | true    | 2025-11-12  | false       | 2                    | fail
        7.08.0000 | rfk      | true    | 2025-11-12  | true        | 2                    | unknown
        7.09.0000 | rfk      | true    |             | false       |                      | unknown
        7.10.0000 | rfk      | false   |             | false       |                      | not examined
    """,
)
def terlambat_lapor(toleransi_hari: pl.Expr) -> Verdicts:
    """Counted to the first readable version: a later correction makes nobody late."""
    late = pl.col("terlambat_hari_kerja")
    return Verdicts(
        where=pl.col("terbaca"),
        ok=late <= toleransi_hari,
        unknown={"waktu_kirim_tidak_diketahui": late.is_null(), "waktu_salinan_massal": pl.col("waktu_salin")},
        observed=late,
        expected=pl.lit(0),
        params={"dikirim": pl.col("dikirim_tgl").dt.strftime("%Y-%m-%d")},
    )
