"""IND-010: an agency's achievements pile up just above the bounds of the predikat scale."""

from __future__ import annotations

import polars as pl

from checks.prepare.bunching import excess_of, least_count
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="IND-010",
    version=1,
    frame="ambang_capaian",
    severity=Severity.WARNING,
    kind=Kind.IMPLAUSIBLE,
    unit="baris",
    title=Text(
        "Capaian menumpuk tepat di atas batas predikat",
        "Achievements pile up just above predikat bounds",
    ),
    message=Text(
        "Pada {kode_opd}, {observed} capaian berada tepat di atas batas predikat (51, 66, 76, 91, 100) dan hanya"
        " {n_di_bawah} tepat di bawahnya; bila tidak ada yang menarik ke atas, keduanya kira-kira {expected}."
        " Mohon bukti pengukuran beberapa di antaranya.",
        "At {kode_opd}, {observed} achievements lie just above a predikat bound (51, 66, 76, 91, 100) and only"
        " {n_di_bawah} just below; were nothing drawing them up, there would be about {expected} on either side."
        " Please send proof of measurement for some of them.",
    ),
    why=Text(
        "Hasil pengukuran tidak mengenal batas predikat; penumpukan di satu sisinya patut ditanyakan.",
        "Measurements know nothing of predikat bounds; a pile on one side of them deserves a question.",
    ),
    condition=Text(
        "OPD menjadi temuan bila capaian di atas batas predikat sekurangnya {kelebihan_f} bagian lebih banyak"
        " daripada di bawahnya dan peluang kebetulannya paling banyak {peluang_maks}.",
        "An agency is a finding when achievements above predikat bounds outnumber those below by a share of"
        " at least {kelebihan_f} with a chance of coincidence of at most {peluang_maks}.",
    ),
    cannot_tell=Text(
        "Indikator mana yang digenapkan; penumpukan hanya tampak pada banyak angka, tidak pernah pada satu.",
        "Which indicator was rounded up; a pile-up shows in many figures, never in one.",
    ),
    basis=(
        "keputusan sendiri: uji kaliper pada jendela dua poin, seluruh indikator setahun digabung, tepat 100"
        " tidak dihitung; n menurut 7,85/f2"
    ),
    explanations=(
        Text(
            "target yang memang ditetapkan pada angka batas",
            "targets set at the bound itself",
        ),
    ),
    settles=Text(
        "bukti pengukuran beberapa indikator",
        "proof of measurement of some of the indicators",
    ),
    thresholds=(
        "kelebihan_f",
        "peluang_maks",
    ),
    related=(
        "IND-005",
        "IND-008",
    ),
    examples="""
        kode_opd               | n_di_atas | n_di_bawah | n_dekat | peluang  | verdict
        1.03.0.00.0.00.01.0000 | 20        | 15         | 35      | 0.25     | pass
        1.03.0.00.0.00.02.0000 | 30        | 5          | 35      | 0.00001  | fail
        1.03.0.00.0.00.03.0000 | 5         | 30         | 35      | 0.99999  | pass
        1.03.0.00.0.00.04.0000 | 24        | 8          | 32      | 0.0035   | pass
        1.03.0.00.0.00.05.0000 | 20        | 0          | 20      | 0.000001 | unknown
        1.03.0.00.0.00.06.0000 |           |            |         |          | unknown
    """,
)
def menumpuk_di_atas_batas(kelebihan_f: pl.Expr, peluang_maks: pl.Expr) -> Verdicts:
    """With fewer figures near a bound than the excess looked for needs, nothing can be told: unknown."""
    above, near = pl.col("n_di_atas"), pl.col("n_dekat")
    return Verdicts(
        ok=(pl.col("peluang") > peluang_maks) | (excess_of(above, pl.col("n_di_bawah")) < kelebihan_f),
        unknown={"terlalu_sedikit": (near < least_count(kelebihan_f)).fill_null(True)},
        observed=above,
        expected=near / 2,
        params={"n_di_bawah": pl.col("n_di_bawah")},
    )
