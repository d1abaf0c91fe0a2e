"""HIT-009: a rate was added up over quarters."""

from __future__ import annotations

import polars as pl

from checks.prepare.rounding import rounding_of
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="HIT-009",
    version=1,
    frame="e81",
    severity=Severity.BLOCKING,
    kind=Kind.INCONSISTENCY,
    column="total_k",
    unit="nilai",
    title=Text("Persentase atau indeks dijumlahkan antartriwulan", "Percentages or indices added up over quarters"),
    message=Text(
        "Kolom 12 indikator {kode_indikator} pada E.81 {kode_opd} {periode} tertulis {observed} {satuan},"
        " yaitu jumlah triwulan; nilai terakhirnya {expected}. Mohon diisi nilai akhirnya.",
        "Column 12 of indicator {kode_indikator} in the E.81 of {kode_opd} for {periode} says {observed}"
        " {satuan}, the sum of the quarters; its latest value is {expected}. Please fill in the end value.",
    ),
    why=Text(
        "Rumus 12 = 8+9+10+11 pada formulir keliru untuk persentase, indeks dan nilai akhir: hasilnya"
        " dapat mencapai 400 %.",
        "The form's 12 = 8+9+10+11 is wrong for percentages, indices and end values: it can reach 400 %.",
    ),
    condition=Text(
        "Indikator berupa persentase, indeks, atau rasio menjadi temuan bila kolom 12 sama dengan jumlah"
        " triwulannya dan bukan nilai akhir, rata-rata, atau tertingginya.",
        "An indicator that is a percentage, index or ratio is a finding when column 12 equals the sum of its"
        " quarters and neither their last, mean nor highest value.",
    ),
    cannot_tell=Text(
        'Apakah satuan yang tertulis "persen" sebenarnya bagian dari target setahun; itu hanya tertulis di'
        " Perjanjian Kinerja.",
        'Whether a unit written as "percent" is really a share of the annual target; only the performance'
        " agreement says so.",
    ),
    basis="Permendagri 86/2017 (formulir E.81) [S]; cara menjumlah menurut satuan: keputusan sendiri",
    explanations=(
        Text(
            "indikator memang dibagi per triwulan (agregasi jumlah di Perjanjian Kinerja)",
            "the indicator really is split over quarters (aggregation jumlah in the agreement)",
        ),
    ),
    settles=Text("definisi operasional indikator", "the indicator's operational definition"),
    thresholds=("toleransi",),
    related=("HIT-008",),
    examples="""
        satuan | berupa_rasio | agregasi | total_k | jumlah_k | akhir_k | rata2_k | maks_k | n_tw_kosong | verdict
        persen | true         | akhir    | 82      | 161      | 82      | 80.5    | 82     | 0           | pass
        persen | true         | akhir    | 161     | 161      | 82      | 80.5    | 82     | 0           | fail
        persen | true         |          | 161     | 161      | 82      | 80.5    | 82     | 0           | fail
        persen | true         | rata2    | 80.5    | 161      | 82      | 80.5    | 82     | 0           | pass
        persen | true         | jumlah   | 40      | 40       | 15      | 20      | 25     | 0           | excused
        persen | true         | akhir    | 79      | 79       | 79      | 79      | 79     | 0           | pass
        persen | true         | akhir    |         | 161      | 82      | 80.5    | 82     | 0           | unknown
        persen | true         | akhir    | 161     |          |         |         |        | 1           | unknown
               |              | akhir    | 161     | 161      | 82      | 80.5    | 82     | 0           | unknown
        orang  | false        | jumlah   | 161     | 161      | 82      | 80.5    | 82     | 0           | not examined
    """,
)
def persen_dijumlah(toleransi: pl.Expr) -> Verdicts:
    """A sum that is the latest, mean or highest value as well (one quarter, zeros) passes."""
    total, added = pl.col("total_k"), pl.col("jumlah_k")
    slack = rounding_of(total) + toleransi
    another = pl.any_horizontal((total - pl.col(way)).abs() <= slack for way in ("akhir_k", "rata2_k", "maks_k"))
    return Verdicts(
        where=pl.col("berupa_rasio"),
        ok=((total - added).abs() > slack) | another,
        unknown={"total_kosong": total.is_null(), "triwulan_kosong": added.is_null() | (pl.col("n_tw_kosong") > 0)},
        excused={"bagian_tahunan_menurut_pk": pl.col("agregasi") == "jumlah"},
        observed=total,
        expected=pl.col("akhir_k"),
        params={"satuan": pl.col("satuan")},
    )
