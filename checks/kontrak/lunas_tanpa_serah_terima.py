"""KTR-010: paid in full, while no hand-over is on record."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KTR-010",
    version=1,
    frame="kontrak",
    severity=Severity.WARNING,
    kind=Kind.MISSING_EVIDENCE,
    column="bayar_idr",
    unit="pct",
    title=Text(
        "Dibayar lunas tanpa berita acara serah terima",
        "Paid in full without a hand-over",
    ),
    message=Text(
        "Kontrak {nomor} ({kode_opd}) telah dibayar {observed} dari nilainya (batas {expected}), sedangkan berita"
        " acara serah terimanya belum ada. Mohon BAST-nya.",
        "Contract {nomor} ({kode_opd}) has been paid {observed} of its value (limit {expected}), while no hand-"
        "over is on record. Please send the BAST.",
    ),
    why=Text(
        "Pelunasan menyusul serah terima; dokumennya mungkin hanya belum diunggah.",
        "The final payment follows the hand-over; the document may just not have been uploaded yet.",
    ),
    condition=Text(
        "Kontrak menjadi temuan bila {lunas_pct} % atau lebih nilainya telah dibayar, lebih dari"
        " {tenggang_hari} hari berlalu, dan serah terimanya belum tercatat.",
        "A contract is a finding when {lunas_pct} % or more of it is paid, more than {tenggang_hari} days"
        " have passed, and no hand-over is recorded.",
    ),
    cannot_tell=Text(
        "Apakah barangnya sudah diterima; jasa kecil kadang diterima dengan nota, bukan BAST.",
        "Whether the goods were received; small services are at times accepted on a note instead of a hand-"
        " over record.",
    ),
    basis=("Perpres 16/2018 (pembayaran menurut prestasi) [S]; masa tenggang: keputusan sendiri"),
    explanations=(
        Text(
            "jaminan pemeliharaan menggantikan retensi",
            "a maintenance bond in place of retention",
        ),
        Text(
            "BAST terlambat diunggah",
            "BAST uploaded late",
        ),
    ),
    settles=Text(
        "berita acara serah terima (BAST)",
        "minutes of hand-over (BAST)",
    ),
    thresholds=(
        "lunas_pct",
        "tenggang_hari",
    ),
    related=(
        "FSK-010",
        "KTR-005",
    ),
    examples="""
        nomor | fisik_bayar_pct | bast_tgl   | bayar_akhir_tgl | hari_ini   | verdict
        1     | 95              |            | 2025-09-01      | 2025-12-15 | pass
        2     | 100             |            | 2025-09-01      | 2025-12-15 | fail
        3     | 100             | 2025-08-30 | 2025-09-01      | 2025-12-15 | pass
        4     | 100             |            | 2025-12-01      | 2025-12-15 | excused
        5     | 100             |            |                 | 2025-12-15 | unknown
        6     |                 |            | 2025-09-01      | 2025-12-15 | unknown
    """,
)
def lunas_tanpa_serah_terima(lunas_pct: pl.Expr, tenggang_hari: pl.Expr) -> Verdicts:
    """Payments just made are excused for some days: hand-overs are uploaded late."""
    paid, since = pl.col("fisik_bayar_pct"), (pl.col("hari_ini") - pl.col("bayar_akhir_tgl")).dt.total_days()
    open_ended = paid.is_not_null() & (paid >= lunas_pct) & pl.col("bast_tgl").is_null() & since.is_null()
    return Verdicts(
        ok=(paid < lunas_pct) | pl.col("bast_tgl").is_not_null(),
        unknown={
            "pembayaran_atau_nilai_kosong": paid.is_null(),
            "tanggal_bayar_kosong": open_ended,
        },
        excused={"baru_dibayar": since <= tenggang_hari},
        observed=paid,
        expected=lunas_pct,
        impact_idr=pl.col("bayar_idr"),
    )
