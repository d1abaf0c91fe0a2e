"""KTR-004: a contract ends after the budget year and no fine is on record."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KTR-004",
    version=1,
    frame="kontrak",
    severity=Severity.WARNING,
    kind=Kind.IMPLAUSIBLE,
    column="akhir_tgl",
    unit="hari",
    title=Text(
        "Kontrak melewati 31 Desember tanpa denda",
        "Contract runs past 31 December with no fine",
    ),
    message=Text(
        "Kontrak {nomor} ({kode_opd}) berakhir {observed} hari setelah 31 Desember tanpa denda tercatat"
        " (batas {expected} hari). Mohon adendum dan bukti dendanya.",
        "Contract {nomor} ({kode_opd}) ends {observed} days after 31 December with no fine on record"
        " (limit {expected} days). Please send the addendum and proof of the fine.",
    ),
    why=Text(
        "Kontrak tahun tunggal selesai dalam tahun anggarannya; kesempatan melewati tahun disertai denda.",
        "A one-year contract ends within its year; extra time beyond it carries a fine.",
    ),
    condition=Text(
        "Kontrak tahun tunggal menjadi temuan bila berakhir setelah 31 Desember dan register tidak mencatat denda.",
        "A single-year contract is a finding when it ends after 31 December and the register shows no fine.",
    ),
    cannot_tell=Text(
        "Apakah denda ditetapkan tetapi belum disetor, atau keterlambatannya bukan salah penyedia.",
        "Whether a fine was set but not yet paid, or the delay was not the contractor's.",
    ),
    basis="Perpres 16/2018 (pemberian kesempatan dan denda) [K]",
    explanations=(
        Text(
            "kontrak tahun jamak",
            "a multi-year contract",
        ),
        Text(
            "pemberian kesempatan dengan denda yang belum dicatat",
            "extra time whose fine is not yet recorded",
        ),
    ),
    settles=Text(
        "adendum pemberian kesempatan dan bukti denda",
        "addendum granting time, and proof of the fine",
    ),
    examples="""
        nomor | tahun | akhir_berlaku_tgl | denda_idr | tahun_jamak | verdict
        1     | 2025  | 2025-12-31        | 0         | false       | pass
        2     | 2025  | 2026-01-20        | 0         | false       | fail
        3     | 2025  | 2026-01-20        | 5000      | false       | pass
        4     | 2025  | 2026-11-20        | 0         | true        | excused
        5     | 2025  |                   |           | false       | unknown
        6     | 2025  | 2026-01-20        |           | false       | fail
    """,
)
def melewati_tahun_anggaran() -> Verdicts:
    """A fine not on record counts as none."""
    past = (pl.col("akhir_berlaku_tgl") - pl.date(pl.col("tahun"), 12, 31)).dt.total_days()
    return Verdicts(
        ok=(past <= 0) | (pl.col("denda_idr").fill_null(0) > 0),
        unknown={"tanggal_akhir_kosong": past.is_null()},
        excused={"tahun_jamak": pl.col("tahun_jamak")},
        observed=past,
        expected=pl.lit(0),
        impact_idr=pl.col("nilai_akhir_idr"),
    )
