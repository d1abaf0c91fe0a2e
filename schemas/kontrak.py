"""Contracts from tender to final hand-over, and the package sheets of layout C (stages and payments)."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas.provenance import Provenance

PROCUREMENT_TYPES = ("konstruksi", "barang", "jasa konsultansi", "jasa lainnya")
PROCUREMENT_METHODS = ("tender", "seleksi", "penunjukan langsung", "pengadaan langsung", "e-purchasing", "swakelola")


class Kontrak(Provenance):
    """One row per contract. Dates: RUP -> tender -> contract -> SPMK -> BAST (PHO) -> FHO.

    ``pagu_idr`` is the package ceiling, ``nilai_addendum_idr`` the value after addenda, ``bayar_idr`` paid so far,
    ``fisik_pct`` progress by the last BA, ``gagal_tender`` the number of failed tenders. The supplier's name is public,
    its NPWP and account are not and have no column.
    """

    nomor: str = pa.Field(nullable=True)
    kode: str = pa.Field(nullable=True)
    paket: str = pa.Field(nullable=True)
    lokasi: str = pa.Field(nullable=True)
    jenis_pengadaan: str = pa.Field(nullable=True, isin=PROCUREMENT_TYPES)
    metode: str = pa.Field(nullable=True, isin=PROCUREMENT_METHODS)
    penyedia: str = pa.Field(nullable=True)
    sumber_dana: str = pa.Field(nullable=True)
    pagu_idr: pl.Int64 = pa.Field(nullable=True, ge=0)
    nilai_idr: pl.Int64 = pa.Field(nullable=True, ge=0)
    nilai_addendum_idr: pl.Int64 = pa.Field(nullable=True, ge=0)
    uang_muka_pct: pl.Float64 = pa.Field(nullable=True, ge=0, le=100)
    rup_tgl: pl.Date = pa.Field(nullable=True)
    tender_tgl: pl.Date = pa.Field(nullable=True)
    kontrak_tgl: pl.Date = pa.Field(nullable=True)
    spmk_tgl: pl.Date = pa.Field(nullable=True)
    akhir_tgl: pl.Date = pa.Field(nullable=True)
    addendum_tgl: pl.Date = pa.Field(nullable=True)
    akhir_addendum_tgl: pl.Date = pa.Field(nullable=True)
    bast_tgl: pl.Date = pa.Field(nullable=True)
    fho_tgl: pl.Date = pa.Field(nullable=True)
    bayar_idr: pl.Int64 = pa.Field(nullable=True, ge=0)
    bayar_akhir_tgl: pl.Date = pa.Field(nullable=True)
    fisik_pct: pl.Float64 = pa.Field(nullable=True, ge=0, le=100)
    denda_idr: pl.Int64 = pa.Field(nullable=True, ge=0)
    gagal_tender: pl.Int16 = pa.Field(nullable=True, ge=0)


class PaketFisik(Provenance):
    """Layout C, sheet *Realisasi Fisik*: planned and reached physical progress per stage of a package."""

    kode: str = pa.Field(nullable=True)
    paket: str = pa.Field(nullable=True)
    kode_tahap: str = pa.Field(nullable=True)
    tahap: str = pa.Field(nullable=True)
    jadwal_tgl: pl.Date = pa.Field(nullable=True)
    target_pct: pl.Float64 = pa.Field(nullable=True, ge=0, le=100)
    realisasi_pct: pl.Float64 = pa.Field(nullable=True, ge=0, le=100)
    keterangan: str = pa.Field(nullable=True)


class PaketBayar(Provenance):
    """Layout C, sheet *Realisasi Keuangan*: payments of a package by date (rupiah)."""

    kode: str = pa.Field(nullable=True)
    paket: str = pa.Field(nullable=True)
    kode_bayar: str = pa.Field(nullable=True)
    bayar_tgl: pl.Date = pa.Field(nullable=True)
    bayar_idr: pl.Int64 = pa.Field(nullable=True)
    keterangan: str = pa.Field(nullable=True)
