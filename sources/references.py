"""The code lists everything is judged against, read from ``data/reference`` (see SUMBER.md there)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandera.errors
import pandera.polars as pa
import polars as pl

from schemas.register import Akun, Libur, Nomenklatur, Opd, SumberDana, Wilayah
from schemas.tables import polars_schema
from schemas.text import PersonError, Text

REFERENCE_DIRECTORY = Path(__file__).resolve().parent.parent / "data" / "reference"
SUPPORT_PREFIX = "X.XX"


@dataclass(frozen=True)
class References:
    """Registers as eager frames, each valid against its model in ``schemas.register``.

    ``nomenklatur`` holds the ``X.XX`` support rows once as in the master and once per bidang (``1.03.01.2.02.0001``).
    """

    opd: pl.DataFrame
    nomenklatur: pl.DataFrame
    akun: pl.DataFrame
    sumber_dana: pl.DataFrame
    wilayah: pl.DataFrame
    libur: pl.DataFrame

    @property
    def agency_names(self) -> dict[str, str]:
        """Name of each agency on the register by its code."""
        return dict(self.opd.select("kode_opd", "nama").iter_rows())


def load_references(directory: Path = REFERENCE_DIRECTORY) -> References:
    """Read and validate every register; raises ``PersonError`` when a file is missing or breaks its schema."""
    return References(
        opd=_read(directory, "opd", Opd),
        nomenklatur=with_support_rows(_read(directory, "nomenklatur", Nomenklatur)),
        akun=_read(directory, "akun", Akun),
        sumber_dana=_read(directory, "sumber_dana", SumberDana),
        wilayah=_read(directory, "wilayah", Wilayah),
        libur=_read(directory, "libur", Libur),
    )


def with_support_rows(nomenklatur: pl.DataFrame) -> pl.DataFrame:
    """Add to the master its ``X.XX`` rows under every bidang, since submissions may only use the resolved codes."""
    is_support = pl.col("kode").str.starts_with(SUPPORT_PREFIX)
    bidang = nomenklatur.filter(~is_support).select(bidang=pl.col("kode").str.slice(0, 4)).unique().sort("bidang")
    resolved = (
        nomenklatur.filter(is_support)
        .join(bidang, how="cross")
        .with_columns(kode=pl.col("bidang") + pl.col("kode").str.slice(4))
        .drop("bidang")
        .join(nomenklatur.select("kode"), on="kode", how="anti")
    )
    return pl.concat([nomenklatur, resolved])


def _read(directory: Path, name: str, model: type[pa.DataFrameModel]) -> pl.DataFrame:
    path = directory / f"{name}.csv"
    try:
        frame = pl.read_csv(path, schema=polars_schema(model), encoding="utf8")
        model.to_schema().validate(frame)
    except (OSError, pl.exceptions.PolarsError, pandera.errors.SchemaError) as problem:
        raise PersonError(
            Text(
                id=f"Data rujukan {name}.csv tidak dapat dipakai: {problem}",
                en=f"The reference file {name}.csv cannot be used: {problem}",
            ),
            Text(
                id="Pulihkan berkas itu dari repositori, atau perbaiki kolom yang disebut.",
                en="Restore the file from the repository, or mend the column named.",
            ),
            where=str(path),
        ) from problem
    return frame
