"""IND-021: a result is stated in another unit than earlier in the year, and no document says so."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="IND-021",
    version=2,
    frame="keluaran",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="satuan",
    unit="teks",
    title=Text("Satuan hasil berganti di tengah tahun", "Unit of a result changed in the course of the year"),
    message=Text(
        'Hasil indikator {kode_indikator} {kode_opd} kini dinyatakan dalam "{observed}", sebelumnya di tahun ini'
        ' "{expected}": angkanya tidak dapat dibandingkan dengan target. Mohon kembalikan satuannya atau kirim'
        " dasarnya.",
        'The result of indicator {kode_indikator} of {kode_opd} is now stated in "{observed}", earlier this year in'
        ' "{expected}": it cannot be held against the target. Please restore the unit or send its basis.',
    ),
    why=Text(
        "Menghitung kunjungan alih-alih orang melipatgandakan hasil tanpa pekerjaan tambahan.",
        "Counting visits instead of persons multiplies a result without further work.",
    ),
    condition=Text(
        "Hasil menjadi temuan bila satuannya lain daripada satuan yang dipakai sebelumnya di tahun itu, tanpa"
        " dokumen dasar yang juga mengubah targetnya.",
        "A result is a finding when its unit differs from the one used earlier that year, with no document"
        " that changed its target as well.",
    ),
    cannot_tell=Text(
        "Perubahan cara menghitung di balik satuan yang tetap sama, misalnya kunjungan yang tetap ditulis orang.",
        "A change of counting behind an unchanged unit, such as visits still written as persons.",
    ),
    basis="Perpres 39/2019 (standar data dan metadata) [S]",
    explanations=(
        Text("perbaikan satuan yang dasarnya belum dilampirkan", "a corrected unit whose basis is not attached"),
    ),
    settles=Text("keputusan perubahan satuan indikator", "the decree that changed the indicator's unit"),
    related=("IND-009",),
    examples="""
        kode_indikator | satuan         | satuan_awal | satuan_sama | target_k | target_awal_k | dokumen_dasar | verdict
        a#1            | orang          | Orang       | true        | 60       | 60            |               | pass
        a#1            | kali kunjungan | orang       | false       | 60       | 60            |               | fail
        a#1            | kali kunjungan | orang       | false       | 300      | 60            | SK 900/2025   | excused
        a#1            | kali kunjungan | orang       | false       | 60       | 60            | SK 900/2025   | fail
        a#1            |                | orang       |             | 60       | 60            |               | unknown
    """,
)
def satuan_berganti_berjalan() -> Verdicts:
    """Spellings of one unit are the same unit; a blank one is unknown.

    A document that leaves the target's number as it was did not agree another unit.
    """
    documented = pl.col("dokumen_dasar").str.contains(r"[0-9A-Za-z]")
    return Verdicts(
        ok=pl.col("satuan_sama"),
        unknown={"satuan_kosong": pl.col("satuan_sama").is_null()},
        excused={"dokumen_dasar": documented & pl.col("target_k").ne_missing(pl.col("target_awal_k"))},
        observed_text=pl.col("satuan"),
        expected_text=pl.col("satuan_awal"),
    )
