"""DRT-007: money grew since last month far more than on lines of the same kind and month."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="DRT-007",
    version=1,
    frame="sebaya",
    severity=Severity.INFO,
    kind=Kind.IMPLAUSIBLE,
    column="realisasi_idr",
    unit="nilai",
    title=Text(
        "Kenaikan sebulan jauh di atas pekerjaan sejenis",
        "Monthly growth far above work of the same kind",
    ),
    message=Text(
        "Realisasi {kode} pada RFK {kode_opd} periode {periode} menjadi {rasio} kali bulan lalu, sedangkan"
        " pekerjaan {jenis_kerja} lain lazimnya {rasio_lazim} kali (ukuran simpangan {observed}, batas"
        " {expected}). Mohon SP2D bulan ini.",
        "Spending on {kode} in the RFK of {kode_opd} for {periode} became {rasio} times last month's, where other"
        " {jenis_kerja} work usually becomes {rasio_lazim} times (effect {observed}, limit {expected}). Please"
        " send this month's SP2D.",
    ),
    why=Text(
        "Angka yang tumbuh jauh lebih cepat daripada pekerjaan sejenis pada bulan yang sama perlu dilihat"
        " dokumennya; bisa benar, bisa salah ketik.",
        "A figure that grows far faster than work of its kind in the same month deserves a look at its document;"
        " it may be right, it may be a slip.",
    ),
    condition=Text(
        "Baris menjadi temuan bila ukuran simpangan kenaikannya melebihi nilai tengah pekerjaan sejenis"
        " ditambah {faktor_c} kali sebarannya, dari sekurangnya {n_min} baris, dan SP2D tidak bergerak sama.",
        "A line is a finding when its growth measure exceeds the median of work of its kind by {faktor_c}"
        " times their spread, from at least {n_min} lines, and the treasury does not move the same way.",
    ),
    cannot_tell=Text(
        "Baris yang bulan lalu masih nol: tanpa pembagi tidak ada kenaikan yang dapat diukur. Kenaikan kecil"
        " berulang-ulang pun lolos.",
        "Lines still at zero last month: without a divisor no growth can be measured. Small lifts month after"
        " month pass too.",
    ),
    basis=("keputusan sendiri: batas Hidiroglou-Berthelot, hanya ekor atas"),
    explanations=(
        Text(
            "termin besar atau pelunasan yang memang jatuh pada bulan ini",
            "a large instalment or final payment that fell in this month",
        ),
    ),
    settles=Text(
        "SP2D bulan ini",
        "this month's SP2D",
    ),
    thresholds=(
        "faktor_c",
        "n_min",
    ),
    related=(
        "DRT-006",
        "FSK-005",
    ),
    examples="""
        kode              | jenis_kerja | m1_realisasi_idr | realisasi_idr | n_rasio | rasio | rasio_lazim | efek | efek_tengah | efek_simpang | sp2d_sd_idr | verdict
        1.03.02.2.01.0001 | acara       | 100              | 120           | 40      | 1.2   | 1.2         | 0    | 0           | 100          |             | pass
        1.03.02.2.01.0002 | acara       | 100              | 900           | 40      | 9     | 1.2         | 1001 | 0           | 100          |             | fail
        1.03.02.2.01.0003 | acara       | 100              | 500           | 40      | 5     | 1.2         | 1000 | 0           | 100          |             | pass
        1.03.02.2.01.0004 | acara       | 100              | 900           | 40      | 9     | 1.2         | 1001 | 0           | 100          | 900         | excused
        1.03.02.2.01.0005 | acara       | 100              | 900           | 19      | 9     | 1.2         | 1001 | 0           | 100          |             | unknown
        1.03.02.2.01.0006 | acara       | 100              |               | 40      |       | 1.2         |      | 0           | 100          |             | unknown
        1.03.02.2.01.0007 | acara       | 100              | 900           | 40      | 9     | 1.2         | 1001 | 0           | 0            |             | unknown
        1.03.02.2.01.0008 | acara       | 0                | 900           | 40      |       | 1.2         |      | 0           | 100          |             | not examined
    """,  # noqa: E501
)
def rasio_menyimpang(faktor_c: pl.Expr, n_min: pl.Expr) -> Verdicts:
    """Upper tail only; a line that begins from nothing has no ratio. The treasury's own figure excuses."""
    effect, spread = pl.col("efek"), pl.col("efek_simpang")
    limit = pl.col("efek_tengah") + faktor_c * spread
    return Verdicts(
        where=pl.col("m1_realisasi_idr") > 0,
        ok=effect <= limit,
        unknown={
            "realisasi_kosong": pl.col("realisasi_idr").is_null(),
            "terlalu_sedikit": (pl.col("n_rasio") < n_min).fill_null(True),
            "sebaran_nol": spread.is_null() | (spread <= 0),
        },
        excused={"sp2d_juga_demikian": (pl.col("realisasi_idr") - pl.col("sp2d_sd_idr")).abs() <= 1},
        observed=effect,
        expected=limit,
        impact_idr=pl.col("realisasi_idr") - pl.col("m1_realisasi_idr") * pl.col("rasio_lazim"),
        params={
            "rasio": pl.col("rasio"),
            "rasio_lazim": pl.col("rasio_lazim"),
            "jenis_kerja": pl.col("jenis_kerja"),
        },
    )
