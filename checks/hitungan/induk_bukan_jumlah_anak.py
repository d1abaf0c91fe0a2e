"""HIT-001: a subtotal is not the sum of the lines right below it."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="HIT-001",
    version=1,
    frame="induk",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    unit="idr",
    title=Text(
        "Induk bukan jumlah anaknya",
        "A subtotal is not the sum of its lines",
    ),
    message=Text(
        "{ukuran} {kode} pada {formulir} {kode_opd} periode {periode} tertulis {observed}, sedangkan"
        " {n_anak} baris di bawahnya berjumlah {expected} (selisih {difference}).",
        "{ukuran} of {kode} in the {formulir} of {kode_opd} for {periode} says {observed}; the {n_anak}"
        " lines below it add up to {expected} (difference {difference}).",
    ),
    why=Text(
        "Induk yang diketik tangan dapat menyimpan angka yang tidak ada barisnya, atau kehilangan baris yang ada.",
        "A typed subtotal can hold money no line has, or miss a line that is there.",
    ),
    condition=Text(
        "Baris induk menjadi temuan bila nilainya berselisih dengan jumlah anaknya lebih dari"
        " {rupiah_per_baris} kali banyaknya anak.",
        "A subtotal is a finding when it differs from the sum of its lines by more than {rupiah_per_baris}"
        " times their number.",
    ),
    cannot_tell=Text(
        "Apakah induknya yang keliru atau salah satu anaknya; dua kekeliruan yang saling menutupi tidak terlihat.",
        "Whether the subtotal is wrong or one of its lines; two errors that cancel out are not seen.",
    ),
    basis="Permendagri 77/2020 [S]; pembulatan Rp1 per baris: keputusan sendiri",
    explanations=(
        Text(
            "sumber membulatkan ke juta rupiah",
            "the source rounds to millions",
        ),
    ),
    settles=Text(
        "rincian di bawah induk itu",
        "the lines below that subtotal",
    ),
    thresholds=("rupiah_per_baris",),
    related=(
        "HIT-011",
        "KLP-009",
    ),
    examples="""
        kode         | peran    | nilai_idr | jumlah_idr | n_anak | n_kosong | ada_ditahan | presisi_idr | verdict
        1.03.02.2.01 | subtotal | 300       | 300        | 3      | 0        | false       | 1           | pass
        1.03.02.2.01 | subtotal | 303       | 300        | 3      | 0        | false       | 1           | pass
        1.03.02.2.01 | subtotal | 304       | 300        | 3      | 0        | false       | 1           | fail
        5.1          | subtotal | 40        | 60         | 3      | 0        | false       | 10          | pass
        5.1          | subtotal | 30        | 60         | 3      | 0        | false       | 10          | fail
        1.03.02.2.01 | subtotal | 500       | 300        | 3      | 1        | false       | 1           | unknown
        1.03.02.2.01 | subtotal | 500       | 300        | 3      | 0        | true        | 1           | unknown
        1.03.02.2.01 | subtotal | 500       |            | 0      | 0        | false       | 1           | unknown
        1.03.02.2.01 | subtotal |           | 300        | 3      | 0        | false       | 1           | unknown
                     | total    | 500       | 300        | 3      | 0        | false       | 1           | not examined
    """,
)
def induk_bukan_jumlah_anak(rupiah_per_baris: pl.Expr) -> Verdicts:
    """Direct children only, so that a wrong line is not charged to every level above it."""
    value, total, lines = pl.col("nilai_idr"), pl.col("jumlah_idr"), pl.col("n_anak")
    precise = pl.col("presisi_idr") == 1
    slack = pl.when(precise).then(lines * rupiah_per_baris).otherwise((lines + 1) * pl.col("presisi_idr") / 2)
    return Verdicts(
        where=pl.col("peran") == "subtotal",
        ok=(value - total).abs() <= slack,
        unknown={
            "anak_tidak_dikenal": total.is_null(),
            "baris_kosong": pl.col("n_kosong") > 0,
            "baris_ditahan": pl.col("ada_ditahan"),
            "nilai_kosong": value.is_null(),
        },
        observed=value,
        expected=total,
        impact_idr=(value - total).abs(),
        column=pl.col("ukuran"),
        params={"n_anak": lines.cast(pl.String)},
    )
