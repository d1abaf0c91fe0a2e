"""Registers the rest is judged against: agencies and code lists with validity dates (from data/reference)."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

AGENCY_KINDS = ("OPD", "KECAMATAN")


class Opd(pa.DataFrameModel):
    """The register of agencies that must report. ``kode_wilayah`` and ``kode_bps`` only for kecamatan.

    ``bidang`` lists the bidang urusan (comma separated) whose programmes the agency may run besides X.XX/7.01 support.
    ``nama_lain`` lists other spellings, separated by ``|``.
    """

    kode_opd: str = pa.Field(unique=True, str_matches=r"^\d\.\d{2}(\.\d\.\d{2}){2}\.\d{2}\.\d{4}$")
    nama: str
    singkatan: str = pa.Field(nullable=True)
    nama_lain: str = pa.Field(nullable=True)
    jenis: str = pa.Field(isin=AGENCY_KINDS)
    bidang: str
    kode_wilayah: str = pa.Field(nullable=True, str_matches=r"^\d{2}\.\d{2}\.\d{2}$")
    kode_bps: str = pa.Field(nullable=True, str_matches=r"^\d{7}$")
    blud: bool
    berlaku_mulai: pl.Date
    berlaku_sampai: pl.Date = pa.Field(nullable=True)

    class Config:
        strict = True


class Nomenklatur(pa.DataFrameModel):
    """Sub kegiatan of the national nomenclature that a kabupaten/kota may use, by fiscal year.

    ``kode_lama`` holds the code the row had before renumbering, where known. Four-digit codes hold from FY 2024,
    two-digit ones to FY 2023 and, mapped, in FY 2024.
    """

    kode: str
    uraian: str
    indikator: str = pa.Field(nullable=True)
    satuan: str = pa.Field(nullable=True)
    kode_lama: str = pa.Field(nullable=True)
    tahun_mulai: pl.Int16
    tahun_sampai: pl.Int16 = pa.Field(nullable=True)

    class Config:
        strict = True


class Akun(pa.DataFrameModel):
    """Budget accounts by level (1..6 segments), Kepmendagri 050-5889/2021 and Permendagri 90/2019."""

    kode_akun: str
    tingkat_akun: pl.Int8 = pa.Field(ge=1, le=6)
    uraian: str
    tahun_mulai: pl.Int16
    tahun_sampai: pl.Int16 = pa.Field(nullable=True)

    class Config:
        strict = True


class SumberDana(pa.DataFrameModel):
    """Sources of funds; ``kelas`` groups them by how treasury books them (apbd, blud, bos, bankeu, dak, pusat)."""

    kode: str = pa.Field(unique=True)
    uraian: str
    kelas: str = pa.Field(isin=("apbd", "blud", "bos", "bankeu", "dak", "pusat"))

    class Config:
        strict = True


class Wilayah(pa.DataFrameModel):
    """Regions of the regency: Kemendagri code, name, level, and the BPS code by bridging (never derived)."""

    kode: str = pa.Field(unique=True, str_matches=r"^36\.03(\.\d{2}(\.[12]\d{3})?)?$")
    nama: str
    tingkat: str = pa.Field(isin=("kabupaten", "kecamatan", "desa", "kelurahan"))
    kode_bps: str = pa.Field(nullable=True)

    class Config:
        strict = True


class Libur(pa.DataFrameModel):
    """National holidays and collective leave days: not working days when deadlines are counted."""

    tanggal: pl.Date = pa.Field(unique=True)
    nama: str
    jenis: str = pa.Field(isin=("libur_nasional", "cuti_bersama"))
    dasar: str
    status: str = pa.Field(isin=("resmi", "belum dikonfirmasi"))

    class Config:
        strict = True
