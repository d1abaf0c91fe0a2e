"""DRT-005: several months equal another series to the last digit."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="DRT-005",
    version=1,
    frame="rfk_garis",
    severity=Severity.WARNING,
    kind=Kind.IMPLAUSIBLE,
    column="realisasi_idr",
    unit="kali",
    title=Text(
        "Deret sama dengan tahun lalu atau OPD lain",
        "Series equal to last year's or another agency's",
    ),
    message=Text(
        "Angka {observed} bulan pada baris {kode} {kode_opd} sama sampai digit terakhir dengan tahun lalu"
        " atau dengan baris OPD lain (batas {expected} bulan). Mohon laporan kemajuan tiap bulan.",
        "Figures of {observed} months on line {kode} of {kode_opd} equal last year's or another agency's"
        " to the last digit (limit {expected} months). Please send each month's progress report.",
    ),
    why=Text(
        "Uang dan fisik yang sama sampai digit terakhir pada beberapa bulan hampir tidak mungkin terjadi sendiri.",
        "Money and progress equal to the last digit in several months hardly happen by themselves.",
    ),
    condition=Text(
        "Deret satu baris menjadi temuan bila uang dan fisiknya sama sampai digit terakhir dengan tahun lalu"
        " atau OPD lain pada {bulan_min} bulan informatif atau lebih, dan SP2D tidak mendukungnya.",
        "A line's series is a finding when money and progress equal last year's or another agency's to the"
        " last digit in {bulan_min} or more informative months and the treasury does not bear it out.",
    ),
    cannot_tell=Text(
        "Deret mana yang asli dan mana salinannya; salinan yang diubah beberapa rupiah juga tidak terlihat.",
        "Which series is the original and which the copy; a copy altered by a few rupiah is not seen either.",
    ),
    basis="PP 12/2019 ps 3 [S]",
    explanations=(
        Text(
            "tarif atau honor baku yang sama",
            "the same standard tariff",
        ),
    ),
    settles=Text(
        "register SP2D dan laporan kemajuan baris ini",
        "the line's SP2D register and progress reports",
    ),
    thresholds=("bulan_min",),
    related=("DRT-003",),
    examples="""
        n_informatif | n_sama_tahun_lalu | n_sama_opd_lain | opd_lain               | n_cocok_sp2d | verdict
        6            | 0                 | 1               | 1.04.0.00.0.00.01.0000 | 0            | pass
        6            | 0                 | 2               | 1.04.0.00.0.00.01.0000 | 0            | fail
        6            | 3                 | 0               |                        | 0            | fail
        6            | 0                 | 3               | 1.04.0.00.0.00.01.0000 | 3            | excused
        0            | 0                 | 0               |                        |              | unknown
                     |                   |                 |                        | 0            | unknown
    """,
)
def deret_salinan(bulan_min: pl.Expr) -> Verdicts:
    """Round amounts and common tariffs never count; money the treasury confirms excuses the likeness."""
    same = pl.max_horizontal("n_sama_tahun_lalu", "n_sama_opd_lain")
    counts = pl.any_horizontal(pl.col("n_sama_tahun_lalu").is_null(), pl.col("n_sama_opd_lain").is_null())
    months = pl.col("n_informatif")
    return Verdicts(
        ok=same < bulan_min,
        unknown={"bulan_informatif_kurang": (months < bulan_min) | months.is_null(), "data_kurang": counts},
        excused={"sp2d_mendukung": pl.col("n_cocok_sp2d") >= same},
        observed=same,
        expected=bulan_min,
        impact_idr=pl.col("realisasi_idr"),
        params={"opd_lain": pl.col("opd_lain").fill_null("-")},
    )
