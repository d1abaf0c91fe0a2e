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
        "Berkas {nama_berkas}: isi formulir menyebut {menurut_isi}, nama berkas menyebut {menurut_nama}."
        " Mohon dipastikan mana yang benar dan dikirim ulang.",
        "File {nama_berkas}: the form says {menurut_isi}, the file name says {menurut_nama}. Please settle"
        " which is right and send it again.",
    ),
    why=Text(
        "Berkas bulan lalu yang dikirim ulang dengan nama baru, atau berkas OPD lain, akan terbaca sebagai "
        "laporan yang salah.",
        "Last month's file under a new name, or another agency's file, would be read as the wrong report.",
    ),
    condition=Text(
        "Berkas menjadi temuan bila unit atau periode di dalam formulir lain daripada yang disebut nama"
        " berkas atau foldernya.",
        "A file is a finding when the unit or period inside the form differs from what its file name or folder says.",
    ),
    cannot_tell=Text(
        "Mana yang benar: isi formulirnya atau nama berkasnya.",
        "Which is right: what the form says or what the file is called.",
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
        nama_berkas | unit_cocok | periode_cocok | kode_opd_isi | kode_opd_nama | periode_isi | periode_nama | verdict
        rfk.xlsx    | true       | true          | 1.06         | 1.06          | 2025-10     | 2025-10      | pass
        rfk.xlsx    | false      | true          | 1.06         | 1.03          | 2025-10     | 2025-10      | fail
        rfk.xlsx    | true       | false         | 1.06         | 1.06          | 2025-09     | 2025-10      | fail
        rfk.xlsx    | false      |               | 1.06         | 1.03          |             | 2025-10      | fail
        rfk.xlsx    |            |               |              | 1.06          |             | 2025-10      | unknown
    """,
)
def identitas_bertentangan() -> Verdicts:
    """A file name that says nothing contradicts nothing; a form that says nothing is KLP-005."""
    unit, period = pl.col("unit_cocok"), pl.col("periode_cocok")
    blamed = pl.when(~unit)
    inside = blamed.then("kode_opd_isi").otherwise("periode_isi")
    named = blamed.then("kode_opd_nama").otherwise("periode_nama")
    return Verdicts(
        ok=unit & period,
        unknown={"isi_tanpa_unit_atau_periode": (unit & period).is_null()},
        observed_text=inside,
        expected_text=named,
        params={"menurut_isi": inside, "menurut_nama": named},
    )
