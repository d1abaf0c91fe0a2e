"""KOD-005: the code and the name in a heading are those of different agencies."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KOD-005",
    version=1,
    frame="dokumen",
    severity=Severity.BLOCKING,
    kind=Kind.INCONSISTENCY,
    unit="teks",
    title=Text(
        "Kode dan nama OPD bertentangan",
        "Agency code and name disagree",
    ),
    message=Text(
        "Berkas {nama_berkas}: formulir memuat kode {kode_isi}, sedangkan nama unit yang tertulis"
        ' ("{nama_isi}") terdaftar dengan kode {kode_nama}. Mohon kode dan nama disesuaikan.',
        'File {nama_berkas}: the form carries code {kode_isi}, while the unit written ("{nama_isi}") is'
        " registered under {kode_nama}. Please make code and name agree.",
    ),
    why=Text(
        "Kecamatan yang memakai kode kecamatan lain membuat laporan dua kecamatan tertukar.",
        "A kecamatan under another's code swaps the reports of two.",
    ),
    condition=Text(
        "Berkas menjadi temuan bila kode OPD di dalamnya bukan kode yang terdaftar untuk nama unit yang tertulis.",
        "A file is a finding when the agency code inside is not the one registered for the unit's name as written.",
    ),
    cannot_tell=Text(
        "Milik siapa angkanya: unit menurut kode atau unit menurut nama.",
        "Whose figures they are: the unit of the code or the unit of the name.",
    ),
    basis="Kepmendagri 900.1.15.5-1317/2023 [S]; daftar OPD",
    settles=Text(
        "kepala formulir dengan kode dan nama yang benar",
        "the heading with the right code and name",
    ),
    related=(
        "KLP-014",
        "KOD-010",
    ),
    examples="""
        nama_berkas | kode_opd_isi | nama_opd_isi     | kode_dari_nama | verdict
        rfk.xlsx    | 7.01.05      | Kecamatan Cisoka | 7.01.05        | pass
        rfk.xlsx    | 7.01.06      | Kecamatan Cisoka | 7.01.05        | fail
        rfk.xlsx    |              | Kecamatan Cisoka | 7.01.05        | unknown
        rfk.xlsx    | 7.01.06      | Unit Lain        |                | unknown
    """,
)
def kode_dan_nama_bertentangan() -> Verdicts:
    """Judged only where the heading gives both and the register knows the name."""
    code, named = pl.col("kode_opd_isi"), pl.col("kode_dari_nama")
    return Verdicts(
        ok=code == named,
        unknown={"kode_tidak_diisi": code.is_null(), "nama_tidak_dikenal": named.is_null()},
        observed_text=code,
        expected_text=named,
        params={"kode_isi": code, "nama_isi": pl.col("nama_opd_isi"), "kode_nama": named},
    )
