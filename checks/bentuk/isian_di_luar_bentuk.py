"""BTK-006: a value outside the valid shape."""

from __future__ import annotations

import polars as pl

from checks.prepare.issues import cell_words, detail
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="BTK-006",
    version=1,
    frame="isian",
    severity=Severity.BLOCKING,
    kind=Kind.FORMAT,
    unit="baris",
    title=Text(
        "Isian di luar bentuk yang sah",
        "A value outside the valid shape",
    ),
    message=Text(
        "{kode_opd}, lembar {lembar} baris {baris}, sel {sel}: nilai di luar batas yang mungkin bagi"
        ' kolomnya, sehingga baris ditahan (tertulis "{isi}").',
        "{kode_opd}, sheet {lembar} row {baris}, cell {sel}: the value is outside what its column can"
        ' hold, so the row is held (written "{isi}").',
    ),
    why=Text(
        "Persentase fisik di atas 100, pagu negatif atau bulan ke-13 tidak mungkin benar apa pun penjelasannya.",
        "Physical progress above 100, a negative ceiling or a thirteenth month cannot be right whatever the "
        "explanation.",
    ),
    condition=Text(
        "Isian menjadi temuan bila nilainya di luar batas yang mungkin bagi kolomnya, misalnya fisik di atas"
        " 100 % atau pagu negatif.",
        "An entry is a finding when its value lies outside what its column can hold, such as progress above"
        " 100 % or a negative ceiling.",
    ),
    cannot_tell=Text(
        "Nilai mana yang benar. Angka yang keliru tetapi masih di dalam batas lolos di sini dan menjadi"
        " urusan aturan lain.",
        "Which value is right. A wrong figure inside the bounds passes here and is left to other rules.",
    ),
    basis="keputusan sendiri: pemeriksaan data oleh walidata, Perpres 39/2019 [S]",
    settles=Text(
        "isian sel tersebut yang dibetulkan",
        "the cell corrected",
    ),
    examples="""
        tabel | lembar | baris | n_bentuk | n_bentuk_tahan | verdict
        rfk   | RFK    | 12    | 0        | 0              | pass
        rfk   | RFK    | 13    | 1        | 0              | fail
        lra   | LRA    | 40    | 0        | 2              | fail
              | RFK    |       |          |                | unknown
    """,
)
def isian_di_luar_bentuk() -> Verdicts:
    """What the shape gate turned away, with the constraint it broke."""
    count = pl.col("n_bentuk") + pl.col("n_bentuk_tahan")
    return Verdicts(
        ok=count == 0,
        unknown={"tidak_ada_baris_terbaca": count.is_null()},
        observed=count.cast(pl.Float64),
        expected=pl.lit(0.0),
        observed_text=detail("bentuk", "isi"),
        expected_text=detail("bentuk", "harapan"),
        params=cell_words("bentuk"),
        column=detail("bentuk", "kolom"),
    )
