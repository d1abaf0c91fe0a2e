"""Weights of each RFK added up: one row a report."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from checks.frames.rfk_bobot import REPORT

COLUMNS: dict[str, pl.DataType] = {
    "kode_opd": pl.String(),
    "tahun": pl.Int16(),
    "bulan": pl.Int8(),
    "jumlah_bobot_pct": pl.Float64(),
    "longgar_pct": pl.Float64(),
    "ada_ditahan": pl.Boolean(),
    "berkas": pl.String(),
    "lembar": pl.String(),
}


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per report in which any line has a weight."""
    return prepared["rfk_bobot"].unique(REPORT, keep="first", maintain_order=True)


FRAME = Frame(
    name="rfk_bobot_jumlah",
    dataset="rfk",
    key=("kode_opd", "lembar"),
    columns=COLUMNS,
    words={
        "jumlah_bobot_pct": "weights of the report added up; longgar_pct what their rounding allows",
        "ada_ditahan": "rows of the sheet were held: the sum is incomplete",
    },
    build=build,
)
