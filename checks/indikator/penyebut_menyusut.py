"""IND-012: a ratio rose although nothing more was achieved, since its denominator shrank."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="IND-012",
    version=1,
    frame="e81",
    severity=Severity.WARNING,
    kind=Kind.IMPLAUSIBLE,
    column="total_k",
    unit="pct",
    title=Text("Persentase naik karena penyebutnya menyusut", "A rate lifted by a smaller denominator"),
    message=Text(
        "Indikator {kode_indikator} {kode_opd} naik dari {expected} menjadi {observed}, tetapi"
        " pembilangnya dari {lalu_pembilang} menjadi {pembilang} dan penyebutnya dari {lalu_penyebut}"
        " menjadi {penyebut}.",
        "Indicator {kode_indikator} of {kode_opd} rose from {expected} to {observed}, but its numerator"
        " went from {lalu_pembilang} to {pembilang} and its denominator from {lalu_penyebut} to {penyebut}.",
    ),
    why=Text(
        "Rasio dapat dinaikkan tanpa hasil tambahan dengan mengeluarkan sebagian yang dihitung.",
        "A ratio can be lifted without any further result by leaving part of what is counted out.",
    ),
    condition=Text(
        "Indikator rasio mulai triwulan II menjadi temuan bila naik, sedangkan pembilangnya tidak bertambah"
        " dan penyebutnya menyusut lebih dari {susut_pct} %.",
        "A rate, from the second quarter on, is a finding when it rises while its numerator does not and its"
        " denominator shrank by more than {susut_pct} %.",
    ),
    cannot_tell=Text(
        "Rasio yang pembilang dan penyebutnya tidak ditulis; itu kebanyakan indikator.",
        "Rates whose numerator and denominator are not given; that is most of them.",
    ),
    basis="keputusan sendiri: penyebut menyusut lebih dari 5 % dan pembilang tidak naik",
    explanations=(
        Text(
            "penduduk atau sasaran memang berkurang menurut data resmi",
            "the population counted really fell by official figures",
        ),
    ),
    settles=Text(
        "definisi pembilang dan penyebut serta daftar yang dihitung",
        "definition of both parts, and the list of what was counted",
    ),
    thresholds=("susut_pct",),
    related=("IND-009",),
    examples="""
        triwulan | kode_indikator | berupa_rasio | pembilang | penyebut | lalu_pembilang | lalu_penyebut | verdict
        2        | a#1            | true         | 90        | 200      | 80             | 200           | pass
        2        | a#1            | true         | 80        | 150      | 80             | 200           | fail
        2        | a#1            | true         | 80        | 195      | 80             | 200           | pass
        2        | a#1            | true         | 90        | 150      | 80             | 200           | pass
        2        | a#1            | true         | 40        | 150      | 80             | 200           | pass
        2        | a#1            | true         |           |          |                |               | unknown
        2        | a#1            | true         | 80        | 0        | 80             | 200           | unknown
        1        | a#1            | true         | 80        | 150      |                |               | not examined
        2        | a#1            | false        | 80        | 150      | 80             | 200           | not examined
    """,
)
def penyebut_menyusut(susut_pct: pl.Expr) -> Verdicts:
    """Only where the cells give both parts (45/50); else unknown."""
    part, whole = pl.col("pembilang"), pl.col("penyebut")
    part_before, whole_before = pl.col("lalu_pembilang"), pl.col("lalu_penyebut")
    usable = (whole > 0) & (whole_before > 0)
    now = pl.when(usable).then(part / whole * 100)
    before = pl.when(usable).then(part_before / whole_before * 100)
    shrunk = whole < whole_before * (1 - susut_pct / 100)
    return Verdicts(
        where=pl.col("berupa_rasio") & (pl.col("triwulan") >= 2),
        ok=~(shrunk & (part <= part_before) & (now > before)),
        unknown={"pembilang_penyebut_tidak_disebut": now.is_null() | before.is_null()},
        observed=now,
        expected=before,
        params={
            "pembilang": part,
            "penyebut": whole,
            "lalu_pembilang": part_before,
            "lalu_penyebut": whole_before,
        },
    )
