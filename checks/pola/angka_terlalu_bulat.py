"""POL-001: an agency's spending is round more often than chance, habit and peers explain."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="POL-001",
    version=1,
    frame="angka_opd",
    severity=Severity.INFO,
    kind=Kind.IMPLAUSIBLE,
    column="realisasi_idr",
    unit="baris",
    title=Text(
        "Realisasi terlalu sering bulat",
        "Spending is round too often",
    ),
    message=Text(
        "Pada {kode_opd}, {observed} dari {n_uang} angka realisasi jatuh pada persen bulat dari pagunya (lazimnya"
        " {expected}), dan {bulat_pct} berupa jutaan bulat (SP2D {bulat_sp2d_pct}). Mohon buku kas pembantu"
        " beberapa kegiatan.",
        "At {kode_opd}, {observed} of {n_uang} spending figures land on a whole percent of their ceiling (usually"
        " {expected}), and {bulat_pct} are whole millions (SP2D {bulat_sp2d_pct}). Please send the subsidiary"
        " cash book of some activities.",
    ),
    why=Text(
        "Uang yang dibayar menurut tagihan jarang bulat; angka bulat yang jauh lebih sering daripada kebetulan"
        " menandakan taksiran, bukan catatan.",
        "Money paid by invoice is seldom round; round figures far more often than chance suggest estimates, not"
        " records.",
    ),
    condition=Text(
        "OPD menjadi catatan bila angka persen bulatnya berpeluang kebetulan paling banyak {peluang_maks},"
        " atau jutaan bulatnya melebihi SP2D, riwayat, dan OPD lain lebih dari {lebih_poin} poin; sekurangnya"
        " {n_min} angka.",
        "An agency is noted when its whole percents have a chance of coincidence of at most {peluang_maks},"
        " or its round millions exceed treasury, own past and other agencies by more than {lebih_poin} points;"
        " at least {n_min} figures.",
    ),
    cannot_tell=Text(
        "Angka mana yang ditaksir; kebulatan ialah sifat kumpulan, dan satu angka bulat tidak berarti apa- apa.",
        "Which figure was estimated; roundness belongs to the collection, and one round figure means nothing.",
    ),
    basis=(
        "keputusan sendiri: kelebihan persen bulat (uji setelah Kobak, Shpilkin dan Pshenichnikov 2016) dan"
        " jutaan bulat terhadap SP2D, tahun lalu dan OPD lain; tingkat OPD, tidak pernah satu baris"
    ),
    explanations=(
        Text(
            "bantuan bernilai tetap, misalnya per penerima",
            "aid of fixed amounts, for instance per recipient",
        ),
    ),
    settles=Text(
        "buku kas pembantu dan SP2D",
        "subsidiary cash book and SP2D",
    ),
    thresholds=(
        "peluang_maks",
        "n_min",
        "harapan_min",
        "lebih_poin",
    ),
    related=("POL-007",),
    examples="""
        kode_opd               | n_uang | n_uang_utuh | harap_uang | peluang_uang | bulat_pct | bulat_sp2d_pct | bulat_lalu_pct | bulat_sebaya_pct | verdict
        1.03.0.00.0.00.01.0000 | 300    | 31          | 30         | 0.4          | 1         | 1              |                | 2                | pass
        1.03.0.00.0.00.02.0000 | 300    | 80          | 30         | 0.000001     | 1         | 1              |                | 2                | fail
        1.03.0.00.0.00.03.0000 | 300    | 31          | 30         | 0.4          | 60        | 2              | 3              | 5                | fail
        1.03.0.00.0.00.04.0000 | 300    | 31          | 30         | 0.4          | 60        | 55             | 58             | 5                | pass
        1.03.0.00.0.00.05.0000 | 99     | 40          | 9.9        | 0.000001     | 60        | 2              |                | 5                | unknown
        1.03.0.00.0.00.06.0000 | 120    | 40          | 9.9        | 0.000001     | 60        | 2              |                | 5                | unknown
        1.03.0.00.0.00.07.0000 |        |             |            |              |           |                |                |                  | unknown
    """,  # noqa: E501
)
def angka_terlalu_bulat(peluang_maks: pl.Expr, n_min: pl.Expr, harapan_min: pl.Expr, lebih_poin: pl.Expr) -> Verdicts:
    """Either kind of roundness fails; whole millions only where treasury, own past and peers all are less round."""
    figures, landed = pl.col("n_uang"), pl.col("n_uang_utuh")
    others = pl.max_horizontal("bulat_sp2d_pct", "bulat_lalu_pct", "bulat_sebaya_pct").fill_null(100)
    return Verdicts(
        ok=(pl.col("peluang_uang") > peluang_maks) & (pl.col("bulat_pct") <= others + lebih_poin),
        unknown={"terlalu_sedikit": ((figures < n_min) | (pl.col("harap_uang") < harapan_min)).fill_null(True)},
        observed=landed,
        expected=pl.col("harap_uang"),
        params={
            "n_uang": figures,
            "bulat_pct": pl.col("bulat_pct"),
            "bulat_sp2d_pct": pl.col("bulat_sp2d_pct"),
        },
    )
