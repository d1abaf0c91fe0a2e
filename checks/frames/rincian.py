"""Components of the budget detail as filed: volume, unit price and amount."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from schemas.anggaran import DpaRincian
from schemas.tables import polars_schema

ADDED: dict[str, pl.DataType] = {"hit_jumlah_idr": pl.Float64()}


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per component, whatever is missing on it."""
    rows = prepared.facts.tables["dpa_rincian"].filter(pl.col("peran") == "rinci")
    return rows.with_columns((pl.col("volume") * pl.col("harga_satuan_idr")).alias("hit_jumlah_idr"))


FRAME = Frame(
    name="rincian",
    dataset="dpa_rincian",
    key=("kode_opd", "kode", "kode_akun", "komponen", "versi_anggaran"),
    columns={**polars_schema(DpaRincian), **ADDED},
    words={"hit_jumlah_idr": "volume times unit price"},
    build=build,
)
