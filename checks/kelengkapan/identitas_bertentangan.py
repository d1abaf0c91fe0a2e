"""KLP-014: what a form says of its unit or period is not what its file name or folder says."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KLP-014",
    version=1,
    frame="dokumen",
    severity=Severity.BLOCKING,
    kind=Kind.INCONSISTENCY,
    unit="teks",
    title=Text(
        "Unit atau periode bertentangan",
        "Unit or period contradict each other",
    ),
    message=Text(
        "{nama_berkas}: isi formulir menyebut {menurut_isi}, nama berkas menyebut {menurut_nama}.",
        "{nama_berkas}: the form says {menurut_isi}, the file name says {menurut_nama}.",
    ),
    why=Text(
        "Berkas bulan lalu yang dikirim ulang dengan nama baru, atau berkas OPD lain, akan terbaca sebagai "
        "laporan yang salah.",
        "Last month's file under a new name, or another agency's file, would be read as the wrong report.",
    ),
    basis="keputusan sendiri: satu berkas satu pernyataan",
    explanations=(
        Text(
            "berkas diletakkan di folder yang salah",
            "the file lies in the wrong folder",
        ),
    ),
    settles=Text(
        "formulir yang benar, atau nama berkas yang benar",
        "the right form, or the right file name",
    ),
    related=(
        "KLP-005",
        "KLP-004",
    ),
    examples="""
        nama_berkas | kode_opd_isi | kode_opd_nama | periode_isi | periode_nama | verdict
        rfk.xlsx    | 1.06         | 1.06          | 2025-10     | 2025-10      | pass
        rfk.xlsx    | 1.06         |               | 2025-10     |              | pass
        rfk.xlsx    | 1.06         | 1.03          | 2025-10     | 2025-10      | fail
        rfk.xlsx    | 1.06         | 1.06          | 2025-09     | 2025-10      | fail
        rfk.xlsx    |              | 1.06          |             | 2025-10      | unknown
    """,
)
def identitas_bertentangan() -> Verdicts:
    """A file name that says nothing contradicts nothing; a form that says nothing is KLP-005."""
    unit_differs = pl.col("kode_opd_isi") != pl.col("kode_opd_nama")
    period_differs = pl.col("periode_isi") != pl.col("periode_nama")
    silent = pl.col("kode_opd_isi").is_null() & pl.col("periode_isi").is_null()
    differs = unit_differs.fill_null(False) | period_differs.fill_null(False)
    says = pl.when(unit_differs.fill_null(False))
    return Verdicts(
        ok=~differs,
        unknown={"isi_tanpa_unit_dan_periode": silent},
        observed_text=says.then("kode_opd_isi").otherwise("periode_isi"),
        expected_text=says.then("kode_opd_nama").otherwise("periode_nama"),
        params={
            "menurut_isi": says.then("kode_opd_isi").otherwise("periode_isi"),
            "menurut_nama": says.then("kode_opd_nama").otherwise("periode_nama"),
        },
    )
