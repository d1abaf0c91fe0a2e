"""What every row read from a submission carries, whatever table it belongs to.

A row is known by ``baris_id`` and leads back to its file (``berkas``, the SHA-256 of the bytes received), its sheet
and its row. ``asal`` maps each field to the cell it was read from and the text as sent.
"""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

LEVELS = ("urusan", "bidang", "program", "kegiatan", "sub_kegiatan")
"""Levels of the programme nomenclature (Kepmendagri 900.1.15.5), from the top."""

ROLES = ("rinci", "subtotal", "total")
"""What a row of a table is: a leaf that states a fact, a parent that repeats its leaves, or the closing total."""


class Provenance(pa.DataFrameModel):
    """Columns common to every table read from a submission.

    ``asal`` is a JSON object ``{field: [cell, text as sent]}``; ``peran`` one of :data:`ROLES`.
    """

    baris_id: str = pa.Field(unique=True)
    berkas: str = pa.Field(str_matches=r"^[0-9a-f]{64}$")
    lembar: str
    baris: pl.Int32 = pa.Field(ge=1)
    peran: str = pa.Field(isin=ROLES)
    asal: str
    kode_opd: str = pa.Field(nullable=True)
    tahun: pl.Int16 = pa.Field(nullable=True, ge=2000, le=2100)

    class Config:
        strict = True
        ordered = False


class MonthlyProvenance(Provenance):
    """A row that speaks of one month (1..12); null where the period could not be read."""

    bulan: pl.Int8 = pa.Field(nullable=True, ge=1, le=12)
