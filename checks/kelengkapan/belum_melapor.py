"""KLP-001: an agency on the register sent nothing readable for a period that is due."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KLP-001",
    version=1,
    frame="kewajiban",
    severity=Severity.WARNING,
    kind=Kind.MISSING_EVIDENCE,
    unit="hari",
    title=Text(
        "Belum ada laporan",
        "No report",
    ),
    message=Text(
        "{kode_opd} belum menyampaikan {formulir} periode {periode}; jatuh tempo {jatuh_tempo}, sudah lewat "
        "{observed}.",
        "{kode_opd} has not filed {formulir} for {periode}; due {jatuh_tempo}, {observed} ago.",
    ),
    why=Text(
        "Diam juga keadaan yang perlu dijelaskan: tanpa laporan, tidak ada angka yang dapat dinilai. Ukurannya "
        "daftar OPD dan kecamatan, bukan berkas yang kebetulan masuk.",
        "Silence needs an explanation too: without a report no figure can be judged. The measure is the register"
        " of agencies, not the files that happened to arrive.",
    ),
    condition=Text(
        "Kewajiban lapor yang sudah jatuh tempo menjadi temuan bila tidak ada satu berkas terbaca untuk OPD"
        " dan periode itu.",
        "A reporting duty that has fallen due is a finding when no readable file exists for that agency and period.",
    ),
    cannot_tell=Text(
        "Apakah laporannya tidak dibuat, atau dibuat tetapi tersesat di surel, aplikasi lain, atau meja orang.",
        "Whether the report was never made, or was made and got lost in a mailbox, another application or on a desk.",
    ),
    basis="Perpres 39/2019 [S]; tenggat RFK tanggal 10 bulan berikutnya: keputusan sendiri, dapat diatur",
    explanations=(
        Text(
            "OPD baru dibentuk atau digabung",
            "the agency was just formed or merged",
        ),
        Text(
            "berkas dikirim lewat saluran lain",
            "the file went by another channel",
        ),
    ),
    settles=Text(
        "laporan periode tersebut, atau surat penjelasan belum adanya kegiatan",
        "the report of that period, or a letter that nothing was done",
    ),
    related=("BTK-001",),
    examples="""
        kode_opd  | jatuh_tempo_tgl | sudah_jatuh_tempo | terbaca | ada_berkas | lewat_hari_kerja | verdict
        7.06.0000 | 2025-11-10      | true              | true    | true       | 8                | pass
        7.07.0000 | 2025-11-10      | true              | false   | false      | 8                | fail
        7.08.0000 | 2025-11-10      | true              | false   | true       | 8                | fail
        7.09.0000 | 2025-12-10      | false             | false   | false      | 0                | not examined
        7.10.0000 |                 |                   | false   | false      |                  | unknown
    """,
)
def belum_melapor() -> Verdicts:
    """A file that came but could not be read does not meet the duty; before the deadline nobody is asked."""
    return Verdicts(
        where=pl.col("sudah_jatuh_tempo"),
        ok=pl.col("terbaca"),
        observed=pl.col("lewat_hari_kerja"),
        expected=pl.lit(0),
        params={"jatuh_tempo": pl.col("jatuh_tempo_tgl").dt.strftime("%Y-%m-%d")},
    )
