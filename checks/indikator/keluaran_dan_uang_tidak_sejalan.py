"""IND-006: at year end an output is full with little money, or little with the money gone."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="IND-006",
    version=1,
    frame="e81",
    severity=Severity.WARNING,
    kind=Kind.IMPLAUSIBLE,
    column="total_k",
    unit="pct",
    title=Text("Keluaran dan anggaran akhir tahun tidak sejalan", "Output and money do not match at year end"),
    message=Text(
        "Keluaran indikator {kode_indikator} {kode_opd} {periode} {observed} dari target, sedangkan"
        " anggarannya terpakai {expected}. Mohon dijelaskan dengan bukti keluaran dan buku belanja.",
        "The output of indicator {kode_indikator} of {kode_opd} for {periode} reached {observed} of its"
        " target, while {expected} of its money was spent. Please explain with proof of output and the"
        " spending ledger.",
    ),
    why=Text(
        "Keluaran penuh dengan kurang dari separuh anggaran, atau sebaliknya, mungkin benar, tetapi "
        "perlu dijelaskan pada evaluasi akhir tahun.",
        "Full output with less than half the money, or the reverse, may be true but needs explaining "
        "at the year-end evaluation.",
    ),
    condition=Text(
        "Indikator triwulan IV menjadi temuan bila keluarannya {keluaran_penuh_pct} % atau lebih dengan uang"
        " di bawah {separuh_pct} %, atau uangnya {uang_penuh_pct} % atau lebih dengan keluaran di bawah"
        " {separuh_pct} %.",
        "A fourth-quarter indicator is a finding when output is {keluaran_penuh_pct} % or more with money"
        " below {separuh_pct} %, or money {uang_penuh_pct} % or more with output below {separuh_pct} %.",
    ),
    cannot_tell=Text(
        "Apakah keluaran dibiayai sumber lain atau harganya ternyata lebih murah dari rencana.",
        "Whether the output was paid from another source or turned out cheaper than planned.",
    ),
    basis="keputusan sendiri: 100 % dan 50 %; uang dianggap penuh mulai 95 %",
    explanations=(
        Text("sisa tender atau harga yang lebih rendah", "savings from tenders or lower prices"),
        Text("keluaran dari sumber dana lain", "output paid from other funds"),
        Text("pembayaran menyusul tahun berikutnya", "payment follows next year"),
    ),
    settles=Text(
        "bukti keluaran (BAST, foto, daftar penerima) dan buku belanja",
        "proof of output (hand-over, photographs, lists of recipients) and the spending ledger",
    ),
    thresholds=(
        "keluaran_penuh_pct",
        "uang_penuh_pct",
        "separuh_pct",
    ),
    related=(
        "FSK-001",
        "FSK-002",
    ),
    examples="""
        triwulan | kode_indikator | tingkat | sepele | polaritas | keluaran_pct | keuangan_pct | target_idr | verdict
        4 | a#1 | sub_kegiatan | false | naik | 100 | 80 | 100 | pass
        4 | a#1 | sub_kegiatan | false | naik | 100 | 49 | 100 | fail
        4 | a#1 | sub_kegiatan | false | naik | 40 | 97 | 100 | fail
        4 | a#1 | sub_kegiatan | false | naik | 40 | 45 | 100 | pass
        4 | a#1 | sub_kegiatan | false | naik | 100 | 50 | 100 | pass
        4 | a#1 | sub_kegiatan | false | naik |  | 45 | 100 | unknown
        4 | a#1 | sub_kegiatan | false | naik | 100 |  |  | unknown
        4 | a#1 | sub_kegiatan | false |  | 100 | 45 | 100 | unknown
        4 | a#1 | sub_kegiatan | true | naik | 100 | 45 | 100 | not examined
        4 | a#1 | program | false | naik | 100 | 45 | 100 | not examined
        3 | a#1 | sub_kegiatan | false | naik | 100 | 45 | 100 | not examined
    """,
)
def keluaran_dan_uang_tidak_sejalan(
    keluaran_penuh_pct: pl.Expr, uang_penuh_pct: pl.Expr, separuh_pct: pl.Expr
) -> Verdicts:
    """Only year-end outputs; documents and reports are left out, and a low figure alone never fails."""
    output, money = pl.col("keluaran_pct"), pl.col("keuangan_pct")
    full_for_little = (output >= keluaran_penuh_pct) & (money < separuh_pct)
    little_for_all = (money >= uang_penuh_pct) & (output < separuh_pct)
    return Verdicts(
        where=(pl.col("triwulan") == 4) & pl.col("tingkat").is_in(["kegiatan", "sub_kegiatan"]) & ~pl.col("sepele"),
        ok=~(full_for_little | little_for_all),
        unknown={
            "keluaran_kosong": output.is_null(),
            "uang_kosong": money.is_null(),
            "polaritas_bukan_naik": (pl.col("polaritas") != "naik").fill_null(True),
        },
        observed=output,
        expected=money,
        impact_idr=(output - money).abs() / 100 * pl.col("target_idr"),
    )
