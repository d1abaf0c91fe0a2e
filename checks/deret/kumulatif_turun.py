"""DRT-001: a cumulative is lower than the month before."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="DRT-001",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="realisasi_idr",
    unit="idr",
    title=Text(
        "Realisasi kumulatif turun",
        "Cumulative spending falls",
    ),
    message=Text(
        "Realisasi kumulatif {kode} pada RFK {kode_opd} periode {periode} {observed}, padahal bulan lalu"
        " sudah {expected}. Mohon bukti pengembalian atau ralatnya.",
        "Cumulative spending on {kode} in the RFK of {kode_opd} for {periode} is {observed}, though last"
        " month it was already {expected}. Please send proof of the return, or the correction.",
    ),
    why=Text(
        "Angka kumulatif hanya turun bila ada pengembalian atau koreksi; selain itu perlu dijelaskan.",
        "A cumulative falls only through returns or corrections; otherwise it needs explaining.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila realisasi kumulatifnya turun lebih dari {toleransi_idr} dari bulan"
        " lalu, di luar pengembalian yang tercatat dan koreksi menuju SP2D.",
        "An RFK line is a finding when cumulative spending falls by more than {toleransi_idr} from last"
        " month, apart from recorded refunds and corrections towards the treasury.",
    ),
    cannot_tell=Text(
        "Bulan mana yang keliru: yang lalu terlalu tinggi atau yang sekarang terlalu rendah.",
        "Which month is wrong: last month's too high or this month's too low.",
    ),
    basis="PP 12/2019 ps 141 [S]",
    explanations=(
        Text(
            "pengembalian belanja (contra-post)",
            "a return (contra-post)",
        ),
        Text(
            "koreksi menuju angka BUD",
            "a correction towards the treasury's figure",
        ),
    ),
    settles=Text(
        "bukti pengembalian (STS) atau surat koreksi",
        "proof of return or letter of correction",
    ),
    thresholds=("toleransi_idr",),
    related=(
        "DRT-002",
        "DRT-010",
        "HIT-004",
    ),
    examples="""
        kode              | bulan | realisasi_idr | m1_realisasi_idr | sp2d_kembali_idr | sp2d_sd_idr | verdict
        1.03.02.2.01.0001 | 6     | 120           | 100              | 0                | 120         | pass
        1.03.02.2.01.0002 | 6     | 99            | 100              | 0                | 120         | pass
        1.03.02.2.01.0003 | 6     | 80            | 100              | 0                | 120         | fail
        1.03.02.2.01.0004 | 6     | 80            | 100              | 20               | 70          | excused
        1.03.02.2.01.0005 | 6     | 80            | 100              | 0                | 80          | excused
        1.03.02.2.01.0006 | 6     |               | 100              | 0                | 120         | unknown
        1.03.02.2.01.0007 | 6     | 80            |                  | 0                | 120         | unknown
        1.03.02.2.01.0008 | 1     | 80            |                  | 0                | 80          | not examined
    """,
)
def kumulatif_turun(toleransi_idr: pl.Expr) -> Verdicts:
    """A return on the treasury's books, or a correction to its figure, excuses the fall."""
    now, before = pl.col("realisasi_idr"), pl.col("m1_realisasi_idr")
    return Verdicts(
        where=pl.col("bulan") > 1,
        ok=now >= before - toleransi_idr,
        unknown={"realisasi_kosong": now.is_null(), "bulan_lalu_tidak_ada": before.is_null()},
        excused={
            "pengembalian": before - now <= pl.col("sp2d_kembali_idr"),
            "koreksi_menuju_sp2d": (now - pl.col("sp2d_sd_idr")).abs() <= toleransi_idr,
        },
        observed=now,
        expected=before,
        impact_idr=before - now,
    )
