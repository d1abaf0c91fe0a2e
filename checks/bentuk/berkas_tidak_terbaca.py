"""BTK-001: the file could not be opened or read at all."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="BTK-001",
    version=1,
    frame="dokumen",
    severity=Severity.BLOCKING,
    kind=Kind.FORMAT,
    unit="teks",
    title=Text(
        "Berkas tidak terbaca",
        "The file could not be read",
    ),
    message=Text(
        "Berkas {nama_berkas} tidak dapat dibaca: {sebab}. Mohon dikirim ulang sebagai xlsx tanpa kata sandi.",
        "File {nama_berkas} could not be read: {sebab}. Please send it again as xlsx without a password.",
    ),
    why=Text(
        "Berkas yang rusak, terkunci sandi, kosong atau bukan workbook bukanlah laporan; kewajiban lapornya "
        "belum terpenuhi.",
        "A file that is broken, locked, empty or no workbook is no report; the duty to report is not yet met.",
    ),
    condition=Text(
        "Berkas menjadi temuan bila tidak dapat dibuka sebagai workbook: rusak, bersandi, kosong, terlalu"
        " besar, atau jenis lain.",
        "A file is a finding when it cannot be opened as a workbook: damaged, locked, empty, too large, or of"
        " another kind.",
    ),
    cannot_tell=Text(
        "Apa isi berkas itu, dan apakah rusaknya terjadi di OPD atau dalam pengiriman; yang dapat dikatakan"
        " hanya bahwa berkas ini tidak terbuka.",
        "What the file holds, and whether it was damaged at the agency or on its way; all that can be said is"
        " that it does not open.",
    ),
    basis="keputusan sendiri: pemeriksaan data oleh walidata, Perpres 39/2019 [S]",
    settles=Text(
        "berkas yang dikirim ulang dalam format xlsx tanpa sandi",
        "the file sent again as xlsx without a password",
    ),
    related=("KLP-001",),
    examples="""
        nama_berkas | jenis_gagal        | dapat_dibuka | verdict
        rfk.xlsx    |                    | true         | pass
        rfk.xlsx    | berkas_terenkripsi | false        | fail
        rfk.xlsx    | berkas_kosong      | false        | fail
        rfk.xlsx    |                    |              | unknown
    """,
)
def berkas_tidak_terbaca() -> Verdicts:
    """A document without rows and without a complaint is unknown, never a pass."""
    opened = pl.col("dapat_dibuka")
    return Verdicts(
        ok=opened,
        unknown={"tanpa_baris_tanpa_keterangan": opened.is_null()},
        observed_text=pl.col("jenis_gagal"),
        expected_text=pl.col("harapan_gagal"),
        params={"sebab": pl.col("jenis_gagal").str.replace_all("_", " ")},
    )
