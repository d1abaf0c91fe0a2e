"""DRT-009: the cash plan of months gone by was changed to what was spent."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="DRT-009",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.IMPLAUSIBLE,
    column="kas_idr",
    unit="idr",
    title=Text(
        "Rencana kas diubah menjadi sama dengan hasil",
        "Cash plan revised to equal the outcome",
    ),
    message=Text(
        "Rencana kas {kode} s.d. {periode} pada RFK {kode_opd} {observed}, pada laporan bulan lalu"
        " {expected}; kini sama persis dengan realisasi. Mohon persetujuan perubahannya.",
        "The cash plan of {kode} to {periode} on the RFK of {kode_opd} is {observed}, in last month's"
        " report {expected}; it now equals spending exactly. Please send the approval of the change.",
    ),
    why=Text(
        "Rencana yang diubah setelah hasilnya diketahui menghilangkan deviasi yang seharusnya terlihat.",
        "A plan changed after the outcome is known hides the deviation that should be seen.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila rencana kasnya berubah lebih dari {toleransi_idr} sejak bulan lalu dan"
        " kini sama dengan realisasinya, sedangkan pagunya tidak berubah.",
        "An RFK line is a finding when its cash plan moved by more than {toleransi_idr} since last month and"
        " now equals its spending while the ceiling is unchanged.",
    ),
    cannot_tell=Text(
        "Siapa yang menyetujui perubahan RAK itu dan kapan; persetujuannya tidak ada dalam formulir.",
        "Who approved the change of plan and when; the approval is not on the form.",
    ),
    basis="Permendagri 77/2020 (anggaran kas) [S]",
    explanations=(
        Text(
            "pergeseran atau perubahan anggaran",
            "a budget shift or change",
        ),
    ),
    settles=Text(
        "persetujuan perubahan anggaran kas",
        "approval of the changed cash plan",
    ),
    thresholds=("toleransi_idr",),
    examples="""
        kode              | bulan | kas_kum_idr | m1_kas_idr | realisasi_idr | pagu_idr | m1_pagu_idr | verdict
        1.03.02.2.01.0001 | 6     | 500         | 500        | 400           | 1000     | 1000        | pass
        1.03.02.2.01.0002 | 6     | 500         | 500        | 500           | 1000     | 1000        | pass
        1.03.02.2.01.0003 | 6     | 400         | 500        | 400           | 1000     | 1000        | fail
        1.03.02.2.01.0004 | 6     | 450         | 500        | 400           | 1000     | 1000        | pass
        1.03.02.2.01.0005 | 10    | 400         | 500        | 400           | 1200     | 1000        | excused
        1.03.02.2.01.0006 | 6     |             | 500        | 400           | 1000     | 1000        | unknown
        1.03.02.2.01.0007 | 6     | 400         |            | 400           | 1000     | 1000        | unknown
        1.03.02.2.01.0008 | 6     | 400         | 500        |               | 1000     | 1000        | unknown
        1.03.02.2.01.0009 | 1     | 400         |            | 400           | 1000     |             | not examined
    """,
)
def rencana_kas_menyesuaikan_hasil(toleransi_idr: pl.Expr) -> Verdicts:
    """A plan revised together with the ceiling is an ordinary budget change."""
    plan, before, spent = pl.col("kas_kum_idr"), pl.col("m1_kas_idr"), pl.col("realisasi_idr")
    return Verdicts(
        where=pl.col("bulan") > 1,
        ok=((plan - before).abs() <= toleransi_idr) | ((plan - spent).abs() > toleransi_idr),
        unknown={
            "rencana_kas_tidak_ada": plan.is_null(),
            "rencana_bulan_lalu_tidak_ada": before.is_null(),
            "realisasi_kosong": spent.is_null(),
        },
        excused={"anggaran_berubah": pl.col("pagu_idr") != pl.col("m1_pagu_idr")},
        observed=plan,
        expected=before,
        impact_idr=(plan - before).abs(),
    )
