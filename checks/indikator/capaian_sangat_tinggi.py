"""IND-014: a stated capaian is far above its target, though not beyond IND-002's bound."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="IND-014",
    version=1,
    frame="capaian",
    severity=Severity.INFO,
    kind=Kind.IMPLAUSIBLE,
    unit="pct",
    title=Text("Capaian di atas 150 %", "Capaian above 150 %"),
    message=Text(
        "Capaian indikator {kode_indikator} {kode_opd} {periode} tertulis {observed}, melebihi batas"
        " {expected}. Mohon diperiksa target, satuan dan cara menjumlahnya.",
        "The capaian of indicator {kode_indikator} of {kode_opd} for {periode} says {observed}, above the"
        " limit of {expected}. Please check target, unit and how it adds up.",
    ),
    why=Text(
        "Capaian setinggi itu biasanya berasal dari target yang terlalu rendah, satuan yang tertukar "
        "atau persentase yang dijumlahkan, dan mengangkat rata-rata.",
        "A capaian this high usually comes from a low target, a swapped unit or percentages added up,"
        " and it lifts the mean.",
    ),
    condition=Text(
        "Capaian menjadi catatan bila di atas {mulai_pct} % dan tidak lebih dari {batas_pct} %.",
        "An achievement is noted when it lies above {mulai_pct} % and not above {batas_pct} %.",
    ),
    cannot_tell=Text(
        "Apakah rata-rata OPD terangkat karenanya; bila daerah membatasi capaian pada 100 % atau 120 %, tidak"
        " ada akibatnya.",
        "Whether the agency's mean is lifted by it; where achievements are capped at 100 % or 120 %, nothing follows.",
    ),
    basis="keputusan sendiri: satu setengah kali target",
    explanations=(Text("kejadian luar biasa di luar perencanaan", "an event no plan foresaw"),),
    settles=Text("dasar penetapan target dan bukti realisasi", "how the target was set, and proof of the result"),
    thresholds=(
        "mulai_pct",
        "batas_pct",
    ),
    related=(
        "IND-002",
        "IND-004",
    ),
    examples="""
        kode_indikator | capaian_pct | realisasi_k | verdict
        1.01.02#1      | 150         | 40          | pass
        1.01.02#2      | 151         | 40          | fail
        1.01.02#3      | 400         | 40          | fail
        1.01.02#4      | 401         | 40          | not examined
        1.01.02#5      |             | 40          | unknown
    """,
)
def capaian_sangat_tinggi(mulai_pct: pl.Expr, batas_pct: pl.Expr) -> Verdicts:
    """Above the bound of IND-002 that rule speaks instead."""
    stated = pl.col("capaian_pct")
    return Verdicts(
        where=stated <= batas_pct,
        ok=stated <= mulai_pct,
        unknown={"capaian_kosong": stated.is_null()},
        observed=stated,
        expected=mulai_pct,
        column=pl.col("kolom"),
    )
