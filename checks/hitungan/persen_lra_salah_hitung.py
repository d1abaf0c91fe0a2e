"""HIT-014: the rate on an LRA line is not what its own figures give."""

from __future__ import annotations

import polars as pl

from checks.prepare.rounding import agrees
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="HIT-014",
    version=1,
    frame="lra",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="realisasi_pct",
    unit="pct",
    title=Text(
        "Persentase LRA salah hitung",
        "LRA rate miscalculated",
    ),
    message=Text(
        "Persentase {kunci} pada LRA {kode_opd} periode {periode} tertulis {observed}, menurut anggaran"
        " dan realisasinya sendiri {expected}.",
        "The rate of {kunci} in the LRA of {kode_opd} for {periode} says {observed}; its own budget and"
        " realisation give {expected}.",
    ),
    why=Text(
        "Persentase dibandingkan dengan anggaran pada lembar yang sama, baris demi baris.",
        "The rate is set against the budget on the same sheet, line by line.",
    ),
    condition=Text(
        "Akun LRA menjadi temuan bila persentasenya berselisih dengan realisasi dibagi anggaran pada lembar"
        " yang sama lebih dari pembulatan ditambah {toleransi_poin} poin.",
        "An LRA account is a finding when its rate differs from realisation over budget on the same sheet by"
        " more than rounding plus {toleransi_poin} points.",
    ),
    cannot_tell=Text(
        "Apakah anggaran pada LRA itu sendiri versi yang berlaku; itu ditanyakan ANG-003.",
        "Whether the budget on the LRA is itself the version in force; ANG-003 asks that.",
    ),
    basis="Permendagri 77/2020 [S]; pembulatan: keputusan sendiri",
    settles=Text(
        "anggaran dan realisasi akun ini",
        "the account's budget and realisation",
    ),
    thresholds=("toleransi_poin",),
    related=("HIT-002",),
    examples="""
        kunci  | anggaran_idr | hit_pct | realisasi_pct | presisi_idr | verdict
        5.1.02 | 1000         | 95.32   | 95.32         | 1           | pass
        5.1.02 | 1000         | 95.32   | 95.3          | 1           | pass
        5.1.02 | 1000         | 95.32   | 75.32         | 1           | fail
        5.1.02 | 1000000000   | 95.32   | 96.1          | 10000000    | pass
        5.1.02 | 0            |         | 100           | 1           | unknown
        5.1.02 | 1000         | 95.32   |               | 1           | unknown
    """,
)
def persen_lra_salah_hitung(toleransi_poin: pl.Expr) -> Verdicts:
    """Sources rounded to millions are judged no finer than that."""
    written, computed, budget = pl.col("realisasi_pct"), pl.col("hit_pct"), pl.col("anggaran_idr")
    coarse = pl.when(pl.col("presisi_idr") > 1).then(pl.col("presisi_idr") * (100 + computed.abs()) / 2 / budget)
    return Verdicts(
        ok=agrees(written, computed, toleransi_poin + coarse.otherwise(0.0)),
        unknown={"persen_kosong": written.is_null(), "pembagi_nol_atau_kosong": computed.is_null()},
        observed=written,
        expected=computed,
    )
