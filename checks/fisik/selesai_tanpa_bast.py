"""FSK-010: reported complete, the hand-over document is not there after the days of grace."""

from __future__ import annotations

import polars as pl

from checks.prepare.peers import usual_progress
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="FSK-010",
    version=2,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.MISSING_EVIDENCE,
    column="fisik_pct",
    unit="hari",
    title=Text(
        "Selesai, dokumen serah terima belum ada",
        "Complete, hand-over document missing",
    ),
    message=Text(
        "Fisik {kode} pada RFK {kode_opd} periode {periode} dilaporkan 100%, tetapi {observed} hari"
        " setelah bulan berakhir dokumen serah terima belum ada (lazimnya sampai {expected} hari). Mohon"
        " BAST-nya dilengkapi.",
        "{kode} in the RFK of {kode_opd} for {periode} is reported at 100%, yet {observed} days after the"
        " month's end the hand-over document is missing (up to {expected} days is usual). Please supply it.",
    ),
    why=Text(
        "Pekerjaan yang selesai dibuktikan dengan berita acara serah terima; unggahannya sering terlambat.",
        "Finished work is shown by a hand-over report; its upload is often late.",
    ),
    condition=Text(
        "Baris RFK berkontrak menjadi temuan bila fisiknya 100 %, tetapi lebih dari {tenggang_hari} hari"
        " setelah akhir bulan serah terimanya belum ada atau bertanggal lebih lambat dari itu.",
        "An RFK line under contract is a finding when progress is 100 % but, more than {tenggang_hari} days"
        " after month end, the hand-over is missing or dated later than that.",
    ),
    cannot_tell=Text(
        "Apakah pekerjaannya selesai; yang diperiksa hanya adanya dokumen, dan dokumen sering diunggah terlambat.",
        "Whether the work is complete; only the document's presence is examined, and documents are often"
        " uploaded late.",
    ),
    basis="Perpres 16/2018; PP 12/2019 ps 121 [S]",
    explanations=(
        Text(
            "BAST sudah ada tetapi belum diunggah",
            "the document exists but is not uploaded",
        ),
    ),
    settles=Text(
        "berita acara serah terima (BAST)",
        "the hand-over report (BAST)",
    ),
    thresholds=("tenggang_hari",),
    related=(
        "FSK-002",
        "FSK-004",
    ),
    examples="""
        kode              | fisik_pct | k_n | k_akhir_tgl | k_bast_tgl | akhir_bulan_tgl | hari_ini   | verdict
        1.03.02.2.01.0001 | 100       | 1   | 2025-08-25  | 2025-08-20 | 2025-08-31      | 2025-12-10 | pass
        1.03.02.2.01.0002 | 100       | 1   | 2025-08-25  |            | 2025-08-31      | 2025-12-10 | fail
        1.03.02.2.01.0003 | 100       | 1   | 2025-08-25  | 2025-10-15 | 2025-08-31      | 2025-12-10 | fail
        1.03.02.2.01.0004 | 100       | 1   | 2025-11-25  |            | 2025-11-30      | 2025-12-10 | unknown
        1.03.02.2.01.0005 | 90        | 1   | 2025-08-25  |            | 2025-08-31      | 2025-12-10 | pass
        1.03.02.2.01.0006 |           | 1   | 2025-08-25  |            | 2025-08-31      | 2025-12-10 | unknown
        1.03.02.2.01.0007 | 100       |     |             |            | 2025-08-31      | 2025-12-10 | unknown
        1.03.02.2.01.0008 | 100       | 0   |             |            | 2025-08-31      | 2025-12-10 | not examined
    """,
)
def selesai_tanpa_bast(tenggang_hari: pl.Expr) -> Verdicts:
    """Within the days of grace a missing document is unknown, not wanting."""
    month_end, handed = pl.col("akhir_bulan_tgl"), pl.col("k_bast_tgl")
    late = (pl.coalesce(handed, "hari_ini") - month_end).dt.total_days()
    done = pl.col("fisik_pct") >= 100
    return Verdicts(
        where=pl.col("k_n") > 0,
        ok=~done | (late <= tenggang_hari),
        unknown={
            "fisik_kosong": pl.col("fisik_pct").is_null(),
            "menunggu_bast": done & handed.is_null() & (late <= tenggang_hari),
        },
        observed=late,
        expected=tenggang_hari,
        impact_idr=pl.coalesce("k_nilai_idr", "pagu_idr"),
        params=usual_progress(),
    )
