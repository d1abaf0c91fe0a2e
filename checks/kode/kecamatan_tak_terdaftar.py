"""KOD-009: a kecamatan of the regency is missing from the register of agencies."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KOD-009",
    version=1,
    frame="kecamatan",
    severity=Severity.BLOCKING,
    kind=Kind.MISSING_EVIDENCE,
    unit="teks",
    title=Text(
        "Kecamatan tidak ada di daftar OPD",
        "A kecamatan missing from the register",
    ),
    message=Text(
        "Kecamatan {nama_resmi} ({kode_wilayah}) tidak ada di daftar OPD, sehingga tidak pernah ditagih laporannya.",
        "Kecamatan {nama_resmi} ({kode_wilayah}) is not on the register, so nobody asks for its reports.",
    ),
    why=Text(
        "Kelengkapan diukur dengan daftar; kecamatan yang terlupa di daftar tidak akan pernah terlihat kurang.",
        "Completeness is measured by the register; a kecamatan it forgets will never be missed.",
    ),
    condition=Text(
        "Kecamatan dalam daftar wilayah menjadi temuan bila tidak ada padanannya dalam daftar OPD.",
        "A kecamatan on the list of regions is a finding when the register of agencies has nothing to match it.",
    ),
    cannot_tell=Text(
        "Apakah kecamatan itu melapor lewat unit lain; daftar wilayah hanya mengatakan bahwa ia ada.",
        "Whether it reports through another unit; the list of regions only says that it exists.",
    ),
    basis="Kepmendagri 300.2.2-2138/2025 [K]; keputusan sendiri",
    settles=Text(
        "daftar OPD yang diperbaiki",
        "the register corrected",
    ),
    related=(
        "KOD-010",
        "KLP-001",
    ),
    examples="""
        kode_wilayah | kode_opd               | nama        | nama_wilayah | verdict
        36.03.05     | 7.01.0.00.0.00.05.0000 | Kec. Cisoka | Cisoka       | pass
        36.03.28     |                        |             | Solear       | fail
        36.03.99     | 7.01.0.00.0.00.99.0000 | Kec. Baru   |              | unknown
    """,
)
def kecamatan_tak_terdaftar() -> Verdicts:
    """An agency under a region code nobody knows is unknown here."""
    place = pl.col("nama_wilayah")
    return Verdicts(
        ok=pl.col("kode_opd").is_not_null(),
        unknown={"wilayah_tidak_dikenal": place.is_null()},
        observed_text=pl.col("kode_opd"),
        expected_text=place,
        params={"nama_resmi": place},
    )
