"""BTK-003: a key value could not be read."""

from __future__ import annotations

import polars as pl

from checks.prepare.issues import cell_words, detail
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="BTK-003",
    version=1,
    frame="isian",
    severity=Severity.BLOCKING,
    kind=Kind.FORMAT,
    unit="baris",
    title=Text(
        "Nilai pokok tidak terbaca",
        "A key value could not be read",
    ),
    message=Text(
        "{kode_opd}, lembar {lembar} baris {baris}, sel {sel}: isi sel tidak dapat dibaca sebagai angka,"
        ' tanggal atau kode, sehingga baris ditahan (tertulis "{isi}"). Mohon sel itu ditulis ulang.',
        "{kode_opd}, sheet {lembar} row {baris}, cell {sel}: the cell cannot be read as a number, a date"
        ' or a code, so the row is held (written "{isi}"). Please write that cell again.',
    ),
    why=Text(
        "Baris yang angka pokoknya tidak terbaca tidak boleh ditebak; dikembalikan dengan selnya agar dapat "
        "diisi ulang.",
        "A row whose key figure cannot be read must not be guessed; it goes back with its cell to be filled in again.",
    ),
    condition=Text(
        "Baris menjadi temuan dan ditahan bila sekurangnya satu sel pokoknya berisi sesuatu yang bukan angka,"
        " tanggal, atau kode.",
        "A row is a finding and held when at least one of its key cells holds something that is no number,"
        " date or code.",
    ),
    cannot_tell=Text(
        "Berapa angka yang dimaksud pengisi; sistem tidak menebaknya, meskipun bagi mata manusia tampak jelas.",
        "Which number was meant; it is not guessed, even where it looks obvious to a human eye.",
    ),
    basis="keputusan sendiri: pemeriksaan data oleh walidata, Perpres 39/2019 [S]",
    settles=Text(
        "isian sel tersebut yang ditulis ulang sebagai angka",
        "the cell written again as a number",
    ),
    related=("BTK-008",),
    examples="""
        tabel | lembar | baris | n_nilai_tahan | verdict
        rfk   | RFK    | 12    | 0             | pass
        rfk   | RFK    | 13    | 1             | fail
        lra   | LRA    | 40    | 2             | fail
              | RFK    |       |               | unknown
    """,
)
def nilai_pokok_tak_terbaca() -> Verdicts:
    """A document of which no row was read is unknown: nothing of it was looked at."""
    count = pl.col("n_nilai_tahan")
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
