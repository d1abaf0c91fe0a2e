"""KLP-006: a sub kegiatan has a ceiling in the budget in force but no row in the agency's report of the month."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KLP-006",
    version=1,
    frame="pagu_bulanan",
    severity=Severity.WARNING,
    kind=Kind.MISSING_EVIDENCE,
    unit="idr",
    title=Text(
        "Sub kegiatan berpagu tidak ada di RFK",
        "A budgeted sub kegiatan is not in the RFK",
    ),
    message=Text(
        "{kode} berpagu {observed} dalam DPA (versi {versi_anggaran}), tetapi tidak ada di RFK {kode_opd}"
        " periode {periode}. Mohon barisnya dilengkapi.",
        "{kode} has a ceiling of {observed} in the DPA (version {versi_anggaran}) but no row in the RFK of"
        " {kode_opd} for {periode}. Please add the row.",
    ),
    why=Text(
        "Kegiatan yang tertinggal paling mudah tidak terlihat bila barisnya tidak dikirim.",
        "Work that lags is easiest to overlook when its row is not sent.",
    ),
    condition=Text(
        "Sub kegiatan berpagu dalam DPA yang berlaku menjadi temuan bila tidak mempunyai baris dalam RFK bulan itu.",
        "A sub kegiatan with a ceiling in the budget in force is a finding when it has no line in that month's RFK.",
    ),
    cannot_tell=Text(
        "Apakah kegiatannya berjalan; baris yang tidak ada tidak menceritakan kemajuan maupun kekurangan.",
        "Whether the work is under way; an absent line tells neither of progress nor of shortfall.",
    ),
    basis="PP 12/2019 ps 3 [S]",
    explanations=(
        Text(
            "kegiatan dipindah ke OPD lain dalam pergeseran",
            "the work moved to another agency in a budget shift",
        ),
    ),
    settles=Text(
        "RFK dengan seluruh sub kegiatan DPA",
        "an RFK with every sub kegiatan of the DPA",
    ),
    related=("ANG-005",),
    examples="""
        kode              | versi_anggaran | pagu_idr | di_rfk | rfk_ditahan | versi_tak_bertanggal | verdict
        1.03.02.2.01.0001 | murni          | 100      | true   | false       | false                | pass
        1.03.02.2.01.0002 | murni          | 100      | false  | false       | false                | fail
        1.03.02.2.01.0003 | murni          | 0        | false  | false       | false                | pass
        1.03.02.2.01.0004 | murni          | 100      | false  | true        | false                | unknown
        1.03.02.2.01.0005 | murni          | 100      | false  | false       | true                 | unknown
        1.03.02.2.01.0006 | murni          |          | false  | false       | false                | unknown
    """,
)
def pagu_tanpa_baris() -> Verdicts:
    """Where rows of that report are held, the missing one may be among them: unknown."""
    ceiling, reported = pl.col("pagu_idr"), pl.col("di_rfk")
    return Verdicts(
        ok=reported | (ceiling == 0),
        unknown={
            "baris_rfk_ditahan": ~reported & pl.col("rfk_ditahan"),
            "versi_anggaran_tak_bertanggal": ~reported & pl.col("versi_tak_bertanggal"),
        },
        observed=ceiling,
        impact_idr=ceiling,
        params={"versi_anggaran": pl.col("versi_anggaran")},
    )
