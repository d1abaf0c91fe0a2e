"""KLP-011: personal data stands in a text that would be published."""

from __future__ import annotations

import polars as pl

from checks.prepare.issues import detail
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KLP-011",
    version=1,
    frame="isian",
    severity=Severity.BLOCKING,
    kind=Kind.FORMAT,
    unit="baris",
    title=Text(
        "Data pribadi dalam isian",
        "Personal data in a text",
    ),
    message=Text(
        "{kode_opd}, lembar {lembar} baris {baris}, sel {sel}: ada data pribadi (NIK, NIP, NPWP atau nomor"
        " rekening); isinya tidak disimpan dan baris ditahan. Mohon dikirim tanpa nomor itu.",
        "{kode_opd}, sheet {lembar} row {baris}, cell {sel}: holds personal data (NIK, NIP, NPWP or an"
        " account number); the text is not kept and the row is held. Please send it without that number.",
    ),
    why=Text(
        "Data pribadi tidak boleh keluar dari berkas asal; baris ditahan sampai isiannya dibersihkan.",
        "Personal data must not leave the original file; the row is held until its text is cleaned.",
    ),
    condition=Text(
        "Baris menjadi temuan dan ditahan bila isian yang akan terbit memuat NIK, NIP, NPWP, atau nomor rekening.",
        "A row is a finding and held when an entry that would be published contains a NIK, NIP, NPWP or"
        " account number.",
    ),
    cannot_tell=Text(
        "Nama orang, alamat, atau keterangan kesehatan yang ditulis tanpa nomor; itu hanya dikenali oleh"
        " pembaca manusia.",
        "A person's name, address or state of health written without a number; only a human reader recognises those.",
    ),
    basis="UU 27/2022 [K]",
    settles=Text(
        "isian tanpa nomor identitas",
        "the text without identity numbers",
    ),
    examples="""
        tabel | lembar | baris | n_pribadi | n_pribadi_tahan | verdict
        rfk   | RFK    | 12    | 0         | 0               | pass
        sp2d  | SP2D   | 12    | 1         | 0               | pass
        rfk   | RFK    | 13    | 0         | 1               | fail
              | RFK    |       |           |                 | unknown
    """,
)
def data_pribadi() -> Verdicts:
    """Columns made for such data are dropped on reading and hold nothing; only texts to be published do."""
    held = pl.col("n_pribadi_tahan")
    return Verdicts(
        ok=held == 0,
        unknown={"tidak_ada_baris_terbaca": held.is_null()},
        observed=held,
        expected=pl.lit(0),
        params={"sel": detail("pribadi", "sel").fill_null("-")},
        column=pl.coalesce("kolom_pribadi", detail("pribadi", "kolom")),
    )
