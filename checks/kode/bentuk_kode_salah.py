"""KOD-001: a sub kegiatan code does not have the shape of its fiscal year."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text

STEM = r"^[1-9]\.\d{2}\.\d{2}\.[1-8]\.\d{2}\."
FOUR_DIGITS, TWO_DIGITS = STEM + r"\d{4}$", STEM + r"\d{2}$"
FIRST_YEAR_OF_FOUR = 2024
CODE_AS_SENT = r'"kode":\["[^"]*","[^"]'


@check(
    id="KOD-001",
    version=1,
    frame="rfk",
    severity=Severity.BLOCKING,
    kind=Kind.FORMAT,
    column="kode",
    unit="teks",
    title=Text(
        "Bentuk kode salah",
        "Code of the wrong shape",
    ),
    message=Text(
        'Kode "{observed}" pada RFK {kode_opd} periode {periode} tidak berbentuk kode sub kegiatan tahun'
        " {tahun_anggaran}. Mohon ditulis sesuai nomenklatur.",
        'Code "{observed}" in the RFK of {kode_opd} for {periode} does not have the shape of a sub'
        " kegiatan code of {tahun_anggaran}. Please write it as in the nomenclature.",
    ),
    why=Text(
        "Sub kegiatan ditulis dua angka sampai TA 2023 dan empat angka sejak 2024 (keduanya diterima dan "
        "dipetakan pada TA 2024).",
        "Sub kegiatan have two digits to FY 2023 and four from 2024 (both accepted and mapped in FY 2024).",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila kodenya tidak berbentuk kode sub kegiatan tahun anggarannya, setelah"
        " nol dan titik yang hilang dipulihkan.",
        "An RFK line is a finding when its code does not have the shape of that fiscal year's codes, after"
        " lost zeros and points are restored.",
    ),
    cannot_tell=Text(
        "Kode mana yang dimaksud; kode yang bentuknya benar tetapi milik kegiatan lain lolos di sini.",
        "Which code was meant; a well-formed code of another activity passes here.",
    ),
    basis="Kepmendagri 900.1.15.5-1317/2023 [S]",
    settles=Text(
        "kode sesuai nomenklatur tahun itu",
        "the code as in that year's nomenclature",
    ),
    related=(
        "KOD-002",
        "KOD-006",
    ),
    examples="""
        kode              | tahun | asal | verdict
        1.03.02.2.01.0001 | 2025  |  | pass
        X.XX.01.2.02.0001 | 2025  |  | fail
        1.03.02.2.01.01   | 2025  |  | fail
        1.03.02.2.01.01   | 2024  |  | pass
        1.03.02.2.01.0001 | 2024  |  | pass
        1.03.02.2.01.01   | 2023  |  | pass
        1.03.02.2.01.0001 | 2023  |  | fail
        1.3.02.2.01.0001  | 2025  |  | fail
                          | 2025  |  | unknown
        1.03.02.2.01.0001 |       |  | unknown
                          | 2025  | {"kode":["A26","2.18.01.2.05.12-B"]} | fail
    """,
)
def bentuk_kode_salah() -> Verdicts:
    """X.XX stands in the master only; repaired padding is said by KOD-006."""
    code, year = pl.col("kode"), pl.col("tahun")
    unread = code.is_null() & pl.col("asal").str.contains(CODE_AS_SENT)
    new, old = code.str.contains(FOUR_DIGITS), code.str.contains(TWO_DIGITS)
    shape = pl.when(year >= FIRST_YEAR_OF_FOUR + 1).then(new).when(year == FIRST_YEAR_OF_FOUR).then(new | old)
    return Verdicts(
        ok=pl.when(unread).then(False).otherwise(shape.when(year < FIRST_YEAR_OF_FOUR).then(old)),
        unknown={"kode_kosong": code.is_null() & ~unread.fill_null(False), "tahun_kosong": year.is_null()},
        observed_text=pl.coalesce(code, pl.col("asal").str.json_path_match("$.kode[1]")),
        params={"tahun_anggaran": year.cast(pl.String)},
    )
