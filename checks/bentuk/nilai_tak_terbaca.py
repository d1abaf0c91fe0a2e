"""BTK-008: a value could not be read."""

from __future__ import annotations

import polars as pl

from checks.prepare.issues import cell_words, detail
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="BTK-008",
    version=1,
    frame="isian",
    severity=Severity.WARNING,
    kind=Kind.FORMAT,
    unit="baris",
    title=Text(
        "Nilai tidak terbaca",
        "A value could not be read",
    ),
    message=Text(
        "{kode_opd}, lembar {lembar} baris {baris}, sel {sel}: isi sel tidak dapat dibaca dan dianggap"
        ' tidak ada (tertulis "{isi}"). Mohon sel itu ditulis ulang.',
        "{kode_opd}, sheet {lembar} row {baris}, cell {sel}: the cell cannot be read and is taken as"
        ' missing (written "{isi}"). Please write that cell again.',
    ),
    why=Text(
        "Nilai pelengkap yang tidak terbaca tidak menahan baris, tetapi aturan yang memerlukannya tidak dapat menilai.",
        "A secondary value that cannot be read does not hold the row, but rules that need it cannot judge.",
    ),
    condition=Text(
        "Isian pelengkap menjadi temuan bila ada isinya tetapi tidak dapat dibaca; nilainya dianggap tidak"
        " ada dan barisnya tetap dinilai.",
        "A supplementary entry is a finding when it is filled but unreadable; its value counts as absent and"
        " the row is still judged.",
    ),
    cannot_tell=Text(
        "Berapa banyak aturan lain yang sesungguhnya akan gagal pada baris itu seandainya isiannya terbaca.",
        "How many other rules would have failed on that row, had the entry been readable.",
    ),
    basis="keputusan sendiri: pemeriksaan data oleh walidata, Perpres 39/2019 [S]",
    settles=Text(
        "isian sel tersebut yang ditulis ulang",
        "the cell written again",
    ),
    related=("BTK-003",),
    examples="""
        tabel | lembar | baris | n_nilai | verdict
        rfk   | RFK    | 12    | 0       | pass
        rfk   | RFK    | 13    | 1       | fail
        lra   | LRA    | 40    | 2       | fail
              | RFK    |       |         | unknown
    """,
)
def nilai_tak_terbaca() -> Verdicts:
    """Only values that do not hold the row; those that do are BTK-003."""
    count = pl.col("n_nilai")
    return Verdicts(
        ok=count == 0,
        unknown={"tidak_ada_baris_terbaca": count.is_null()},
        observed=count.cast(pl.Float64),
        expected=pl.lit(0.0),
        observed_text=detail("nilai", "isi"),
        expected_text=detail("nilai", "harapan"),
        params=cell_words("nilai"),
        column=detail("nilai", "kolom"),
    )
