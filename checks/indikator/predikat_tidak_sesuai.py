"""IND-008: the predikat under an E.81 is not the one its mean has on the scale."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="IND-008",
    version=1,
    frame="e81_ringkas",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    unit="teks",
    title=Text("Predikat tidak sesuai rata-ratanya", "Predikat does not follow from its mean"),
    message=Text(
        'Predikat {ukuran} pada E.81 {kode_opd} {periode} (lembar {lembar}) tertulis "{observed}";'
        ' rata-rata {rata_pct} berarti "{expected}".',
        "The predikat for {ukuran} in the E.81 of {kode_opd} for {periode} (sheet {lembar}) says"
        ' "{observed}"; a mean of {rata_pct} means "{expected}".',
    ),
    why=Text(
        "Predikat ditetapkan oleh skala, bukan dipilih; nilai di celah skala dinyatakan tidak dapat "
        "dinilai bila kedua predikat di sekitarnya mungkin.",
        "The scale sets the predikat, nobody chooses it; a value in a gap of the scale is unknown "
        "where both neighbours are possible.",
    ),
    condition=Text(
        "Predikat E.81 menjadi temuan bila tidak sama dengan predikat skala untuk rata-rata yang tertulis,"
        " kecuali rata-rata itu di celah skala.",
        "A predikat of E.81 is a finding when it is not the scale's for the mean as written, unless the mean"
        " lies in a gap of the scale.",
    ),
    cannot_tell=Text(
        "Apakah rata-ratanya sendiri benar; predikat yang cocok dengan rata-rata keliru lolos di sini.",
        "Whether the mean itself is right; a predikat that fits a wrong mean passes here.",
    ),
    basis=("Permendagri 86/2017 [S]; penutupan celah <= 50, 65, 75, 90, nilai 0 dan di atas 100: tafsir sendiri"),
    explanations=(Text("daerah memakai skala lain yang ditetapkan", "the regency uses another scale by decree"),),
    settles=Text("skala predikat yang dipakai dan rata-rata capaian", "the scale that was used, and the mean"),
    related=("HIT-022",),
    examples="""
        ukuran | rata_pct | predikat      | predikat_hitung | predikat_celah | verdict
        k      | 57.87    | rendah        | rendah          |                | pass
        k      | 57.87    | sangat tinggi | rendah          |                | fail
        k      | 50.4     | sangat rendah | rendah          | sangat rendah  | unknown
        k      | 50.4     | rendah        | rendah          | sangat rendah  | pass
        k      | 50.4     | tinggi        | rendah          | sangat rendah  | fail
        k      | 0        | sangat tinggi | sangat rendah   |                | fail
        k      | 104      | sangat tinggi | sangat tinggi   |                | pass
        k      |          | rendah        |                 |                | unknown
        k      | 57.87    |               | rendah          |                | unknown
    """,
)
def predikat_tidak_sesuai() -> Verdicts:
    """Judged on the mean as written; whether that mean is right is HIT-022's question."""
    stated, computed = pl.col("predikat"), pl.col("predikat_hitung")
    return Verdicts(
        ok=stated == computed,
        unknown={
            "predikat_kosong": stated.is_null(),
            "rata_kosong_atau_skala_tidak_ada": computed.is_null(),
            "di_celah_skala": (stated == pl.col("predikat_celah")) & (stated != computed),
        },
        observed_text=stated,
        expected_text=computed,
        params={"rata_pct": pl.col("rata_pct")},
        column=pl.format("predikat_{}", "ukuran"),
    )
