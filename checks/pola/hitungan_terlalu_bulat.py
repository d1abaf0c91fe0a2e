"""POL-007: counted outputs land on whole percents of their targets more often than counting explains."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="POL-007",
    version=1,
    frame="angka_opd",
    severity=Severity.INFO,
    kind=Kind.IMPLAUSIBLE,
    column="total_k",
    unit="baris",
    title=Text(
        "Hasil hitungan terlalu sering pada persen bulat",
        "Counted results land on whole percents too often",
    ),
    message=Text(
        "Pada {kode_opd}, {observed} dari {n_capaian} keluaran yang dihitung (orang, unit, kegiatan) jatuh pada"
        " persen bulat dari targetnya, sedangkan menghitung saja memberi kira-kira {expected}. Mohon daftar hasil"
        " hitung beberapa keluaran.",
        "At {kode_opd}, {observed} of {n_capaian} counted outputs (people, units, events) land on a whole percent"
        " of their target, where counting alone would give about {expected}. Please send the tally sheets of some"
        " outputs.",
    ),
    why=Text(
        "Orang menulis persen lalu mencari jumlahnya menghasilkan lebih banyak persen bulat daripada orang yang"
        " menghitung.",
        "Writing a percentage and working out the count gives more whole percents than counting does.",
    ),
    condition=Text(
        "OPD menjadi catatan bila hitungan yang jatuh pada persen bulat berpeluang kebetulan paling banyak"
        " {peluang_maks}; sekurangnya {n_min} hitungan dan {harapan_min} yang diharapkan bulat.",
        "An agency is noted when its tallies on whole percents have a chance of coincidence of at most"
        " {peluang_maks}; at least {n_min} tallies and {harapan_min} expected round.",
    ),
    cannot_tell=Text(
        "Keluaran mana yang tidak dihitung; dan OPD yang mengarang angka tidak bulat sama sekali tidak terlihat.",
        "Which output was not counted; and an agency that invents uneven figures is not seen at all.",
    ),
    basis=(
        "keputusan sendiri: kelebihan persen bulat terhadap Binomial(target, bagian), tingkat OPD (setelah Kobak,"
        " Shpilkin dan Pshenichnikov 2016)"
    ),
    explanations=(
        Text(
            "target kecil yang hampir selalu memberi persen bulat sudah diperhitungkan",
            "small targets that nearly always give whole percents are already allowed for",
        ),
    ),
    settles=Text(
        "daftar hasil hitung keluaran",
        "tally sheets of the outputs",
    ),
    thresholds=(
        "peluang_maks",
        "n_min",
        "harapan_min",
    ),
    related=(
        "POL-001",
        "IND-005",
    ),
    examples="""
        kode_opd               | n_capaian | n_capaian_utuh | harap_capaian | peluang_capaian | verdict
        1.03.0.00.0.00.01.0000 | 140       | 52             | 50            | 0.3             | pass
        1.03.0.00.0.00.02.0000 | 140       | 95             | 50            | 0.000001        | fail
        1.03.0.00.0.00.03.0000 | 60        | 55             | 20            | 0.000001        | unknown
        1.03.0.00.0.00.04.0000 | 140       | 40             | 9             | 0.000001        | unknown
        1.03.0.00.0.00.05.0000 |           |                |               |                 | unknown
    """,
)
def hitungan_terlalu_bulat(peluang_maks: pl.Expr, n_min: pl.Expr, harapan_min: pl.Expr) -> Verdicts:
    """Each tally's own chance is counted, so that small targets accuse nobody; few tallies are unknown."""
    tallies, expected = pl.col("n_capaian"), pl.col("harap_capaian")
    return Verdicts(
        ok=pl.col("peluang_capaian") > peluang_maks,
        unknown={"terlalu_sedikit": ((tallies < n_min) | (expected < harapan_min)).fill_null(True)},
        observed=pl.col("n_capaian_utuh"),
        expected=expected,
        params={"n_capaian": tallies},
    )
