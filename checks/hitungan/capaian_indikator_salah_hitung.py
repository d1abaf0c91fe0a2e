"""HIT-023: a stated capaian fits no formula."""

from __future__ import annotations

import polars as pl

from checks.prepare.capaian import capped
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="HIT-023",
    version=2,
    frame="capaian",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="capaian_pct",
    unit="pct",
    title=Text("Capaian indikator salah hitung", "Capaian of an indicator miscalculated"),
    message=Text(
        "Capaian indikator {kode_indikator} {kode_opd} {periode} tertulis {observed}; realisasi terhadap"
        " target memberi {expected}.",
        "The capaian of indicator {kode_indikator} of {kode_opd} for {periode} says {observed}; its"
        " realisation against its target gives {expected}.",
    ),
    why=Text(
        "Capaian dihitung ulang menurut polaritas indikator; semua rumus yang lazim dipakai diterima.",
        "Capaian is recomputed by the indicator's polarity; every formula in official use is accepted.",
    ),
    condition=Text(
        "Indikator menjadi temuan bila capaiannya berselisih lebih dari pembulatan ditambah {toleransi_poin}"
        " poin dengan realisasi terhadap target, menurut arahnya maupun arah sebaliknya.",
        "An indicator is a finding when its achievement differs by more than rounding plus {toleransi_poin}"
        " points from result over target, both by its direction and by the opposite one.",
    ),
    cannot_tell=Text(
        "Apakah indikator itu punya rumus capaian sendiri dalam definisi operasionalnya.",
        "Whether the indicator has an achievement formula of its own in its operational definition.",
    ),
    basis="Permendagri 86/2017 [S]; PermenPANRB 53/2014 [K]; pembulatan: keputusan sendiri",
    explanations=(
        Text(
            "rumus khusus menurut definisi operasional indikator",
            "a formula of its own in the indicator's operational definition",
        ),
    ),
    settles=Text("kertas kerja pengukuran kinerja", "the working paper of the measurement"),
    thresholds=("toleransi_poin",),
    related=("IND-001",),
    examples="""
        sumber | polaritas | capaian_pct | harapan_pct | jarak_benar_pct | jarak_keliru_pct | kelonggaran_pct | verdict
        indikator | naik | 90 | 90 | 0 | 21 | 0.51 | pass
        indikator | naik | 97 | 90 | 7 | 14 | 0.51 | fail
        indikator | naik | 110 | 90 | 20 | 0 | 0.51 | pass
        indikator | naik | 100 | 125 | 25 | 20 | 0.51 | excused
        indikator | naik | 120 | 178 | 58 | 64 | 0.51 | excused
        indikator | naik | 120 | 90 | 30 | 9 | 0.51 | fail
        indikator | naik | 97 |  |  |  | 0.51 | unknown
        indikator |  | 97 |  |  |  | 0.51 | unknown
        indikator | naik |  | 90 |  |  |  | unknown
        e81 | naik | 97 | 90 | 7 | 14 | 0.51 | not examined
    """,
)
def capaian_indikator_salah_hitung(toleransi_poin: pl.Expr) -> Verdicts:
    """A capaian that fits the other polarity alone is IND-001's; E.81's column 14 is HIT-008's."""
    right, wrong, slack = pl.col("jarak_benar_pct"), pl.col("jarak_keliru_pct"), pl.col("kelonggaran_pct")
    beyond = slack + toleransi_poin
    stated, computed = pl.col("capaian_pct"), pl.col("harapan_pct")
    return Verdicts(
        where=pl.col("sumber") == "indikator",
        ok=(right <= beyond) | (wrong <= beyond),
        unknown={
            "capaian_kosong": stated.is_null(),
            "target_atau_realisasi_tidak_dapat_dipakai": right.is_null(),
            "polaritas_tidak_diketahui": pl.col("polaritas").is_null(),
        },
        excused={"dibatasi": capped(stated, computed)},
        observed=stated,
        expected=computed,
    )
