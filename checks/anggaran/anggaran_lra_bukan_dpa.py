"""ANG-003: the spending budget on an agency's LRA is not its DPA in force."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="ANG-003",
    version=1,
    frame="lra_opd",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    unit="idr",
    title=Text(
        "Anggaran LRA berbeda dari DPA",
        "LRA budget differs from the DPA",
    ),
    message=Text(
        "Anggaran belanja LRA {kode_opd} periode {periode} {observed}, DPA yang berlaku {expected} (selisih "
        "{difference}).",
        "The spending budget on the LRA of {kode_opd} for {periode} is {observed}; its DPA in force says "
        "{expected} (difference {difference}).",
    ),
    why=Text(
        "LRA dan RFK yang memakai anggaran berbeda tidak dapat dibandingkan capaiannya.",
        "Rates of an LRA and an RFK over different budgets cannot be compared.",
    ),
    condition=Text(
        "LRA satu OPD menjadi temuan bila anggaran belanjanya berselisih dengan DPA yang berlaku lebih dari"
        " {toleransi_idr} atau pembulatan laporannya.",
        "An agency's LRA is a finding when its spending budget differs from the DPA in force by more than"
        " {toleransi_idr} or the report's rounding.",
    ),
    cannot_tell=Text(
        "Akun mana yang berbeda; hanya jumlah OPD yang dibandingkan, dan dua selisih berlawanan dapat saling menutupi.",
        "Which account differs; only the agency's total is compared, and two opposite differences may cancel out.",
    ),
    basis="Permendagri 77/2020 [S]",
    explanations=(
        Text(
            "perubahan parkada yang belum diikuti DPA",
            "a change by regulation the DPA does not follow yet",
        ),
    ),
    settles=Text(
        "DPA atau DPPA dan anggaran di sistem BPKAD",
        "the DPA or DPPA and the treasury's budget",
    ),
    thresholds=("toleransi_idr",),
    related=("ANG-005",),
    examples="""
        kode_opd | anggaran_idr | dpa_idr | dpa_baris_idr | n_kosong | ada_ditahan | presisi_idr | verdict
        1.03     | 1000         | 1000    | 1000          | 0        | false       | 1           | pass
        1.03     | 1000         | 200     | 1000          | 0        | false       | 1           | pass
        1.03     | 1300         | 1000    | 1000          | 0        | false       | 1           | fail
        1.03     | 900          | 1000    | 1000          | 2        | false       | 1           | unknown
        1.03     | 900          | 1000    | 1000          | 0        | true        | 1           | unknown
        1.03     | 900          |         |               | 0        | false       | 1           | unknown
        1.03     |              | 1000    | 1000          | 0        | false       | 1           | unknown
    """,
)
def anggaran_lra_bukan_dpa(toleransi_idr: pl.Expr) -> Verdicts:
    """Either reading of the budget in force will do: the last version as a whole, or line by line."""
    budget, whole, lines = pl.col("anggaran_idr"), pl.col("dpa_idr"), pl.col("dpa_baris_idr")
    slack = pl.max_horizontal(toleransi_idr, pl.col("presisi_idr") * pl.col("n_baris").fill_null(1) / 2)
    either = (budget - whole).abs().le(slack) | (budget - lines).abs().le(slack)
    return Verdicts(
        ok=either,
        unknown={
            "dpa_tidak_lengkap": whole.is_null() | lines.is_null(),
            "angka_kosong": budget.is_null() | (pl.col("n_kosong") > 0),
            "baris_ditahan": pl.col("ada_ditahan"),
        },
        observed=budget,
        expected=whole,
        impact_idr=(budget - whole).abs(),
    )
