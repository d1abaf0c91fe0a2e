"""KLP-009: totals are typed, or a part was backed out of the total."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KLP-009",
    version=1,
    frame="dokumen",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    unit="baris",
    title=Text(
        "Total diketik atau dihitung mundur",
        "Totals typed or backed out",
    ),
    message=Text(
        "Berkas {nama_berkas} ({kode_opd}), lembar {lembar}: {observed} sel total diketik atau dihitung"
        " mundur, yaitu {sel_contoh}. Mohon rumus penjumlahannya dipulihkan.",
        "File {nama_berkas} ({kode_opd}), sheet {lembar}: {observed} total cell(s) typed or backed out,"
        " namely {sel_contoh}. Please restore their sum formulas.",
    ),
    why=Text(
        "Bagian yang dihitung sebagai total dikurangi bagian lain selalu cocok, benar atau tidak.",
        "A part computed as the total minus the others always agrees, right or wrong.",
    ),
    condition=Text(
        "Lembar menjadi temuan bila sekurangnya satu sel totalnya berupa angka ketikan, atau satu bagian"
        " dihitung sebagai total dikurangi bagian lain.",
        "A sheet is a finding when at least one total is a typed number, or one part is computed as the total"
        " minus the others.",
    ),
    cannot_tell=Text(
        "Apakah total yang diketik itu salah; bisa saja benar, hanya tidak akan ikut berubah bila rinciannya"
        " diperbaiki.",
        "Whether the typed total is wrong; it may well be right, but it will not follow when its lines are corrected.",
    ),
    basis="keputusan sendiri: 5 % berkas pada satu data publik [D]",
    explanations=(
        Text(
            "nilai ditempel dari aplikasi resmi",
            "values pasted from an official application",
        ),
    ),
    settles=Text(
        "berkas dengan rumus penjumlahan yang utuh",
        "the file with its sum formulas whole",
    ),
    related=("HIT-001",),
    examples="""
        nama_berkas | lembar | dapat_dibuka | rumus_colok | sel_colok | verdict
        lra.xlsx    | LRA    | true         | 0           |           | pass
        lra.xlsx    | LRA    | true         | 2           | E24       | fail
        lra.xlsx    | LRA    | false        | 0           |           | unknown
        lra.xlsx    | LRA    | true         |             |           | unknown
    """,
)
def rumus_colok() -> Verdicts:
    """Counted by the reader from the formulas; a file that could not be opened is unknown."""
    plugs = pl.col("rumus_colok")
    return Verdicts(
        ok=plugs == 0,
        unknown={"berkas_tidak_terbaca": ~pl.col("dapat_dibuka").fill_null(False)},
        observed=plugs,
        expected=pl.lit(0),
        params={"sel_contoh": _few(pl.col("sel_colok").fill_null("-"))},
    )


def _few(cells: pl.Expr, shown: int = 5) -> pl.Expr:
    """At most five of the cells named."""
    return cells.str.split(",").list.head(shown).list.eval(pl.element().str.strip_chars()).list.join(", ")
