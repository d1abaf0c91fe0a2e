"""POL-006: a row is unusual in money, progress and their growth taken together; the driving figures are named."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="POL-006",
    version=1,
    frame="sebaya",
    severity=Severity.INFO,
    kind=Kind.IMPLAUSIBLE,
    unit="nilai",
    title=Text(
        "Gabungan angka tidak biasa",
        "Figures unusual taken together",
    ),
    message=Text(
        "Angka {kode} pada RFK {kode_opd} periode {periode} tidak biasa dibanding {n_lengkap} pekerjaan"
        " {jenis_kerja} seukuran, terutama {pendorong} (jarak {observed}, batas {expected}). Tidak biasa belum"
        " berarti salah.",
        "The figures of {kode} in the RFK of {kode_opd} for {periode} are unusual among {n_lengkap} works"
        " ({jenis_kerja}) of that size, above all {pendorong} (distance {observed}, limit {expected}). Unusual"
        " does not mean wrong.",
    ),
    why=Text(
        "Setiap angka dapat wajar sendiri-sendiri, tetapi gabungannya jarang; berguna untuk memilih baris yang"
        " dilihat lebih dulu.",
        "Each figure may be ordinary by itself while the combination is rare; it helps to choose which rows to"
        " look at first.",
    ),
    condition=Text(
        "Baris yang sedang berjalan menjadi catatan bila jarak kuadrat gabungan angkanya dari sebaya melebihi"
        " {jarak_maks}; sekurangnya {n_min} sebaya yang lengkap.",
        "A line in progress is noted when the squared distance of its figures from its peers' exceeds"
        " {jarak_maks}; at least {n_min} complete peers.",
    ),
    cannot_tell=Text(
        "Apakah yang tidak biasa itu keliru; pekerjaan yang memang langka selalu tampak di sini.",
        "Whether the unusual is wrong; work that is truly rare always shows here.",
    ),
    basis=(
        "keputusan sendiri: jarak kuadrat tangguh (median, MAD, korelasi peringkat) di antara pekerjaan sejenis,"
        " sebulan dan seukuran; untuk diketahui"
    ),
    explanations=(
        Text(
            "pekerjaan yang memang lain daripada yang lain",
            "work that really is unlike the others",
        ),
    ),
    settles=Text(
        "dokumen angka yang disebut",
        "documents of the figures named",
    ),
    thresholds=(
        "jarak_maks",
        "n_min",
    ),
    related=("POL-003",),
    examples="""
        kode              | jenis_kerja | fisik_pct | n_lengkap | jarak_kuadrat | pendorong             | verdict
        1.03.02.2.01.0001 | acara       | 40        | 80        | 6             | fisik_pct             | pass
        1.03.02.2.01.0002 | acara       | 40        | 80        | 900           | kenaikan_fisik_poin   | fail
        1.03.02.2.01.0003 | acara       | 40        | 49        | 900           | fisik_pct             | unknown
        1.03.02.2.01.0004 | acara       | 40        | 80        |               |                       | unknown
        1.03.02.2.01.0005 | acara       | 100       |           |               |                       | not examined
    """,
)
def gabungan_tidak_biasa(jarak_maks: pl.Expr, n_min: pl.Expr) -> Verdicts:
    """Rows with a figure missing have no distance; work not begun or finished is not examined."""
    distance = pl.col("jarak_kuadrat")
    return Verdicts(
        where=pl.col("fisik_pct").is_between(0, 100, closed="none"),
        ok=distance <= jarak_maks,
        unknown={
            "angka_kurang": distance.is_null() | ~distance.is_finite(),
            "terlalu_sedikit": (pl.col("n_lengkap") < n_min).fill_null(True),
        },
        observed=distance,
        expected=jarak_maks,
        suspicion=pl.lit(0.1),
        params={
            "n_lengkap": pl.col("n_lengkap"),
            "jenis_kerja": pl.col("jenis_kerja"),
            "pendorong": pl.col("pendorong"),
        },
    )
