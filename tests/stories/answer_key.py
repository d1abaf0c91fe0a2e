"""What the answer key says of a night's findings: which planted unit each belongs to, and what none explains."""

from __future__ import annotations

import polars as pl

ACCUSING = ("blokir", "peringatan")


def placed(findings: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Findings with the months they speak of (``_dari``..``_sampai``), their code and the name of their file."""
    names = documents.select("berkas", pl.col("nama_berkas").alias("_nama")).unique("berkas", maintain_order=True)
    month = pl.col("periode").str.extract(r"^\d{4}-(\d{2})$").cast(pl.Int32)
    quarter = pl.col("periode").str.extract(r"-TW(\d)$").cast(pl.Int32)
    subject = pl.col("subjek")
    code = subject.str.json_path_match("$.kode")
    return findings.join(names, on="berkas", how="left", maintain_order="left").with_columns(
        pl.coalesce(month, quarter * 3 - 2, 1).alias("_dari"),
        pl.coalesce(month, quarter * 3, 12).alias("_sampai"),
        pl.when(~code.str.contains("#")).then(code).alias("_kode"),
        pl.coalesce(subject.str.json_path_match("$.nama_berkas"), "_nama").alias("_nama"),
    )


def with_bytes(key: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """The key with the hash of the file each unit was planted in."""
    files = documents.select(pl.col("nama_berkas").alias("_nama"), pl.col("berkas").alias("_isi")).unique("_nama")
    return key.with_columns(pl.col("nama_berkas").str.split("/").list.last().alias("_nama")).join(
        files, on="_nama", how="left", maintain_order="left"
    )


def pairs(found: pl.DataFrame, key: pl.DataFrame, rules: str) -> pl.DataFrame:
    """[finding_id, nomor]: findings under a rule of the key's column ``rules`` on the planted agency, time and line.

    A finding on a file is on the agency whose file it is. A consequence may come in the months after.
    """
    month, quarter = pl.col("bulan").cast(pl.Int32), pl.col("triwulan").cast(pl.Int32)
    planted = key.select(
        "nomor", "kode_opd", "kode", "baris", "_nama", "_isi",
        pl.col(rules).str.split(",").alias("aturan"),
        pl.coalesce(month, quarter * 3 - 2, 1).alias("_mulai"),
        pl.coalesce(month, quarter * 3, 12).alias("_usai"),
    ).explode("aturan")  # fmt: skip
    joined = planted.join(found, on="aturan", how="inner", suffix="_temuan")
    same_file = (pl.col("_isi") == pl.col("berkas")) | (pl.col("_nama") == pl.col("_nama_temuan"))
    whose = (pl.col("kode_opd") == pl.col("kode_opd_temuan")) | same_file
    above = pl.col("kode").str.starts_with(pl.col("_kode"))
    same_row = same_file & (pl.col("baris") == pl.col("baris_temuan"))
    line = pl.col("kode").is_null() | (pl.col("kode") == "") | pl.col("_kode").is_null() | above | same_row
    last = pl.col("_usai") + (12 if rules == "turunan" else 0)
    when = (pl.col("_dari") <= last) & (pl.col("_sampai") >= pl.col("_mulai")) | same_file
    return joined.filter(whose.fill_null(False), line.fill_null(False), when.fill_null(False)).select(
        "finding_id", "nomor"
    )


def missed(found: pl.DataFrame, key: pl.DataFrame) -> pl.DataFrame:
    """Hard planted units that no finding of their own rules names."""
    hard = key.filter("keras")
    return hard.join(pairs(found, hard, "aturan"), on="nomor", how="anti")


def unexplained(found: pl.DataFrame, key: pl.DataFrame) -> pl.DataFrame:
    """Accusing findings which neither a planted unit nor its consequences account for."""
    known = pl.concat([pairs(found, key, "aturan"), pairs(found, key, "turunan")])
    return found.filter(pl.col("keparahan").is_in(ACCUSING)).join(known, on="finding_id", how="anti")


def on_honest_rows(found: pl.DataFrame, honest: pl.DataFrame) -> pl.DataFrame:
    """Accusing findings on rows nothing was done to, joined by dataset, agency, period and code."""
    accusing = found.filter(pl.col("keparahan").is_in(ACCUSING), pl.col("_kode").is_not_null())
    periods = honest.with_columns(
        pl.when(pl.col("bulan").is_not_null())
        .then(pl.format("{}-{}", "tahun", pl.col("bulan").cast(pl.String).str.zfill(2)))
        .when(pl.col("triwulan").is_not_null())
        .then(pl.format("{}-TW{}", "tahun", "triwulan"))
        .otherwise(pl.col("tahun").cast(pl.String))
        .alias("periode")
    ).select("dataset", "kode_opd", "periode", pl.col("kode").alias("_kode"), "kekurangan")
    return accusing.join(periods.unique(), on=["dataset", "kode_opd", "periode", "_kode"], how="inner")
