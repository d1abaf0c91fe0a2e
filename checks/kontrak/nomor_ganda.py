"""KTR-008: one contract number stands for several contracts."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KTR-008",
    version=1,
    frame="kontrak",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="nomor",
    unit="kali",
    title=Text(
        "Nomor kontrak ganda",
        "Contract number used twice",
    ),
    message=Text(
        "Nomor kontrak {nomor} dipakai {observed} kontrak lain pada {kode_opd}. Mohon diperiksa nomornya,"
        " atau apakah tercatat dua kali.",
        "Contract number {nomor} is used by {observed} further contract(s) at {kode_opd}. Please check the"
        " number, or whether it was recorded twice.",
    ),
    why=Text(
        "Satu nomor untuk satu kontrak; nomor ganda berarti baris tercatat dua kali atau nomornya keliru.",
        "One number, one contract; a double means a row twice recorded or a wrong number.",
    ),
    condition=Text(
        "Kontrak menjadi temuan bila nomornya dipakai kontrak lain dengan isi berbeda pada OPD yang sama.",
        "A contract is a finding when its number is used by another contract of different content at the same agency.",
    ),
    cannot_tell=Text(
        "Apakah satu kontrak dipecah ke beberapa baris anggaran dengan uraian berbeda.",
        "Whether one contract was split over several budget lines under different descriptions.",
    ),
    basis="PP 12/2019 ps 141 (bukti yang sah) [S]",
    explanations=(
        Text(
            "satu kontrak dibebankan pada beberapa sub kegiatan",
            "one contract charged to several lines",
        ),
    ),
    settles=Text(
        "dokumen kontrak",
        "the contract itself",
    ),
    related=("KTR-007",),
    examples="""
        nomor | nomor_berbeda | verdict
        1     | 0             | pass
        2     | 1             | fail
              |               | unknown
    """,
)
def nomor_ganda() -> Verdicts:
    """One contract spread over several lines keeps its number and is not counted."""
    return Verdicts(
        ok=pl.col("nomor_berbeda") == 0,
        unknown={"nomor_kosong": pl.col("nomor_berbeda").is_null()},
        observed=pl.col("nomor_berbeda"),
        expected=pl.lit(0),
        impact_idr=pl.col("nilai_akhir_idr"),
    )
