"""KLP-008: a key figure of a line was left blank."""

from __future__ import annotations

import polars as pl

from checks.prepare.cells import BLANK, DASH, UNREADABLE
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text

KEY_FIGURES = ("pagu", "realisasi", "fisik")


@check(
    id="KLP-008",
    version=1,
    frame="rfk",
    severity=Severity.BLOCKING,
    kind=Kind.MISSING_EVIDENCE,
    unit="teks",
    title=Text(
        "Angka pokok dibiarkan kosong",
        "A key figure left blank",
    ),
    message=Text(
        "Kolom {kolom_kosong} baris {kode} pada RFK {kode_opd} periode {periode} kosong; kosong tidak sama"
        " dengan nol. Mohon diisi (0 bila memang nol).",
        "The column {kolom_kosong} of line {kode} in the RFK of {kode_opd} for {periode} is blank; blank"
        " is not zero. Please fill it in (0 if it is zero).",
    ),
    why=Text(
        "Sel kosong sering ditampilkan sebagai 0 atau 100 % oleh aplikasi; hanya pengisi yang tahu artinya.",
        "A blank is often shown as 0 or 100 % by applications; only its author knows what it means.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila pagu, realisasi, atau fisiknya dibiarkan kosong; tanda strip tidak"
        " dianggap kosong, melainkan tidak dapat dinilai.",
        "An RFK line is a finding when its ceiling, spending or progress is left blank; a dash is not blank"
        " but cannot be judged.",
    ),
    cannot_tell=Text(
        "Apakah kosong berarti nol, belum diukur, atau terlewat; ketiganya hanya diketahui pengisinya.",
        "Whether blank means zero, not yet measured, or overlooked; only its author knows.",
    ),
    basis="PP 12/2019 ps 121 [S] bukti lengkap; keputusan sendiri",
    settles=Text(
        "isian kolom tersebut (0 bila memang nol)",
        "the column filled in (0 if it is zero)",
    ),
    examples="""
        kode              | pagu_keadaan | realisasi_keadaan | fisik_keadaan | verdict
        1.03.02.2.01.0001 | isi          | isi               | isi           | pass
        1.03.02.2.01.0002 | isi          | kosong            | isi           | fail
        1.03.02.2.01.0003 | kosong       | isi               | isi           | fail
        1.03.02.2.01.0004 | isi          | isi               | kosong        | fail
        1.03.02.2.01.0005 | isi          | strip             | isi           | unknown
        1.03.02.2.01.0006 | isi          | tak_terbaca       | isi           | unknown
    """,
)
def angka_pokok_kosong() -> Verdicts:
    """A dash (zero, or not known?) and text that could not be read (BTK-003) are unknown: neither is a blank."""
    states = {name: pl.col(f"{name}_keadaan") for name in KEY_FIGURES}
    blank = {name: state == BLANK for name, state in states.items()}
    columns = {"pagu": "pagu_idr", "realisasi": "realisasi_idr", "fisik": "fisik_pct"}
    blamed = pl.coalesce(pl.when(blank[name]).then(pl.lit(columns[name])) for name in KEY_FIGURES)
    clean = ~pl.any_horizontal(blank.values())
    return Verdicts(
        ok=clean,
        unknown={
            "nilai_tak_terbaca": clean & pl.any_horizontal(state == UNREADABLE for state in states.values()),
            "tanda_strip": clean & pl.any_horizontal(state == DASH for state in states.values()),
        },
        column=blamed,
        params={"kolom_kosong": blamed},
    )
