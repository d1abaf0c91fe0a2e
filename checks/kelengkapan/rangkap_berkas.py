"""KLP-004: the same bytes were filed for another period or by another agency."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KLP-004",
    version=1,
    frame="dokumen",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    unit="kali",
    title=Text(
        "Berkas yang sama untuk periode atau OPD lain",
        "The same file for another period or agency",
    ),
    message=Text(
        "Isi berkas {nama_berkas} ({kode_opd}) persis sama dengan berkas untuk periode atau OPD lain. Mohon"
        " dikirim berkas yang benar.",
        "The content of {nama_berkas} ({kode_opd}) is exactly that of a file for another period or agency. Please"
        " send the right file.",
    ),
    why=Text(
        "Dua bulan atau dua OPD tidak menghasilkan berkas yang sama sampai byte terakhir; salah satunya salah "
        "kirim atau salinan.",
        "Two months or two agencies never yield the same file to the last byte; one of them is misfiled or a copy.",
    ),
    condition=Text(
        "Berkas menjadi temuan bila isinya sama sampai byte terakhir dengan berkas bulan lain atau OPD lain.",
        "A file is a finding when its bytes equal those of a file for another month or another agency.",
    ),
    cannot_tell=Text(
        "Mana dari kedua berkas yang benar. Salinan yang satu selnya diubah atau disimpan ulang tidak lagi"
        " sama byte-nya dan tidak terlihat di sini.",
        "Which of the two is right. A copy with one cell changed, or saved again, no longer has the same"
        " bytes and is not seen here.",
    ),
    basis="keputusan sendiri: 77 dari 282 berkas pada satu data publik rangkap [D]",
    explanations=(
        Text(
            "salah unggah yang sudah diralat",
            "a wrong upload already put right",
        ),
    ),
    settles=Text(
        "berkas yang benar untuk periode atau OPD itu",
        "the right file for that period or agency",
    ),
    examples="""
        nama_berkas      | lembar_pertama | sama_n | sama_dengan      | verdict
        rfk_2025_10.xlsx | true           | 0      |                  | pass
        rfk_2025_11.xlsx | true           | 1      | rfk_2025_10.xlsx | fail
        rfk_2025_11.xlsx | false          | 1      | rfk_2025_10.xlsx | not examined
        rfk_2025_12.xlsx | true           |        |                  | unknown
    """,
)
def rangkap_berkas() -> Verdicts:
    """The same file sent twice for the same agency and period is no finding."""
    others = pl.col("sama_n")
    return Verdicts(
        where=pl.col("lembar_pertama"),
        ok=others == 0,
        observed=others,
        expected=pl.lit(0),
        params={"sama_dengan": pl.col("sama_dengan")},
    )
