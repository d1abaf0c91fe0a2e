"""FSK-009: in one report many lines have progress equal to money."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="FSK-009",
    version=1,
    frame="rfk_opd_bulan",
    severity=Severity.WARNING,
    kind=Kind.IMPLAUSIBLE,
    column="fisik_pct",
    unit="baris",
    title=Text(
        "Banyak baris fisiknya sama dengan keuangan",
        "Many lines with progress equal to money",
    ),
    message=Text(
        "Pada RFK {kode_opd} periode {periode}, {observed} dari {n_informatif} baris yang sedang berjalan"
        " fisiknya sama dengan keuangan sampai dua desimal (batas {expected} baris).",
        "On the RFK of {kode_opd} for {periode}, {observed} of {n_informatif} lines under way have"
        " progress equal to money to two decimals (limit {expected} lines).",
    ),
    why=Text(
        "Satu kesamaan dapat kebetulan; banyak kesamaan dalam satu laporan menandakan kolom fisik diisi dari keuangan.",
        "One match may be chance; many in one report suggest the physical column was filled from the money.",
    ),
    condition=Text(
        "Laporan OPD menjadi temuan bila sekurangnya {baris_min} baris dan {bagian_min_pct} % dari baris yang"
        " sedang berjalan fisiknya sama dengan keuangan sampai dua desimal.",
        "An agency's report is a finding when at least {baris_min} lines and {bagian_min_pct} % of those in"
        " progress have progress equal to money to two decimals.",
    ),
    cannot_tell=Text(
        "Baris mana yang fisiknya benar-benar diukur; yang dinilai kebiasaan mengisi satu laporan, bukan satu"
        " kegiatan.",
        "Which lines were truly measured; the habit of filling in one report is judged, not one activity.",
    ),
    basis="PP 12/2019 ps 3, 121 [S]",
    explanations=(
        Text(
            "kegiatan yang fisiknya memang diukur dengan uang",
            "activities measured by their money",
        ),
    ),
    settles=Text(
        "laporan kemajuan fisik kegiatan-kegiatan itu",
        "progress reports of those lines",
    ),
    thresholds=(
        "baris_min",
        "bagian_min_pct",
    ),
    related=("FSK-003",),
    examples="""
        kode_opd               | n_informatif | n_sama | verdict
        1.03.0.00.0.00.01.0000 | 40           | 4      | pass
        1.03.0.00.0.00.02.0000 | 40           | 12     | fail
        1.03.0.00.0.00.03.0000 | 40           | 8      | pass
        1.03.0.00.0.00.04.0000 | 6            | 5      | fail
        1.03.0.00.0.00.05.0000 | 0            | 0      | unknown
        1.03.0.00.0.00.06.0000 |              |        | unknown
    """,
)
def serempak_sama_keuangan(baris_min: pl.Expr, bagian_min_pct: pl.Expr) -> Verdicts:
    """Salaries, 0 and 100 are left out; with no line under way nothing can be told."""
    equal, lines = pl.col("n_sama"), pl.col("n_informatif")
    return Verdicts(
        ok=(equal < baris_min) | (equal * 100 < lines * bagian_min_pct),
        unknown={"tidak_ada_baris_berjalan": (lines == 0) | lines.is_null()},
        observed=equal,
        expected=baris_min,
        params={"n_informatif": lines},
    )
