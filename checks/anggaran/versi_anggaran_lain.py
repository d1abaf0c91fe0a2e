"""ANG-002: the ceiling on the form is that of another budget version than the one in force."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="ANG-002",
    version=1,
    frame="rfk",
    severity=Severity.INFO,
    kind=Kind.INCONSISTENCY,
    column="pagu_idr",
    unit="idr",
    title=Text(
        "Dibandingkan dengan versi anggaran lain",
        "Set against another budget version",
    ),
    message=Text(
        "Pagu {kode} pada RFK {kode_opd} periode {periode} {observed}, cocok dengan versi {versi_cocok};"
        " yang berlaku {expected} (versi {versi_berlaku}). Mohon pagu disesuaikan.",
        "The ceiling of {kode} on the RFK of {kode_opd} for {periode}, {observed}, matches version"
        " {versi_cocok}; {expected} is in force (version {versi_berlaku}). Please bring the ceiling up to"
        " date.",
    ),
    why=Text(
        "Capaian di atas 100 % sering hanya karena pagu lama masih dipakai.",
        "More than 100 % is often only the old ceiling still in use.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila pagunya bukan pagu DPA yang berlaku, tetapi sama persis dengan versi lain.",
        "An RFK line is a finding when its ceiling is not that of the budget in force but exactly that of"
        " another version.",
    ),
    cannot_tell=Text(
        "Apakah OPD belum memperbarui formulirnya atau justru memakai DPPA yang belum kami terima tanggalnya.",
        "Whether the agency has not updated its form, or already uses a revision whose date we lack.",
    ),
    basis="Permendagri 77/2020 [S]; keputusan sendiri",
    explanations=(
        Text(
            "DPPA baru terbit pada bulan laporan",
            "the DPPA was issued in the month reported",
        ),
    ),
    settles=Text(
        "DPA atau DPPA yang berlaku pada akhir bulan",
        "the DPA or DPPA in force at month end",
    ),
    related=(
        "ANG-001",
        "ANG-006",
    ),
    examples="""
        kode              | pagu_idr | pagu_berlaku_idr | versi_berlaku | versi_cocok | verdict
        1.03.02.2.01.0001 | 100      | 100              | murni         |             | pass
        1.03.02.2.01.0002 | 100      | 120              | perubahan     | murni       | fail
        1.03.02.2.01.0003 | 110      | 120              | perubahan     |             | unknown
        1.03.02.2.01.0004 |          | 120              | perubahan     |             | unknown
        1.03.02.2.01.0005 | 100      |                  |               |             | unknown
    """,
)
def versi_anggaran_lain() -> Verdicts:
    """A ceiling that fits no version at all is ANG-006."""
    form, force, fits = pl.col("pagu_idr"), pl.col("pagu_berlaku_idr"), pl.col("versi_cocok")
    return Verdicts(
        ok=form == force,
        unknown={
            "pagu_tidak_ada": force.is_null() | form.is_null(),
            "tidak_cocok_versi_mana_pun": (form != force) & fits.is_null(),
        },
        observed=form,
        expected=force,
        impact_idr=(form - force).abs(),
        params={"versi_cocok": fits, "versi_berlaku": pl.col("versi_berlaku")},
    )
