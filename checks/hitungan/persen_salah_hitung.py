"""HIT-002: the reported share of spending is not what its own figures give."""

from __future__ import annotations

import polars as pl

from checks.prepare.rounding import agrees, share_pct
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="HIT-002",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="realisasi_pct",
    unit="pct",
    title=Text(
        "Persentase keuangan salah hitung",
        "Spending rate miscalculated",
    ),
    message=Text(
        "Capaian keuangan {kode} pada RFK {kode_opd} periode {periode} tertulis {observed}, menurut"
        " realisasi dan pagunya sendiri {expected}.",
        "The spending rate of {kode} in the RFK of {kode_opd} for {periode} says {observed}; its own"
        " spending and ceiling give {expected}.",
    ),
    why=Text(
        "Persentase yang tidak mengikuti angkanya biasanya diketik, disalin, atau memakai pembagi yang keliru.",
        "A rate that does not follow its figures was usually typed, copied, or set over the wrong base.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila persentase keuangannya berselisih dengan realisasi dibagi pagunya"
        " sendiri lebih dari pembulatan ditambah {toleransi_poin} poin.",
        "An RFK line is a finding when its rate differs from its own spending over its own ceiling by more"
        " than rounding plus {toleransi_poin} points.",
    ),
    cannot_tell=Text(
        "Apakah pagu atau realisasinya yang benar; persentase yang cocok dengan dua angka keliru lolos.",
        "Whether ceiling or spending is right; a rate that fits two wrong figures passes.",
    ),
    basis="Permendagri 77/2020 [S]; pembulatan: keputusan sendiri",
    explanations=(
        Text(
            "pembagi versi anggaran lain",
            "the base is another version of the budget",
        ),
    ),
    settles=Text(
        "realisasi dan pagu baris ini",
        "the line's spending and ceiling",
    ),
    thresholds=("toleransi_poin",),
    related=("KLP-017",),
    examples="""
        kode              | realisasi_idr | pagu_idr | realisasi_pct | verdict
        1.03.02.2.01.0001 | 333           | 1000     | 33.3          | pass
        1.03.02.2.01.0002 | 1             | 3        | 33.33         | pass
        1.03.02.2.01.0003 | 4749          | 10000    | 47            | pass
        1.03.02.2.01.0004 | 333           | 1000     | 33.32         | fail
        1.03.02.2.01.0005 | 333           | 1000     | 83.3          | fail
        1.03.02.2.01.0006 | 0             | 0        | 100           | unknown
        1.03.02.2.01.0007 | 333           | 1000     |               | unknown
        1.03.02.2.01.0008 | 333           |          | 33.3          | unknown
    """,
)
def persen_salah_hitung(toleransi_poin: pl.Expr) -> Verdicts:
    """Judged within the decimals it was written with; 0/0 is KLP-017 and unknown here."""
    written, computed = pl.col("realisasi_pct"), share_pct("realisasi_idr", "pagu_idr")
    return Verdicts(
        ok=agrees(written, computed, toleransi_poin),
        unknown={"persen_kosong": written.is_null(), "pembagi_nol_atau_kosong": computed.is_null()},
        observed=written,
        expected=computed,
    )
