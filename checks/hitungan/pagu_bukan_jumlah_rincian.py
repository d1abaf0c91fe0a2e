"""HIT-021: a ceiling is not the sum of its detail."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="HIT-021",
    version=1,
    frame="dpa",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="pagu_idr",
    unit="idr",
    title=Text(
        "Pagu bukan jumlah rinciannya",
        "A ceiling is not the sum of its detail",
    ),
    message=Text(
        "Pagu {kode} ({kode_opd}) versi {versi_anggaran} tertulis {observed}, sedangkan rinciannya"
        " berjumlah {expected} (selisih {difference}).",
        "The ceiling of {kode} ({kode_opd}), version {versi_anggaran}, says {observed}; its detail adds up"
        " to {expected} (difference {difference}).",
    ),
    why=Text(
        "Selisih pagu dan rincian adalah belanja tanpa komponen, atau komponen tanpa pagu.",
        "The difference is money without components, or components without a ceiling.",
    ),
    condition=Text(
        "Baris DPA menjadi temuan bila pagunya berselisih dengan jumlah rinciannya lebih dari"
        " {rupiah_per_baris} per baris rincian.",
        "A DPA line is a finding when its ceiling differs from the sum of its detail by more than"
        " {rupiah_per_baris} per detail line.",
    ),
    cannot_tell=Text(
        "Komponen mana yang hilang, atau apakah rinciannya berasal dari versi anggaran lain.",
        "Which component is missing, or whether the detail belongs to another budget version.",
    ),
    basis="Permendagri 77/2020 [S]; pembulatan: keputusan sendiri",
    settles=Text(
        "rincian belanja DPA",
        "the detail of the DPA",
    ),
    thresholds=("rupiah_per_baris",),
    related=("HIT-007",),
    examples="""
        kode              | versi_anggaran | pagu_idr | rincian_idr | rincian_n | rincian_kosong | verdict
        1.03.02.2.01.0001 | murni          | 300      | 300         | 3         | 0              | pass
        1.03.02.2.01.0002 | murni          | 303      | 300         | 3         | 0              | pass
        1.03.02.2.01.0003 | murni          | 400      | 300         | 3         | 0              | fail
        1.03.02.2.01.0004 | murni          | 400      | 300         | 3         | 1              | unknown
        1.03.02.2.01.0005 | murni          | 400      |             | 0         | 0              | unknown
        1.03.02.2.01.0006 | murni          |          | 300         | 3         | 0              | unknown
    """,
)
def pagu_bukan_jumlah_rincian(rupiah_per_baris: pl.Expr) -> Verdicts:
    """Without the detail of that version it is unknown."""
    ceiling, total = pl.col("pagu_idr"), pl.col("rincian_idr")
    return Verdicts(
        ok=(ceiling - total).abs() <= pl.col("rincian_n") * rupiah_per_baris,
        unknown={
            "rincian_tidak_ada": total.is_null(),
            "rincian_kosong": pl.col("rincian_kosong") > 0,
            "pagu_kosong": ceiling.is_null(),
        },
        observed=ceiling,
        expected=total,
        impact_idr=(ceiling - total).abs(),
    )
