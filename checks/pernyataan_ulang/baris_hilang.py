"""ULG-003: a line reported before is no longer in the report."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="ULG-003",
    version=1,
    frame="baris_hilang",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    unit="idr",
    title=Text(
        "Baris yang pernah ada kini hilang",
        "A line that existed is gone",
    ),
    message=Text(
        "Baris {kode} pernah ada pada RFK {kode_opd} ({asal_baris}, realisasi {lalu_realisasi_idr}) tetapi"
        " tidak ada lagi pada periode {periode}, padahal pagunya masih {expected}. Mohon barisnya"
        " dilengkapi.",
        "Line {kode} was in the RFK of {kode_opd} before ({asal_baris}, spending {lalu_realisasi_idr}) but"
        " is gone for {periode}, though its ceiling still stands at {expected}. Please add the line.",
    ),
    why=Text(
        "Baris yang hilang menghilangkan kekurangan sekaligus uangnya dari pandangan.",
        "A missing line takes its shortfall and its money out of sight.",
    ),
    condition=Text(
        "Baris menjadi temuan bila pernah ada pada RFK tahun itu, kini tidak ada, padahal masih berpagu dan"
        " kodenya tidak diganti.",
        "A line is a finding when it once stood in that year's RFK, is gone now, still has a ceiling, and its"
        " code was not replaced.",
    ),
    cannot_tell=Text(
        "Apakah barisnya dihapus atau tidak sengaja terlewat saat formulir disalin.",
        "Whether the line was removed or left out by accident when the form was copied.",
    ),
    basis="PP 12/2019 ps 3 [S]",
    explanations=(
        Text(
            "kegiatan dihapus dalam perubahan anggaran",
            "dropped in the budget change",
        ),
        Text(
            "kode diganti oleh pemutakhiran nomenklatur",
            "code renamed by the nomenclature",
        ),
    ),
    settles=Text(
        "DPPA terakhir atau laporan yang dilengkapi",
        "the last DPPA, or the completed report",
    ),
    related=("KLP-006",),
    examples="""
        kode              | masih_ada | dpa_ada | pagu_berlaku_idr | pagu_kini_idr | diganti | verdict
        1.03.02.2.01.0001 | true      | true    | 100              | 100           | false   | pass
        1.03.02.2.01.0002 | false     | true    | 100              | 100           | false   | fail
        1.03.02.2.01.0003 | false     | true    | 100              | 0             | false   | pass
        1.03.02.2.01.0004 | false     | true    | 100              |               | false   | excused
        1.03.02.2.01.0005 | false     | true    | 100              | 100           | true    | excused
        1.03.02.2.01.0006 | false     | false   |                  |               | false   | unknown
        1.03.02.2.01.0007 |           | true    | 100              | 100           | false   | unknown
    """,
)
def baris_hilang() -> Verdicts:
    """A line its agency's last budget version no longer lists, or renamed by the nomenclature, is excused."""
    gone, ceiling = ~pl.col("masih_ada"), pl.col("pagu_kini_idr")
    dropped = pl.col("dpa_ada") & ceiling.is_null()
    return Verdicts(
        ok=pl.when(gone.is_null()).then(None).otherwise(~gone | (ceiling == 0).fill_null(False)),
        unknown={"dpa_tidak_ada": gone & ~pl.col("dpa_ada").fill_null(False)},
        excused={"tidak_lagi_dianggarkan": dropped, "kode_diganti": pl.col("diganti")},
        observed=pl.lit(0),
        expected=ceiling,
        impact_idr=pl.col("lalu_realisasi_idr"),
        params={"asal_baris": pl.col("asal_baris"), "lalu_realisasi_idr": pl.col("lalu_realisasi_idr")},
    )
