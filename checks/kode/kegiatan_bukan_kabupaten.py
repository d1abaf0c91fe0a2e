"""KOD-007: the fourth segment of a code is not 2 (kabupaten/kota)."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KOD-007",
    version=1,
    frame="rfk",
    severity=Severity.BLOCKING,
    kind=Kind.INCONSISTENCY,
    column="kode",
    unit="teks",
    title=Text(
        "Kegiatan bukan kewenangan kabupaten",
        "Not an activity of a kabupaten",
    ),
    message=Text(
        "Kode {kode} pada RFK {kode_opd} periode {periode} bersegmen keempat {segmen}, sedangkan kegiatan"
        " kabupaten/kota bersegmen keempat 2.",
        "Code {kode} in the RFK of {kode_opd} for {periode} has fourth segment {segmen}; activities of a"
        " kabupaten/kota have 2.",
    ),
    why=Text(
        "Segmen keempat menyatakan kewenangan; selain 2 berarti kegiatan provinsi atau daerah khusus.",
        "The fourth segment says whose power it is; anything but 2 is a province's or a special region's.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila segmen keempat kodenya bukan 2, yaitu bukan kewenangan kabupaten/kota.",
        "An RFK line is a finding when the fourth segment of its code is not 2, the authority of a kabupaten or kota.",
    ),
    cannot_tell=Text(
        "Apakah kegiatannya memang tugas pembantuan provinsi yang dilaporkan di formulir yang keliru.",
        "Whether the activity is a provincial task delegated to the kabupaten and reported on the wrong form.",
    ),
    basis="Kepmendagri 900.1.15.5-1317/2023 [S]",
    settles=Text(
        "kode kegiatan kabupaten/kota",
        "the kabupaten/kota activity code",
    ),
    related=("KOD-002",),
    examples="""
        kode              | verdict
        1.03.02.2.01.0001 | pass
        1.03.02.1.01.0001 | fail
        1.3.2             | unknown
                          | unknown
    """,
)
def kegiatan_bukan_kabupaten() -> Verdicts:
    """A code without a readable fourth segment is KOD-001 and unknown here."""
    segment = pl.col("kode").str.extract(r"^[1-9X]\.[0-9X]{2}\.\d{2}\.(\d)\.")
    return Verdicts(
        ok=segment == "2",
        unknown={"kode_kosong": pl.col("kode").is_null(), "bentuk_kode_salah": segment.is_null()},
        observed_text=segment,
        expected_text=pl.lit("2"),
        params={"segmen": segment},
    )
