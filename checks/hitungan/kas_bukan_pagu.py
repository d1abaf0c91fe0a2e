"""HIT-007: the months of a cash plan do not add up to the ceiling."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="HIT-007",
    version=1,
    frame="kas",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="kas_idr",
    unit="idr",
    title=Text(
        "Jumlah anggaran kas bukan pagu",
        "The cash plan does not add up to the ceiling",
    ),
    message=Text(
        "Anggaran kas {kode} ({kode_opd}) setahun {observed}, sedangkan pagunya {expected} (selisih {difference}).",
        "The year's cash plan of {kode} ({kode_opd}) is {observed}; its ceiling is {expected} (difference"
        " {difference}).",
    ),
    why=Text(
        "RAK yang tidak genap pagu membuat persentase rencana keliru sepanjang tahun.",
        "A cash plan that does not make the ceiling puts the planned rates wrong all year.",
    ),
    condition=Text(
        "Sub kegiatan menjadi temuan bila dua belas bulan anggaran kasnya berjumlah lain daripada pagunya,"
        " lebih dari {toleransi_idr}.",
        "A sub kegiatan is a finding when its twelve months of cash plan differ from its ceiling by more than"
        " {toleransi_idr}.",
    ),
    cannot_tell=Text(
        "Bulan mana yang kurang atau berlebih, dan apakah pagunya yang sudah bergeser sejak RAK disusun.",
        "Which month is short or over, and whether the ceiling moved after the plan was made.",
    ),
    basis="anggaran kas satu tahun sama dengan pagu: Permendagri 77/2020 [S]",
    settles=Text(
        "anggaran kas yang disahkan BPKAD",
        "the cash plan approved by the treasury",
    ),
    thresholds=("toleransi_idr",),
    related=(
        "HIT-019",
        "HIT-020",
    ),
    examples="""
        kode              | versi_anggaran | pagu_idr | jumlah_kas_idr | bulan_terisi | verdict
        1.03.02.2.01.0001 | murni          | 1200     | 1200           | 12           | pass
        1.03.02.2.01.0002 | murni          | 1200     | 1100           | 12           | fail
        1.03.02.2.01.0003 | murni          | 1200     |                | 11           | unknown
        1.03.02.2.01.0004 | murni          |          | 1200           | 12           | unknown
    """,
)
def kas_bukan_pagu(toleransi_idr: pl.Expr) -> Verdicts:
    """A month left blank is not a month of zero: unknown."""
    planned, ceiling = pl.col("jumlah_kas_idr"), pl.col("pagu_idr")
    return Verdicts(
        ok=(planned - ceiling).abs() <= toleransi_idr,
        unknown={"bulan_kosong": planned.is_null(), "pagu_kosong": ceiling.is_null()},
        observed=planned,
        expected=ceiling,
        impact_idr=(planned - ceiling).abs(),
    )
