"""HIT-019: the typed total of a cash plan is not the sum of its months."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="HIT-019",
    version=1,
    frame="kas",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="total_idr",
    unit="idr",
    title=Text(
        "Total anggaran kas salah jumlah",
        "Cash plan total miscounted",
    ),
    message=Text(
        "Total anggaran kas {kode} ({kode_opd}) tertulis {observed}, sedangkan bulan-bulannya berjumlah"
        " {expected} (selisih {difference}).",
        "The cash plan total of {kode} ({kode_opd}) says {observed}; its months add up to {expected}"
        " (difference {difference}).",
    ),
    why=Text(
        "Total yang diketik tidak ikut berubah ketika bulan digeser.",
        "A typed total does not follow when months are shifted.",
    ),
    condition=Text(
        "Sub kegiatan menjadi temuan bila total anggaran kas yang tertulis berselisih dengan jumlah bulannya"
        " lebih dari {toleransi_idr}.",
        "A sub kegiatan is a finding when the written total of its cash plan differs from its months by more"
        " than {toleransi_idr}.",
    ),
    cannot_tell=Text(
        "Apakah bulannya yang digeser atau totalnya yang tertinggal dari versi lama.",
        "Whether a month was moved or the total was left from an older version.",
    ),
    basis="anggaran kas satu tahun sama dengan pagu: Permendagri 77/2020 [S]",
    settles=Text(
        "anggaran kas yang disahkan BPKAD",
        "the cash plan approved by the treasury",
    ),
    thresholds=("toleransi_idr",),
    related=("HIT-007",),
    examples="""
        kode              | versi_anggaran | total_idr | jumlah_kas_idr | verdict
        1.03.02.2.01.0001 | murni          | 1200      | 1200           | pass
        1.03.02.2.01.0002 | murni          | 1200      | 1100           | fail
        1.03.02.2.01.0003 | murni          | 1200      |                | unknown
        1.03.02.2.01.0004 | murni          |           | 1100           | not examined
    """,
)
def total_kas_salah_jumlah(toleransi_idr: pl.Expr) -> Verdicts:
    """Only forms that have a total column."""
    written, planned = pl.col("total_idr"), pl.col("jumlah_kas_idr")
    return Verdicts(
        where=written.is_not_null(),
        ok=(written - planned).abs() <= toleransi_idr,
        unknown={"bulan_kosong": planned.is_null()},
        observed=written,
        expected=planned,
        impact_idr=(written - planned).abs(),
    )
