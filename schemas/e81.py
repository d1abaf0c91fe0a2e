"""E.81: quarterly evaluation of the Renja (Permendagri 86/2017), and the RKPD variant."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas.provenance import LEVELS, Provenance

AGGREGATIONS = ("jumlah", "akhir", "rata2", "maks")
"""How quarters add up to the year, a property of the indicator."""
POLARITIES = ("naik", "turun", "rentang")
"""Whether more is better, less is better, or a band is right."""
PREDICATES = ("sangat rendah", "rendah", "sedang", "tinggi", "sangat tinggi")


class E81(Provenance):
    """One row per indicator and reporting quarter (``triwulan`` 1..4; later quarters are null).

    ``*_k`` are values in ``satuan``, ``*_idr`` rupiah. Column numbers of the form: 5 ``renstra_*``, 6 ``lalu_*``,
    7 ``target_*``, 8-11 ``tw1..tw4``, 12 ``total_*``, 13 ``renstra_real_*``, 14 ``capaian_*_pct``.
    ``kode_indikator`` = ``kode`` + ``#`` + order of the indicator under that code.
    """

    triwulan: pl.Int8 = pa.Field(nullable=True, ge=1, le=4)
    kode: str = pa.Field(nullable=True)
    tingkat: str = pa.Field(nullable=True, isin=LEVELS)
    uraian: str = pa.Field(nullable=True)
    sasaran: str = pa.Field(nullable=True)
    kode_indikator: str = pa.Field(nullable=True)
    indikator: str = pa.Field(nullable=True)
    satuan: str = pa.Field(nullable=True)
    polaritas: str = pa.Field(nullable=True, isin=POLARITIES)
    agregasi: str = pa.Field(nullable=True, isin=AGGREGATIONS)
    renstra_k: pl.Float64 = pa.Field(nullable=True)
    renstra_idr: pl.Int64 = pa.Field(nullable=True)
    lalu_k: pl.Float64 = pa.Field(nullable=True)
    lalu_idr: pl.Int64 = pa.Field(nullable=True)
    target_k: pl.Float64 = pa.Field(nullable=True)
    target_idr: pl.Int64 = pa.Field(nullable=True)
    tw1_k: pl.Float64 = pa.Field(nullable=True)
    tw1_idr: pl.Int64 = pa.Field(nullable=True)
    tw2_k: pl.Float64 = pa.Field(nullable=True)
    tw2_idr: pl.Int64 = pa.Field(nullable=True)
    tw3_k: pl.Float64 = pa.Field(nullable=True)
    tw3_idr: pl.Int64 = pa.Field(nullable=True)
    tw4_k: pl.Float64 = pa.Field(nullable=True)
    tw4_idr: pl.Int64 = pa.Field(nullable=True)
    total_k: pl.Float64 = pa.Field(nullable=True)
    total_idr: pl.Int64 = pa.Field(nullable=True)
    renstra_real_k: pl.Float64 = pa.Field(nullable=True)
    renstra_real_idr: pl.Int64 = pa.Field(nullable=True)
    capaian_k_pct: pl.Float64 = pa.Field(nullable=True)
    capaian_idr_pct: pl.Float64 = pa.Field(nullable=True)
    unit_kerja: str = pa.Field(nullable=True)


class E81Ringkas(Provenance):
    """The footer of one E.81 sheet: means, predicates and the factors named. One row per sheet."""

    triwulan: pl.Int8 = pa.Field(nullable=True, ge=1, le=4)
    rata_k_pct: pl.Float64 = pa.Field(nullable=True)
    rata_idr_pct: pl.Float64 = pa.Field(nullable=True)
    predikat_k: str = pa.Field(nullable=True, isin=PREDICATES)
    predikat_idr: str = pa.Field(nullable=True, isin=PREDICATES)
    pendorong: str = pa.Field(nullable=True)
    penghambat: str = pa.Field(nullable=True)
    tindak_lanjut: str = pa.Field(nullable=True)
