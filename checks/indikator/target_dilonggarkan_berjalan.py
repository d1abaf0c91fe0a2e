"""IND-020: a result is held against an easier target than earlier in the year, and no document says so."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="IND-020",
    version=2,
    frame="keluaran",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="target_k",
    unit="nilai",
    title=Text(
        "Target dilonggarkan di tengah tahun tanpa dokumen",
        "Target loosened in the course of the year without a document",
    ),
    message=Text(
        "Target indikator {kode_indikator} {kode_opd} kini {observed} {satuan}, sebelumnya di tahun ini {expected}:"
        " lebih mudah dicapai. Mohon keputusan perubahannya, atau kembalikan target semula.",
        "The target of indicator {kode_indikator} of {kode_opd} is now {observed} {satuan}, earlier this year"
        " {expected}: easier to reach. Please send the decree behind it, or restore the target.",
    ),
    why=Text(
        "Target yang dilonggarkan saat hasil sudah terlihat mengangkat capaian tanpa pekerjaan tambahan.",
        "A target loosened once results can be seen lifts the capaian without further work.",
    ),
    condition=Text(
        "Target keluaran menjadi temuan bila lebih mudah daripada target yang sama pada laporan sebelumnya di"
        " tahun itu, tanpa dokumen dasar.",
        "An output's target is a finding when it is easier than the same target earlier that year, with no"
        " document behind it.",
    ),
    cannot_tell=Text(
        "Target yang dilonggarkan sebelum laporan pertama tahun itu; pembandingnya tidak pernah kami lihat.",
        "Targets loosened before the year's first report; we never saw what to compare them with.",
    ),
    basis="PermenPANRB 53/2014 [K]",
    explanations=(
        Text(
            "perubahan anggaran yang dokumennya belum dilampirkan", "a budget change whose document is not attached yet"
        ),
    ),
    settles=Text("keputusan perubahan target atau DPPA", "the decree that changed the target, or the DPPA"),
    related=("IND-003",),
    examples="""
        kode_indikator | polaritas | target_k | target_lalu_k | satuan | satuan_sama | dokumen_dasar | verdict
        a#1            | naik      | 20       | 20            | orang  | true        |               | pass
        a#1            | naik      | 19       | 20            | orang  | true        |               | fail
        a#1            | naik      | 21       | 20            | orang  | true        |               | pass
        a#1            | turun     | 6        | 5             | kasus  | true        |               | fail
        a#1            | turun     | 4        | 5             | kasus  | true        |               | pass
        a#1            | naik      | 19       | 20            | orang  | true        | DPPA 2025     | excused
        a#1            | naik      | 19       |               | orang  | true        |               | not examined
        a#1            |           | 19       | 20            | orang  | true        |               | unknown
        a#1            | naik      |          | 20            | orang  | true        |               | unknown
        a#1            | naik      | 19       | 20            | paket  | false       |               | unknown
    """,
)
def target_dilonggarkan_berjalan() -> Verdicts:
    """Held against the hardest target that stood: one stated once and taken back is a slip, not an agreement.

    The first statement of a year has nothing to be held against and is not examined.
    """
    now, before = pl.col("target_k"), pl.col("target_lalu_k")
    held = (
        pl.when(pl.col("polaritas") == "naik")
        .then(now >= before)
        .when(pl.col("polaritas") == "turun")
        .then(now <= before)
    )
    return Verdicts(
        where=before.is_not_null(),
        ok=held,
        unknown={
            "polaritas_tidak_diketahui": pl.col("polaritas").is_null(),
            "target_kosong": now.is_null(),
            "satuan_berubah": ~pl.col("satuan_sama").fill_null(False),
        },
        excused={"dokumen_dasar": pl.col("dokumen_dasar").str.contains(r"[0-9A-Za-z]")},
        observed=now,
        expected=before,
        params={"satuan": pl.col("satuan")},
    )
