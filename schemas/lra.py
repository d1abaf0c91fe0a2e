"""LRA: budget realisation per account (monthly), also DJPK exports and the per-account budget law."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas.provenance import MonthlyProvenance

KINDS = ("lra", "apbd", "djpk")
"""``lra`` an agency's report, ``apbd`` a budget law without realisation, ``djpk`` a national portal export."""


class Lra(MonthlyProvenance):
    """One row per account line; ``tingkat_akun`` = number of code segments (1..6), or the indent where it has none.

    ``realisasi_idr`` is BPKAD's, ``serapan_opd_idr`` what the agency says it absorbed. ``presisi_idr`` is the rounding
    unit of the source (1 for rupiah, 10,000,000 for "4.874,35 M"): identities are judged no finer than that.
    ``induk_baris`` is the ``baris_id`` of the parent line, where the hierarchy shows one.
    """

    jenis_laporan: str = pa.Field(isin=KINDS)
    kode_akun: str = pa.Field(nullable=True)
    tingkat_akun: pl.Int8 = pa.Field(nullable=True, ge=1, le=8)
    induk_baris: str = pa.Field(nullable=True)
    uraian: str = pa.Field(nullable=True)
    anggaran_idr: pl.Int64 = pa.Field(nullable=True)
    realisasi_idr: pl.Int64 = pa.Field(nullable=True)
    serapan_opd_idr: pl.Int64 = pa.Field(nullable=True)
    sisa_idr: pl.Int64 = pa.Field(nullable=True)
    realisasi_pct: pl.Float64 = pa.Field(nullable=True)
    presisi_idr: pl.Int64 = pa.Field(ge=1)
