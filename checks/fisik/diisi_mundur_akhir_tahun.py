"""FSK-007: an earlier month's figure was typed in the last ten days of the year."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="FSK-007",
    version=1,
    frame="rfk",
    severity=Severity.INFO,
    kind=Kind.IMPLAUSIBLE,
    column="pemutakhiran_tgl",
    unit="hari",
    title=Text(
        "Diisi mundur pada akhir tahun",
        "Back-filled at year end",
    ),
    message=Text(
        "Angka {kode} periode {periode} ({kode_opd}) baru diketik {observed} hari setelah bulan berakhir,"
        " pada sepuluh hari terakhir Desember (lazimnya sampai {expected} hari).",
        "The figure of {kode} for {periode} ({kode_opd}) was typed {observed} days after the month ended,"
        " in the last ten days of December (up to {expected} days is usual).",
    ),
    why=Text(
        "Isian yang diketik sekaligus di akhir tahun tidak mencatat kemajuan tiap bulan.",
        "Entries typed all at once at year end do not record monthly progress.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila diketik antara 22 dan 31 Desember, lebih dari {hari_wajar} hari"
        " setelah bulannya berakhir.",
        "An RFK line is a finding when it was typed between 22 and 31 December, more than {hari_wajar} days"
        " after its month ended.",
    ),
    cannot_tell=Text(
        "Apakah angkanya sudah dicatat di tempat lain pada waktunya dan hanya disalin belakangan.",
        "Whether the figure was kept elsewhere in time and only copied in later.",
    ),
    basis="keputusan sendiri: 284 dari 350 isian nyata diketik 22-30 Desember",
    settles=Text(
        "catatan kemajuan bulan itu",
        "that month's own record",
    ),
    thresholds=("hari_wajar",),
    examples="""
        kode              | bulan | akhir_bulan_tgl | pemutakhiran_tgl | verdict
        1.03.02.2.01.0001 | 8     | 2025-08-31      | 2025-09-08       | pass
        1.03.02.2.01.0002 | 8     | 2025-08-31      | 2025-12-24       | fail
        1.03.02.2.01.0003 | 8     | 2025-08-31      | 2025-12-21       | pass
        1.03.02.2.01.0004 | 11    | 2025-11-30      | 2025-12-23       | pass
        1.03.02.2.01.0005 | 8     | 2025-08-31      |                  | unknown
    """,
)
def diisi_mundur_akhir_tahun(hari_wajar: pl.Expr) -> Verdicts:
    """Forms without an update date cannot show it."""
    typed = pl.col("pemutakhiran_tgl")
    late = (typed - pl.col("akhir_bulan_tgl")).dt.total_days()
    closing = (typed.dt.month() == 12) & (typed.dt.day() >= 22)
    return Verdicts(
        ok=~closing | (late <= hari_wajar),
        unknown={"tanggal_pemutakhiran_tidak_ada": typed.is_null()},
        observed=late,
        expected=hari_wajar,
    )
