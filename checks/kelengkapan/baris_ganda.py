"""KLP-012: the same line stands twice in one agency's monthly report."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KLP-012",
    version=1,
    frame="rfk",
    severity=Severity.BLOCKING,
    kind=Kind.INCONSISTENCY,
    column="kode",
    unit="kali",
    title=Text(
        "Baris ganda",
        "The same line twice",
    ),
    message=Text(
        "{kode} muncul {observed} kali dalam RFK {kode_opd} periode {periode}.",
        "{kode} occurs {observed} times in the RFK of {kode_opd} for {periode}.",
    ),
    why=Text(
        "Baris yang masuk dua kali menggandakan realisasi OPD.",
        "A line entered twice doubles the agency's spending.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila kode sub kegiatannya muncul lebih dari sekali dalam satu laporan"
        " dengan sumber dana yang sama atau tanpa sumber dana.",
        "An RFK line is a finding when its code occurs more than once in one report with the same fund or with none.",
    ),
    cannot_tell=Text(
        "Baris mana yang berlebih, dan apakah keduanya bagian dari satu jumlah yang sengaja dipecah per lokasi.",
        "Which line is superfluous, and whether both are parts of one amount split by place.",
    ),
    basis="keputusan sendiri: satu sub kegiatan satu baris tiap bulan",
    explanations=(
        Text(
            "sub kegiatan dipecah per sumber dana atau lokasi",
            "the sub kegiatan is split by source of funds or place",
        ),
    ),
    settles=Text(
        "RFK dengan satu baris per sub kegiatan",
        "an RFK with one row per sub kegiatan",
    ),
    related=("HIT-001",),
    examples="""
        kode              | sumber_dana | muncul | muncul_dana | verdict
        1.03.02.2.01.0001 | PAD         | 1      | 1           | pass
        1.03.02.2.01.0002 | PAD         | 2      | 2           | fail
        1.03.02.2.01.0003 | DAK         | 2      | 1           | excused
                          |             | 3      | 3           | unknown
    """,
)
def baris_ganda() -> Verdicts:
    """A sub kegiatan split by source of funds is excused by what the rows say."""
    times = pl.col("muncul")
    return Verdicts(
        ok=times == 1,
        unknown={"kode_kosong": pl.col("kode").is_null()},
        excused={
            "sumber_dana_berbeda": (pl.col("muncul_dana") == 1) & pl.col("sumber_dana").is_not_null(),
        },
        observed=times,
        expected=pl.lit(1),
        impact_idr=pl.col("realisasi_idr"),
    )
