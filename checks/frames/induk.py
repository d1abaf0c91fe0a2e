"""Every subtotal and total of RFK, LRA, DPA and cash plan, figure by figure, beside the sum of what it covers."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from checks.prepare.hierarchy import added_up, held_next, parent_of

MEASURES: dict[str, tuple[str, ...]] = {
    "rfk": ("rka_idr", "pagu_idr", "lalu_idr", "ini_idr", "realisasi_idr", "nilai_fisik_idr", "sisa_idr"),
    "lra": ("anggaran_idr", "realisasi_idr", "serapan_opd_idr", "sisa_idr"),
    "dpa": ("pagu_idr",),
    "kas": ("pagu_idr", "total_idr"),
}
NETTED = "6"
"""Financing is 6.1 less 6.2: its line is no sum."""
REPORT = ("berkas", "lembar", "kode_opd", "tahun", "bulan")
CLASSES = {"4": "pendapatan", "5": "belanja", "6": "pembiayaan"}

COLUMNS: dict[str, pl.DataType] = {
    **dict.fromkeys(("formulir", "kode_opd", "kode", "uraian", "peran", "ukuran"), pl.String()),
    "tahun": pl.Int16(),
    "bulan": pl.Int8(),
    "nilai_idr": pl.Int64(),
    "jumlah_idr": pl.Int64(),
    "n_anak": pl.Int32(),
    "n_kosong": pl.Int32(),
    "ada_ditahan": pl.Boolean(),
    "total_jelas": pl.Boolean(),
    "presisi_idr": pl.Int64(),
    **dict.fromkeys(("baris_id", "berkas", "lembar"), pl.String()),
    "baris": pl.Int32(),
    "asal": pl.String(),
}


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per subtotal or total and figure; figures that neither it nor its lines have are left out."""
    tables = prepared.facts.tables
    parts = [_of_table(name, _named(tables[name]), tables["kendala"]) for name in MEASURES]
    return pl.concat(parts)


def _named(table: pl.DataFrame) -> pl.DataFrame:
    columns = table.columns
    code = pl.col("kode_akun") if "kode_akun" in columns else pl.col("kode")
    none = pl.lit(None)
    return table.with_columns(
        code.alias("kode"),
        (pl.col("bulan") if "bulan" in columns else none.cast(pl.Int8)).alias("bulan"),
        (pl.col("presisi_idr") if "presisi_idr" in columns else pl.lit(1, pl.Int64)).alias("presisi_idr"),
        (pl.col("induk_baris") if "induk_baris" in columns else none.cast(pl.String)).alias("induk_baris"),
    )


def _of_table(name: str, rows: pl.DataFrame, kendala: pl.DataFrame) -> pl.DataFrame:
    measures = MEASURES[name]
    held = held_next(rows, kendala.filter(pl.col("dataset").is_null() | (pl.col("dataset") == name)))
    marked = rows.join(held.unique().with_columns(pl.lit(True).alias("_ditahan")), on="baris_id", how="left")
    marked = marked.with_columns(pl.col("_ditahan").fill_null(False))
    sums = pl.concat([_subtotals(marked, measures), _totals(name, marked, measures)])
    wide = marked.filter(pl.col("peran") != "rinci", _is_sum(name)).join(sums, on="baris_id", how="left")
    return pl.concat([_figure(name, wide, measure) for measure in measures])


def _is_sum(name: str) -> pl.Expr:
    return (pl.col("kode") != NETTED).fill_null(True) if name == "lra" else pl.lit(True)


def _subtotals(rows: pl.DataFrame, measures: tuple[str, ...]) -> pl.DataFrame:
    """Children of a subtotal: those that name it, else those right below it by code."""
    by_code = parent_of(rows, REPORT)
    named = rows.filter(pl.col("induk_baris").is_not_null()).select("baris_id", pl.col("induk_baris").alias("induk_id"))
    links = pl.concat([named, by_code.join(named, on="baris_id", how="anti")])
    children = links.join(rows, on="baris_id").group_by("induk_id")
    sums = children.agg(
        pl.len().cast(pl.Int32).alias("n_anak"), pl.col("_ditahan").any().alias("_anak_ditahan"), *added_up(measures)
    )
    return (
        rows.filter(pl.col("peran") == "subtotal")
        .select("baris_id", "_ditahan")
        .join(sums, left_on="baris_id", right_on="induk_id", how="left")
        .with_columns(
            (pl.col("_ditahan") | pl.col("_anak_ditahan").fill_null(False)).alias("ada_ditahan"),
            pl.lit(True).alias("total_jelas"),
        )
        .drop("_ditahan", "_anak_ditahan")
    )


