"""KTR-011: contracts of one line together exceed the line's ceiling."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KTR-011",
    version=1,
    frame="kontrak",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="nilai_idr",
    unit="idr",
    title=Text(
        "Jumlah kontrak satu sub kegiatan melebihi pagunya",
        "Contracts of one line together exceed its ceiling",
    ),
    message=Text(
        "Kontrak-kontrak {kode} ({kode_opd}), antara lain {nomor}, berjumlah {observed}, melebihi pagu sub"
        " kegiatannya {expected}. Mohon DPA/DPPA dan daftar kontraknya.",
        "The contracts of {kode} ({kode_opd}), {nomor} among them, come to {observed}, above the line's ceiling"
        " of {expected}. Please send the DPA or DPPA and the list of contracts.",
    ),
    why=Text(
        "Setiap kontrak dapat di bawah pagu, sedangkan jumlahnya melebihinya.",
        "Each contract may lie below the ceiling while their sum lies above it.",
    ),
    condition=Text(
        "Kontrak-kontrak satu sub kegiatan menjadi temuan bila jumlahnya melebihi pagu yang berlaku, meskipun"
        " masing-masing di bawahnya.",
        "Contracts of one line are a finding when together they exceed the ceiling in force although each"
        " lies below it.",
    ),
    cannot_tell=Text(
        "Kontrak mana yang berlebih, dan apakah ada kontrak batal yang masih tercatat.",
        "Which contract is too many, and whether a cancelled one still stands in the register.",
    ),
    basis=("UU 1/2004 ps 3(3) [K]"),
    explanations=(
        Text(
            "anggaran perubahan yang belum masuk",
            "a revised budget not yet filed",
        ),
        Text(
            "kontrak tahun jamak",
            "a multi-year contract",
        ),
    ),
    settles=Text(
        "DPA atau DPPA dan daftar kontrak",
        "DPA or DPPA and the list of contracts",
    ),
    related=(
        "KTR-001",
        "ANG-001",
    ),
    examples="""
        nomor | kode              | jumlah_baris_idr | pagu_berlaku_idr | nilai_akhir_idr | tahun_jamak | verdict
        1     | 1.03.02.2.01.0001 | 900              | 900              | 500             | false       | pass
        2     | 1.03.02.2.01.0002 | 901              | 900              | 500             | false       | fail
        3     | 1.03.02.2.01.0003 | 901              | 900              | 901             | true        | not examined
        4     | 1.03.02.2.01.0004 |                  | 900              | 500             | false       | unknown
        5     | 1.03.02.2.01.0005 | 901              |                  | 500             | false       | unknown
        6     | 1.03.02.2.01.0006 | 901              | 900              |                 | false       | unknown
    """,
)
def jumlah_melebihi_pagu() -> Verdicts:
    """A single contract above the ceiling is KTR-001's; with a value missing the sum is not known."""
    total, ceiling, own = pl.col("jumlah_baris_idr"), pl.col("pagu_berlaku_idr"), pl.col("nilai_akhir_idr")
    return Verdicts(
        where=~pl.col("tahun_jamak") & ((own <= ceiling) | own.is_null() | ceiling.is_null()),
        ok=total <= ceiling,
        unknown={
            "pagu_tidak_ada": ceiling.is_null(),
            "nilai_kosong": total.is_null() | own.is_null(),
        },
        observed=total,
        expected=ceiling,
        impact_idr=total - ceiling,
    )
