"""IND-011: the same output is claimed under two codes of one agency."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="IND-011",
    version=1,
    frame="e81",
    severity=Severity.WARNING,
    kind=Kind.IMPLAUSIBLE,
    column="total_k",
    unit="nilai",
    title=Text("Keluaran yang sama dihitung pada dua kegiatan", "The same output counted in two activities"),
    message=Text(
        "Keluaran indikator {kode_indikator} {kode_opd} ({observed} {satuan}) sama persis, target dan tiap"
        " triwulannya, dengan {n_sama} kode lain. Mohon daftar keluaran tiap kegiatan.",
        "The output of indicator {kode_indikator} of {kode_opd} ({observed} {satuan}) matches another code"
        " exactly, in target and every quarter (codes alike: {n_sama}). Please send the list of outputs by"
        " activity.",
    ),
    why=Text(
        "Satu keluaran yang dicatat di dua kegiatan menggandakan capaian OPD.",
        "One output booked under two activities doubles the agency's result.",
    ),
    condition=Text(
        "Keluaran bernilai {nilai_min} atau lebih menjadi temuan bila target dan setiap triwulannya sama"
        " persis dengan keluaran pada kode lain.",
        "An output of {nilai_min} or more is a finding when its target and every quarter equal those of"
        " another code exactly.",
    ),
    cannot_tell=Text(
        "Apakah keduanya benda yang sama; hanya daftar lokasi atau penerima yang dapat menunjukkannya.",
        "Whether both are the same things; only a list of places or recipients can show that.",
    ),
    basis="keputusan sendiri: uraian, satuan, target dan semua triwulan sama, sedikitnya sepuluh satuan",
    explanations=(
        Text("dua kegiatan dengan sasaran yang kebetulan sama besar", "two activities whose numbers happen to agree"),
    ),
    settles=Text(
        "daftar keluaran per kegiatan (lokasi, penerima)", "the list of outputs by activity (places, recipients)"
    ),
    thresholds=("nilai_min",),
    related=("KLP-004",),
    examples="""
        kode_indikator | satuan  | sepele | berupa_rasio | total_k | n_keluaran_sama | verdict
        a#1            | orang   | false  | false        | 120     | 0               | pass
        a#1            | orang   | false  | false        | 120     | 1               | fail
        a#1            | orang   | false  | false        | 9       | 1               | not examined
        a#1            | dokumen | true   | false        | 120     | 1               | not examined
        a#1            | persen  | false  | true         | 80      | 1               | not examined
        a#1            | orang   | false  | false        | 120     |                 | unknown
        a#1            | orang   | false  | false        |         |                 | unknown
    """,
)
def keluaran_dihitung_dua_kali(nilai_min: pl.Expr) -> Verdicts:
    """Small numbers, documents, reports and rates collide honestly and are not judged."""
    total, twins = pl.col("total_k"), pl.col("n_keluaran_sama")
    return Verdicts(
        where=(total >= nilai_min) & ~pl.col("sepele") & ~pl.col("berupa_rasio"),
        ok=twins == 0,
        unknown={"keluaran_tidak_lengkap": twins.is_null()},
        observed=total,
        params={"satuan": pl.col("satuan"), "n_sama": twins},
        impact_idr=pl.col("total_idr"),
    )
