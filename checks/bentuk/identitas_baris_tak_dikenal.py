"""BTK-007: agency or period of a row not recognised."""

from __future__ import annotations

import polars as pl

from checks.prepare.issues import cell_words, detail
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="BTK-007",
    version=1,
    frame="isian",
    severity=Severity.BLOCKING,
    kind=Kind.FORMAT,
    unit="baris",
    title=Text(
        "OPD atau periode baris tidak dikenal",
        "Agency or period of a row not recognised",
    ),
    message=Text(
        "{kode_opd}, lembar {lembar} baris {baris}, sel {sel}: nama OPD, kode OPD atau periode pada baris"
        ' tidak dikenal (tertulis "{isi}").',
        "{kode_opd}, sheet {lembar} row {baris}, cell {sel}: the agency's name or code, or the period on"
        ' the row, is not recognised (written "{isi}").',
    ),
    why=Text(
        "Baris yang tidak jelas milik siapa atau bulan apa tidak dapat dibandingkan dengan apa pun.",
        "A row of unknown owner or month cannot be compared with anything.",
    ),
    condition=Text(
        "Baris menjadi temuan bila nama OPD, kode OPD, atau periodenya tidak ada dalam daftar OPD atau bukan"
        " periode yang dikenal.",
        "A row is a finding when its agency name, agency code or period is not on the register or is no known period.",
    ),
    cannot_tell=Text(
        "Apakah nama itu OPD baru, singkatan setempat, atau salah tulis; daftar OPD yang tertinggal"
        " menghasilkan temuan yang sama.",
        "Whether the name is a new agency, a local abbreviation or a misspelling; a register that is out of"
        " date gives the same finding.",
    ),
    basis="keputusan sendiri: pemeriksaan data oleh walidata, Perpres 39/2019 [S]",
    settles=Text(
        "nama dan kode OPD sesuai daftar resmi",
        "the agency's name and code as on the register",
    ),
    related=("KLP-005",),
    examples="""
        tabel | lembar | baris | n_identitas | n_identitas_tahan | verdict
        rfk   | RFK    | 12    | 0           | 0                 | pass
        rfk   | RFK    | 13    | 1           | 0                 | fail
        lra   | LRA    | 40    | 0           | 2                 | fail
              | RFK    |       |             |                   | unknown
    """,
)
def identitas_baris_tak_dikenal() -> Verdicts:
    """Rows only; a heading without unit or period is KLP-005."""
    count = pl.col("n_identitas") + pl.col("n_identitas_tahan")
    return Verdicts(
        ok=count == 0,
        unknown={"tidak_ada_baris_terbaca": count.is_null()},
        observed=count.cast(pl.Float64),
        expected=pl.lit(0.0),
        observed_text=detail("identitas", "isi"),
        expected_text=detail("identitas", "harapan"),
        params=cell_words("identitas"),
        column=detail("identitas", "kolom"),
    )
