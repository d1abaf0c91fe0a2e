"""BTK-004: a key figure with two readings."""

from __future__ import annotations

import polars as pl

from checks.prepare.issues import cell_words, detail
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="BTK-004",
    version=1,
    frame="isian",
    severity=Severity.BLOCKING,
    kind=Kind.FORMAT,
    unit="baris",
    title=Text(
        "Format angka ambigu pada nilai pokok",
        "A key figure with two readings",
    ),
    message=Text(
        "{kode_opd}, lembar {lembar} baris {baris}, sel {sel}: angka dapat dibaca dengan dua cara (titik"
        ' ribuan atau desimal), sehingga baris ditahan (tertulis "{isi}"). Mohon angka ditulis ulang'
        " dengan jelas.",
        "{kode_opd}, sheet {lembar} row {baris}, cell {sel}: the figure has two readings (thousands or"
        ' decimals), so the row is held (written "{isi}"). Please write the figure again clearly.',
    ),
    why=Text(
        "1.234 dapat berarti seribu dua ratus tiga puluh empat atau satu koma dua; sistem tidak menebak diam-diam.",
        "1.234 may mean a thousand or one and a bit; nothing is guessed silently.",
    ),
    condition=Text(
        "Baris menjadi temuan dan ditahan bila angka pokoknya dapat dibaca dengan titik ribuan maupun titik"
        " desimal, dan isian lain di lembar itu tidak memutuskannya.",
        "A row is a finding and held when a key figure reads both with a thousands point and a decimal point,"
        " and the rest of the sheet does not decide it.",
    ),
    cannot_tell=Text(
        "Mana dari dua bacaan yang dimaksud. Bila seluruh lembar memakai satu cara yang keliru secara"
        " seragam, tidak ada yang tampak ambigu.",
        "Which of the two readings was meant. A sheet that is wrong in one uniform way shows no ambiguity at all.",
    ),
    basis="keputusan sendiri: pemeriksaan data oleh walidata, Perpres 39/2019 [S]",
    settles=Text(
        "angka yang ditulis ulang dengan format yang jelas",
        "the figure written again in a clear format",
    ),
    related=("BTK-009",),
    examples="""
        tabel | lembar | baris | n_ambigu_tahan | verdict
        rfk   | RFK    | 12    | 0              | pass
        rfk   | RFK    | 13    | 1              | fail
        lra   | LRA    | 40    | 2              | fail
              | RFK    |       |                | unknown
    """,
)
def format_ambigu_menahan() -> Verdicts:
    """Never guessed: the row waits for its sender."""
    count = pl.col("n_ambigu_tahan")
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
