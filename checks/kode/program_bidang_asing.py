"""KOD-008: a programme belongs to a bidang the agency does not run."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KOD-008",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="kode",
    unit="teks",
    title=Text(
        "Program di luar bidang OPD",
        "A programme of a foreign bidang",
    ),
    message=Text(
        "Kode {kode} pada RFK periode {periode} bukan bidang urusan {kode_opd} dan bukan program"
        " penunjang. Mohon diperiksa barisnya, atau dikirim surat penugasannya.",
        "Code {kode} in the RFK for {periode} is of no bidang of {kode_opd} and no support programme."
        " Please check the line, or send the letter of assignment.",
    ),
    why=Text(
        "Program bidang lain pada satu OPD biasanya salah baris atau salah OPD.",
        "Another bidang's programme in an agency is usually a wrong line or a wrong agency.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila bidang urusan programnya bukan bidang OPD itu dan programnya bukan"
        " program penunjang.",
        "An RFK line is a finding when its programme belongs to none of the agency's bidang and is no"
        " supporting programme.",
    ),
    cannot_tell=Text(
        "Apakah OPD itu sudah menerima urusan baru; daftar bidang kami mengikuti susunan organisasi yang"
        " terakhir diberikan.",
        "Whether the agency has been given a new field; our list follows the last organisation chart we received.",
    ),
    basis="Kepmendagri 900.1.15.5-1317/2023 [S]",
    explanations=(
        Text(
            "urusan baru dilimpahkan setelah perubahan SOTK",
            "an affair was newly assigned after a reorganisation",
        ),
    ),
    settles=Text(
        "daftar bidang urusan OPD, atau surat penugasan",
        "the agency's list of bidang, or the assignment letter",
    ),
    related=("KOD-002",),
    examples="""
        kode              | bidang_sendiri | verdict
        1.03.02.2.01.0001 | true           | pass
        2.11.02.2.01.0001 | false          | fail
        1.03.02.2.01.0001 |                | unknown
    """,
)
def program_bidang_asing() -> Verdicts:
    """Programme 01 of any bidang supports the agency itself."""
    own = pl.col("bidang_sendiri")
    return Verdicts(
        ok=own,
        unknown={"opd_atau_kode_tidak_dikenal": own.is_null()},
        observed_text=pl.col("kode").str.slice(0, 4),
        impact_idr=pl.col("pagu_idr"),
    )
