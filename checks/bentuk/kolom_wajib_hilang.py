"""BTK-010: a column the form must have was not found."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="BTK-010",
    version=1,
    frame="dokumen",
    severity=Severity.WARNING,
    kind=Kind.FORMAT,
    unit="baris",
    title=Text(
        "Kolom formulir hilang",
        "A column of the form is missing",
    ),
    message=Text(
        "Lembar {lembar} pada berkas {nama_berkas} ({kode_opd}) tidak memuat kolom: {kolom_hilang}. Mohon"
        " dikirim dengan kolom yang lengkap.",
        "Sheet {lembar} of {nama_berkas} ({kode_opd}) lacks the columns: {kolom_hilang}. Please send it"
        " with all its columns.",
    ),
    why=Text(
        "Kolom yang hilang membuat aturan yang memerlukannya tidak dapat menilai satu baris pun.",
        "A missing column leaves the rules that need it unable to judge a single row.",
    ),
    condition=Text(
        "Lembar yang formulirnya dikenal menjadi temuan bila sekurangnya satu kolom bakunya tidak ada.",
        "A sheet of a known form is a finding when at least one of its standard columns is absent.",
    ),
    cannot_tell=Text(
        "Apakah kolom itu dihapus atau memang belum ada pada versi formulir yang dipakai.",
        "Whether the column was removed or never was in the version of the form that was used.",
    ),
    basis="keputusan sendiri: pemeriksaan data oleh walidata, Perpres 39/2019 [S]",
    explanations=(
        Text(
            "formulir lama yang belum memuat kolom itu",
            "an older form that had no such column",
        ),
    ),
    settles=Text(
        "formulir dengan seluruh kolom baku",
        "the form with all its standard columns",
    ),
    related=("BTK-002",),
    examples="""
        nama_berkas | lembar | tata_letak_dikenal | n_kolom_hilang | kolom_hilang        | verdict
        rfk.xlsx    | RFK    | true               | 0              |                     | pass
        rfk.xlsx    | RFK    | true               | 2              | fisik_pct, pagu_idr | fail
        rfk.xlsx    | X      | false              | 0              |                     | unknown
    """,
)
def kolom_wajib_hilang() -> Verdicts:
    """A sheet of unknown layout has no columns to miss: unknown."""
    missing = pl.col("n_kolom_hilang")
    return Verdicts(
        ok=missing == 0,
        unknown={"tata_letak_tak_dikenal": ~pl.col("tata_letak_dikenal").fill_null(False)},
        observed=missing.cast(pl.Float64),
        expected=pl.lit(0.0),
        params={"kolom_hilang": pl.col("kolom_hilang")},
    )
