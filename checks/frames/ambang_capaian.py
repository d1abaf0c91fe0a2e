"""How many of an agency's capaian lie just over and just under the bounds that decide its predikat."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from checks.prepare.bunching import chance_of
from checks.prepare.capaian import scales

YEAR = ("kode_opd", "tahun")
WINDOW_POINTS = 2.0
FULL = 100.0
"""Exactly on target is honest too often to say anything: left out, and from there on nothing is won."""


def _bounds() -> tuple[float, ...]:
    """Where the classes of the scale begin by its own text (51, 66, 76, 91), and the target itself."""
    return (*(entry.official_start_pct for entry in scales()[-1].classes if entry.official_start_pct > 0), FULL)


COLUMNS: dict[str, pl.DataType] = {
    "kode_opd": pl.String(),
    "tahun": pl.Int16(),
    **dict.fromkeys(("n_capaian", "n_di_atas", "n_di_bawah", "n_dekat"), pl.Int32()),
    "peluang": pl.Float64(),
}


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per agency and year that states any capaian: all indicators, tables and quarters pooled."""
    stated = pl.col("capaian_pct")
    telling = stated.is_not_null() & (stated != FULL)
    over = pl.any_horizontal(stated.is_between(bound, bound + WINDOW_POINTS, closed="left") for bound in _bounds())
    under = pl.any_horizontal(stated.is_between(bound - WINDOW_POINTS, bound, closed="left") for bound in _bounds())
    pooled = (
        prepared["capaian"]
        .drop_nulls(YEAR)
        .group_by(YEAR)
        .agg(
            telling.sum().alias("n_capaian"),
            (telling & over).sum().alias("n_di_atas"),
            (telling & under).sum().alias("n_di_bawah"),
        )
        .sort(YEAR)
        .with_columns((pl.col("n_di_atas") + pl.col("n_di_bawah")).alias("n_dekat"))
    )
    chance = chance_of(*(pooled[name].cast(pl.Int64).to_numpy() for name in ("n_di_atas", "n_di_bawah")))
    return pooled.with_columns(pl.Series("peluang", chance, dtype=pl.Float64))


FRAME = Frame(
    name="ambang_capaian",
    dataset="e81",
    key=("kode_opd",),
    columns=COLUMNS,
    words={
        "n_capaian": "capaian stated, exactly 100 left out",
        "n_di_atas": "of these, within two points from where a class or the target begins; n_di_bawah just below",
        "n_dekat": "both together; peluang: chance of so many above, were both sides equally likely",
    },
    build=build,
)
