"""DRT-006: the figure is a power of ten away from the treasury's."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text

FACTORS = (0.001, 0.01, 0.1, 10.0, 100.0, 1000.0)


@check(
    id="DRT-006",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.FORMAT,
    column="realisasi_idr",
    unit="idr",
    title=Text(
        "Kelebihan atau kekurangan nol",
        "Digits too many or too few",
    ),
    message=Text(
        "Realisasi {kode} pada RFK {kode_opd} periode {periode} {observed}, tepat 10, 100 atau 1.000 kali"
        " lebih besar atau lebih kecil dari SP2D {expected}. Mohon diperiksa banyaknya nol dan satuannya.",
        "Spending on {kode} in the RFK of {kode_opd} for {periode} is {observed}, exactly 10, 100 or 1,000"
        " times more or less than the treasury's (SP2D) {expected}. Please check the zeros and the unit.",
    ),
    why=Text(
        "Selisih tepat sepuluh kali lipat hampir selalu salah ketik atau salah satuan (ribuan, jutaan).",
        "A factor of exactly ten is nearly always a slip or a wrong unit (thousands, millions).",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila realisasinya tepat 10, 100, atau 1.000 kali (atau sepersekian) SP2D,"
        " dengan kelonggaran {toleransi_pct} %.",
        "An RFK line is a finding when spending is exactly 10, 100 or 1,000 times the treasury's figure, or"
        " that fraction of it, within {toleransi_pct} %.",
    ),
    cannot_tell=Text(
        "Apakah yang keliru nolnya atau satuannya (ribuan, jutaan), dan apakah baris lain pada lembar itu ikut keliru.",
        "Whether the zeros or the unit (thousands, millions) are wrong, and whether other lines of the sheet share it.",
    ),
    basis="keputusan sendiri: salah ketik dan salah satuan",
    settles=Text(
        "register SP2D baris ini",
        "the line's SP2D register",
    ),
    thresholds=("toleransi_pct",),
    related=("REK-001",),
    examples="""
        kode              | realisasi_idr | sp2d_sd_idr | sp2d_m1_idr | verdict
        1.03.02.2.01.0001 | 123456        | 123456      | 100000      | pass
        1.03.02.2.01.0002 | 1234560       | 123456      | 100000      | fail
        1.03.02.2.01.0003 | 123           | 123456      | 100000      | fail
        1.03.02.2.01.0004 | 1000000       | 123456      | 100000      | fail
        1.03.02.2.01.0005 | 100000        | 1000000     | 100000      | pass
        1.03.02.2.01.0006 | 0             | 123456      | 100000      | pass
        1.03.02.2.01.0007 | 500000        | 123456      | 100000      | pass
        1.03.02.2.01.0008 | 123456        |             |             | unknown
        1.03.02.2.01.0009 |               | 123456      | 100000      | unknown
    """,
)
def salah_digit(toleransi_pct: pl.Expr) -> Verdicts:
    """A figure equal to the treasury's, this month or last, is right whatever its digits."""
    reported, held, before = pl.col("realisasi_idr"), pl.col("sp2d_sd_idr"), pl.col("sp2d_m1_idr")
    margin = toleransi_pct / 100
    slips = [
        (reported > 0) & (held > 0) & ((reported - source * factor).abs() <= margin * source * factor)
        for source in (held, before)
        for factor in FACTORS
    ]
    right = [(reported - source).abs() <= margin * source for source in (held, before)]
    return Verdicts(
        ok=~pl.any_horizontal(slips) | pl.any_horizontal(right),
        unknown={
            "realisasi_kosong": reported.is_null(),
            "sp2d_tidak_ada": held.is_null() | before.is_null(),
            "umpan_sp2d_terhenti": pl.col("umpan_terhenti"),
        },
        observed=reported,
        expected=held,
        impact_idr=(reported - held).abs(),
    )
