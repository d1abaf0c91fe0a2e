"""HIT-004: up to last month is not what last month's file said."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="HIT-004",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="lalu_idr",
    unit="idr",
    title=Text(
        "Bulan lalu tidak sama dengan laporan bulan lalu",
        "Last month differs from last month's report",
    ),
    message=Text(
        "Kolom bulan lalu {kode} pada RFK {kode_opd} periode {periode} tertulis {observed}, laporan bulan"
        " lalu {expected} (selisih {difference}).",
        "The last-month column of {kode} in the RFK of {kode_opd} for {periode} says {observed}; last"
        " month's report said {expected} (difference {difference}).",
    ),
    why=Text(
        "Angka bulan lalu yang diubah diam-diam di laporan bulan ini tidak pernah dinyatakan sebagai ralat.",
        "Last month's figure changed quietly in this month's report was never declared as a correction.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila kolom bulan lalu berselisih lebih dari {toleransi_idr} dengan"
        " kumulatif pada laporan bulan sebelumnya; untuk Januari pembandingnya nol.",
        "An RFK line is a finding when its last-month column differs by more than {toleransi_idr} from the"
        " cumulative figure reported the month before; for January the comparison is zero.",
    ),
    cannot_tell=Text(
        "Laporan mana yang benar; angka baru bisa saja ralat yang sah, hanya belum dinyatakan.",
        "Which report is right; the new figure may be a proper correction that was never declared.",
    ),
    basis="Permendagri 77/2020 [S]; pembulatan: keputusan sendiri",
    explanations=(
        Text(
            "pengembalian belanja (contra-post)",
            "spending returned (contra-post)",
        ),
    ),
    settles=Text(
        "laporan bulan lalu atau ralat resminya",
        "last month's report or its formal correction",
    ),
    thresholds=("toleransi_idr",),
    related=(
        "HIT-003",
        "ULG-001",
    ),
    examples="""
        bulan | lalu_idr | ini_idr | m1_realisasi_idr | m1_ada | muncul | sp2d_kembali_idr | verdict
        10    | 100      | 5       | 100              | true   | 1      |                  | pass
        10    | 130      | 5       | 100              | true   | 1      |                  | fail
        1     | 0        | 5       |                  | false  | 1      |                  | pass
        1     | 70       | 5       |                  | false  | 1      |                  | fail
        10    | 100      | 5       |                  | false  | 1      |                  | unknown
        10    | 130      | 5       | 100              | true   | 2      |                  | unknown
        10    | 80       | 5       | 100              | true   | 1      | 20               | excused
        10    |          | 5       | 100              | true   | 1      |                  | unknown
        10    |          |         | 100              | true   | 1      |                  | not examined
    """,
)
def lalu_bukan_sd_bulan_lalu(toleransi_idr: pl.Expr) -> Verdicts:
    """In January nothing came before. Returns booked by the treasury excuse a lower figure."""
    before = pl.col("lalu_idr")
    said = pl.when(pl.col("bulan") == 1).then(0).otherwise("m1_realisasi_idr")
    returned = said - before
    return Verdicts(
        where=before.is_not_null() | pl.col("ini_idr").is_not_null(),
        ok=(before - said).abs() <= toleransi_idr,
        unknown={
            "bulan_lalu_tidak_ada": said.is_null(),
            "bulan_lalu_kosong": before.is_null(),
            "baris_ganda": ~(pl.col("muncul") == 1).fill_null(False),
        },
        excused={"pengembalian_sp2d": (returned > 0) & (returned <= pl.col("sp2d_kembali_idr"))},
        observed=before,
        expected=said,
        impact_idr=returned.abs(),
    )
