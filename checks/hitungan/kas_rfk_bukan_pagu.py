"""HIT-020: the cash plan on an RFK line does not add up to its ceiling."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="HIT-020",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="kas_total_idr",
    unit="idr",
    title=Text(
        "Anggaran kas pada RFK bukan pagu",
        "The RFK's cash plan is not the ceiling",
    ),
    message=Text(
        "Anggaran kas {kode} pada RFK {kode_opd} periode {periode} berjumlah {observed}, pagu pada"
        " formulir yang sama {expected} (selisih {difference}).",
        "The cash plan of {kode} on the RFK of {kode_opd} for {periode} adds up to {observed}; the ceiling"
        " on the same form is {expected} (difference {difference}).",
    ),
    why=Text(
        "RAK pada RFK adalah pembagi deviasi; bila tidak genap pagu, deviasinya keliru.",
        "The plan on the RFK is the base of its deviation; if it does not make the ceiling, the deviation is wrong.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila dua belas bulan RAK pada formulir itu berjumlah lain daripada pagu"
        " pada baris yang sama, lebih dari {toleransi_idr}.",
        "An RFK line is a finding when the twelve months of plan on the form differ from the ceiling on the"
        " same line by more than {toleransi_idr}.",
    ),
    cannot_tell=Text(
        "Apakah RAK pada RFK sama dengan anggaran kas yang disahkan BPKAD; kedua dokumen itu tidak"
        " dibandingkan di sini.",
        "Whether the plan on the RFK is the one BPKAD approved; the two documents are not compared here.",
    ),
    basis="anggaran kas satu tahun sama dengan pagu: Permendagri 77/2020 [S]",
    settles=Text(
        "anggaran kas yang berlaku",
        "the cash plan in force",
    ),
    thresholds=("toleransi_idr",),
    related=("HIT-007",),
    examples="""
        kode              | pagu_idr | kas_idr                                         | verdict
        1.03.02.2.01.0001 | 1200     | 100 100 100 100 100 100 100 100 100 100 100 100 | pass
        1.03.02.2.01.0002 | 1300     | 100 100 100 100 100 100 100 100 100 100 100 100 | fail
        1.03.02.2.01.0003 |          | 100 100 100 100 100 100 100 100 100 100 100 100 | unknown
        1.03.02.2.01.0004 | 1200     | 100 100 100                                     | unknown
        1.03.02.2.01.0005 | 1200     |                                                 | not examined
    """,
)
def kas_rfk_bukan_pagu(toleransi_idr: pl.Expr) -> Verdicts:
    """Only forms that carry the plan; a month left blank leaves it unknown."""
    months, ceiling = pl.col("kas_idr"), pl.col("pagu_idr")
    complete = months.list.drop_nulls().list.len() == 12
    planned = pl.when(complete).then(months.list.sum())
    return Verdicts(
        where=months.is_not_null(),
        ok=(planned - ceiling).abs() <= toleransi_idr,
        unknown={"bulan_kosong": ~complete, "pagu_kosong": ceiling.is_null()},
        observed=planned,
        expected=ceiling,
        impact_idr=(planned - ceiling).abs(),
    )
