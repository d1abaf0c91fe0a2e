"""HIT-018: physical progress to this month is not last month plus this month."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="HIT-018",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="fisik_pct",
    unit="pct",
    title=Text(
        "Fisik s.d. bukan lalu tambah ini",
        "Cumulative physical is not last plus this month",
    ),
    message=Text(
        "Fisik s.d. bulan ini {kode} pada RFK {kode_opd} periode {periode} tertulis {observed}, bulan lalu"
        " ditambah bulan ini {expected}.",
        "Cumulative physical progress of {kode} in the RFK of {kode_opd} for {periode} says {observed};"
        " last plus this month is {expected}.",
    ),
    why=Text(
        "Kemajuan yang tidak sama dengan penjumlahannya biasanya diketik dari luar formulir.",
        "Progress that is not its own sum was usually typed from outside the form.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila fisik s.d. bulan ini berselisih dengan fisik bulan lalu ditambah bulan"
        " ini lebih dari {toleransi_poin} poin.",
        "An RFK line is a finding when cumulative progress differs from last month's plus this month's by"
        " more than {toleransi_poin} points.",
    ),
    cannot_tell=Text(
        "Angka mana yang diukur di lapangan dan angka mana yang diketik agar genap.",
        "Which figure was measured on site and which was typed to make the sum.",
    ),
    basis="Permendagri 77/2020 [S]; pembulatan: keputusan sendiri",
    settles=Text(
        "berita acara kemajuan bulan ini",
        "this month's progress certificate",
    ),
    thresholds=("toleransi_poin",),
    related=("HIT-003",),
    examples="""
        kode              | lalu_fisik_pct | ini_fisik_pct | fisik_pct | verdict
        1.03.02.2.01.0001 | 40             | 5             | 45        | pass
        1.03.02.2.01.0002 | 40.12          | 5.01          | 45.14     | pass
        1.03.02.2.01.0003 | 40             | 5             | 65        | fail
        1.03.02.2.01.0004 | 40             |               | 65        | unknown
        1.03.02.2.01.0005 |                |               | 65        | not examined
    """,
)
def fisik_sd_bukan_lalu_tambah_ini(toleransi_poin: pl.Expr) -> Verdicts:
    """Rounding of three figures is allowed for."""
    total, reached = pl.col("lalu_fisik_pct") + pl.col("ini_fisik_pct"), pl.col("fisik_pct")
    return Verdicts(
        where=pl.col("lalu_fisik_pct").is_not_null() | pl.col("ini_fisik_pct").is_not_null(),
        ok=(reached - total).abs() <= toleransi_poin + 1e-9,
        observed=reached,
        expected=total,
    )
