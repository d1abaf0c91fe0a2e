"""IND-013: the form's own formula states a falling indicator the wrong way round."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="IND-013",
    version=1,
    frame="capaian",
    severity=Severity.INFO,
    kind=Kind.INCONSISTENCY,
    unit="pct",
    title=Text(
        "Kolom 14 E.81 berlawanan dengan arah indikator", "Column 14 of E.81 runs against the indicator's direction"
    ),
    message=Text(
        "Kolom 14 indikator {kode_indikator} pada E.81 {kode_opd} {periode} menyatakan {observed} menurut"
        " rumus formulir 13/5; menurut arah indikator (makin rendah makin baik) {expected}.",
        "Column 14 of indicator {kode_indikator} in the E.81 of {kode_opd} for {periode} says {observed}"
        " by the form's own 13/5; by the indicator's direction (lower is better) it is {expected}.",
    ),
    why=Text(
        "Formulir E.81 memakai 13/5 untuk semua indikator; pada indikator yang makin kecil makin "
        "baik, angka di atas 100 berarti lebih buruk dari target.",
        "The form uses 13/5 for every indicator; where less is better, a figure above 100 means worse than the target.",
    ),
    condition=Text(
        "Kolom 14 E.81 indikator yang makin rendah makin baik menjadi temuan bila mengikuti 13/5 dan karena"
        " itu berlawanan dengan arah indikatornya.",
        "Column 14 of an indicator where lower is better is a finding when it follows 13/5 and so runs"
        " against its direction.",
    ),
    cannot_tell=Text(
        "Apakah OPD keliru; formulirnya sendiri yang meminta 13/5, dan OPD yang patuh pun mendapat catatan ini.",
        "Whether the agency erred; the form itself asks for 13/5, and an obedient agency gets this note too.",
    ),
    basis="Permendagri 86/2017 (formulir E.81) [S]; arah menurut Perjanjian Kinerja",
    settles=Text("kertas kerja dengan capaian menurut arah indikator", "a working paper with the capaian by direction"),
    related=("IND-001",),
    examples="""
        sumber    | polaritas | capaian_pct | naik_pct | harapan_pct | kelonggaran_pct | verdict
        e81       | turun     | 120         | 120      | 80          | 0.51            | fail
        e81       | turun     | 80          | 120      | 80          | 0.51            | pass
        e81       | turun     | 100         | 100      | 100         | 0.51            | pass
        e81       | turun     |             | 120      | 80          |                 | unknown
        e81       | naik      | 120         | 120      | 120         | 0.51            | not examined
        e81       |           | 120         | 120      |             | 0.51            | unknown
        indikator | turun     | 120         | 120      | 80          | 0.51            | not examined
    """,
)
def rumus_formulir_berlawanan_arah() -> Verdicts:
    """Not the agency's fault, and said so: the form has one formula for all."""
    stated, by_form, slack = pl.col("capaian_pct"), pl.col("naik_pct"), pl.col("kelonggaran_pct")
    opposite = ((stated - by_form).abs() <= slack) & ((by_form - pl.col("harapan_pct")).abs() > slack)
    return Verdicts(
        where=(pl.col("sumber") == "e81") & (pl.col("polaritas") == "turun"),
        ok=~opposite,
        unknown={"capaian_kosong": stated.is_null(), "tidak_dapat_dihitung": by_form.is_null()},
        observed=stated,
        expected=pl.col("harapan_pct"),
        column=pl.col("kolom"),
    )
