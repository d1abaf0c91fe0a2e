"""BTK-009: a figure with two readings."""

from __future__ import annotations

import polars as pl

from checks.prepare.issues import cell_words, detail
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="BTK-009",
    version=1,
    frame="isian",
    severity=Severity.WARNING,
    kind=Kind.FORMAT,
    unit="baris",
    title=Text(
        "Format angka ambigu",
        "A figure with two readings",
    ),
    message=Text(
        "{kode_opd}, lembar {lembar} baris {baris}, sel {sel}: angka dapat dibaca dengan dua cara, titik"
        ' ribuan atau desimal (tertulis "{isi}"). Mohon dipastikan.',
        "{kode_opd}, sheet {lembar} row {baris}, cell {sel}: the figure has two readings, thousands or"
        ' decimals (written "{isi}"). Please confirm which is meant.',
    ),
    why=Text(
        "Bacaan yang dipakai mengikuti kolom dan isian lain di lembar itu; pengirim perlu memastikan.",
        "The reading used follows the column and the other figures of the sheet; the sender should confirm it.",
    ),
    condition=Text(
        "Angka pelengkap menjadi temuan bila dapat dibaca dengan dua cara; yang dipakai adalah bacaan yang"
        " lazim di lembar itu.",
        "A supplementary figure is a finding when it has two readings; the one usual on that sheet is used.",
    ),
    cannot_tell=Text(
        "Apakah bacaan yang dipakai benar; ia dipilih menurut kebiasaan lembar, bukan menurut dokumen.",
        "Whether the reading used is right; it follows the sheet's habit, not a document.",
    ),
    basis="keputusan sendiri: pemeriksaan data oleh walidata, Perpres 39/2019 [S]",
    settles=Text(
        "angka yang ditulis ulang dengan format yang jelas",
        "the figure written again in a clear format",
    ),
    related=("BTK-004",),
    examples="""
        tabel | lembar | baris | n_ambigu | verdict
        rfk   | RFK    | 12    | 0        | pass
        rfk   | RFK    | 13    | 1        | fail
        lra   | LRA    | 40    | 2        | fail
              | RFK    |       |          | unknown
    """,
)
def format_ambigu() -> Verdicts:
    """Ambiguities that do not hold the row; those that do are BTK-004."""
    count = pl.col("n_ambigu")
    return Verdicts(
        ok=count == 0,
        unknown={"tidak_ada_baris_terbaca": count.is_null()},
        observed=count.cast(pl.Float64),
        expected=pl.lit(0.0),
        observed_text=detail("ambigu", "isi"),
        expected_text=detail("ambigu", "harapan"),
        params=cell_words("ambigu"),
        column=detail("ambigu", "kolom"),
    )
