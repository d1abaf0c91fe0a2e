"""BTK-002: a sheet whose layout matches none of the known forms."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="BTK-002",
    version=1,
    frame="dokumen",
    severity=Severity.WARNING,
    kind=Kind.FORMAT,
    unit="teks",
    title=Text(
        "Tata letak tidak dikenal",
        "Layout not recognised",
    ),
    message=Text(
        "Lembar {lembar} pada berkas {nama_berkas} ({kode_opd}) tidak cocok dengan formulir mana pun yang"
        " dikenal; isinya tidak dibaca.",
        "Sheet {lembar} of {nama_berkas} ({kode_opd}) matches no known form; its content was not read.",
    ),
    why=Text(
        "Isi lembar yang tidak dikenali tidak diperiksa; pengirim perlu tahu bahwa lembar itu tidak ikut dinilai.",
        "What a sheet of unknown layout says was not examined; its sender must know that.",
    ),
    condition=Text(
        "Lembar menjadi temuan bila kepala kolomnya tidak cocok dengan satu pun formulir yang dikenal.",
        "A sheet is a finding when its column headings fit none of the known forms.",
    ),
    cannot_tell=Text(
        "Apakah lembar itu catatan biasa atau formulir yang kolomnya diganti namanya; angka di dalamnya sama"
        " sekali tidak diperiksa.",
        "Whether the sheet is a mere note or a form with renamed columns; the figures on it are not examined at all.",
    ),
    basis="keputusan sendiri: pemeriksaan data oleh walidata, Perpres 39/2019 [S]",
    explanations=(
        Text(
            "lembar catatan atau lampiran yang memang bukan formulir",
            "a sheet of notes or annexes that is no form",
        ),
    ),
    settles=Text(
        "formulir resmi, atau tata letak baru yang didaftarkan",
        "the official form, or the new layout registered",
    ),
    related=("BTK-001",),
    examples="""
        nama_berkas | lembar  | dapat_dibuka | tata_letak_dikenal | verdict
        rfk.xlsx    | RFK     | true         | true               | pass
        rfk.xlsx    | Catatan | true         | false              | fail
        rfk.xlsx    |         | false        | false              | unknown
        rfk.xlsx    | RFK     | true         |                    | unknown
    """,
)
def tata_letak_tak_dikenal() -> Verdicts:
    """A file that could not be opened is BTK-001 and unknown here."""
    return Verdicts(
        ok=pl.col("tata_letak_dikenal"),
        unknown={"berkas_tidak_terbaca": ~pl.col("dapat_dibuka")},
        observed_text=pl.col("tata_letak"),
    )
