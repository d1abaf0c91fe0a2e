"""ANG-006: the ceiling on the form is that of no version of the budget."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="ANG-006",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="pagu_idr",
    unit="idr",
    title=Text(
        "Pagu berbeda dari DPA",
        "Ceiling differs from the DPA",
    ),
    message=Text(
        "Pagu {kode} pada RFK {kode_opd} periode {periode} {observed}; DPA yang berlaku {expected} (versi"
        " {versi_berlaku}), dan tidak ada versi lain yang cocok.",
        "The ceiling of {kode} on the RFK of {kode_opd} for {periode} is {observed}; the budget in force"
        " says {expected} (version {versi_berlaku}), and no other version fits.",
    ),
    why=Text(
        "Pagu yang diubah di formulir mengubah setiap persentase di bawahnya.",
        "A ceiling changed on the form changes every percentage below it.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila pagunya berselisih dengan DPA yang berlaku lebih dari {toleransi_idr}"
        " dan tidak cocok dengan versi anggaran mana pun.",
        "An RFK line is a finding when its ceiling differs from the DPA in force by more than {toleransi_idr}"
        " and fits no budget version at all.",
    ),
    cannot_tell=Text(
        "Apakah ada pergeseran yang sudah sah tetapi dokumennya belum sampai kepada kami.",
        "Whether there was a proper shift of budget whose document has not reached us.",
    ),
    basis="UU 1/2004 ps 3(3) [K]",
    explanations=(
        Text(
            "pergeseran yang dokumennya belum dikirim",
            "a budget shift whose document was not sent yet",
        ),
    ),
    settles=Text(
        "DPA atau DPPA yang berlaku",
        "the DPA or DPPA in force",
    ),
    thresholds=("toleransi_idr",),
    related=(
        "ANG-002",
        "ANG-005",
    ),
    examples="""
        kode              | pagu_idr | pagu_berlaku_idr | versi_berlaku | versi_cocok | muncul | verdict
        1.03.02.2.01.0001 | 100      | 100              | murni         |             | 1      | pass
        1.03.02.2.01.0002 | 90       | 120              | perubahan     |             | 1      | fail
        1.03.02.2.01.0003 | 100      | 120              | perubahan     | murni       | 1      | excused
        1.03.02.2.01.0004 |          | 120              | perubahan     |             | 1      | unknown
        1.03.02.2.01.0005 | 100      |                  |               |             | 1      | unknown
        1.03.02.2.01.0006 | 60       | 120              | perubahan     |             | 2      | unknown
    """,
)
def pagu_berbeda_dari_dpa(toleransi_idr: pl.Expr) -> Verdicts:
    """Another version's ceiling is ANG-002 and excused here; a line split over several rows is unknown."""
    form, force = pl.col("pagu_idr"), pl.col("pagu_berlaku_idr")
    return Verdicts(
        ok=(form - force).abs() <= toleransi_idr,
        unknown={
            "pagu_tidak_ada": force.is_null() | form.is_null(),
            "baris_terpecah": ~(pl.col("muncul") == 1).fill_null(False),
        },
        excused={"versi_anggaran_lain": pl.col("versi_cocok").is_not_null()},
        observed=form,
        expected=force,
        impact_idr=(form - force).abs(),
        params={"versi_berlaku": pl.col("versi_berlaku")},
    )
