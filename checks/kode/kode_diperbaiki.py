"""KOD-006: a code was repaired on reading."""

from __future__ import annotations

import polars as pl

from checks.prepare.issues import cell_words, detail
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KOD-006",
    version=1,
    frame="isian",
    severity=Severity.INFO,
    kind=Kind.FORMAT,
    unit="baris",
    title=Text(
        "Kode diperbaiki saat dibaca",
        "A code repaired on reading",
    ),
    message=Text(
        '{kode_opd}, lembar {lembar} baris {baris}, sel {sel}: kode "{isi}" dibaca sebagai {dibaca}. Mohon'
        " kode ditulis sebagai teks.",
        '{kode_opd}, sheet {lembar} row {baris}, cell {sel}: code "{isi}" was read as {dibaca}. Please'
        " write codes as text.",
    ),
    why=Text(
        "Nol yang hilang, titik berlebih dan spasi diperbaiki tetapi selalu dikatakan.",
        "Lost zeros, stray dots and spaces are repaired, but always said.",
    ),
    condition=Text(
        "Baris menjadi temuan bila kodenya baru terbaca setelah nol di depan, titik, atau spasi diperbaiki"
        " oleh pembaca kami.",
        "A row is a finding when its code could be read only after our reader repaired leading zeros, points"
        " or spaces.",
    ),
    cannot_tell=Text(
        "Apakah hasil perbaikan sama dengan yang dimaksud; 1.10 yang disimpan sebagai angka menjadi 1.1, dan"
        " hanya salah satunya yang benar.",
        "Whether the repair is what was meant; 1.10 stored as a number becomes 1.1, and only one of them is right.",
    ),
    basis="keputusan sendiri: perbaikan selalu disebut",
    settles=Text(
        "kode yang ditulis sebagai teks",
        "the code written as text",
    ),
    related=("KOD-001",),
    examples="""
        tabel | lembar | baris | n_kode | n_kode_tahan | verdict
        rfk   | RFK    | 12    | 0      | 0            | pass
        rfk   | RFK    | 13    | 1      | 0            | fail
              | RFK    |       |        |              | unknown
    """,
)
def kode_diperbaiki() -> Verdicts:
    """Information only: the sender may prefer to type codes as text."""
    repaired = pl.col("n_kode") + pl.col("n_kode_tahan")
    return Verdicts(
        ok=repaired == 0,
        unknown={"tidak_ada_baris_terbaca": repaired.is_null()},
        observed=repaired,
        expected=pl.lit(0),
        params={**cell_words("kode"), "dibaca": detail("kode", "harapan").fill_null("-")},
        column=detail("kode", "kolom"),
    )
