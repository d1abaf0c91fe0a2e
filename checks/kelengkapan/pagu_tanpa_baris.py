"""KLP-006: a sub kegiatan has a ceiling in the budget in force but no row in the agency's last report."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KLP-006",
    version=1,
    frame="dpa",
    severity=Severity.WARNING,
    kind=Kind.MISSING_EVIDENCE,
    column="kode",
    unit="idr",
    title=Text(
        "Sub kegiatan berpagu tidak ada di RFK",
        "A budgeted sub kegiatan is not in the RFK",
    ),
    message=Text(
        "{kode} berpagu {observed} dalam DPA {versi_anggaran}, tetapi tidak ada di RFK {kode_opd} bulan {rfk_bulan}.",
        "{kode} has a ceiling of {observed} in the {versi_anggaran} budget but no row in the RFK of {kode_opd} "
        "for month {rfk_bulan}.",
    ),
    why=Text(
        "Kegiatan yang tertinggal paling mudah tidak terlihat bila barisnya tidak dikirim.",
        "Work that lags is easiest to overlook when its row is not sent.",
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
        kode              | versi_anggaran | pagu_idr | berlaku | rfk_bulan | di_rfk | rfk_ditahan | verdict
        1.03.02.2.01.0001 | murni          | 100      | true    | 10        | true   | false       | pass
        1.03.02.2.01.0002 | murni          | 100      | true    | 10        | false  | false       | fail
        1.03.02.2.01.0003 | murni          | 0        | true    | 10        | false  | false       | pass
        1.03.02.2.01.0004 | murni          | 100      | true    | 10        | false  | true        | unknown
        1.03.02.2.01.0005 | murni          | 100      |         |           |        | false       | unknown
        1.03.02.2.01.0006 | murni          | 100      | false   | 10        | false  | false       | not examined
        1.03.02.2.01.0007 | murni          |          | true    | 10        | false  | false       | unknown
    """,
)
def pagu_tanpa_baris() -> Verdicts:
    """Where rows of that report are held, the missing one may be among them: unknown."""
    ceiling, reported = pl.col("pagu_idr"), pl.col("di_rfk")
    return Verdicts(
        where=pl.col("berlaku"),
        ok=reported | (ceiling == 0),
        unknown={
            "rfk_belum_ada": pl.col("rfk_bulan").is_null(),
            "baris_rfk_ditahan": ~reported & pl.col("rfk_ditahan"),
            "pagu_kosong": ceiling.is_null() & ~reported,
        },
        observed=ceiling,
        impact_idr=ceiling,
        params={"rfk_bulan": pl.col("rfk_bulan").cast(pl.String)},
    )
