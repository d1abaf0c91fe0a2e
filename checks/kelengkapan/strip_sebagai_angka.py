"""KLP-016: a dash stands where a key figure should be."""

from __future__ import annotations

import polars as pl

from checks.prepare.cells import BLANK, DASH, UNREADABLE
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text

KEY_FIGURES = ("pagu", "realisasi", "fisik")


@check(
    id="KLP-016",
    version=1,
    frame="rfk",
    severity=Severity.INFO,
    kind=Kind.FORMAT,
    unit="teks",
    title=Text(
        "Tanda strip pada angka pokok",
        "A dash for a key figure",
    ),
    message=Text(
        "Kolom {kolom_strip} baris {kode} bertanda strip: nol, atau belum diisi?",
        "The column {kolom_strip} of line {kode} holds a dash: zero, or not yet filled in?",
    ),
    why=Text(
        "Strip dapat berarti nol atau belum diketahui; keduanya tidak boleh dicampur.",
        "A dash may mean zero or not known; the two must not be mixed.",
    ),
    basis="keputusan sendiri: kosong, nol dan strip tiga keadaan",
    settles=Text(
        "angka 0 bila memang nol",
        "a 0 if it is zero",
    ),
    related=("KLP-008",),
    examples="""
        kode              | pagu_keadaan | realisasi_keadaan | fisik_keadaan | verdict
        1.03.02.2.01.0001 | isi          | isi               | isi           | pass
        1.03.02.2.01.0002 | isi          | strip             | isi           | fail
        1.03.02.2.01.0003 | isi          | tak_terbaca       | isi           | unknown
        1.03.02.2.01.0004 | isi          | kosong            | isi           | unknown
    """,
)
def strip_sebagai_angka() -> Verdicts:
    """Information only: the row is published with the state it was sent in."""
    states = {name: pl.col(f"{name}_keadaan") for name in KEY_FIGURES}
    dash = {name: state == DASH for name, state in states.items()}
    columns = {"pagu": "pagu_idr", "realisasi": "realisasi_idr", "fisik": "fisik_pct"}
    blamed = pl.coalesce(pl.when(dash[name]).then(pl.lit(columns[name])) for name in KEY_FIGURES)
    unclear = pl.any_horizontal(state.is_in([BLANK, UNREADABLE]) for state in states.values())
    return Verdicts(
        ok=~pl.any_horizontal(dash.values()),
        unknown={"kosong_atau_tak_terbaca": unclear & ~pl.any_horizontal(dash.values())},
        column=blamed,
        params={"kolom_strip": blamed},
    )
