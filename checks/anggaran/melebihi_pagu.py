"""ANG-001: a line spent more than the ceiling in force at the end of the month."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="ANG-001",
    version=2,
    frame="rfk",
    severity=Severity.BLOCKING,
    kind=Kind.INCONSISTENCY,
    column="realisasi_idr",
    unit="idr",
    title=Text("Realisasi melebihi pagu", "Spending above its ceiling"),
    message=Text(
        "Realisasi {kode} pada RFK {kode_opd} periode {periode} {observed}, melebihi pagu {expected} yang"
        " berlaku pada akhir bulan (versi {versi_berlaku}). Mohon diperiksa angkanya, barisnya dan versi"
        " anggarannya.",
        "Spending on {kode} in the RFK of {kode_opd} for {periode} is {observed}, above the ceiling of"
        " {expected} in force at month end (version {versi_berlaku}). Please check the figure, the line"
        " and the budget version.",
    ),
    why=Text(
        "Tidak boleh ada pengeluaran yang membebani anggaran bila anggarannya tidak cukup tersedia; angka di atas pagu"
        " biasanya salah ketik, salah baris, atau dibandingkan dengan versi anggaran yang keliru.",
        "No spending may be charged to a budget that does not suffice; a figure above the ceiling is usually a slip, a"
        " wrong line, or set against the wrong version of the budget.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila realisasinya melebihi pagu DPA yang berlaku pada akhir bulan lebih"
        " dari {toleransi_idr}.",
        "An RFK line is a finding when its spending exceeds the ceiling in force at month end by more than"
        " {toleransi_idr}.",
    ),
    cannot_tell=Text(
        "Apakah yang keliru realisasinya, barisnya, atau DPA perubahan yang belum kami terima.",
        "Whether the spending, the line, or a revised DPA that has not reached us is at fault.",
    ),
    basis="UU 1/2004 ps 3(3) [K]; ambang batas fleksibilitas BLUD: Permendagri 79/2018 [S]",
    explanations=(
        Text(
            "bantuan keuangan yang masuk setelah perubahan anggaran", "transfers that arrived after the budget change"
        ),
        Text("BLUD dengan ambang batas fleksibilitas", "BLUD within its flexibility threshold"),
        Text("gaji dan tunjangan yang mendahului perubahan", "salaries ahead of the budget change"),
    ),
    settles=Text(
        "DPA atau DPPA terakhir dan buku SP2D baris ini; untuk BLUD, RBA yang menyebut ambang batasnya",
        "the latest DPA or DPPA and the line's SP2D register; for a BLUD, the budget plan that states its threshold",
    ),
    thresholds=("toleransi_idr",),
    related=("ANG-002", "ANG-004"),
    examples="""
        kode              | pagu_berlaku_idr | versi_berlaku | realisasi_idr | dana_kelas | jenis_kerja | verdict
        1.03.02.2.01.0001 | 100              | murni         | 100           | apbd       | rutin       | pass
        1.03.02.2.01.0002 | 100              | perubahan     | 102           | apbd       | rutin       | fail
        1.03.02.2.01.0003 |                  |               | 5             | apbd       | rutin       | unknown
        1.03.02.2.01.0004 | 100              | perubahan     |               | apbd       | rutin       | unknown
        1.02.02.2.02.0032 | 100              | murni         | 118           | blud       | rutin       | fail
        1.03.02.2.01.0006 | 100              | perubahan     | 118           | bankeu     | konstruksi  | excused
        1.03.01.2.02.0001 | 100              | murni         | 118           | apbd       | gaji        | excused
    """,
)
def melebihi_pagu(toleransi_idr: pl.Expr) -> Verdicts:
    """A line without a ceiling in force is unknown here (ANG-004 asks for it), never a pass.

    A BLUD may exceed its ceiling only up to the share its budget documents state; no table holds it, so it is asked
    for.
    """
    realisasi, pagu = pl.col("realisasi_idr"), pl.col("pagu_berlaku_idr")
    return Verdicts(
        ok=realisasi <= pagu + toleransi_idr,
        unknown={"pagu_tidak_ada": pagu.is_null(), "realisasi_kosong": realisasi.is_null()},
        excused={
            "bantuan_keuangan": pl.col("dana_kelas") == "bankeu",
            "gaji": pl.col("jenis_kerja") == "gaji",
        },
        observed=realisasi,
        expected=pagu,
        impact_idr=realisasi - pagu,
        params={"versi_berlaku": pl.col("versi_berlaku")},
    )
