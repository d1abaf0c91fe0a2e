"""Units of measure of indicators on sub kegiatan, beside those of the national nomenclature."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from checks.prepare.codes import with_nomenclature
from checks.prepare.units import any_of, plain_unit

COLUMNS: dict[str, pl.DataType] = {
    **dict.fromkeys(("formulir", "kode_opd", "kode", "kode_indikator", "indikator", "satuan"), pl.String()),
    "tahun": pl.Int16(),
    "triwulan": pl.Int8(),
    "satuan_baku": pl.String(),
    "nom_ada": pl.Boolean(),
    "nom_satuan": pl.String(),
    "satuan_cocok": pl.Boolean(),
    **dict.fromkeys(("baris_id", "berkas", "lembar"), pl.String()),
    "baris": pl.Int32(),
    "asal": pl.String(),
}
SUB_KEGIATAN_SEGMENTS = 6
FROM_FORM = (
    "kode_opd", "kode", "kode_indikator", "indikator", "satuan", "tahun", "triwulan", "baris_id", "berkas", "lembar",
    "baris", "asal",
)  # fmt: skip


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per E.81 or PK row that names a sub kegiatan."""
    tables, references = prepared.facts.tables, prepared.facts.references
    rows = pl.concat(
        tables[name].filter(pl.col("peran") == "rinci").select(pl.lit(name).alias("formulir"), *FROM_FORM)
        for name in ("e81", "indikator")
    ).filter(pl.col("kode").str.split(".").list.len() == SUB_KEGIATAN_SEGMENTS)  # fmt: skip
    known = with_nomenclature(rows, references["nomenklatur"], references["opd"])
    return known.with_columns(
        plain_unit("satuan").alias("satuan_baku"), any_of("nom_satuan").alias("_boleh")
    ).with_columns(
        pl.when(pl.col("satuan_baku").is_not_null())
        .then(pl.col("_boleh").list.contains(pl.col("satuan_baku")))
        .alias("satuan_cocok")
    )


FRAME = Frame(
    name="satuan",
    dataset="indikator",
    key=("formulir", "kode_opd", "kode_indikator"),
    columns=COLUMNS,
    words={
        "satuan_baku": "the unit in one spelling",
        "nom_satuan": "the unit the nomenclature gives the sub kegiatan (nom_ada: it knows the code)",
        "satuan_cocok": "they are the same unit after normalisation; null where either is missing",
    },
    build=build,
)
