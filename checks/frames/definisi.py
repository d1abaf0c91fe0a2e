"""Unit and words of an indicator beside what they were earlier in the year: by quarter in E.81, by agreement."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from checks.prepare.agreement import revisions
from checks.prepare.capaian import words_of
from checks.prepare.units import same_unit

UNIT = ("kode_opd", "tahun", "kode")
PLACE = ("baris_id", "berkas", "lembar", "asal", "baris", *UNIT, "triwulan", "kode_indikator", "indikator", "satuan")
COLUMNS: dict[str, pl.DataType] = {
    **dict.fromkeys(
        ("sumber", "baris_id", "berkas", "lembar", "asal", "kode_opd", "kode", "kode_indikator", "indikator", "satuan",
         "lalu_indikator", "lalu_satuan", "dokumen_dasar"),
        pl.String(),
    ),
    "baris": pl.Int32(),
    "tahun": pl.Int16(),
    "triwulan": pl.Int8(),
    "kata_sama_pct": pl.Float64(),
    "satuan_sama": pl.Boolean(),
}  # fmt: skip


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per indicator that an earlier statement of the same year speaks of too."""
    parts = [_by_quarter(prepared["e81"]), _by_agreement(prepared.facts.tables["indikator"])]
    rows = pl.concat(parts, how="diagonal")
    said = ["satuan", "lalu_satuan", "indikator", "lalu_indikator"]
    return rows.join(
        _compared(rows.select(said).unique()), on=said, how="left", nulls_equal=True, maintain_order="left"
    )


def _compared(pairs: pl.DataFrame) -> pl.DataFrame:
    """Distinct pairs of statements with ``satuan_sama`` and ``kata_sama_pct``."""
    now, before = words_of("indikator").str.split(" "), words_of("lalu_indikator").str.split(" ")
    shared, either = now.list.set_intersection(before).list.len(), now.list.set_union(before).list.len()
    return pairs.with_columns(
        same_unit("satuan", "lalu_satuan").alias("satuan_sama"),
        pl.when(either > 0).then(shared / either * 100).alias("kata_sama_pct"),
    )


def _by_quarter(rows: pl.DataFrame) -> pl.DataFrame:
    """Against the latest earlier quarter that has the code; by words, else the one indicator left under the code."""
    known = rows.filter(*(pl.col(name).is_not_null() for name in (*UNIT, "triwulan", "nama_baku")))
    stated = known.select(*UNIT, "triwulan", "nama_baku", "indikator", "satuan")
    previous = (
        stated.select(*UNIT, "triwulan")
        .unique()
        .sort(*UNIT, "triwulan")
        .with_columns(pl.col("triwulan").shift(1).over(UNIT).alias("_tw"))
        .drop_nulls()
    )
    earlier = stated.rename({"triwulan": "_tw", "indikator": "lalu_indikator", "satuan": "lalu_satuan"}).unique(
        [*UNIT, "_tw", "nama_baku"], keep="first", maintain_order=True
    )
    current = known.select(*PLACE, "nama_baku").join(previous, on=[*UNIT, "triwulan"])
    same = current.join(earlier, on=[*UNIT, "_tw", "nama_baku"], maintain_order="left")
    new = current.join(earlier, on=[*UNIT, "_tw", "nama_baku"], how="anti")
    gone = earlier.join(
        current.select(*UNIT, "_tw", "nama_baku").unique(), on=[*UNIT, "_tw", "nama_baku"], how="anti"
    ).drop("nama_baku")
    one_new = new.filter(pl.len().over(*UNIT, "_tw") == 1)
    one_gone = gone.filter(pl.len().over(*UNIT, "_tw") == 1)
    renamed = one_new.join(one_gone, on=[*UNIT, "_tw"]).select(same.columns)
    return pl.concat([same, renamed]).drop("nama_baku", "_tw").with_columns(pl.lit("e81").alias("sumber"))


def _by_agreement(indikator: pl.DataFrame) -> pl.DataFrame:
    return (
        revisions(indikator)
        .filter(pl.col("murni_indikator").is_not_null())
        .select(
            *PLACE,
            pl.col("murni_indikator").alias("lalu_indikator"),
            pl.col("murni_satuan").alias("lalu_satuan"),
            "dokumen_dasar",
            pl.lit("indikator").alias("sumber"),
        )
    )


FRAME = Frame(
    name="definisi",
    dataset="indikator",
    key=("sumber", "kode_opd", "kode", "kode_indikator"),
    columns=COLUMNS,
    words={
        "sumber": "e81 (against an earlier quarter) or indikator (the revised agreement against the first)",
        "lalu_satuan": "unit and words as they were stated earlier (lalu_*)",
        "satuan_sama": "both give it in one unit, whatever the spelling",
        "kata_sama_pct": "words both wordings share, percent of all their words",
    },
    build=build,
)
