"""KLP-007: the heading still names another government."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KLP-007",
    version=1,
    frame="dokumen",
    severity=Severity.BLOCKING,
    kind=Kind.INCONSISTENCY,
    unit="teks",
    title=Text(
        "Kepala formulir masih menyebut daerah lain",
        "The heading names another government",
    ),
    message=Text(
        'Berkas {nama_berkas} ({kode_opd}), lembar {lembar}: kepala formulir menyebut "{lain}". Mohon'
        " dipastikan angkanya milik sendiri dan kepala formulir dibetulkan.",
        'File {nama_berkas} ({kode_opd}), sheet {lembar}: the heading names "{lain}". Please make sure the'
        " figures are your own and correct the heading.",
    ),
    why=Text(
        "Formulir pinjaman sering membawa serta angka contoh daerah asalnya.",
        "A borrowed form often brings along the sample figures of where it came from.",
    ),
    condition=Text(
        "Lembar menjadi temuan bila kepala formulirnya menyebut nama pemerintah daerah lain.",
        "A sheet is a finding when its heading names another regional government.",
    ),
    cannot_tell=Text(
        "Apakah angkanya ikut terbawa dari daerah itu; kepala yang tertinggal bisa saja satu-satunya yang keliru.",
        "Whether its figures came along from there; a leftover heading may be the only thing wrong.",
    ),
    basis="keputusan sendiri: 14 % berkas pada satu data publik [D]",
    settles=Text(
        "formulir dengan kepala daerah sendiri",
        "the form under the regency's own heading",
    ),
    related=("KLP-015",),
    examples="""
        nama_berkas | lembar | kepala_asing | lain_pemerintah  | verdict
        rfk.xlsx    | RFK    | false        |                  | pass
        rfk.xlsx    | RFK    | true         | Kabupaten Contoh | fail
        rfk.xlsx    |        |              |                  | unknown
    """,
)
def sisa_templat() -> Verdicts:
    """A heading that could not be read is unknown."""
    other = pl.col("lain_pemerintah")
    foreign = pl.col("kepala_asing")
    return Verdicts(
        ok=~foreign,
        unknown={"kepala_tidak_terbaca": foreign.is_null()},
        observed_text=other,
        params={"lain": other},
    )
