"""FSK-012: a contract was amended after its work was reported complete."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="FSK-012",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="fisik_pct",
    unit="hari",
    title=Text(
        "Diadendum setelah dilaporkan selesai",
        "Amended after being reported complete",
    ),
    message=Text(
        "Fisik {kode} pada RFK {kode_opd} periode {periode} dilaporkan 100%, tetapi kontraknya diadendum"
        " {observed} hari setelah bulan berakhir (batas {expected} hari). Mohon adendum dan BAST-nya.",
        "{kode} in the RFK of {kode_opd} for {periode} is reported at 100%, yet its contract was amended"
        " {observed} days after the month's end (limit {expected} days). Please send the addendum and the"
        " hand-over report.",
    ),
    why=Text(
        "Pekerjaan yang selesai tidak lagi diadendum; adendum sesudahnya menunjukkan volume yang tersisa.",
        "Finished work is not amended; a later addendum points to work left.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila fisiknya dilaporkan 100 % pada bulan sebelum kontraknya diadendum.",
        "An RFK line is a finding when progress was reported as 100 % for a month before its contract was amended.",
    ),
    cannot_tell=Text(
        "Apa isi adendumnya; adendum yang hanya membetulkan nama atau rekening tampak sama dengan tambahan volume.",
        "What the amendment says; one that only corrects a name or an account looks like one that adds volume.",
    ),
    basis="Perpres 16/2018 (perubahan kontrak selama pelaksanaan) [K]",
    explanations=(
        Text(
            "adendum administrasi tanpa perubahan volume",
            "an administrative addendum",
        ),
    ),
    settles=Text(
        "adendum dan BAST",
        "the addendum and the hand-over report",
    ),
    related=("FSK-004",),
    examples="""
        kode              | fisik_pct | akhir_bulan_tgl | k_addendum_tgl | verdict
        1.03.02.2.01.0001 | 100       | 2025-10-31      | 2025-10-20     | pass
        1.03.02.2.01.0002 | 100       | 2025-10-31      | 2025-11-20     | fail
        1.03.02.2.01.0003 | 80        | 2025-10-31      | 2025-11-20     | pass
        1.03.02.2.01.0004 |           | 2025-10-31      | 2025-11-20     | unknown
        1.03.02.2.01.0005 | 100       | 2025-10-31      |                | not examined
    """,
)
def diadendum_setelah_selesai() -> Verdicts:
    """Only lines with an addendum on the register are examined."""
    late = (pl.col("k_addendum_tgl") - pl.col("akhir_bulan_tgl")).dt.total_days()
    return Verdicts(
        where=pl.col("k_addendum_tgl").is_not_null(),
        ok=(pl.col("fisik_pct") < 100) | (late <= 0),
        unknown={"fisik_kosong": pl.col("fisik_pct").is_null()},
        observed=late,
        expected=pl.lit(0),
        impact_idr=pl.coalesce("k_nilai_idr", "pagu_idr"),
    )
