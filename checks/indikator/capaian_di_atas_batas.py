"""IND-002: a stated capaian is above four times its target."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="IND-002",
    version=1,
    frame="capaian",
    severity=Severity.WARNING,
    kind=Kind.IMPLAUSIBLE,
    unit="pct",
    title=Text("Capaian di atas 400 %", "Capaian above 400 %"),
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
        "Capaian menjadi temuan bila melebihi {batas_pct} %.",
        "An achievement is a finding when it exceeds {batas_pct} %.",
    ),
    cannot_tell=Text(
        "Apakah targetnya terlalu rendah, satuannya tertukar, atau hasilnya memang luar biasa; ketiganya"
        " memberi angka setinggi ini.",
        "Whether the target was too low, the unit mixed up, or the result truly extraordinary; all three give"
        " so high a figure.",
    ),
    basis="keputusan sendiri: empat kali target",
    explanations=(Text("kejadian luar biasa di luar perencanaan", "an event no plan foresaw"),),
    settles=Text("dasar penetapan target dan bukti realisasi", "how the target was set, and proof of the result"),
    thresholds=("batas_pct",),
    related=(
        "IND-014",
        "HIT-009",
    ),
    examples="""
        kode_indikator | capaian_pct | realisasi_k | verdict
        1.01.02#1      | 400         | 40          | pass
        1.01.02#2      | 400.5       | 40          | fail
        1.01.02#3      |             | 40          | unknown
        1.01.02#4      | 0           | 0           | pass
    """,
)
def capaian_di_atas_batas(batas_pct: pl.Expr) -> Verdicts:
    """Judged on the figure stated, whatever its polarity."""
    stated = pl.col("capaian_pct")
    return Verdicts(
        ok=stated <= batas_pct,
        unknown={"capaian_kosong": stated.is_null()},
        observed=stated,
        expected=batas_pct,
        column=pl.col("kolom"),
    )
