"""Budget documents: DPA/DPPA per sub kegiatan, its detail per account, and the monthly cash plan."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas.dtypes import IntList
from schemas.provenance import LEVELS, Provenance

BUDGET_VERSIONS = ("murni", "pergeseran", "perubahan", "efisiensi")


class Dpa(Provenance):
    """One row per sub kegiatan and budget version: the ceiling and what it buys.

    ``berlaku_tgl`` is the day the version took effect; ``no_dokumen`` the DPA/DPPA number.
    """

    versi_anggaran: str = pa.Field(nullable=True, isin=BUDGET_VERSIONS)
    berlaku_tgl: pl.Date = pa.Field(nullable=True)
    no_dokumen: str = pa.Field(nullable=True)
    kode: str = pa.Field(nullable=True)
    tingkat: str = pa.Field(nullable=True, isin=LEVELS)
    uraian: str = pa.Field(nullable=True)
    pagu_idr: pl.Int64 = pa.Field(nullable=True, ge=0)
    sumber_dana: str = pa.Field(nullable=True)
    lokasi: str = pa.Field(nullable=True)
    keluaran: str = pa.Field(nullable=True)
    target_keluaran: str = pa.Field(nullable=True)
    awal_tgl: pl.Date = pa.Field(nullable=True)
    akhir_tgl: pl.Date = pa.Field(nullable=True)


class DpaRincian(Provenance):
    """One row per component of a DPA: account, volume, unit price, amount (rupiah)."""

    versi_anggaran: str = pa.Field(nullable=True, isin=BUDGET_VERSIONS)
    kode: str = pa.Field(nullable=True)
    kode_akun: str = pa.Field(nullable=True)
    uraian: str = pa.Field(nullable=True)
    komponen: str = pa.Field(nullable=True)
    volume: pl.Float64 = pa.Field(nullable=True, ge=0)
    satuan: str = pa.Field(nullable=True)
    harga_satuan_idr: pl.Int64 = pa.Field(nullable=True, ge=0)
    jumlah_idr: pl.Int64 = pa.Field(nullable=True, ge=0)
    sumber_dana: str = pa.Field(nullable=True)


class Kas(Provenance):
    """Anggaran kas: one row per sub kegiatan, ``kas_idr`` = January..December, ``total_idr`` as typed."""

    versi_anggaran: str = pa.Field(nullable=True, isin=BUDGET_VERSIONS)
    berlaku_tgl: pl.Date = pa.Field(nullable=True)
    kode: str = pa.Field(nullable=True)
    tingkat: str = pa.Field(nullable=True, isin=LEVELS)
    uraian: str = pa.Field(nullable=True)
    pagu_idr: pl.Int64 = pa.Field(nullable=True, ge=0)
    kas_idr: IntList = pa.Field(nullable=True)
    total_idr: pl.Int64 = pa.Field(nullable=True)
