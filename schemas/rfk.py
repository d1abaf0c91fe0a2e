"""RFK: monthly report of physical and financial realisation, per sub kegiatan (layouts A, B and C)."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas.dtypes import IntList
from schemas.provenance import LEVELS, MonthlyProvenance


class Rfk(MonthlyProvenance):
    """One row per line of the form. Money in rupiah, percentages 0..100 as typed; cumulative unless said otherwise.

    ``lalu_*``: up to last month, ``ini_*``: this month alone (layout B). ``kas_idr``: cash plan of January..December.
    ``kode`` is the code as read and repaired, at ``tingkat``; parents have ``peran`` subtotal or total.
    ``versi_anggaran`` as named by the form (murni, pergeseran, perubahan, efisiensi), else null.
    """

    kode: str = pa.Field(nullable=True)
    tingkat: str = pa.Field(nullable=True, isin=LEVELS)
    uraian: str = pa.Field(nullable=True)
    rka_idr: pl.Int64 = pa.Field(nullable=True, ge=0)
    pagu_idr: pl.Int64 = pa.Field(nullable=True, ge=0)
    bobot_pct: pl.Float64 = pa.Field(nullable=True, ge=0, le=100)
    lalu_idr: pl.Int64 = pa.Field(nullable=True)
    lalu_pct: pl.Float64 = pa.Field(nullable=True)
    lalu_fisik_pct: pl.Float64 = pa.Field(nullable=True, ge=0, le=100)
    ini_idr: pl.Int64 = pa.Field(nullable=True)
    ini_pct: pl.Float64 = pa.Field(nullable=True)
    ini_fisik_pct: pl.Float64 = pa.Field(nullable=True, ge=-100, le=100)
    realisasi_idr: pl.Int64 = pa.Field(nullable=True)
    realisasi_pct: pl.Float64 = pa.Field(nullable=True)
    fisik_pct: pl.Float64 = pa.Field(nullable=True, ge=0, le=100)
    rak_pct: pl.Float64 = pa.Field(nullable=True, ge=0)
    deviasi_pct: pl.Float64 = pa.Field(nullable=True)
    nilai_fisik_idr: pl.Int64 = pa.Field(nullable=True)
    sisa_idr: pl.Int64 = pa.Field(nullable=True)
    rencana_fisik_pct: pl.Float64 = pa.Field(nullable=True, ge=0, le=100)
    sumber_dana: str = pa.Field(nullable=True)
    permasalahan: str = pa.Field(nullable=True)
    rencana: str = pa.Field(nullable=True)
    catatan: str = pa.Field(nullable=True)
    kas_idr: IntList = pa.Field(nullable=True)
    kas_total_idr: pl.Int64 = pa.Field(nullable=True)
    versi_anggaran: str = pa.Field(nullable=True)
    pemutakhiran_tgl: pl.Date = pa.Field(nullable=True)
