"""KLP-005: the period or the unit of a form was left unfilled."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text

YEAR_ONLY = 4
"""A bare year names no period."""


@check(
    id="KLP-005",
    version=1,
    frame="dokumen",
    severity=Severity.BLOCKING,
    kind=Kind.FORMAT,
    unit="teks",
    title=Text(
        "Periode atau nama unit tidak diisi",
        "Period or unit left unfilled",
    ),
    message=Text(
        "Berkas {nama_berkas} ({kode_opd}), lembar {lembar}: {yang_kosong} tidak terbaca di dalam"
        " formulir. Mohon diisi.",
        "File {nama_berkas} ({kode_opd}), sheet {lembar}: {yang_kosong} cannot be read inside the form."
        " Please fill it in.",
    ),
    why=Text(
        "Formulir tanpa unit atau periode hanya dapat diduga dari nama berkas; dugaan bukan pernyataan OPD.",
        "A form without unit or period can only be guessed from its file name; a guess is no statement of the agency.",
    ),
    condition=Text(
        "Lembar formulir menjadi temuan bila nama unit atau periodenya tidak terbaca di dalam lembar itu sendiri.",
        "A form's sheet is a finding when its unit or its period cannot be read inside that sheet itself.",
    ),
    cannot_tell=Text(
        "Apakah unit dan periode yang terisi itu benar; yang diperiksa di sini hanya ada tidaknya.",
        "Whether a unit and period that are filled in are right; only their presence is examined here.",
    ),
    basis="Perpres 39/2019 [S] metadata; keputusan sendiri",
    settles=Text(
        "formulir dengan nama unit dan periode terisi",
        "the form with unit and period filled in",
    ),
    related=(
        "KLP-014",
        "BTK-007",
    ),
    examples="""
        nama_berkas | berkala | milik_opd | tata_letak_dikenal | nama_opd_isi | kode_opd_isi | periode_isi  | verdict
        rfk    | true    | true      | true               | Dinas Sosial |              | Oktober 2025 | pass
        rfk    | true    | true      | true               |              | 1.06         | Oktober 2025 | pass
        rfk    | true    | true      | true               |              |              | Oktober 2025 | fail
        rfk    | true    | true      | true               | Dinas Sosial |              |              | fail
        dpa    | false   | true      | true               | Dinas Sosial |              |              | pass
        sp2d   | false   | false     | true               |              |              |              | not examined
        rfk    |         |           |                    |              |              |              | unknown
    """,
)
def identitas_tidak_diisi() -> Verdicts:
    """Registers of many agencies need no unit, budget documents no period, public exports neither."""
    unit = pl.coalesce("nama_opd_isi", "kode_opd_isi").is_not_null() | ~pl.col("milik_opd")
    when = (pl.col("periode_isi").str.len_chars() > YEAR_ONLY).fill_null(False) | ~pl.col("berkala")
    blank = pl.concat_str(
        pl.when(~unit).then(pl.lit("nama unit")),
        pl.when(~when).then(pl.lit("periode")),
        separator=" / ",
        ignore_nulls=True,
    )
    return Verdicts(
        where=pl.col("berkala") | pl.col("milik_opd"),
        ok=unit & when,
        unknown={"tata_letak_tak_dikenal": ~pl.col("tata_letak_dikenal").fill_null(False)},
        observed_text=pl.coalesce("nama_opd_isi", "periode_isi"),
        params={"yang_kosong": blank},
    )
