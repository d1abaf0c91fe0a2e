"""DRT-003: figures and remarks are last month's while the treasury moved."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="DRT-003",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.IMPLAUSIBLE,
    column="realisasi_idr",
    unit="idr",
    title=Text(
        "Sama persis dengan bulan lalu",
        "Exactly as last month",
    ),
    message=Text(
        "Keuangan, fisik dan catatan {kode} pada RFK {kode_opd} periode {periode} sama persis dengan bulan"
        " lalu ({observed}), sedangkan SP2D sudah {expected}. Mohon diisi dengan keadaan bulan berjalan.",
        "Money, progress and remarks of {kode} in the RFK of {kode_opd} for {periode} are exactly last"
        " month's ({observed}), while the treasury (SP2D) already holds {expected}. Please fill in the"
        " state of the month.",
    ),
    why=Text(
        "Laporan yang disalin tidak menggambarkan bulan berjalan; kekurangan maupun kemajuan menjadi tidak terlihat.",
        "A copied report does not describe the month; shortfall and progress alike go unseen.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila uang, fisik, dan catatannya sama persis dengan bulan lalu, sedangkan"
        " SP2D bulan itu bertambah lebih dari {bergerak_pct} % pagu dan belum tercakup.",
        "An RFK line is a finding when money, progress and remarks equal last month's exactly while the"
        " treasury paid more than {bergerak_pct} % of the ceiling that month, not yet covered.",
    ),
    cannot_tell=Text(
        "Apakah laporan disalin atau memang disusun sebelum SP2D terakhir terbit.",
        "Whether the report was copied or drawn up before the last SP2D came out.",
    ),
    basis="PP 12/2019 ps 3 [S]",
    explanations=(
        Text(
            "SP2D terbit di hari terakhir bulan",
            "SP2D issued on the month's last day",
        ),
    ),
    settles=Text(
        "laporan bulan berjalan yang diisi ulang",
        "the month's report, filled in anew",
    ),
    thresholds=("bergerak_pct",),
    related=(
        "DRT-011",
        "REK-001",
    ),
    examples="""
        bulan | realisasi_idr | m1_realisasi_idr | fisik_pct | m1_fisik_pct | permasalahan | m1_permasalahan | pagu_idr | sp2d_sd_idr | sp2d_m1_idr | umpan_terhenti | verdict
        6     | 100           | 100              | 30        | 30           |              |                 | 1000     | 100         | 100         | false          | pass
        6     | 100           | 100              | 30        | 30           | Lahan        | Lahan           | 1000     | 150         | 100         | false          | fail
        6     | 100           | 100              | 30        | 31           | Lahan        | Lahan           | 1000     | 150         | 100         | false          | pass
        6     | 100           | 100              | 30        | 30           | Lahan        | Cuaca           | 1000     | 150         | 100         | false          | pass
        6     | 100           | 100              | 30        | 30           |              |                 | 1000     | 120         | 100         | false          | pass
        6     | 100           | 100              | 30        | 30           |              |                 | 1000     |             |             | false          | unknown
        6     | 100           |                  | 30        |              |              |                 | 1000     | 150         | 100         | false          | unknown
        6     | 100           | 100              | 30        | 30           |              |                 | 1000     | 150         | 100         | true           | unknown
        6     | 100           | 100              | 30        | 30           |              |                 | 1000     | 150         | 100         | false          | fail
        6     | 100           | 100              | 30        | 30           | Lahan        |                 | 1000     | 150         | 100         | false          | unknown
    """,  # noqa: E501
)
def salinan_bulan_lalu(bergerak_pct: pl.Expr) -> Verdicts:
    """Standing still is no anomaly: the treasury must have moved in the month."""
    now, held = pl.col("realisasi_idr"), pl.col("sp2d_sd_idr")
    remark, remark_before = pl.col("permasalahan"), pl.col("m1_permasalahan")
    same = (
        (now == pl.col("m1_realisasi_idr"))
        & (pl.col("fisik_pct") == pl.col("m1_fisik_pct"))
        & (remark == remark_before).fill_null(True)
    )
    moved = pl.col("pagu_idr") * bergerak_pct / 100
    stood_still = (held - pl.col("sp2d_m1_idr") <= moved) | (held - now <= moved)
    return Verdicts(
        where=pl.col("bulan") > 1,
        ok=~same | stood_still,
        unknown={
            "angka_kosong": now.is_null() | pl.col("fisik_pct").is_null(),
            "bulan_lalu_tidak_ada": pl.col("m1_realisasi_idr").is_null() | pl.col("m1_fisik_pct").is_null(),
            "sp2d_tidak_ada": held.is_null(),
            "umpan_sp2d_terhenti": pl.col("umpan_terhenti"),
            "catatan_tidak_lengkap": same & ~stood_still & (remark.is_null() != remark_before.is_null()),
        },
        observed=now,
        expected=held,
        impact_idr=held - now,
    )
