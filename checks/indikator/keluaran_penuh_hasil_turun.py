"""IND-007: every output of a programme is full while its outcome is worse than last year."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="IND-007",
    version=1,
    frame="e81",
    severity=Severity.INFO,
    kind=Kind.IMPLAUSIBLE,
    column="total_k",
    unit="nilai",
    title=Text(
        "Semua keluaran tercapai, hasil programnya memburuk",
        "All outputs reached while the programme's outcome worsens",
    ),
    message=Text(
        "Seluruh {n_keluaran} keluaran program {kode} {kode_opd} tercapai, tetapi hasil programnya"
        " {observed} {satuan}, tahun lalu {expected}.",
        "All {n_keluaran} outputs of programme {kode} of {kode_opd} were reached, but its outcome is"
        " {observed} {satuan}, last year {expected}.",
    ),
    why=Text(
        "Keluaran yang selalu penuh tanpa perbaikan hasil menunjukkan target keluaran yang tidak "
        "menentukan, atau hasil yang dipengaruhi hal lain.",
        "Outputs always full without a better outcome point to output targets that do not matter, or "
        "to an outcome driven by something else.",
    ),
    condition=Text(
        "Program triwulan IV menjadi temuan bila seluruh keluarannya, sekurangnya {n_min}, tercapai sedangkan"
        " hasil programnya lebih buruk daripada tahun lalu.",
        "A fourth-quarter programme is a finding when all its outputs, at least {n_min}, are reached while"
        " its outcome is worse than last year's.",
    ),
    cannot_tell=Text(
        "Sebab memburuknya hasil: cuaca, harga, atau wabah tidak ada dalam laporan mana pun yang kami baca.",
        "Why the outcome worsened: weather, prices or disease are in no report we read.",
    ),
    basis="PermenPANRB 53/2014 [K]; sedikitnya tiga keluaran: keputusan sendiri",
    explanations=(
        Text(
            "hasil dipengaruhi keadaan di luar program", "the outcome was driven by circumstances outside the programme"
        ),
    ),
    settles=Text("analisis capaian program pada LKjIP", "the programme's analysis in the LKjIP"),
    thresholds=("n_min",),
    related=("IND-006",),
    examples="""
        triwulan | kode | tingkat | polaritas | hit_total_k | lalu_k | n_keluaran | n_keluaran_penuh | verdict
        4 | 1.01.02 | program | naik | 80 | 78 | 5 | 5 | pass
        4 | 1.01.02 | program | naik | 75 | 78 | 5 | 5 | fail
        4 | 1.01.02 | program | turun | 12 | 10 | 5 | 5 | fail
        4 | 1.01.02 | program | naik | 75 | 78 | 5 | 4 | pass
        4 | 1.01.02 | program | naik | 75 | 78 | 2 | 2 | unknown
        4 | 1.01.02 | program | naik | 75 | 78 |  |  | unknown
        4 | 1.01.02 | program |  | 75 | 78 | 5 | 5 | unknown
        4 | 1.01.02 | program | naik |  | 78 | 5 | 5 | unknown
        3 | 1.01.02 | program | naik | 75 | 78 | 5 | 5 | not examined
        4 | 1.01.02 | sub_kegiatan | naik | 75 | 78 | 5 | 5 | not examined
    """,
)
def keluaran_penuh_hasil_turun(n_min: pl.Expr) -> Verdicts:
    """Year end only; a worse outcome alone is an honest shortfall and never fails."""
    now, before, polarity = pl.col("hit_total_k"), pl.col("lalu_k"), pl.col("polaritas")
    worse = pl.when(polarity == "naik").then(now < before).when(polarity == "turun").then(now > before)
    outputs = pl.col("n_keluaran")
    return Verdicts(
        where=(pl.col("triwulan") == 4) & (pl.col("tingkat") == "program"),
        ok=~(worse & (pl.col("n_keluaran_penuh") == outputs)),
        unknown={
            "keluaran_terlalu_sedikit": (outputs < n_min).fill_null(True),
            "hasil_tidak_dapat_dibandingkan": worse.is_null(),
        },
        observed=now,
        expected=before,
        params={"satuan": pl.col("satuan"), "n_keluaran": outputs},
    )
