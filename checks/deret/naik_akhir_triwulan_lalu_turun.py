"""DRT-010: raised at quarter end and lowered the month after."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="DRT-010",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.IMPLAUSIBLE,
    column="realisasi_idr",
    unit="idr",
    title=Text(
        "Naik pada akhir triwulan, turun bulan berikutnya",
        "Raised at quarter end, lowered the month after",
    ),
    message=Text(
        "Realisasi {kode} pada RFK {kode_opd} akhir triwulan {expected}, pada {periode} turun menjadi"
        " {observed}. Mohon bukti pengembalian atau ralatnya.",
        "Spending on {kode} in the RFK of {kode_opd} was {expected} at quarter end and is down to"
        " {observed} in {periode}. Please send proof of the return, or the correction.",
    ),
    why=Text(
        "Angka yang naik untuk evaluasi triwulan lalu turun lagi perlu dijelaskan dokumennya.",
        "A figure raised for the quarterly evaluation and lowered again needs its document.",
    ),
    condition=Text(
        "Baris RFK bulan April, Juli, atau Oktober menjadi temuan bila realisasinya turun lebih dari"
        " {toleransi_idr} setelah naik pada akhir triwulan, di luar pengembalian yang tercatat.",
        "An RFK line of April, July or October is a finding when spending falls by more than {toleransi_idr}"
        " after rising at quarter end, apart from recorded refunds.",
    ),
    cannot_tell=Text(
        "Apakah angka triwulan yang terlalu tinggi atau bulan berikutnya yang tertinggal; kenaikan yang tidak"
        " diturunkan lagi tidak terlihat.",
        "Whether the quarter's figure was too high or the next month's lags; a lift never taken back is not seen.",
    ),
    basis="PP 12/2019 ps 3 [S]",
    explanations=(
        Text(
            "pengembalian belanja",
            "a return",
        ),
    ),
    settles=Text(
        "register SP2D dan bukti pengembalian",
        "SP2D register and proof of return",
    ),
    thresholds=("toleransi_idr",),
    related=("DRT-001",),
    examples="""
        bulan | realisasi_idr | m1_realisasi_idr | m2_realisasi_idr | sp2d_kembali_idr | verdict
        7     | 600           | 500              | 400              | 0                | pass
        7     | 450           | 500              | 400              | 0                | fail
        7     | 450           | 500              | 500              | 0                | pass
        7     | 450           | 500              | 400              | 60               | excused
        7     |               | 500              | 400              | 0                | unknown
        7     | 450           |                  | 400              | 0                | unknown
        7     | 450           | 500              |                  | 0                | unknown
        6     | 450           | 500              | 400              | 0                | not examined
    """,
)
def naik_akhir_triwulan_lalu_turun(toleransi_idr: pl.Expr) -> Verdicts:
    """Unlike DRT-001 a correction towards the treasury does not excuse: raising and lowering is the pattern."""
    now, before, earlier = pl.col("realisasi_idr"), pl.col("m1_realisasi_idr"), pl.col("m2_realisasi_idr")
    return Verdicts(
        where=pl.col("bulan").is_in([4, 7, 10]),
        ok=(now >= before - toleransi_idr) | (before <= earlier),
        unknown={
            "realisasi_kosong": now.is_null(),
            "bulan_lalu_tidak_ada": before.is_null() | earlier.is_null(),
        },
        excused={"pengembalian": before - now <= pl.col("sp2d_kembali_idr")},
        observed=now,
        expected=before,
        impact_idr=before - now,
    )
