"""HIT-003: up to this month is not last month plus this month."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="HIT-003",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="realisasi_idr",
    unit="idr",
    title=Text(
        "s.d. bukan lalu tambah ini",
        "Cumulative is not last plus this month",
    ),
    message=Text(
        "Realisasi s.d. bulan ini {kode} pada RFK {kode_opd} periode {periode} tertulis {observed}, bulan"
        " lalu ditambah bulan ini {expected} (selisih {difference}).",
        "Cumulative spending of {kode} in the RFK of {kode_opd} for {periode} says {observed}; last month"
        " plus this month is {expected} (difference {difference}).",
    ),
    why=Text(
        "Ketiga kolom harus menceritakan hal yang sama; selisihnya adalah uang tanpa bulan.",
        "The three columns must tell one story; the difference is money without a month.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila realisasi s.d. bulan ini berselisih dengan bulan lalu ditambah bulan"
        " ini lebih dari {toleransi_idr}.",
        "An RFK line is a finding when cumulative spending differs from last month plus this month by more"
        " than {toleransi_idr}.",
    ),
    cannot_tell=Text(
        "Kolom mana dari ketiganya yang keliru, dan pada bulan mana selisihnya mula-mula terjadi.",
        "Which of the three columns is wrong, and in which month the difference first arose.",
    ),
    basis="Permendagri 77/2020 [S]; pembulatan: keputusan sendiri",
    settles=Text(
        "buku kas pembantu baris ini",
        "the line's subsidiary cash book",
    ),
    thresholds=("toleransi_idr",),
    related=("HIT-004",),
    examples="""
        kode              | lalu_idr | ini_idr | realisasi_idr | verdict
        1.03.02.2.01.0001 | 100      | 50      | 150           | pass
        1.03.02.2.01.0002 | 100      | -20     | 80            | pass
        1.03.02.2.01.0003 | 100      | 50      | 160           | fail
        1.03.02.2.01.0004 | 100      |         | 160           | unknown
        1.03.02.2.01.0005 |          |         | 160           | not examined
    """,
)
def sd_bukan_lalu_tambah_ini(toleransi_idr: pl.Expr) -> Verdicts:
    """A contra-post makes this month negative, which is honest arithmetic."""
    total, spent = pl.col("lalu_idr") + pl.col("ini_idr"), pl.col("realisasi_idr")
    return Verdicts(
        where=pl.col("lalu_idr").is_not_null() | pl.col("ini_idr").is_not_null(),
        ok=(spent - total).abs() <= toleransi_idr,
        observed=spent,
        expected=total,
        impact_idr=(spent - total).abs(),
    )
