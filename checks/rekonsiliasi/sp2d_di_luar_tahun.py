"""REK-008: an SP2D bears a date outside the year it is booked to, or one yet to come."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="REK-008",
    version=1,
    frame="sp2d",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="tgl",
    unit="teks",
    title=Text(
        "Tanggal SP2D di luar tahun anggarannya",
        "SP2D dated outside its fiscal year",
    ),
    message=Text(
        "SP2D {nomor} ({kode_opd}) tahun anggaran {tahun} bertanggal {observed}, seharusnya {expected}. Mohon"
        " ralat register atau bukti tanggalnya.",
        "SP2D {nomor} ({kode_opd}) of fiscal year {tahun} is dated {observed}, where it should be {expected}."
        " Please correct the register or send proof of the date.",
    ),
    why=Text(
        "Pembayaran dibukukan pada tahun tanggalnya; tanggal lain menggeser realisasi antartahun.",
        "A payment belongs to the year of its date; any other date moves spending between years.",
    ),
    condition=Text(
        "SP2D menjadi temuan bila tanggalnya di luar tahun anggarannya atau setelah hari penilaian.",
        "An SP2D is a finding when its date lies outside its fiscal year or after the day of judging.",
    ),
    cannot_tell=Text(
        "Apakah tahunnya salah ketik atau pembayarannya memang milik tahun lain.",
        "Whether the year was mistyped or the payment truly belongs to another year.",
    ),
    basis=("PP 12/2019 ps 3, 121 [S]"),
    explanations=(
        Text(
            "salah ketik tahun",
            "a slip in the year",
        ),
    ),
    settles=Text(
        "SP2D asli",
        "the SP2D itself",
    ),
    related=("REK-001",),
    examples="""
        nomor | tahun | tgl        | hari_ini   | verdict
        1     | 2025  | 2025-12-31 | 2026-01-15 | pass
        2     | 2025  | 2026-01-02 | 2026-01-15 | fail
        3     | 2025  | 2025-12-20 | 2025-12-15 | fail
        4     | 2025  |            | 2025-12-15 | unknown
    """,
)
def sp2d_di_luar_tahun() -> Verdicts:
    """Without a date or a year nothing can be told."""
    day, year = pl.col("tgl"), pl.col("tahun").cast(pl.Int32)
    return Verdicts(
        ok=(day.dt.year() == year) & (day <= pl.col("hari_ini")),
        unknown={"tanggal_kosong": day.is_null(), "tahun_kosong": year.is_null() | pl.col("hari_ini").is_null()},
        observed_text=day.cast(pl.String),
        expected_text=pl.format("{}-01-01 – {}", year, pl.min_horizontal(pl.date(year, 12, 31), "hari_ini")),
        impact_idr=pl.col("nilai_idr"),
        params={"tahun": year},
    )
