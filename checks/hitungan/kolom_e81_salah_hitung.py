"""HIT-008: a column of E.81 is not what the columns before it give."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="HIT-008",
    version=1,
    frame="e81_kolom",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    unit="nilai",
    title=Text("Kolom 12, 13 atau 14 E.81 salah hitung", "Column 12, 13 or 14 of E.81 miscalculated"),
    message=Text(
        "{kolom} indikator {kode_indikator} pada E.81 {kode_opd} {periode} tertulis {observed}; menurut"
        " kolom sebelumnya {expected} (selisih {difference}).",
        "{kolom} of indicator {kode_indikator} in the E.81 of {kode_opd} for {periode} says {observed};"
        " the columns before it give {expected} (difference {difference}).",
    ),
    why=Text(
        "Kolom 12 menurut cara menjumlah indikatornya, 13 = 6 + 12, 14 = 13/5; tiap kolom dihitung "
        "dari kolom sebelumnya sebagaimana tertulis, sehingga satu kekeliruan dinyatakan satu kali.",
        "Column 12 by the indicator's own way of adding up, 13 = 6 + 12, 14 = 13/5; each column from "
        "the ones before it as written, so that one slip is named once.",
    ),
    condition=Text(
        "Kolom 12, 13, atau 14 E.81 menjadi temuan bila nilainya tidak dapat diperoleh dari kolom sebelumnya"
        " sebagaimana tertulis, dengan cara menjumlah indikator itu.",
        "Column 12, 13 or 14 of E.81 is a finding when it cannot be obtained from the columns before it as"
        " written, by that indicator's way of adding.",
    ),
    cannot_tell=Text(
        "Apakah angka triwulan yang menjadi dasarnya benar; hanya hitungan sesudahnya yang diperiksa.",
        "Whether the quarterly figures it rests on are right; only the arithmetic after them is examined.",
    ),
    basis="Permendagri 86/2017 (formulir E.81) [S]; pembulatan: keputusan sendiri",
    explanations=(
        Text(
            "cara menjumlah indikator berbeda dari yang tertulis di Perjanjian Kinerja",
            "the indicator adds up in another way than its agreement says",
        ),
    ),
    settles=Text("kertas kerja E.81 triwulan ini", "the working paper of this quarter's E.81"),
    thresholds=("toleransi",),
    related=(
        "HIT-009",
        "HIT-022",
        "IND-001",
    ),
    examples="""
        kolom         | tertulis | harapan | jarak | kelonggaran | pasti | dibatasi | verdict
        total_k       | 12       | 12      | 0     | 0.5         | true  | false    | pass
        total_k       | 15       | 12      | 3     | 0.5         | true  | false    | fail
        total_k       | 80       |         | 0     | 0.5         | false | false    | unknown
        total_k       | 99       |         | 19    | 0.5         | false | false    | fail
        capaian_k_pct | 66.67    | 66.6667 | 0.003 | 0.005       | true  | false    | pass
        capaian_k_pct | 90.17    | 66.6667 | 23.5  | 0.005       | true  | false    | fail
        capaian_k_pct | 100      | 130     | 30    | 0.5         | true  | true     | excused
        total_idr     |          | 500     |       | 3           | true  | false    | unknown
        total_idr     | 500      |         |       | 3           | true  | false    | unknown
    """,
)
def kolom_e81_salah_hitung(toleransi: pl.Expr) -> Verdicts:
    """Without a known aggregation a figure that fits any of them is unknown; one that fits none fails."""
    distance = pl.col("jarak")
    near = distance <= pl.col("kelonggaran") + toleransi
    money = pl.col("kolom").str.ends_with("_idr")
    return Verdicts(
        ok=near,
        unknown={
            "angka_kosong": pl.col("tertulis").is_null(),
            "dasar_hitungan_kosong": distance.is_null(),
            "cara_hitung_tidak_diketahui": ~pl.col("pasti") & near,
        },
        excused={"dibatasi_100": pl.col("dibatasi")},
        observed=pl.col("tertulis"),
        expected=pl.col("harapan"),
        impact_idr=pl.when(money).then(distance),
        column=pl.col("kolom"),
    )
