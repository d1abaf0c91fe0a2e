"""KTR-001: a contract is worth more than its ceiling."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KTR-001",
    version=1,
    frame="kontrak",
    severity=Severity.BLOCKING,
    kind=Kind.INCONSISTENCY,
    column="nilai_idr",
    unit="idr",
    title=Text(
        "Nilai kontrak melebihi pagu",
        "Contract above its ceiling",
    ),
    message=Text(
        "Nilai kontrak {nomor} ({kode_opd}) {observed}, melebihi pagunya {expected}. Mohon DPA/DPPA dan"
        " dokumen kontraknya.",
        "Contract {nomor} ({kode_opd}) is worth {observed}, above its ceiling of {expected}. Please send"
        " the DPA or DPPA and the contract.",
    ),
    why=Text(
        "Kontrak hanya boleh ditandatangani bila anggarannya tersedia.",
        "A contract may be signed only where the budget suffices.",
    ),
    condition=Text(
        "Kontrak menjadi temuan bila nilai akhirnya melebihi pagu paketnya, atau pagu sub kegiatannya bila"
        " pagu paket tidak ada.",
        "A contract is a finding when its final value exceeds the ceiling of its package, or of its line"
        " where the package has none.",
    ),
    cannot_tell=Text(
        "Apakah kontrak dibebankan pada beberapa sub kegiatan yang tidak disebut register.",
        "Whether the contract is charged to several lines that the register does not name.",
    ),
    basis="UU 1/2004 ps 3(3) [K]; Perpres 16/2018 [S]",
    explanations=(
        Text(
            "kontrak tahun jamak",
            "a multi-year contract",
        ),
    ),
    settles=Text(
        "DPA atau DPPA dan dokumen kontrak",
        "DPA or DPPA and the contract",
    ),
    related=("ANG-001",),
    examples="""
        nomor | nilai_akhir_idr | pagu_idr | pagu_berlaku_idr | tahun_jamak | verdict
        1     | 100             | 100      | 500              | false       | pass
        2     | 102             | 100      | 500              | false       | fail
        3     | 500             |          | 499              | false       | fail
        4     | 900             | 500      | 500              | true        | excused
        5     |                 | 500      | 500              | false       | unknown
        6     | 100             |          |                  | false       | unknown
        7     | 100             |          | 500              | false       | unknown
    """,
)
def nilai_melebihi_pagu() -> Verdicts:
    """A package without a ceiling of its own fails above its line's and is unknown below; multi-year is excused."""
    value, ceiling = pl.col("nilai_akhir_idr"), pl.coalesce("pagu_idr", "pagu_berlaku_idr")
    return Verdicts(
        ok=value <= ceiling,
        unknown={
            "nilai_kosong": value.is_null(),
            "pagu_paket_tidak_ada": pl.col("pagu_idr").is_null() & ~(value > ceiling).fill_null(False),
        },
        excused={"tahun_jamak": pl.col("tahun_jamak")},
        observed=value,
        expected=ceiling,
        impact_idr=value - ceiling,
    )
