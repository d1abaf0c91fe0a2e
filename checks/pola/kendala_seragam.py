"""POL-008: many lines of one report give the same obstacle in the same words."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="POL-008",
    version=1,
    frame="rfk_opd_bulan",
    severity=Severity.INFO,
    kind=Kind.IMPLAUSIBLE,
    column="permasalahan",
    unit="baris",
    title=Text(
        "Kendala yang sama persis pada banyak baris",
        "The same obstacle on many lines",
    ),
    message=Text(
        "Pada RFK {kode_opd} periode {periode}, {observed} dari {n_kendala} kendala berbunyi sama persis:"
        " “{kendala_terbanyak}” (batas {expected} baris). Mohon kendala tiap kegiatan ditulis tersendiri agar"
        " dapat dibantu.",
        "In the RFK of {kode_opd} for {periode}, {observed} of {n_kendala} obstacles read exactly the same:"
        " “{kendala_terbanyak}” (limit {expected} rows). Please state each activity's own obstacle, so that help"
        " can come.",
    ),
    why=Text(
        "Kalimat yang disalin ke semua baris tidak menjelaskan apa-apa dan menyembunyikan kendala yang sebenarnya.",
        "A sentence copied to all lines explains nothing and hides the real obstacles.",
    ),
    condition=Text(
        "Laporan OPD menjadi catatan bila lebih dari {bagian_pct} % dari sekurangnya {n_min} kendalanya"
        " berbunyi sama persis.",
        "An agency's report is noted when more than {bagian_pct} % of at least {n_min} obstacles read exactly"
        " the same.",
    ),
    cannot_tell=Text(
        "Apakah kendala itu memang menimpa semuanya; kalimat yang diubah satu kata dihitung sebagai kalimat lain.",
        "Whether that obstacle truly struck them all; a sentence changed by one word counts as another.",
    ),
    basis=("keputusan sendiri: sedikitnya sepuluh kendala dan lebih dari separuhnya sama persis"),
    explanations=(
        Text(
            "satu sebab yang memang menimpa semua kegiatan, misalnya efisiensi anggaran",
            "one cause that does hit all activities, such as a budget cut",
        ),
    ),
    settles=Text(
        "kolom permasalahan tiap kegiatan",
        "the column for obstacles of each activity",
    ),
    thresholds=(
        "bagian_pct",
        "n_min",
    ),
    related=(
        "DRT-003",
        "KLP-018",
    ),
    examples="""
        kode_opd               | n_kendala | n_kendala_sama | kendala_terbanyak | verdict
        1.03.0.00.0.00.01.0000 | 20        | 9              | juknis terlambat  | pass
        1.03.0.00.0.00.02.0000 | 20        | 18             | juknis terlambat  | fail
        1.03.0.00.0.00.03.0000 | 9         | 9              | juknis terlambat  | unknown
        1.03.0.00.0.00.04.0000 |           |                |                   | unknown
    """,
)
def kendala_seragam(bagian_pct: pl.Expr, n_min: pl.Expr) -> Verdicts:
    """Few obstacles may well be alike: unknown."""
    told, alike = pl.col("n_kendala"), pl.col("n_kendala_sama")
    limit = told * bagian_pct / 100
    return Verdicts(
        ok=alike <= limit,
        unknown={"terlalu_sedikit": (told < n_min).fill_null(True)},
        observed=alike,
        expected=limit,
        suspicion=pl.lit(0.1),
        params={"n_kendala": told, "kendala_terbanyak": pl.col("kendala_terbanyak")},
    )
