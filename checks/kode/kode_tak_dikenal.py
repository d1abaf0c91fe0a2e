"""KOD-002: a sub kegiatan code is not in the master of its year."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text

FOUR_DIGITS = r"\.\d{4}$"
FIRST_YEAR_KNOWN = 2024


@check(
    id="KOD-002",
    version=1,
    frame="rfk",
    severity=Severity.BLOCKING,
    kind=Kind.INCONSISTENCY,
    column="kode",
    unit="teks",
    title=Text(
        "Kode tidak ada dalam nomenklatur",
        "Code not in the nomenclature",
    ),
    message=Text(
        "Kode {kode} pada RFK {kode_opd} periode {periode} tidak ada dalam nomenklatur kabupaten/kota"
        " tahun {tahun_anggaran}. Mohon diperiksa.",
        "Code {kode} in the RFK of {kode_opd} for {periode} is not in the kabupaten/kota nomenclature of"
        " {tahun_anggaran}. Please check it.",
    ),
    why=Text(
        "Baris dengan kode yang tidak dikenal tidak dapat dicocokkan dengan DPA, SP2D atau bulan sebelumnya.",
        "A line under an unknown code cannot be matched with budget, treasury or the month before.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila kodenya berbentuk benar, tetapi tidak ada dalam nomenklatur"
        " kabupaten/kota tahun itu dan tidak punya kode pengganti.",
        "An RFK line is a finding when its code is well formed, yet in the nomenclature of that year neither"
        " itself nor under a successor.",
    ),
    cannot_tell=Text(
        "Apakah nomenklatur yang kami pegang sudah memuat pemutakhiran terakhir Kemendagri.",
        "Whether the nomenclature we hold includes the ministry's latest update.",
    ),
    basis="Kepmendagri 900.1.15.5-1317/2023 [S]",
    settles=Text(
        "kode sesuai nomenklatur tahun itu",
        "the code as in that year's nomenclature",
    ),
    related=(
        "KOD-001",
        "KOD-004",
    ),
    examples="""
        kode              | tahun | nom_ada | kode_baru         | verdict
        1.03.02.2.01.0001 | 2025  | true    |                   | pass
        1.03.02.2.01.9999 | 2025  | false   |                   | fail
        1.02.02.2.02.0028 | 2025  | false   | 1.02.02.2.02.0053 | pass
        1.03.02.2.01.01   | 2023  | false   |                   | unknown
        1.03.02.2.01.01   | 2024  | false   |                   | unknown
        1.03.02.2.01.01   | 2025  | false   |                   | unknown
                          | 2025  |         |                   | unknown
    """,
)
def kode_tak_dikenal() -> Verdicts:
    """Renamed codes are KOD-004; two-digit codes cannot be looked up in the master at hand."""
    code, year = pl.col("kode"), pl.col("tahun")
    return Verdicts(
        ok=pl.col("nom_ada") | pl.col("kode_baru").is_not_null(),
        unknown={
            "kode_kosong": code.is_null(),
            "nomenklatur_tahun_itu_tidak_ada": year < FIRST_YEAR_KNOWN,
            "bentuk_kode_salah": ~code.str.contains(FOUR_DIGITS),
        },
        observed_text=code,
        params={"tahun_anggaran": year.cast(pl.String)},
    )
