"""KLP-017: a line without ceiling and without spending reports 100 %."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KLP-017",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="realisasi_pct",
    unit="pct",
    title=Text(
        "Nol dari nol dilaporkan 100 %",
        "Nothing of nothing reported as 100 %",
    ),
    message=Text(
        "Baris {kode} pada RFK {kode_opd} periode {periode} berpagu 0 dan realisasi 0, tetapi capaian"
        " tertulis {observed}. Mohon capaian dikosongkan.",
        "Line {kode} in the RFK of {kode_opd} for {periode} has ceiling 0 and spending 0, yet its rate"
        " says {observed}. Please leave the rate blank.",
    ),
    why=Text(
        "0/0 tidak terdefinisi; aplikasi yang menampilkannya sebagai 100 % menaikkan rata-rata OPD.",
        "0/0 is undefined; an application that shows it as 100 % lifts the agency's average.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila pagu dan realisasinya nol, tetapi capaiannya tertulis selain nol.",
        "An RFK line is a finding when ceiling and spending are both zero while its rate is written as other"
        " than zero.",
    ),
    cannot_tell=Text(
        "Apakah angka itu diketik orang atau ditampilkan otomatis oleh aplikasi yang membagi nol dengan nol.",
        "Whether the figure was typed or shown by an application that divided zero by zero.",
    ),
    basis="keputusan sendiri: kebiasaan aplikasi pelaporan [D]",
    settles=Text(
        "capaian dikosongkan untuk baris tanpa pagu",
        "the rate left blank for lines without a ceiling",
    ),
    related=("HIT-002",),
    examples="""
        kode              | pagu_idr | realisasi_idr | realisasi_pct | verdict
        1.03.02.2.01.0001 | 0        | 0             | 0             | pass
        1.03.02.2.01.0002 | 0        | 0             | 100           | fail
        1.03.02.2.01.0003 | 100      | 100           | 100           | pass
        1.03.02.2.01.0004 |          | 0             | 100           | unknown
        1.03.02.2.01.0005 | 0        | 0             |               | unknown
    """,
)
def nol_bagi_nol_seratus() -> Verdicts:
    """Judged on the money rate; a blank rate on such a line is unknown, which is what it should be."""
    rate, ceiling, spent = pl.col("realisasi_pct"), pl.col("pagu_idr"), pl.col("realisasi_idr")
    nothing = (ceiling == 0) & (spent == 0)
    return Verdicts(
        ok=~nothing | (rate == 0),
        observed=rate,
        expected=pl.lit(0),
    )
