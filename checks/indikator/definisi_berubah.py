"""IND-009: unit or words of an indicator are not what they were earlier in the year."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="IND-009",
    version=1,
    frame="definisi",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    unit="teks",
    title=Text(
        "Satuan atau definisi indikator berubah di tengah tahun", "Unit or definition of an indicator changed mid-year"
    ),
    message=Text(
        'Indikator {kode_indikator} {kode_opd} sekarang "{observed}", sebelumnya "{expected}": angkanya'
        " tidak lagi dapat dibandingkan. Mohon keputusan perubahannya.",
        'Indicator {kode_indikator} of {kode_opd} now reads "{observed}", before "{expected}": its figures'
        " can no longer be compared. Please send the decree behind the change.",
    ),
    why=Text(
        "Angka sebelum dan sesudah perubahan satuan atau definisi mengukur hal yang berbeda.",
        "Figures before and after a change of unit or definition measure different things.",
    ),
    condition=Text(
        "Indikator menjadi temuan bila satuannya berganti, atau kurang dari {kata_sama_min_pct} % kata"
        " uraiannya tetap, tanpa dokumen dasar.",
        "An indicator is a finding when its unit changed, or fewer than {kata_sama_min_pct} % of its wording"
        " stayed, with no document behind it.",
    ),
    cannot_tell=Text(
        "Apakah perubahan kata mengubah yang diukur; kalimat baru dapat berarti hal yang sama, dan kalimat"
        " lama hal yang lain.",
        "Whether new words change what is measured; a new sentence can mean the same, an old one something else.",
    ),
    basis="Perpres 39/2019 (standar data dan metadata) [S]; kesamaan kata: keputusan sendiri",
    explanations=(Text("perbaikan redaksi atas saran evaluator", "wording improved on an evaluator's advice"),),
    settles=Text("keputusan perubahan indikator", "the decree that changed the indicator"),
    thresholds=("kata_sama_min_pct",),
    related=(
        "IND-003",
        "KOD-003",
    ),
    examples="""
        kode_indikator|satuan|lalu_satuan|satuan_sama|indikator|lalu_indikator|kata_sama_pct|dokumen_dasar|verdict
        a#1|orang|Orang|true|Jumlah peserta|Jumlah Peserta|100||pass
        a#1|paket|orang|false|Jumlah peserta|Jumlah peserta|100||fail
        a#1|orang|orang|true|Panjang jalan dibangun|Jumlah peserta latihan|0||fail
        a#1|orang|orang|true|Jumlah peserta latihan|Jumlah peserta pelatihan kerja|50||pass
        a#1|paket|orang|false|Jumlah peserta|Jumlah peserta|100|SK 900/2025|excused
        a#1||orang||Jumlah peserta|Jumlah peserta|100||unknown
        a#1|orang|orang|true||Jumlah peserta|||unknown
    """,
)
def definisi_berubah(kata_sama_min_pct: pl.Expr) -> Verdicts:
    """Two indicators under one code are matched by their words; only a lone one that is left counts as renamed."""
    unit_same, alike = pl.col("satuan_sama"), pl.col("kata_sama_pct")
    changed_unit = ~unit_same
    blamed = pl.when(changed_unit.fill_null(False)).then(pl.lit("satuan")).otherwise(pl.lit("indikator"))
    return Verdicts(
        ok=unit_same & (alike >= kata_sama_min_pct),
        unknown={"satuan_kosong": unit_same.is_null(), "uraian_kosong": alike.is_null()},
        excused={"dokumen_dasar": pl.col("dokumen_dasar").str.contains(r"[0-9A-Za-z]")},
        observed_text=pl.when(changed_unit).then("satuan").otherwise("indikator"),
        expected_text=pl.when(changed_unit).then("lalu_satuan").otherwise("lalu_indikator"),
        column=blamed,
    )
