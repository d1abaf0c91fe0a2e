"""ANG-005: the ceilings on an agency's RFK do not add up to its approved total."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="ANG-005",
    version=1,
    frame="rfk_opd",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    unit="idr",
    title=Text(
        "Jumlah pagu OPD berbeda dari DPA",
        "The agency's ceilings differ from the DPA",
    ),
    message=Text(
        "Jumlah pagu RFK {kode_opd} periode {periode} {observed}, DPA yang berlaku {expected} (selisih {difference}).",
        "The ceilings on the RFK of {kode_opd} for {periode} add up to {observed}; its DPA in force says "
        "{expected} (difference {difference}).",
    ),
    why=Text(
        "Selisihnya adalah baris yang hilang, ganda, atau pagu yang diubah.",
        "The difference is lines missing, doubled, or ceilings changed.",
    ),
    condition=Text(
        "RFK satu OPD menjadi temuan bila jumlah pagunya berselisih dengan DPA yang berlaku lebih dari"
        " {toleransi_idr}.",
        "An agency's RFK is a finding when its ceilings together differ from the DPA in force by more than"
        " {toleransi_idr}.",
    ),
    cannot_tell=Text(
        "Baris mana penyebabnya; bila ada, baris itu disebut aturan lain dalam kasus yang sama.",
        "Which line is the cause; where there is one, another rule names it in the same case.",
    ),
    basis="Permendagri 77/2020 [S]",
    settles=Text(
        "DPA atau DPPA yang berlaku",
        "the DPA or DPPA in force",
    ),
    thresholds=("toleransi_idr",),
    related=(
        "KLP-006",
        "KLP-012",
        "ANG-006",
    ),
    examples="""
        kode_opd | pagu_idr | dpa_idr | dpa_baris_idr | n_pagu_kosong | ada_ditahan | verdict
        1.03     | 1000     | 1000    | 1000          | 0             | false       | pass
        1.03     | 1000     | 200     | 1000          | 0             | false       | pass
        1.03     | 1300     | 1000    | 1000          | 0             | false       | fail
        1.03     | 900      | 1000    | 1000          | 2             | false       | unknown
        1.03     | 900      | 1000    | 1000          | 0             | true        | unknown
        1.03     | 900      |         |               | 0             | false       | unknown
        1.03     |          | 1000    | 1000          | 0             | false       | unknown
    """,
)
def jumlah_pagu_bukan_dpa(toleransi_idr: pl.Expr) -> Verdicts:
    """Either reading of the budget in force will do: the last version as a whole, or line by line."""
    ceiling, whole, lines = pl.col("pagu_idr"), pl.col("dpa_idr"), pl.col("dpa_baris_idr")
    slack = toleransi_idr
    either = (ceiling - whole).abs().le(slack) | (ceiling - lines).abs().le(slack)
    return Verdicts(
        ok=either,
        unknown={
            "dpa_tidak_lengkap": whole.is_null() | lines.is_null(),
            "angka_kosong": ceiling.is_null() | (pl.col("n_pagu_kosong") > 0),
            "baris_ditahan": pl.col("ada_ditahan"),
        },
        observed=ceiling,
        expected=whole,
        impact_idr=(ceiling - whole).abs(),
    )
