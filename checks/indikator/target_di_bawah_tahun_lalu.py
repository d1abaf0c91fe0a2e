"""IND-004: a target is easier than last year's result."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="IND-004",
    version=1,
    frame="indikator",
    severity=Severity.INFO,
    kind=Kind.IMPLAUSIBLE,
    column="target_k",
    unit="nilai",
    title=Text("Target di bawah realisasi tahun lalu", "Target below last year's result"),
    message=Text(
        "Target {kunci} {kode_opd} {observed} {satuan}, sedangkan realisasi tahun lalu {expected}. Mohon"
        " dasar penetapan targetnya.",
        "The target of {kunci} of {kode_opd} is {observed} {satuan}, against last year's result of"
        " {expected}. Please say how the target was set.",
    ),
    why=Text(
        "Target yang lebih mudah daripada hasil tahun lalu tidak mendorong perbaikan; boleh jadi ada alasannya.",
        "A target easier than last year's result drives no improvement; there may be a reason.",
    ),
    condition=Text(
        "Target menjadi temuan bila lebih mudah daripada realisasi tahun lalu menurut arah indikatornya.",
        "A target is a finding when it is easier than last year's result, by the indicator's direction.",
    ),
    cannot_tell=Text(
        "Target yang sejak awal dipasang sedikit di atas hasil tahun lalu padahal kemampuannya jauh lebih tinggi.",
        "Targets set just above last year's result from the start, while far more was within reach.",
    ),
    basis="PermenPANRB 53/2014 (target menantang) [K]",
    explanations=(
        Text(
            "hasil tahun lalu luar biasa atau anggarannya berkurang", "last year was exceptional, or the budget shrank"
        ),
    ),
    settles=Text("dasar penetapan target", "how the target was set"),
    related=("IND-003",),
    examples="""
        terakhir | kunci | satuan | polaritas | agregasi | target_k | realisasi_lalu_k | verdict
        true     | a#1   | persen | naik      | akhir    | 80       | 78               | pass
        true     | a#1   | persen | naik      | akhir    | 75       | 78               | fail
        true     | a#1   | persen | turun     | akhir    | 12       | 10               | fail
        true     | a#1   | persen | turun     | akhir    | 8        | 10               | pass
        true     | a#1   | persen | naik      | akhir    |          | 78               | unknown
        true     | a#1   | persen | naik      | akhir    | 75       |                  | unknown
        true     | a#1   | persen |           | akhir    | 75       | 78               | unknown
        true     | a#1   | persen | naik      |          | 75       | 78               | unknown
        true     | a#1   | unit   | naik      | jumlah   | 75       | 78               | not examined
        false    | a#1   | persen | naik      | akhir    | 75       | 78               | not examined
    """,
)
def target_di_bawah_tahun_lalu() -> Verdicts:
    """Outputs that add up follow the year's budget and are not judged; neither are bands."""
    target, last_year, polarity = pl.col("target_k"), pl.col("realisasi_lalu_k"), pl.col("polaritas")
    harder = pl.when(polarity == "naik").then(target >= last_year).when(polarity == "turun").then(target <= last_year)
    return Verdicts(
        where=pl.col("terakhir") & (pl.col("agregasi") != "jumlah") & (polarity != "rentang").fill_null(True),
        ok=harder,
        unknown={
            "target_kosong": target.is_null(),
            "tahun_lalu_kosong": last_year.is_null(),
            "polaritas_tidak_diketahui": polarity.is_null(),
        },
        observed=target,
        expected=last_year,
        params={"satuan": pl.col("satuan")},
    )
