"""HIT-013: the rate up to last month or of this month is not what its own figures give."""

from __future__ import annotations

import polars as pl

from checks.prepare.rounding import agrees, share_pct
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="HIT-013",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    unit="pct",
    title=Text(
        "Persentase bulan lalu atau bulan ini salah hitung",
        "Rate of last or this month miscalculated",
    ),
    message=Text(
        "Persentase {bagian} {kode} pada RFK {kode_opd} periode {periode} tertulis {observed}, menurut"
        " angkanya sendiri {expected}.",
        "The rate {bagian} of {kode} in the RFK of {kode_opd} for {periode} says {observed}; its own"
        " figures give {expected}.",
    ),
    why=Text(
        "Ketiga persentase baris ini memakai pembagi yang sama; yang berbeda biasanya diketik.",
        "The three rates of a line share one base; one that differs was usually typed.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila persentase bulan lalu atau bulan ini berselisih dengan rupiahnya"
        " dibagi pagu lebih dari pembulatan ditambah {toleransi_poin} poin.",
        "An RFK line is a finding when the rate of last or this month differs from its rupiah over the"
        " ceiling by more than rounding plus {toleransi_poin} points.",
    ),
    cannot_tell=Text(
        "Apakah pada bulan itu pagu lain yang berlaku; pembagi yang dipakai di sini adalah pagu yang tertulis"
        " sekarang.",
        "Whether another ceiling was in force that month; the divisor used here is the ceiling written now.",
    ),
    basis="Permendagri 77/2020 [S]; pembulatan: keputusan sendiri",
    settles=Text(
        "realisasi bulan lalu dan bulan ini",
        "spending of last and this month",
    ),
    thresholds=("toleransi_poin",),
    related=(
        "HIT-002",
        "HIT-003",
    ),
    examples="""
        kode              | pagu_idr | lalu_idr | lalu_pct | ini_idr | ini_pct | verdict
        1.03.02.2.01.0001 | 1000     | 100      | 10       | 50      | 5       | pass
        1.03.02.2.01.0002 | 1000     | 100      | 10       | 50      | 15      | fail
        1.03.02.2.01.0003 | 1000     | 100      | 20       | 50      | 5       | fail
        1.03.02.2.01.0004 | 1000     | 100      | 10       | 50      |         | unknown
        1.03.02.2.01.0005 | 0        | 0        | 0        | 0       | 0       | unknown
        1.03.02.2.01.0006 | 1000     |          |          |         |         | not examined
    """,
)
def persen_bulanan_salah_hitung(toleransi_poin: pl.Expr) -> Verdicts:
    """Only forms that split the months; the other rate missing leaves the line unknown unless one is wrong."""
    before, now = share_pct("lalu_idr", "pagu_idr"), share_pct("ini_idr", "pagu_idr")
    right_before = agrees(pl.col("lalu_pct"), before, toleransi_poin)
    right_now = agrees(pl.col("ini_pct"), now, toleransi_poin)
    first = pl.when(~right_before)
    parts = ("lalu_idr", "lalu_pct", "ini_idr", "ini_pct")
    return Verdicts(
        where=pl.any_horizontal(pl.col(name).is_not_null() for name in parts),
        ok=right_before & right_now,
        unknown={"pembagi_nol_atau_kosong": ~(pl.col("pagu_idr") > 0).fill_null(False)},
        observed=first.then("lalu_pct").otherwise("ini_pct"),
        expected=first.then(before).otherwise(now),
        column=first.then(pl.lit("lalu_pct")).otherwise(pl.lit("ini_pct")),
        params={"bagian": first.then(pl.lit("lalu")).otherwise(pl.lit("ini"))},
    )
