"""HIT-012: the deviation from the cash plan is not (plan - reached) / plan."""

from __future__ import annotations

import polars as pl

from checks.prepare.rounding import HUNDREDTHS, agrees, rounding_of
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="HIT-012",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="deviasi_pct",
    unit="pct",
    title=Text(
        "Deviasi salah hitung",
        "Deviation miscalculated",
    ),
    message=Text(
        "Deviasi {kode} pada RFK {kode_opd} periode {periode} tertulis {observed}, menurut rumusnya"
        " {expected} (RAK dikurangi capaian, dibagi RAK).",
        "The deviation of {kode} in the RFK of {kode_opd} for {periode} says {observed}; its formula gives"
        " {expected} (plan less rate reached, over plan).",
    ),
    why=Text(
        "Tanda atau pembagi deviasi yang terbalik menyembunyikan baris yang tertinggal.",
        "A deviation with its sign or base turned round hides the lines that lag.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila deviasinya berselisih dengan (RAK − capaian) dibagi RAK lebih dari"
        " pembulatan ditambah {toleransi_poin} poin.",
        "An RFK line is a finding when its deviation differs from (plan − achieved) over plan by more than"
        " rounding plus {toleransi_poin} points.",
    ),
    cannot_tell=Text(
        "Apakah OPD memakai rumus deviasi lain secara konsisten; daerah berbeda menulis tanda yang berbeda.",
        "Whether the agency uses another deviation formula throughout; regions differ in the sign they write.",
    ),
    basis="Permendagri 77/2020 [S]; pembulatan: keputusan sendiri",
    settles=Text(
        "kolom RAK dan capaian baris ini",
        "the line's plan and rate columns",
    ),
    thresholds=("toleransi_poin",),
    related=("HIT-002",),
    examples="""
        kode              | rak_pct | realisasi_pct | deviasi_pct | verdict
        1.03.02.2.01.0001 | 50      | 40            | 20          | pass
        1.03.02.2.01.0002 | 50.01   | 40.02         | 19.98       | pass
        1.03.02.2.01.0003 | 50      | 40            | -20         | fail
        1.03.02.2.01.0004 | 0       | 40            | 10          | unknown
        1.03.02.2.01.0005 | 50      |               | 10          | unknown
        1.03.02.2.01.0006 | 50      | 40            |             | unknown
        1.03.02.2.01.0007 |         | 40            |             | not examined
    """,
)
def deviasi_salah_hitung(toleransi_poin: pl.Expr) -> Verdicts:
    """What rounding of both inputs can do to the quotient is allowed for; a plan of nothing has no deviation."""
    plan, reached, written = pl.col("rak_pct"), pl.col("realisasi_pct"), pl.col("deviasi_pct")
    computed = pl.when(plan > 0).then((plan - reached) / plan * 100)
    typed = pl.min_horizontal(rounding_of(plan), HUNDREDTHS) * reached.abs() / plan**2 * 100
    read = pl.min_horizontal(rounding_of(reached), HUNDREDTHS) / plan * 100
    return Verdicts(
        where=plan.is_not_null() | written.is_not_null(),
        ok=agrees(written, computed, toleransi_poin + typed + read),
        unknown={
            "deviasi_kosong": written.is_null(),
            "rak_nol_atau_kosong": computed.is_null(),
        },
        observed=written,
        expected=computed,
    )
