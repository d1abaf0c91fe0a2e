"""KLP-013: a report came before the period it speaks of had ended."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KLP-013",
    version=1,
    frame="kewajiban",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    unit="hari",
    title=Text(
        "Laporan masuk sebelum periodenya usai",
        "Report filed before its period ended",
    ),
    message=Text(
        "{formulir} {kode_opd} periode {periode} masuk {dikirim}, {observed} hari sebelum periode berakhir.",
        "{formulir} of {kode_opd} for {periode} came on {dikirim}, {observed} days before the period ended.",
    ),
    why=Text(
        "Angka sampai akhir bulan tidak mungkin sudah diketahui sebelum bulan itu berakhir.",
        "Figures to the end of a month cannot be known before it ends.",
    ),
    condition=Text(
        "Laporan menjadi temuan bila masuk lebih dari {hari_kerja_akhir} hari sebelum periodenya berakhir.",
        "A report is a finding when it arrives more than {hari_kerja_akhir} days before its period ends.",
    ),
    cannot_tell=Text(
        "Apakah masih ada transaksi setelah laporan itu dikirim; bila tidak ada, angkanya tetap benar.",
        "Whether anything was paid after it was sent; if nothing was, its figures still stand.",
    ),
    basis="keputusan sendiri: laporan menyatakan keadaan pada akhir periode",
    explanations=(
        Text(
            "tidak ada pencairan lagi sampai akhir bulan",
            "nothing more was to be paid before the month ended",
        ),
    ),
    settles=Text(
        "laporan final setelah periode berakhir",
        "the final report after the period ended",
    ),
    thresholds=("hari_kerja_akhir",),
    examples="""
        kode_opd  | formulir | terbaca | akhir_periode_tgl | dikirim_tgl | waktu_salin | verdict
        7.06.0000 | rfk      | true    | 2025-10-31        | 2025-11-03  | false       | pass
        7.06.0000 | rfk      | true    | 2025-10-31        | 2025-10-31  | false       | pass
        7.07.0000 | rfk      | true    | 2025-10-31        | 2025-10-20  | false       | fail
        7.08.0000 | rfk      | true    | 2025-10-31        |             | false       | unknown
        7.09.0000 | rfk      | true    | 2025-10-31        | 2025-10-20  | true        | unknown
    """,
)
def dikirim_sebelum_periode_usai(hari_kerja_akhir: pl.Expr) -> Verdicts:
    """The last days of a month that fall on a weekend are allowed for by the threshold."""
    early = (pl.col("akhir_periode_tgl") - pl.col("dikirim_tgl")).dt.total_days()
    return Verdicts(
        where=pl.col("terbaca"),
        ok=early <= hari_kerja_akhir,
        unknown={"waktu_kirim_tidak_diketahui": early.is_null(), "waktu_salinan_massal": pl.col("waktu_salin")},
        observed=early,
        expected=pl.lit(0),
        params={"dikirim": pl.col("dikirim_tgl").dt.strftime("%Y-%m-%d")},
    )
