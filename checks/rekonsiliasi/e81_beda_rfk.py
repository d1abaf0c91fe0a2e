"""REK-006: the agency's E.81 and RFK disagree on the same money."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="REK-006",
    version=1,
    frame="e81",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="total_idr",
    unit="idr",
    title=Text("Realisasi E.81 berbeda dari RFK", "Money in E.81 differs from the RFK"),
    message=Text(
        "Realisasi anggaran {kode} {kode_opd} pada E.81 {periode} {observed}, pada RFK akhir triwulan"
        " {expected} (selisih {difference}). Mohon keduanya dicocokkan.",
        "Spending on {kode} of {kode_opd} is {observed} in E.81 for {periode} and {expected} in the RFK at"
        " the quarter's end (difference {difference}). Please make the two agree.",
    ),
    why=Text(
        "Dua laporan OPD yang sama atas uang yang sama harus bertemu.",
        "Two reports by one agency on the same money must meet.",
    ),
    condition=Text(
        "Sub kegiatan pada E.81 menjadi temuan bila realisasinya berselisih dengan RFK akhir triwulan lebih"
        " dari {toleransi_pct} % targetnya dan di luar RFK sebulan sebelum dan sesudahnya.",
        "A sub kegiatan in E.81 is a finding when its money differs from the RFK at quarter end by more than"
        " {toleransi_pct} % of its target and lies outside the RFK a month before and after.",
    ),
    cannot_tell=Text(
        "Laporan mana yang benar; keduanya ditulis OPD yang sama, jadi tidak ada yang lebih berwenang.",
        "Which report is right; the same agency wrote both, so neither has more authority.",
    ),
    basis="PP 8/2006 ps 33 [S]; toleransi: keputusan sendiri",
    explanations=(Text("tanggal pengambilan data berbeda", "data taken on different days"),),
    settles=Text("buku belanja dan register SP2D baris ini", "the line's spending ledger and SP2D register"),
    thresholds=("toleransi_pct",),
    related=(
        "REK-001",
        "REK-004",
        "HIT-008",
    ),
    examples="""
        tingkat      | total_idr | rfk_m1_idr | rfk_idr | rfk_p1_idr | target_idr | n_indikator_kode | verdict
        sub_kegiatan | 500       | 400        | 500     | 600        | 1000       | 1                | pass
        sub_kegiatan | 505       | 400        | 500     | 600        | 1000       | 1                | pass
        sub_kegiatan | 700       | 400        | 500     | 600        | 1000       | 1                | fail
        sub_kegiatan | 300       | 400        | 500     |            | 1000       | 1                | fail
        sub_kegiatan | 580       | 400        | 500     | 600        | 1000       | 1                | excused
        sub_kegiatan | 700       | 400        |         | 600        | 1000       | 1                | unknown
        sub_kegiatan |           | 400        | 500     | 600        | 1000       | 1                | unknown
        sub_kegiatan | 700       | 400        | 500     | 600        | 1000       | 2                | unknown
        sub_kegiatan | 700       | 400        | 500     | 600        |            | 1                | unknown
        program      | 700       |            |         |            | 1000       | 1                | not examined
    """,
)
def e81_beda_rfk(toleransi_pct: pl.Expr) -> Verdicts:
    """A figure between the RFK of the month before and of the month after is a matter of timing, and excused."""
    stated, by_rfk = pl.col("total_idr"), pl.col("rfk_idr")
    difference = (stated - by_rfk).abs()
    return Verdicts(
        where=pl.col("tingkat") == "sub_kegiatan",
        ok=difference <= pl.col("target_idr") * toleransi_pct / 100,
        unknown={
            "e81_kosong": stated.is_null(),
            "rfk_tidak_ada": by_rfk.is_null(),
            "beberapa_indikator": (pl.col("n_indikator_kode") != 1).fill_null(True),
        },
        excused={"selisih_waktu_satu_bulan": stated.is_between(pl.col("rfk_m1_idr"), pl.col("rfk_p1_idr"))},
        observed=stated,
        expected=by_rfk,
        impact_idr=difference,
    )
