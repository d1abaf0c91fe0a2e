"""IND-003: a revised agreement made a target easier without a document while its money stayed."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="IND-003",
    version=1,
    frame="indikator",
    severity=Severity.WARNING,
    kind=Kind.MISSING_EVIDENCE,
    column="target_k",
    unit="nilai",
    title=Text("Target diturunkan tanpa dokumen, anggaran tetap", "Target lowered without a document, money unchanged"),
    message=Text(
        "Target {kunci} {kode_opd} pada Perjanjian Kinerja perubahan {observed} {satuan}, semula"
        " {expected}; anggarannya {anggaran_pct} dari semula dan dokumen dasarnya belum ada. Mohon dokumen"
        " dasarnya dilampirkan.",
        "The revised agreement of {kode_opd} sets {kunci} at {observed} {satuan}, first {expected}; its"
        " budget is {anggaran_pct} of the first one and the document behind it is missing. Please attach"
        " it.",
    ),
    why=Text(
        "Target yang dilonggarkan setelah tahun berjalan mengangkat capaian tanpa pekerjaan tambahan.",
        "A target loosened in the course of the year lifts the capaian without further work.",
    ),
    condition=Text(
        "Target Perjanjian Kinerja perubahan menjadi temuan bila lebih mudah daripada semula tanpa dokumen"
        " dasar, dan penurunan anggarannya kurang dari {bagian_sebanding} kali penurunan target.",
        "A target of the revised agreement is a finding when it is easier than before, names no document, and"
        " the budget fell by less than {bagian_sebanding} times as much.",
    ),
    cannot_tell=Text(
        "Apakah dokumen yang disebut memang ada dan memuat perubahan itu; yang terbaca hanya nomornya.",
        "Whether a document that is named exists and covers the change; only its number is read.",
    ),
    basis="PermenPANRB 53/2014 [K]; sebanding dengan anggaran: keputusan sendiri",
    explanations=(
        Text("efisiensi anggaran", "budget cuts"),
        Text("keputusan yang dokumennya belum dilampirkan", "a decree not attached yet"),
    ),
    settles=Text(
        "keputusan atau berita acara yang mendasari perubahan target", "the decree or minutes behind the changed target"
    ),
    thresholds=("bagian_sebanding",),
    related=(
        "IND-004",
        "IND-009",
    ),
    examples="""
        versi_pk|polaritas|murni_target_k|longgar_k|murni_anggaran_pct|murni_ada|satuan_sama|dokumen_dasar|verdict
        perubahan|naik|20|0|100|true|true||pass
        perubahan|naik|20|10|100|true|true||fail
        perubahan|turun|5|4|100|true|true||fail
        perubahan|naik|20|-10|100|true|true||pass
        perubahan|naik|20|10|100|true|true|SK 900/2025|excused
        perubahan|naik|20|10|60|true|true||excused
        perubahan|naik|20|10|90|true|true||fail
        perubahan|naik|20|10||true|true||unknown
        perubahan|naik||||true|||unknown
        perubahan|naik||||false|||unknown
        perubahan||20||100|true|true||unknown
        perubahan|naik|20|10|100|true|false||unknown
        murni|naik||||true|||not examined
        |naik||||true|||unknown
    """,
)
def target_diturunkan(bagian_sebanding: pl.Expr) -> Verdicts:
    """A budget that fell at least by this share of the target's own fall excuses it."""
    now, before, easier = pl.col("target_k"), pl.col("murni_target_k"), pl.col("longgar_k")
    money = pl.col("murni_anggaran_pct")
    fell_pct = easier / before.abs() * 100
    eased = easier > 0
    return Verdicts(
        where=pl.col("versi_pk") == "perubahan",
        ok=~eased,
        unknown={
            "pk_awal_tidak_ada": ~pl.col("murni_ada"),
            "indikator_tidak_ada_di_pk_awal": before.is_null(),
            "polaritas_tidak_diketahui": pl.col("polaritas").is_null(),
            "satuan_berubah": ~pl.col("satuan_sama").fill_null(False),
            "anggaran_tidak_diketahui": money.is_null() & eased,
        },
        excused={
            "dokumen_dasar": pl.col("dokumen_dasar").str.contains(r"[0-9A-Za-z]"),
            "anggaran_ikut_turun": (before != 0) & (100 - money >= fell_pct * bagian_sebanding),
        },
        observed=now,
        expected=before,
        impact_idr=pl.col("anggaran_idr"),
        params={"satuan": pl.col("satuan"), "anggaran_pct": money},
    )
