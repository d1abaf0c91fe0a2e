"""Every table a submission can fill, by name, with its polars schema."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas.anggaran import Dpa, DpaRincian, Kas
from schemas.dokumen import Dokumen, Jejak, Kendala
from schemas.e81 import E81, E81Ringkas
from schemas.indikator import Indikator
from schemas.kontrak import Kontrak, PaketBayar, PaketFisik
from schemas.lra import Lra
from schemas.perbendaharaan import Sp2d, Spj
from schemas.register import Akun, Nomenklatur, Opd, SumberDana, Wilayah
from schemas.rfk import Rfk

FACT_TABLES: dict[str, type[pa.DataFrameModel]] = {
    "rfk": Rfk,
    "lra": Lra,
    "e81": E81,
    "e81_ringkas": E81Ringkas,
    "indikator": Indikator,
    "dpa": Dpa,
    "dpa_rincian": DpaRincian,
    "kas": Kas,
    "sp2d": Sp2d,
    "spj": Spj,
    "kontrak": Kontrak,
    "paket_fisik": PaketFisik,
    "paket_bayar": PaketBayar,
}
"""Tables whose rows are facts submitted by someone."""

DOCUMENT_TABLES: dict[str, type[pa.DataFrameModel]] = {"dokumen": Dokumen, "jejak": Jejak, "kendala": Kendala}
REFERENCE_TABLES: dict[str, type[pa.DataFrameModel]] = {
    "opd": Opd,
    "nomenklatur": Nomenklatur,
    "akun": Akun,
    "sumber_dana": SumberDana,
    "wilayah": Wilayah,
}


def polars_schema(model: type[pa.DataFrameModel]) -> dict[str, pl.DataType]:
    """Column names and dtypes of ``model``, as polars wants them."""
    return {name: column.dtype.type for name, column in model.to_schema().columns.items()}


def empty(model: type[pa.DataFrameModel]) -> pl.DataFrame:
    """A frame of no rows in the shape of ``model``."""
    return pl.DataFrame(schema=polars_schema(model))
