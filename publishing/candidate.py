"""The candidate: every output table of a night, before the release gate has seen it."""

from __future__ import annotations

import polars as pl

from checks.queue import IMPACT_WITHOUT_RUPIAH_IDR
from publishing.accounting import account_files, files_received, trace_rows
from publishing.fates import decide_fates
from publishing.keys import KEYS
from publishing.night import Night
from publishing.personal import mask_personal_data
from schemas.outputs import FACT_OUTPUTS, OUTPUT_TABLES
from schemas.tables import FACT_TABLES, empty, polars_schema


def build_candidate(night: Night) -> dict[str, pl.DataFrame]:
    """Every table of ``schemas.outputs.OUTPUT_TABLES``, sorted, in the column order of its schema.

    Pure: the same night gives the same frames. Personal data that came this far is masked; the release gate looks
    again.
    """
    fates = decide_fates(night)
    arrivals = files_received(night)
    files = arrivals.filter(pl.col("rangkap_dari").is_null())
    jejak = trace_rows(night, fates, files)
    tables = {output: _published(night, output, fates, files) for output in FACT_OUTPUTS}
    tables |= {
        "anomali": _anomalies(night, files),
        "cakupan": _coverage(night),
        "kelengkapan": night.kelengkapan.sort("kode_opd", "dataset", "tahun", "periode"),
        "kekurangan": night.kekurangan.sort("kode_opd", "tahun", "bulan", "kode", "baris_id"),
        "silpa": night.silpa.sort("kode_opd", "tahun", "kode"),
        "silpa_ringkas": night.silpa_ringkas.sort("tahun", "tingkat", "kode_opd", "kode", nulls_last=False),
        "keandalan": night.keandalan.sort("peringkat", "kode_opd", nulls_last=True),
        "berkas": account_files(night, jejak, arrivals),
        "ditahan": _held(night, fates, files),
        "jejak": jejak,
    }
    return {name: _shaped(name, tables[name]) for name in OUTPUT_TABLES}


def _shaped(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    schema = polars_schema(OUTPUT_TABLES[name])
    return mask_personal_data(frame.select(pl.col(column).cast(kind) for column, kind in schema.items())).rechunk()


def facts_of(night: Night, table: str) -> pl.DataFrame:
    """The rows read of fact table ``table``; none if the night has none."""
    return night.facts[table] if table in night.facts else empty(FACT_TABLES[table])


def _published(night: Night, output: str, fates: pl.DataFrame, files: pl.DataFrame) -> pl.DataFrame:
    source = FACT_OUTPUTS[output]
    schema = polars_schema(OUTPUT_TABLES[output])
    kept = fates.filter((pl.col("dataset") == source) & (pl.col("tujuan") == "terbit"))
    rows = (
        facts_of(night, source)
        .join(kept.select("baris_id", "status", "aturan_gagal"), on="baris_id", how="inner")
        .join(files.select("berkas", "nama_berkas", "dikirim_at"), on="berkas", how="left")
    )
    rows = _with_version(rows, night.versions.filter(pl.col("dataset") == source))
    derived = night.derived.get(source)
    if derived is not None:
        wanted = [column for column in derived.columns if column in schema and column not in rows.columns]
        rows = rows.join(derived.select("baris_id", *wanted), on="baris_id", how="left")
    absent = [pl.lit(None, kind).alias(column) for column, kind in schema.items() if column not in rows.columns]
    return rows.with_columns(absent).select(list(schema)).sort(*KEYS[output], "baris_id")


def row_period(frame: pl.DataFrame) -> pl.Expr:
    """The period a row speaks of: ``YYYY-MM``, ``YYYY-TWn`` or ``YYYY``; null without a year."""
    year = pl.col("tahun").cast(pl.String)
    if "bulan" in frame.columns:
        within = "-" + pl.col("bulan").cast(pl.String).str.zfill(2)
    elif "triwulan" in frame.columns:
        within = "-TW" + pl.col("triwulan").cast(pl.String)
    else:
        return year
    return year + pl.coalesce(within, pl.lit(""))


def _with_version(rows: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """``versi_laporan`` of the submission a row came in: by agency and period, else by file alone, else the first."""
    exact = ["berkas", "kode_opd", "periode"]
    by_file = versions.group_by("berkas").agg(versi_berkas=pl.col("versi_laporan").max())
    return (
        rows.with_columns(periode=row_period(rows))
        .join(versions.select(*exact, "versi_laporan").unique(exact), on=exact, how="left", nulls_equal=True)
        .join(by_file, on="berkas", how="left")
        .with_columns(pl.coalesce("versi_laporan", "versi_berkas", pl.lit(1)).cast(pl.Int16).alias("versi_laporan"))
    )


def _held(night: Night, fates: pl.DataFrame, files: pl.DataFrame) -> pl.DataFrame:
    held = fates.filter(pl.col("tujuan") == "ditahan").select("baris_id", "aturan_gagal")
    parts = []
    for name, frame in night.facts.items():
        rows = frame.join(held, on="baris_id", how="inner")
        if rows.is_empty():
            continue
        parts.append(
            rows.select(
                "baris_id",
                pl.lit(name).alias("dataset"),
                "berkas",
                "lembar",
                "baris",
                "kode_opd",
                row_period(rows).alias("periode"),
                "aturan_gagal",
                isi=pl.struct(frame.columns).struct.json_encode(),
            )
        )
    if not parts:
        return empty(OUTPUT_TABLES["ditahan"])
    return (
        pl.concat(parts)
        .join(files.select("berkas", "nama_berkas"), on="berkas", how="left")
        .sort("dataset", "nama_berkas", "lembar", "baris", "baris_id")
    )


def _anomalies(night: Night, files: pl.DataFrame) -> pl.DataFrame:
    impact = pl.col("dampak_idr").fill_null(IMPACT_WITHOUT_RUPIAH_IDR)
    return (
        night.findings.join(night.settled.drop("dikecualikan"), on="finding_id", how="left")
        .join(night.words, on="finding_id", how="left")
        .join(night.opd.select("kode_opd", nama_opd="nama"), on="kode_opd", how="left")
        .join(files.select("berkas", "nama_berkas"), on="berkas", how="left")
        .with_columns(prioritas=pl.col("kecurigaan") * impact)
        .sort("prioritas", "finding_id", descending=[True, False])
    )


def _coverage(night: Night) -> pl.DataFrame:
    titles = night.rule_titles.select("aturan", "judul").unique("aturan")
    precision = night.precision.select("aturan", "putusan", "presisi", "presisi_bawah", "presisi_atas", "penasihat")
    return (
        night.coverage.join(titles, on="aturan", how="left")
        .join(precision, on="aturan", how="left")
        .with_columns(pl.col("putusan").fill_null(0), pl.col("penasihat").fill_null(value=False))
        .sort("aturan", "versi_aturan", "kode_opd", "alasan", nulls_last=False)
    )
