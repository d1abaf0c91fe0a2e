"""HIT-016: the weights of a report do not add up to 100."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="HIT-016",
    version=1,
    frame="rfk_bobot_jumlah",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    unit="pct",
    title=Text(
        "Jumlah bobot bukan 100",
        "Weights do not add up to 100",
    ),
    message=Text(
        "Jumlah bobot {kode_opd} periode {periode} adalah {observed}, seharusnya 100%.",
        "The weights of {kode_opd} for {periode} add up to {observed}; they should make 100%.",
    ),
    why=Text(
        "Kemajuan OPD yang ditimbang dengan bobot yang tidak genap 100 tidak dapat dibandingkan.",
        "Progress weighed with weights that do not make 100 cannot be compared.",
    ),
    condition=Text(
        "Laporan OPD menjadi temuan bila jumlah bobot seluruh barisnya berselisih dengan 100 lebih dari"
        " pembulatan ditambah {toleransi_poin} poin.",
        "An agency's report is a finding when its weights add up to other than 100 by more than rounding plus"
        " {toleransi_poin} points.",
    ),
    cannot_tell=Text(
        "Baris mana yang bobotnya keliru, dan berapa kemajuan OPD seharusnya.",
        "Which line's weight is wrong, and what the agency's progress should have been.",
    ),
    basis="Permendagri 77/2020 [S]; pembulatan: keputusan sendiri",
    settles=Text(
        "bobot seluruh baris OPD",
        "the weights of all the agency's lines",
    ),
    thresholds=("toleransi_poin",),
    related=("HIT-015",),
    examples="""
        kode_opd | jumlah_bobot_pct | longgar_pct | ada_ditahan | verdict
        1.03     | 99.98            | 0.05        | false       | pass
        1.03     | 104              | 0.05        | false       | fail
        1.03     | 94               | 0.05        | true        | unknown
        1.03     |                  | 0.05        | false       | unknown
    """,
)
def jumlah_bobot_bukan_100(toleransi_poin: pl.Expr) -> Verdicts:
    """Judged once a report; half a unit of the last decimal per line is allowed for."""
    total = pl.col("jumlah_bobot_pct")
    return Verdicts(
        ok=(total - 100).abs() <= pl.col("longgar_pct") + toleransi_poin,
        unknown={"bobot_kosong": total.is_null(), "baris_ditahan": pl.col("ada_ditahan")},
        observed=total,
        expected=pl.lit(100),
    )
