"""HIT-011: the closing total is not the total of the lines it covers."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="HIT-011",
    version=1,
    frame="induk",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    unit="idr",
    title=Text(
        "Baris total bukan jumlah barisnya",
        "The total line is not the total of its lines",
    ),
    message=Text(
        "Total {ukuran} pada {formulir} {kode_opd} periode {periode} tertulis {observed}, sedangkan"
        " {n_anak} baris rincinya berjumlah {expected} (selisih {difference}).",
        "The total of {ukuran} in the {formulir} of {kode_opd} for {periode} says {observed}; its {n_anak}"
        " lines add up to {expected} (difference {difference}).",
    ),
    why=Text(
        "Total yang diketik tidak ikut berubah ketika baris diperbaiki, dan sebaliknya.",
        "A typed total does not follow when a line is corrected, nor the other way round.",
    ),
    condition=Text(
        "Baris total menjadi temuan bila nilainya berselisih dengan jumlah baris yang dicakupnya lebih dari"
        " {rupiah_per_baris} kali banyaknya baris.",
        "A total line is a finding when it differs from the sum of the lines it covers by more than"
        " {rupiah_per_baris} times their number.",
    ),
    cannot_tell=Text(
        "Baris mana yang diperbaiki tanpa mengubah totalnya, atau apakah ada baris yang tidak ikut dikirim.",
        "Which line was corrected without the total following, or whether a line was not sent along.",
    ),
    basis="Permendagri 77/2020 [S]; pembulatan Rp1 per baris: keputusan sendiri",
    settles=Text(
        "rincian yang membentuk total",
        "the lines that make up the total",
    ),
    thresholds=("rupiah_per_baris",),
    related=("HIT-001",),
    examples="""
        kode | peran | nilai_idr | jumlah_idr | n_anak | n_kosong | ada_ditahan | total_jelas | presisi_idr | verdict
        a    | total | 300       | 300        | 3      | 0        | false       | true        | 1           | pass
        a    | total | 400       | 300        | 3      | 0        | false       | true        | 1           | fail
        a    | total | 400       | 300        | 3      | 0        | false       | false       | 1           | unknown
        a    | total | 400       | 300        | 3      | 2        | false       | true        | 1           | unknown
        a    | total |           | 300        | 3      | 0        | false       | true        | 1           | unknown
        a    | total | 400       |            | 0      | 0        | false       | true        | 1           | unknown
    """,
)
def total_bukan_jumlah_baris(rupiah_per_baris: pl.Expr) -> Verdicts:
    """Where it is not clear which lines a total covers it is unknown."""
    value, total, lines = pl.col("nilai_idr"), pl.col("jumlah_idr"), pl.col("n_anak")
    precise = pl.col("presisi_idr") == 1
    slack = pl.when(precise).then(lines * rupiah_per_baris).otherwise((lines + 1) * pl.col("presisi_idr") / 2)
    return Verdicts(
        where=pl.col("peran") == "total",
        ok=(value - total).abs() <= slack,
        unknown={
            "cakupan_total_tidak_jelas": ~pl.col("total_jelas") | total.is_null(),
            "baris_kosong": pl.col("n_kosong") > 0,
            "baris_ditahan": pl.col("ada_ditahan"),
            "nilai_kosong": value.is_null(),
        },
        observed=value,
        expected=total,
        impact_idr=(value - total).abs(),
        column=pl.col("ukuran"),
        params={"n_anak": lines.cast(pl.String)},
    )
