"""KOD-004: a renumbered code is still in use; it was mapped."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KOD-004",
    version=1,
    frame="rfk",
    severity=Severity.INFO,
    kind=Kind.FORMAT,
    column="kode",
    unit="teks",
    title=Text(
        "Kode lama masih dipakai",
        "An old code still in use",
    ),
    message=Text(
        "Kode {kode} pada RFK {kode_opd} periode {periode} sudah diganti menjadi {kode_pengganti}; baris"
        " dipetakan ke kode baru.",
        "Code {kode} in the RFK of {kode_opd} for {periode} was replaced by {kode_pengganti}; the line was"
        " mapped to the new code.",
    ),
    why=Text(
        "Kode lama memutus deret waktu bila tidak dipetakan.",
        "An old code breaks the series unless it is mapped.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila memakai kode yang dalam nomenklatur tahun itu sudah diganti kode lain.",
        "An RFK line is a finding when it uses a code that was replaced by another in that year's nomenclature.",
    ),
    cannot_tell=Text(
        "Apakah kegiatan lama dipecah menjadi beberapa kode baru; pemetaan hanya mengikuti satu pengganti.",
        "Whether the old activity was split over several new codes; only one successor is followed.",
    ),
    basis="Kepmendagri 900.1.15.5-1317/2023 [S]",
    settles=Text(
        "kode baru sesuai nomenklatur",
        "the new code as in the nomenclature",
    ),
    related=("KOD-002",),
    examples="""
        kode              | tahun | nom_ada | kode_baru         | verdict
        1.03.02.2.01.0001 | 2025  | true    |                   | pass
        1.02.02.2.02.0028 | 2025  | false   | 1.02.02.2.02.0053 | fail
        1.02.02.2.02.0028 | 2025  | true    | 1.02.02.2.02.0053 | pass
                          | 2025  |         |                   | unknown
    """,
)
def kode_lama() -> Verdicts:
    """Information only; a code unknown to the master is KOD-002."""
    known, successor = pl.col("nom_ada"), pl.col("kode_baru")
    return Verdicts(
        ok=known,
        unknown={"kode_kosong": known.is_null(), "kode_tak_dikenal": ~known & successor.is_null()},
        observed_text=pl.col("kode"),
        expected_text=successor,
        params={"kode_pengganti": successor},
    )
