"""ANG-004: money was spent on a line that has no ceiling in a budget that is known."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="ANG-004",
    version=1,
    frame="rfk",
    severity=Severity.BLOCKING,
    kind=Kind.INCONSISTENCY,
    column="realisasi_idr",
    unit="idr",
    title=Text(
        "Belanja tanpa pagu",
        "Spending without any ceiling",
    ),
    message=Text(
        "Realisasi {kode} periode {periode} {observed}, tetapi sub kegiatan ini tidak ada dalam DPA"
        " {kode_opd} yang berlaku. Mohon diperiksa kodenya, atau dikirim DPA/DPPA yang memuatnya.",
        "Spending on {kode} for {periode} is {observed}, but the budget of {kode_opd} in force has no such"
        " sub kegiatan. Please check the code, or send the DPA or DPPA that holds it.",
    ),
    why=Text(
        "Belanja tanpa pagu tidak punya dasar; biasanya kodenya salah atau DPA perubahan belum dikirim.",
        "Spending without a ceiling has no ground; usually the code is wrong or the revised DPA was not sent.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila ada realisasinya, sedangkan kodenya tidak ada dalam DPA yang berlaku"
        " bagi OPD itu.",
        "An RFK line is a finding when it has spending while its code is not in the DPA in force for that agency.",
    ),
    cannot_tell=Text(
        "Apakah uangnya keluar atas kode lain yang benar; salah ketik kode dan belanja tanpa pagu tampak sama di sini.",
        "Whether the money went out under another, correct code; a mistyped code and spending without a"
        " ceiling look the same here.",
    ),
    basis="UU 1/2004 ps 3(3) [K]",
    explanations=(
        Text(
            "bantuan keuangan yang mendahului perubahan",
            "transfers ahead of the budget change",
        ),
        Text(
            "keadaan darurat yang mendahului DPPA",
            "an emergency ahead of the DPPA",
        ),
    ),
    settles=Text(
        "DPA atau DPPA yang memuat sub kegiatan ini",
        "the DPA or DPPA that holds this sub kegiatan",
    ),
    related=(
        "ANG-001",
        "KOD-002",
    ),
    examples="""
        kode              | realisasi_idr | pagu_berlaku_idr | dpa_ada | dpa_ditahan | kode_baru | dana_kelas | verdict
        1.03.02.2.01.0001 | 5             | 100              | true    | false       |           | apbd       | pass
        1.03.02.2.01.0002 | 0             |                  | true    | false       |           | apbd       | pass
        1.03.02.2.01.0003 | 5             |                  | true    | false       |           | apbd       | fail
        1.03.02.2.01.0004 | 5             |                  | false   | false       |           | apbd       | unknown
        1.03.02.2.01.0005 | 5             |                  | true    | true        |           | apbd       | unknown
        1.02.02.2.02.0028 | 5             |                  | true    | false       | baru      | apbd       | unknown
        1.03.02.2.01.0007 |               |                  | true    | false       |           | apbd       | unknown
        1.03.02.2.01.0008 | 5             |                  | true    | false       |           | bankeu     | excused
                          | 5             |                  | true    | false       |           | apbd       | unknown
    """,
)
def belanja_tanpa_pagu() -> Verdicts:
    """Where the agency's budget is not known, or the line may be among its held rows, it is unknown."""
    spent, ceiling = pl.col("realisasi_idr"), pl.col("pagu_berlaku_idr")
    return Verdicts(
        ok=ceiling.is_not_null() | (spent <= 0),
        unknown={
            "kode_kosong": pl.col("kode").is_null(),
            "realisasi_kosong": spent.is_null(),
            "dpa_opd_tidak_ada": ~pl.col("dpa_ada").fill_null(False),
            "baris_dpa_ditahan": ceiling.is_null() & pl.col("dpa_ditahan"),
            "kode_lama": ceiling.is_null() & pl.col("kode_baru").is_not_null(),
        },
        excused={"bantuan_keuangan": pl.col("dana_kelas") == "bankeu"},
        observed=spent,
        expected=pl.lit(0),
        impact_idr=spent,
    )
