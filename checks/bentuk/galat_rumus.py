"""BTK-005: a formula in error or without a value."""

from __future__ import annotations

import polars as pl

from checks.prepare.issues import cell_words, detail
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="BTK-005",
    version=1,
    frame="isian",
    severity=Severity.WARNING,
    kind=Kind.FORMAT,
    unit="baris",
    title=Text(
        "Rumus galat atau tanpa nilai",
        "A formula in error or without a value",
    ),
    message=Text(
        "{kode_opd}, lembar {lembar} baris {baris}, sel {sel}: rumus menghasilkan galat atau berkas"
        ' disimpan tanpa hasil hitungnya (tertulis "{isi}"). Mohon dihitung ulang dan disimpan kembali.',
        "{kode_opd}, sheet {lembar} row {baris}, cell {sel}: the formula ends in an error, or the file was"
        ' saved without its computed value (written "{isi}"). Please recalculate and save again.',
    ),
    why=Text(
        "#DIV/0!, #REF! dan rumus tanpa nilai berarti angka yang dilihat pengisi tidak ikut terkirim.",
        "#DIV/0!, #REF! and formulas without a value mean that the figure seen by the author was not sent.",
    ),
    condition=Text(
        "Baris menjadi temuan bila satu selnya berisi galat rumus (#DIV/0!, #REF!) atau rumus yang disimpan"
        " tanpa hasil hitungnya.",
        "A row is a finding when one of its cells holds a formula error (#DIV/0!, #REF!) or a formula saved"
        " without its result.",
    ),
    cannot_tell=Text(
        "Nilai yang dilihat pengisi di layarnya, dan apakah rumus yang menghasilkan angka wajar memang rumus"
        " yang benar.",
        "The value its author saw on the screen, and whether a formula that gives a plausible number is the"
        " right formula.",
    ),
    basis="keputusan sendiri: pemeriksaan data oleh walidata, Perpres 39/2019 [S]",
    explanations=(
        Text(
            "pembagi memang nol karena kegiatan belum beranggaran",
            "the divisor is zero because the activity has no budget yet",
        ),
    ),
    settles=Text(
        "berkas yang dihitung ulang dan disimpan kembali",
        "the file recalculated and saved again",
    ),
    examples="""
        tabel | lembar | baris | n_rumus | n_rumus_tahan | verdict
        rfk   | RFK    | 12    | 0       | 0             | pass
        rfk   | RFK    | 13    | 1       | 0             | fail
        lra   | LRA    | 40    | 0       | 2             | fail
              | RFK    |       |         |               | unknown
    """,
)
def galat_rumus() -> Verdicts:
    """Whether it also holds the row is the gate's decision; both are counted here."""
    count = pl.col("n_rumus") + pl.col("n_rumus_tahan")
    return Verdicts(
        ok=count == 0,
        unknown={"tidak_ada_baris_terbaca": count.is_null()},
        observed=count.cast(pl.Float64),
        expected=pl.lit(0.0),
        observed_text=detail("rumus", "isi"),
        expected_text=detail("rumus", "harapan"),
        params=cell_words("rumus"),
        column=detail("rumus", "kolom"),
    )
