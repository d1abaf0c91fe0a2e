"""ULG-001: a figure changed after its deadline, and not towards the treasury's."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="ULG-001",
    version=1,
    frame="restatement",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    unit="nilai",
    title=Text(
        "Angka periode tertutup berubah",
        "A closed period's figure changed",
    ),
    message=Text(
        "Versi ke-{versi_ke} RFK {kode_opd} periode {periode} dikirim {lewat_hari} hari setelah batas dan"
        " mengubah baris {kode}: semula {sebelum_idr} dan fisik {sebelum_pct}, sekarang {sesudah_idr} dan"
        " fisik {sesudah_pct}. Mohon surat koreksinya.",
        "Version {versi_ke} of the RFK of {kode_opd} for {periode} came {lewat_hari} days after the"
        " deadline and changed line {kode}: before {sebelum_idr} and physical {sebelum_pct}, now"
        " {sesudah_idr} and physical {sesudah_pct}. Please send the letter of correction.",
    ),
    why=Text(
        "Angka yang sudah ditutup dipakai untuk evaluasi; perubahannya harus terlihat dan berdasar.",
        "Closed figures were used for evaluation; a change must be visible and have a reason.",
    ),
    condition=Text(
        "Baris menjadi temuan bila versi yang dikirim setelah batas waktu mengubah uang atau fisik periode"
        " itu, kecuali uangnya bergerak mendekati SP2D.",
        "A line is a finding when a version sent after the deadline changes money or progress of that period,"
        " unless money moved towards the treasury's.",
    ),
    cannot_tell=Text(
        "Mengapa angkanya berubah; ralat yang baik pun tampak sebagai perubahan bila suratnya tidak dikirim.",
        "Why the figure changed; a good correction looks like any change when its letter is not sent.",
    ),
    basis="PP 12/2019 ps 141 [S]; tata cara koreksi: keputusan sendiri",
    explanations=(
        Text(
            "koreksi hasil rekonsiliasi",
            "a correction after reconciliation",
        ),
    ),
    settles=Text(
        "surat koreksi dan berita acara rekonsiliasi",
        "letter of correction and reconciliation record",
    ),
    related=("ULG-002",),
    examples="""
        lewat_hari | realisasi_idr | sebelum_realisasi_idr | fisik_pct | sebelum_fisik_pct | sp2d_sd_idr | verdict
        20         | 100           | 100                   | 30        | 30                | 100         | pass
        20         | 150           | 100                   | 30        | 30                | 100         | fail
        20         | 100           | 100                   | 45        | 30                | 100         | fail
        -3         | 150           | 100                   | 30        | 30                | 100         | pass
        20         | 100           | 150                   | 30        | 30                | 100         | excused
        20         | 150           | 100                   | 30        | 30                |             | unknown
        20         |               | 100                   | 30        | 30                | 100         | unknown
                   | 150           | 100                   | 30        | 30                | 100         | unknown
    """,
)
def berubah_setelah_batas() -> Verdicts:
    """A correction towards the treasury's figure is what reconciliation is for."""
    now, before = pl.col("realisasi_idr"), pl.col("sebelum_realisasi_idr")
    fisik, fisik_before = pl.col("fisik_pct"), pl.col("sebelum_fisik_pct")
    money_same, work_same = now == before, fisik == fisik_before
    held = pl.col("sp2d_sd_idr")
    return Verdicts(
        ok=(pl.col("lewat_hari") <= 0) | (money_same & work_same),
        unknown={
            "tanggal_kirim_tidak_ada": pl.col("lewat_hari").is_null(),
            "angka_kosong": now.is_null() | before.is_null() | fisik.is_null() | fisik_before.is_null(),
            "sp2d_tidak_ada": ~money_same & held.is_null(),
        },
        excused={"koreksi_menuju_sp2d": ~money_same & work_same & ((now - held).abs() < (before - held).abs())},
        observed=pl.when(money_same).then(fisik).otherwise(now),
        expected=pl.when(money_same).then(fisik_before).otherwise(before),
        impact_idr=(now - before).abs(),
        params={
            "versi_ke": pl.col("versi_ke"),
            "lewat_hari": pl.col("lewat_hari"),
            "sebelum_idr": before,
            "sebelum_pct": fisik_before,
            "sesudah_idr": now,
            "sesudah_pct": fisik,
        },
        column=pl.when(money_same).then(pl.lit("fisik_pct")).otherwise(pl.lit("realisasi_idr")),
    )
