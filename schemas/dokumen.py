"""What is known of a submission as a whole, of each of its physical rows, and of what could not be read in it."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas.dtypes import UtcDatetime

DATASETS = (
    "rfk", "lra", "e81", "e81_ringkas", "indikator", "dpa", "dpa_rincian", "kas", "sp2d", "spj", "kontrak",
    "paket_fisik", "paket_bayar", "opd",
)  # fmt: skip
"""Tables a submission can fill."""

ROW_ROLES = (
    "judul", "kepala", "nomor_kolom", "rinci", "subtotal", "total", "kaki", "tanda_tangan", "catatan", "tak_dikenal",
)  # fmt: skip
"""What a physical row of a sheet was taken for."""

ISSUE_KINDS = (
    "berkas_rusak", "berkas_terenkripsi", "berkas_kosong", "bukan_workbook", "berkas_terlalu_besar", "bom_zip",
    "jenis_tak_didukung", "tata_letak_tak_dikenal", "opd_tak_dikenal", "periode_tak_terbaca", "nilai_tak_terbaca",
    "format_ambigu", "galat_rumus", "rumus_tanpa_nilai", "kode_diperbaiki", "satuan_uang_diterapkan",
    "data_pribadi", "kolom_hilang", "kolom_tak_dikenal", "bentuk", "dtd_ditolak",
)  # fmt: skip
"""Everything the reader and the shape gate can have to say; ``bentuk`` comes from the gate."""


class Dokumen(pa.DataFrameModel):
    """One row per block found in a submission (a sheet has one block, or several), or per file without any.

    ``*_isi`` is what the text inside says, ``*_nama`` what the file name or folder says; ``kode_opd``, ``tahun``,
    ``bulan``, ``triwulan`` are what was concluded (null if not). ``dikirim_at`` is the sender's time (file time,
    Last-Modified), ``diterima_at`` ours; both UTC. ``lain_pemerintah`` names another government found in the heading.

    ``rumus_colok`` counts totals typed or backed out of other cells; ``*_tersembunyi`` hidden parts with figures.
    ``segel`` is that of all cells of an .xlsx without a sheet of ours: such a file goes back without being opened anew.
    """

    dokumen_id: str = pa.Field(unique=True)
    berkas: str = pa.Field(str_matches=r"^[0-9a-f]{64}$")
    nama_berkas: str
    lembar: str = pa.Field(nullable=True)
    dataset: str = pa.Field(nullable=True, isin=DATASETS)
    tata_letak: str = pa.Field(nullable=True)
    kode_opd: str = pa.Field(nullable=True)
    kode_opd_isi: str = pa.Field(nullable=True)
    kode_opd_nama: str = pa.Field(nullable=True)
    nama_opd_isi: str = pa.Field(nullable=True)
    tahun: pl.Int16 = pa.Field(nullable=True)
    bulan: pl.Int8 = pa.Field(nullable=True, ge=1, le=12)
    triwulan: pl.Int8 = pa.Field(nullable=True, ge=1, le=4)
    periode_isi: str = pa.Field(nullable=True)
    periode_nama: str = pa.Field(nullable=True)
    versi_anggaran: str = pa.Field(nullable=True)
    lain_pemerintah: str = pa.Field(nullable=True)
    dikirim_at: UtcDatetime = pa.Field(nullable=True)
    diterima_at: UtcDatetime
    n_baris: pl.Int32 = pa.Field(ge=0)
    n_rinci: pl.Int32 = pa.Field(ge=0)
    rumus_total: pl.Int32 = pa.Field(ge=0)
    rumus_colok: pl.Int32 = pa.Field(ge=0)
    sel_colok: str = pa.Field(nullable=True)
    baris_tersembunyi: pl.Int32 = pa.Field(ge=0)
    lembar_tersembunyi: bool
    tautan_luar: pl.Int32 = pa.Field(ge=0)
    segel: str = pa.Field(nullable=True, str_matches=r"^[0-9a-f]{32}$")

    class Config:
        strict = True


class Jejak(pa.DataFrameModel):
    """One row per non-empty physical row of a submission: what it was taken for, and which table rows came of it.

    ``n_fakta`` counts the table rows it became (0 for headings); ``alasan`` says why, where it became none.
    """

    berkas: str = pa.Field(str_matches=r"^[0-9a-f]{64}$")
    lembar: str
    baris: pl.Int32 = pa.Field(ge=1)
    peran: str = pa.Field(isin=ROW_ROLES)
    dataset: str = pa.Field(nullable=True, isin=DATASETS)
    n_fakta: pl.Int16 = pa.Field(ge=0)
    alasan: str = pa.Field(nullable=True)

    class Config:
        strict = True


class Kendala(pa.DataFrameModel):
    """What could not be read or did not fit its shape, to the cell where there is one.

    ``menahan`` says whether the row cannot be published because of it. ``nilai`` is the text as sent (never personal
    data), ``harapan`` what was expected, both for people.
    """

    berkas: str = pa.Field(str_matches=r"^[0-9a-f]{64}$")
    nama_berkas: str
    lembar: str = pa.Field(nullable=True)
    baris: pl.Int32 = pa.Field(nullable=True, ge=1)
    sel: str = pa.Field(nullable=True)
    baris_id: str = pa.Field(nullable=True)
    dataset: str = pa.Field(nullable=True, isin=DATASETS)
    kolom: str = pa.Field(nullable=True)
    jenis: str = pa.Field(isin=ISSUE_KINDS)
    nilai: str = pa.Field(nullable=True)
    harapan: str = pa.Field(nullable=True)
    menahan: bool
    kode_opd: str = pa.Field(nullable=True)
    tahun: pl.Int16 = pa.Field(nullable=True)
    bulan: pl.Int8 = pa.Field(nullable=True)
    triwulan: pl.Int8 = pa.Field(nullable=True)

    class Config:
        strict = True