def _totals(name: str, rows: pl.DataFrame, measures: tuple[str, ...]) -> pl.DataFrame:
    """Leaves a closing total covers: the whole sheet and period; in an LRA the class it names."""
    group = ["berkas", "lembar", "tahun", "bulan", "_golongan"]
    leaf_class = pl.col("kode").str.slice(0, 1) if name == "lra" else pl.lit("semua")
    total_class = _class_named() if name == "lra" else pl.lit("semua")
    leaves = rows.filter(pl.col("peran") == "rinci").with_columns(leaf_class.alias("_golongan"))
    sums = leaves.group_by(group).agg(pl.len().cast(pl.Int32).alias("n_anak"), *added_up(measures))
    sheet_held = rows.group_by("berkas", "lembar").agg(pl.col("_ditahan").any().alias("ada_ditahan"))
    totals = rows.filter(pl.col("peran") == "total").with_columns(total_class.alias("_golongan"))
    return (
        totals.with_columns((pl.len().over(group) == 1).alias("total_jelas"))
        .select("baris_id", *group, pl.col("total_jelas") & pl.col("_golongan").is_not_null())
        .join(sums, on=group, how="left", nulls_equal=True)
        .join(sheet_held, on=["berkas", "lembar"], how="left")
        .select(
            "baris_id",
            "n_anak",
            *(f"{m}_{part}" for m in measures for part in ("jumlah", "kosong")),
            "ada_ditahan",
            "total_jelas",
        )
    )


def _class_named() -> pl.Expr:
    """Class of accounts a total line names; null where it names none or more than one (surplus, SiLPA)."""
    words = pl.col("uraian").str.to_lowercase()
    netting = words.str.contains("surplus|defisit|silpa|sisa lebih|netto|pembiayaan|dan transfer")
    named = pl.coalesce(pl.when(words.str.contains(word)).then(pl.lit(code)) for code, word in CLASSES.items())
    return pl.when(~netting).then(named)


def _figure(name: str, wide: pl.DataFrame, measure: str) -> pl.DataFrame:
    total, blank = f"{measure}_jumlah", f"{measure}_kosong"
    nothing = pl.col(measure).is_null() & (pl.col(blank) == pl.col("n_anak")).fill_null(True)
    return wide.filter(~nothing).select(
        pl.lit(name).alias("formulir"),
        "kode_opd",
        pl.coalesce("kode", pl.format("{} #{}", pl.col("uraian").fill_null("-"), "baris")).alias("kode"),
        "uraian",
        "peran",
        pl.lit(measure).alias("ukuran"),
        "tahun",
        "bulan",
        pl.col(measure).alias("nilai_idr"),
        pl.when(pl.col("n_anak") > 0).then(pl.col(total)).alias("jumlah_idr"),
        pl.col("n_anak").fill_null(0),
        pl.col(blank).fill_null(0).cast(pl.Int32).alias("n_kosong"),
        pl.col("ada_ditahan").fill_null(False),
        pl.col("total_jelas").fill_null(False),
        "presisi_idr",
        "baris_id",
        "berkas",
        "lembar",
        "baris",
        "asal",
    )


FRAME = Frame(
    name="induk",
    dataset="hitungan",
    key=("formulir", "kode_opd", "lembar", "kode", "ukuran"),
    columns=COLUMNS,
    words={
        "formulir": "rfk, lra, dpa or kas",
        "ukuran": "the column in question",
        "nilai_idr": "the figure on the subtotal or total; jumlah_idr what its n_anak lines add up to",
        "n_kosong": "lines under it without that figure",
        "ada_ditahan": "a line under it was held: its figure is missing from the sum",
        "total_jelas": "it is clear which lines the total covers",
        "presisi_idr": "rounding unit of the source",
    },
    build=build,
)
