"""Where every physical row and every file ended: the tables ``jejak`` and ``berkas``."""

from __future__ import annotations

import orjson
import polars as pl

from publishing.night import Night
from schemas.outputs import Berkas, JejakOut
from schemas.tables import polars_schema
from sources.returned import LAYOUT

REFERENCE_DATASETS = ("opd",)
"""Datasets others are judged against; a file of nothing else is called ``rujukan``."""
_FIRST = pl.lit(None, pl.String).alias("rangkap_dari")


def files_received(night: Night) -> pl.DataFrame:
    """One row per arrival (payload, name and place), first on record first: berkas, nama_berkas, asal, ukuran_byte,
    dikirim_at, diterima_at, and ``rangkap_dari``: under which name the same bytes came first, null for that one.
    """
    schema = polars_schema(Berkas)
    rows = [(r.sha256, r.name, r.origin, r.size, r.sent_at, r.received_at) for r in night.receipts]
    names = ["berkas", "nama_berkas", "asal", "ukuran_byte", "dikirim_at", "diterima_at"]
    received = pl.DataFrame(rows, schema={name: schema[name] for name in names}, orient="row")
    arrivals = received.unique(["berkas", "nama_berkas", "asal"], keep="first", maintain_order=True)
    again = ~pl.col("berkas").is_first_distinct()
    return arrivals.with_columns(rangkap_dari=pl.when(again).then(pl.col("nama_berkas").first().over("berkas")))


def trace_rows(night: Night, fates: pl.DataFrame, files: pl.DataFrame) -> pl.DataFrame:
    """``jejak``: held if any row read from it is held, else published if any is, else set aside with the reason."""
    place = ["berkas", "lembar", "baris"]
    physical = fates.group_by(place).agg(
        ada_ditahan=(pl.col("tujuan") == "ditahan").any(),
        ada_terbit=(pl.col("tujuan") == "terbit").any(),
        karena=pl.col("alasan").filter(pl.col("tujuan") == "ditahan").sort().first(),
        sisih=pl.col("alasan").filter(pl.col("tujuan") == "disisihkan").sort().first(),
    )
    target = (
        pl.when(pl.col("ada_ditahan"))
        .then(pl.lit("ditahan"))
        .when(pl.col("ada_terbit"))
        .then(pl.lit("terbit"))
        .otherwise(pl.lit("disisihkan"))
    )
    return (
        night.jejak.join(physical, on=place, how="left")
        .join(files.select("berkas", "nama_berkas"), on="berkas", how="left")
        .with_columns(tujuan=target)
        .with_columns(
            alasan=pl.when(pl.col("tujuan") == "ditahan")
            .then("karena")
            .when(pl.col("tujuan") == "disisihkan")
            .then(pl.coalesce("sisih", "alasan", "peran"))
        )
        .select(list(polars_schema(JejakOut)))
        .sort(place)
    )


def account_files(night: Night, jejak: pl.DataFrame, files: pl.DataFrame) -> pl.DataFrame:
    """``berkas``: per arrival, how many physical rows were read and where they went.

    Rows are read of the first arrival of the same bytes; those after it count none and are called ``rangkap``.
    """
    counts = jejak.group_by("berkas").agg(
        baris_dibaca=pl.len().cast(pl.Int32),
        baris_terbit=(pl.col("tujuan") == "terbit").sum().cast(pl.Int32),
        baris_ditahan=(pl.col("tujuan") == "ditahan").sum().cast(pl.Int32),
        baris_disisihkan=(pl.col("tujuan") == "disisihkan").sum().cast(pl.Int32),
    )
    joined = (
        files.join(_contents(night, files), on=["berkas", "nama_berkas"], how="left")
        .join(_in_force(night), on="berkas", how="left")
        .join(counts.with_columns(_FIRST), on=["berkas", "rangkap_dari"], how="left", nulls_equal=True)
        .join(_reasons(jejak).with_columns(_FIRST), on=["berkas", "rangkap_dari"], how="left", nulls_equal=True)
        .with_columns(
            pl.col("^baris_.*$").fill_null(0),
            pl.col("alasan_disisihkan").fill_null("{}"),
            keadaan=_state(),
        )
    )
    return joined.select(list(polars_schema(Berkas))).sort("nama_berkas", "asal", "berkas")


def _contents(night: Night, files: pl.DataFrame) -> pl.DataFrame:
    """Per file and name: the agency and period if it names one alone, its datasets, and whether it is only a
    reference. What is read of a workbook that came back bears its first name; here it bears the one it came under."""
    year = pl.col("tahun").cast(pl.String)
    period = (
        pl.when(pl.col("bulan").is_not_null())
        .then(year + "-" + pl.col("bulan").cast(pl.String).str.zfill(2))
        .when(pl.col("triwulan").is_not_null())
        .then(year + "-TW" + pl.col("triwulan").cast(pl.String))
        .otherwise(year)
    )
    agencies, known = pl.col("kode_opd").drop_nulls().unique(), pl.col("dataset").drop_nulls().unique()
    first, last = pl.col("masa").min(), pl.col("masa").max()
    came_as = files.group_by("berkas").agg(pl.col("nama_berkas").alias("nama_kiriman"))
    known_name = pl.col("nama_berkas").is_in(pl.col("nama_kiriman"))
    return (
        night.dokumen.lazy()
        .join(came_as.lazy(), on="berkas", how="left")
        .with_columns(
            masa=period,
            nama_berkas=pl.when(known_name).then("nama_berkas").otherwise(pl.col("nama_kiriman").list.first()),
        )
        .group_by("berkas", "nama_berkas")
        .agg(
            kode_opd=pl.when(agencies.len() == 1).then(agencies.first()),
            dataset=pl.when(known.len() > 0).then(known.sort().str.join(", ")),
            jawaban=(pl.col("tata_letak") == LAYOUT).any(),
            rujukan=(known.len() > 0) & known.is_in(REFERENCE_DATASETS).all(),
            periode=pl.when(first == last).then(first).otherwise(first + " s.d. " + last),
        )
        .collect()
    )


def _in_force(night: Night) -> pl.DataFrame:
    return night.versions.group_by("berkas").agg(ada_berlaku=pl.col("berlaku").any())


def _reasons(jejak: pl.DataFrame) -> pl.DataFrame:
    counted = jejak.filter(pl.col("tujuan") == "disisihkan").group_by("berkas", "alasan").len().sort("berkas", "alasan")
    reasons = counted.get_column("alasan").unique().to_list()
    quoted = {reason: orjson.dumps(reason).decode() for reason in reasons}
    pair = pl.col("alasan").replace_strict(quoted, return_dtype=pl.String) + ": " + pl.col("len").cast(pl.String)
    return counted.group_by("berkas", maintain_order=True).agg(
        alasan_disisihkan=pl.lit("{") + pair.str.join(", ") + pl.lit("}")
    )


def _state() -> pl.Expr:
    return (
        pl.when(pl.col("rangkap_dari").is_not_null())
        .then(pl.lit("rangkap"))
        .when(pl.col("jawaban").fill_null(value=False))
        .then(pl.lit("jawaban"))
        .when(pl.col("dataset").is_null())
        .then(pl.lit("tak_terbaca"))
        .when(pl.col("rujukan"))
        .then(pl.lit("rujukan"))
        .when(pl.col("ada_berlaku").fill_null(value=True))
        .then(pl.lit("berlaku"))
        .otherwise(pl.lit("digantikan"))
    )
