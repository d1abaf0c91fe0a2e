"""Treasury: the SP2D register (BPKAD) and the agencies' SPJ/LPJ."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas.provenance import MonthlyProvenance, Provenance

SP2D_KINDS = ("UP", "GU", "TU", "LS", "GU NIHIL", "TU NIHIL")
SP2D_STATES = ("final", "draf", "batal", "pengembalian")


class Sp2d(Provenance):
    """One row per SP2D and sub kegiatan. A return (contra-post) has state ``pengembalian`` and a positive value.

    Bank accounts and NPWP are dropped by the reader and have no column here. UP names no sub kegiatan.
    """

    nomor: str = pa.Field(nullable=True)
    tgl: pl.Date = pa.Field(nullable=True)
    jenis: str = pa.Field(nullable=True, isin=SP2D_KINDS)
    status: str = pa.Field(nullable=True, isin=SP2D_STATES)
    kode: str = pa.Field(nullable=True)
    kode_akun: str = pa.Field(nullable=True)
    uraian: str = pa.Field(nullable=True)
    nilai_idr: pl.Int64 = pa.Field(nullable=True, ge=0)
    sumber_dana: str = pa.Field(nullable=True)
    spd_idr: pl.Int64 = pa.Field(nullable=True, ge=0)


class Spj(MonthlyProvenance):
    """One row per sub kegiatan and month: spending accounted for and validated.

    ``spj_idr`` this month, ``spj_sd_idr`` cumulative; ``ls_idr``, ``gu_idr`` split where the form does.
    """

    kode: str = pa.Field(nullable=True)
    uraian: str = pa.Field(nullable=True)
    anggaran_idr: pl.Int64 = pa.Field(nullable=True, ge=0)
    ls_idr: pl.Int64 = pa.Field(nullable=True)
    gu_idr: pl.Int64 = pa.Field(nullable=True)
    spj_idr: pl.Int64 = pa.Field(nullable=True)
    spj_sd_idr: pl.Int64 = pa.Field(nullable=True)
