"""KLP-018: a line is behind its plan and says nothing of the obstacle, so that nobody can help."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KLP-018",
    version=1,
    frame="rfk",
    severity=Severity.INFO,
    kind=Kind.MISSING_EVIDENCE,
    column="permasalahan",
    unit="poin",
    title=Text(
        "Tertinggal dari rencana tanpa penjelasan",
        "Behind plan without a word on why",
    ),
    message=Text(
        "Keuangan {kode} pada RFK {kode_opd} periode {periode} tertinggal {observed} dari rencana kasnya (ditanya"
        " mulai {expected}), sedangkan kolom permasalahan kosong. Kekurangannya tidak dipersoalkan; mohon kendala"
        " dan rencananya ditulis agar dapat dibantu.",
        "Money of {kode} in the RFK of {kode_opd} for {periode} is {observed} behind its cash plan (asked from"
        " {expected}), while the column for obstacles is blank. The shortfall itself is no issue; please state the"
        " obstacle and the plan, so that help can come.",
    ),
    why=Text(
        "Laporan yang rendah tetapi disertai kendala dan rencananya adalah laporan terbaik; tanpa itu tidak ada"
        " yang dapat menolong.",
        "A low figure with its obstacle and plan is the best report there is; without them nobody can help.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila keuangannya tertinggal lebih dari {tertinggal_poin} poin dari rencana"
        " kas dan kolom permasalahannya kosong.",
        "An RFK line is a finding when money is more than {tertinggal_poin} points behind the cash plan and"
        " the obstacle column is empty.",
    ),
    cannot_tell=Text(
        "Mengapa kegiatan itu tertinggal, dan apakah kendala yang sudah ditulis memang sebabnya.",
        "Why the work lags, and whether an obstacle that is given is the true cause.",
    ),
    basis=("keputusan sendiri: kurang ya kurang, asal dikatakan kendalanya"),
    explanations=(
        Text(
            "kendala sudah disampaikan dengan surat",
            "the obstacle was reported by letter",
        ),
    ),
    settles=Text(
        "kolom permasalahan dan rencana tindak lanjut",
        "the columns for obstacle and follow-up",
    ),
    thresholds=("tertinggal_poin",),
    related=("SLP-001",),
    examples="""
        kode              | rak_kum_pct | keu_pct | permasalahan | verdict
        1.03.02.2.01.0001 | 60          | 40      |              | pass
        1.03.02.2.01.0002 | 60          | 20      |              | fail
        1.03.02.2.01.0003 | 60          | 20      | gagal tender | pass
        1.03.02.2.01.0004 | 60          |         |              | unknown
        1.03.02.2.01.0005 |             | 20      |              | unknown
    """,
)
def tertinggal_tanpa_penjelasan(tertinggal_poin: pl.Expr) -> Verdicts:
    """Any word on the obstacle is enough; without a cash plan nothing can be told."""
    behind = pl.col("rak_kum_pct") - pl.col("keu_pct")
    told = pl.col("permasalahan").str.strip_chars(" -.").str.len_chars().fill_null(0) > 2
    return Verdicts(
        ok=(behind <= tertinggal_poin) | told,
        unknown={"realisasi_atau_rencana_kosong": behind.is_null() | ~behind.is_finite()},
        observed=behind,
        expected=tertinggal_poin,
        suspicion=pl.lit(0.0),
    )
