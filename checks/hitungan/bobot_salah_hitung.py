"""HIT-015: a weight is not the line's share of the agency's ceiling."""

from __future__ import annotations

import polars as pl

from checks.prepare.rounding import agrees
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="HIT-015",
    version=1,
    frame="rfk_bobot",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="bobot_pct",
    unit="pct",
    title=Text(
        "Bobot salah hitung",
        "Weight miscalculated",
    ),
    message=Text(
        "Bobot {kode} pada RFK {kode_opd} periode {periode} tertulis {observed}, menurut pagunya {expected}.",
        "The weight of {kode} in the RFK of {kode_opd} for {periode} says {observed}; its ceiling gives {expected}.",
    ),
    why=Text(
        "Bobot yang dinaikkan pada baris yang maju mengangkat kemajuan OPD tanpa pekerjaan bertambah.",
        "A weight raised on a line that goes well lifts the agency's progress without more work.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila bobotnya berselisih dengan pagunya dibagi jumlah pagu OPD lebih dari"
        " pembulatan ditambah {toleransi_poin} poin.",
        "An RFK line is a finding when its weight differs from its ceiling over the agency's total by more"
        " than rounding plus {toleransi_poin} points.",
    ),
    cannot_tell=Text(
        "Apakah OPD memang menimbang menurut hal lain, misalnya volume pekerjaan, dengan dasar yang tertulis.",
        "Whether the agency weighs by something else, such as volume of work, on a written basis.",
    ),
    basis="Permendagri 77/2020 [S]; pembulatan: keputusan sendiri",
    settles=Text(
        "pagu seluruh baris OPD",
        "the ceilings of all the agency's lines",
    ),
    thresholds=("toleransi_poin",),
    related=("HIT-016",),
    examples="""
        kode              | bobot_pct | hit_bobot_pct | ada_ditahan | verdict
        1.03.02.2.01.0001 | 33.33     | 33.3333       | false       | pass
        1.03.02.2.01.0002 | 43.33     | 33.3333       | false       | fail
        1.03.02.2.01.0003 | 43.33     | 33.3333       | true        | unknown
        1.03.02.2.01.0004 | 43.33     |               | false       | unknown
        1.03.02.2.01.0005 |           | 33.3333       | false       | unknown
    """,
)
def bobot_salah_hitung(toleransi_poin: pl.Expr) -> Verdicts:
    """Where rows of the sheet are held the agency's ceiling is not complete: unknown."""
    written, computed = pl.col("bobot_pct"), pl.col("hit_bobot_pct")
    return Verdicts(
        ok=agrees(written, computed, toleransi_poin),
        unknown={"bobot_kosong": written.is_null(), "baris_ditahan": pl.col("ada_ditahan")},
        observed=written,
        expected=computed,
    )
