"""KOD-003: the unit of an indicator is not the nomenclature's."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KOD-003",
    version=1,
    frame="satuan",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="satuan",
    unit="teks",
    title=Text(
        "Satuan tidak sesuai nomenklatur",
        "Unit differs from the nomenclature",
    ),
    message=Text(
        'Satuan indikator {kode_indikator} {kode_opd} tertulis "{satuan_tertulis}", menurut nomenklatur'
        ' "{satuan_nomenklatur}".',
        'The unit of indicator {kode_indikator} of {kode_opd} says "{satuan_tertulis}", the nomenclature'
        ' "{satuan_nomenklatur}".',
    ),
    why=Text(
        "Satuan yang diganti mengubah arti target: 1 dokumen bukan 1 orang.",
        "A changed unit changes what a target means: 1 document is not 1 person.",
    ),
    condition=Text(
        "Indikator menjadi temuan bila satuannya, setelah ejaan dan singkatan disamakan, lain daripada satuan"
        " nomenklatur untuk kodenya.",
        "An indicator is a finding when its unit, once spelling and abbreviations are levelled, differs from"
        " the nomenclature's for its code.",
    ),
    cannot_tell=Text(
        "Apakah angkanya dihitung dalam satuan yang tertulis atau dalam satuan nomenklatur.",
        "Whether the figure was counted in the unit written or in the nomenclature's.",
    ),
    basis="Kepmendagri 900.1.15.5-1317/2023 [S]",
    explanations=(
        Text(
            "indikator tambahan di luar nomenklatur",
            "an additional indicator outside the nomenclature",
        ),
    ),
    settles=Text(
        "satuan sesuai nomenklatur",
        "the unit as in the nomenclature",
    ),
    related=("IND-009",),
    examples="""
        kode              | satuan | nom_ada | nom_satuan | satuan_cocok | verdict
        1.03.02.2.01.0001 | dok.   | true    | Dokumen    | true         | pass
        1.03.02.2.01.0001 | Orang  | true    | Dokumen    | false        | fail
        1.03.02.2.01.0001 |        | true    | Dokumen    |              | unknown
        1.03.02.2.01.9999 | Orang  | false   |            |              | unknown
    """,
)
def satuan_tak_sesuai() -> Verdicts:
    """Compared after normalisation; the nomenclature may allow either of two units."""
    return Verdicts(
        ok=pl.col("satuan_cocok"),
        unknown={
            "kode_tidak_dikenal": ~pl.col("nom_ada"),
            "satuan_kosong": pl.col("satuan").is_null(),
            "nomenklatur_tanpa_satuan": pl.col("nom_satuan").is_null(),
        },
        observed_text=pl.col("satuan"),
        expected_text=pl.col("nom_satuan"),
        params={"satuan_tertulis": pl.col("satuan"), "satuan_nomenklatur": pl.col("nom_satuan")},
    )
