"""Indicators and targets: Perjanjian Kinerja and its revision, with realisation and claimed capaian."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas.e81 import AGGREGATIONS, POLARITIES
from schemas.provenance import Provenance

PK_VERSIONS = ("murni", "perubahan")


class Indikator(Provenance):
    """One row per indicator and version of the agreement.

    ``target_k``, ``realisasi_k``, ``realisasi_lalu_k`` (last year) in ``satuan``; for ``rentang`` the band is
    ``target_k``..``target_maks_k``. ``dokumen_dasar`` names the decree behind a changed target. ``triwulan`` is null
    for a plan and 1..4 where the table reports realisation; ``bulan`` is its month, where realisation is monthly.
    """

    triwulan: pl.Int8 = pa.Field(nullable=True, ge=1, le=4)
    bulan: pl.Int8 = pa.Field(nullable=True, ge=1, le=12)
    versi_pk: str = pa.Field(nullable=True, isin=PK_VERSIONS)
    berlaku_tgl: pl.Date = pa.Field(nullable=True)
    kode: str = pa.Field(nullable=True)
    kode_indikator: str = pa.Field(nullable=True)
    sasaran: str = pa.Field(nullable=True)
    indikator: str = pa.Field(nullable=True)
    satuan: str = pa.Field(nullable=True)
    polaritas: str = pa.Field(nullable=True, isin=POLARITIES)
    agregasi: str = pa.Field(nullable=True, isin=AGGREGATIONS)
    target_k: pl.Float64 = pa.Field(nullable=True)
    target_maks_k: pl.Float64 = pa.Field(nullable=True)
    realisasi_k: pl.Float64 = pa.Field(nullable=True)
    realisasi_lalu_k: pl.Float64 = pa.Field(nullable=True)
    capaian_pct: pl.Float64 = pa.Field(nullable=True)
    anggaran_idr: pl.Int64 = pa.Field(nullable=True, ge=0)
    dokumen_dasar: str = pa.Field(nullable=True)
