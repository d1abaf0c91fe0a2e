"""IND-001: a stated capaian fits only the opposite polarity."""

from __future__ import annotations

import polars as pl

from checks.prepare.capaian import capped
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="IND-001",
    version=2,
    frame="capaian",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    unit="pct",
    title=Text("Capaian memakai arah indikator yang keliru", "Capaian by the wrong polarity"),
    message=Text(
        "Capaian indikator {kode_indikator} {kode_opd} {periode} ({polaritas}) tertulis {observed}: hanya"
        " cocok bila arahnya dibalik; menurut arahnya sendiri {expected}.",
        "The capaian of indicator {kode_indikator} of {kode_opd} for {periode} ({polaritas}) says"
        " {observed}: it only fits the opposite direction; by its own it is {expected}.",
    ),
    why=Text(
        "Pada indikator yang makin kecil makin baik, R/T membuat hasil yang memburuk tampak tinggi, dan sebaliknya.",
        "Where less is better, R/T makes a worsening result look high, and the other way round.",
    ),
    condition=Text(
        "Capaian menjadi temuan bila hanya cocok dengan rumus arah sebaliknya dan tidak dengan rumus arah"
        " indikatornya sendiri.",
        "An achievement is a finding when it fits only the formula of the opposite direction and not that of"
        " the indicator's own.",
    ),
    cannot_tell=Text(
        "Indikator yang capaiannya mendekati 100 %: di sana kedua rumus memberi angka yang hampir sama.",
        "Indicators close to 100 %: there both formulas give nearly the same figure.",
    ),
    basis="Permendagri 86/2017 [S]; rumus 2 - R/T dan T/R keduanya diterima: keputusan sendiri",
    explanations=(Text("polaritas tercatat keliru di Perjanjian Kinerja", "the agreement states the wrong polarity"),),
    settles=Text(
        "definisi operasional indikator (arah) pada Perjanjian Kinerja",
        "the indicator's operational definition (direction) in the agreement",
    ),
    related=(
        "HIT-008",
        "HIT-023",
        "IND-013",
    ),
    examples="""
        sumber|polaritas|capaian_pct|naik_pct|harapan_pct|jarak_benar_pct|jarak_keliru_pct|kelonggaran_pct|verdict
        indikator|turun|80|120|80|0|40|0.51|pass
        indikator|turun|120|120|80|40|0|0.51|fail
        indikator|naik|110|90|90|20|0|0.51|fail
        indikator|turun|100|100|100|0|0|0.51|pass
        indikator|naik|100|100.52|100.52|0.52|0.51|0.51|excused
        indikator|turun|97|120|80|17|23|0.51|unknown
        indikator||120|120||||0.51|unknown
        indikator|turun||120|80||||unknown
        e81|turun|120|120|80|40|0|0.51|excused
        e81|naik|110|90|90|20|0|0.51|fail
    """,
)
def polaritas_keliru() -> Verdicts:
    """Column 14 of E.81 is 13/5 by the form itself, whatever the polarity: excused there, and told by IND-013."""
    right, wrong, slack = pl.col("jarak_benar_pct"), pl.col("jarak_keliru_pct"), pl.col("kelonggaran_pct")
    by_form = (pl.col("sumber") == "e81") & (pl.col("polaritas") != "naik")
    return Verdicts(
        ok=right <= slack,
        unknown={
            "capaian_kosong": pl.col("capaian_pct").is_null(),
            "polaritas_tidak_diketahui": pl.col("polaritas").is_null(),
            "tidak_dapat_dihitung": right.is_null() | wrong.is_null(),
            "tidak_cocok_rumus_mana_pun": (right > slack) & (wrong > slack),
        },
        excused={
            "rumus_formulir_13_per_5": by_form,
            "dibatasi": capped(pl.col("capaian_pct"), pl.col("harapan_pct")),
        },
        observed=pl.col("capaian_pct"),
        expected=pl.col("harapan_pct"),
        params={"polaritas": pl.col("polaritas")},
        column=pl.col("kolom"),
    )
