"""The contract register, one row a contract, with dates put in order, doubles counted and alike packages found."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from checks.prepare import budget, contracts
from schemas.kontrak import Kontrak
from schemas.tables import polars_schema

EARLIEST_YEAR = 2001
"""Dates before stand for "none": 1900-01-01 and 1970-01-01 are the null epochs of spreadsheets and databases."""
CHAIN = (
    ("rup_tgl", "tender_tgl"),
    ("tender_tgl", "kontrak_tgl"),
    ("kontrak_tgl", "spmk_tgl"),
    ("spmk_tgl", "akhir_tgl"),
    ("spmk_tgl", "bast_tgl"),
    ("kontrak_tgl", "bast_tgl"),
    ("kontrak_tgl", "bayar_akhir_tgl"),
    ("bast_tgl", "fho_tgl"),
)
"""Dates that never run backwards: (earlier, later)."""
DATES = tuple(name for name in Kontrak.to_schema().columns if name.endswith("_tgl"))
MULTI_YEAR = r"tahun jamak|multi ?-?years?|\bmyc\b"
EPOCH = r"^(?:1899-12-3|1900-01-0|1970-01-01|0000-00-00|0?[01]/0?1/1900|0?1/0?1/1970)"

WORDS = {
    "nilai_akhir_idr": "value after addenda, else as signed",
    "akhir_berlaku_tgl": "end after addenda, else as signed",
    "tahun_jamak": "the package says it is a multi-year contract",
    "urutan_salah": "first pair of dates out of order (urut if none, null if no pair is known)",
    "urutan_kolom": "the later of that pair; urutan_hari how many days it runs backwards",
    "tanggal_semu": "columns holding a null epoch (1900, 1970), bersih if none",
    "nomor_berbeda": "other contracts of the agency and year with this number but another supplier, date or line",
    "n_serupa": "contracts of one supplier, day and place alike in name and within the same line, itself included",
    "nilai_serupa_idr": "their value together",
    "jumlah_baris_idr": "contracts of the same line together, multi-year ones left out",
    "fisik_bayar_pct": "paid over value, percent; null where the value is a placeholder (KTR-007)",
}
ADDED: dict[str, pl.DataType] = {
    "nilai_akhir_idr": pl.Int64(), "akhir_berlaku_tgl": pl.Date(), "tahun_jamak": pl.Boolean(),
    "urutan_salah": pl.String(), "urutan_kolom": pl.String(), "urutan_hari": pl.Int64(), "tanggal_semu": pl.String(),
    "nomor_berbeda": pl.Int32(), "n_serupa": pl.Int32(), "nilai_serupa_idr": pl.Int64(),
    "jumlah_baris_idr": pl.Int64(),
    "fisik_bayar_pct": pl.Float64(), "pagu_berlaku_idr": pl.Int64(), "hari_ini": pl.Date(),
}  # fmt: skip

PLACEHOLDER_IDR = 1
"""A value typed so that the form accepts the row; nothing can be measured against it."""


def build(prepared: Prepared) -> pl.DataFrame:
    """Every contract in force, one row each. Null epochs are noted and then treated as no date."""
    tables = prepared.facts.tables
    known = contracts.completed(tables["kontrak"], prepared.facts.history["kontrak"])
    rows = known.filter(pl.col("peran") == "rinci").with_columns(_epochs().alias("tanggal_semu"))
    rows = rows.with_columns(
        pl.when(pl.col(name).dt.year() >= EARLIEST_YEAR).then(pl.col(name)).alias(name) for name in DATES
    ).with_columns(
        pl.coalesce("nilai_addendum_idr", "nilai_idr").alias("nilai_akhir_idr"),
        pl.coalesce("akhir_addendum_tgl", "akhir_tgl").alias("akhir_berlaku_tgl"),
        pl.col("paket").str.to_lowercase().str.contains(MULTI_YEAR).fill_null(False).alias("tahun_jamak"),
        pl.lit(prepared.facts.as_of).alias("hari_ini"),
    )
    value = pl.col("nilai_akhir_idr")
    rows = rows.with_columns(
        pl.when(value > PLACEHOLDER_IDR).then(pl.col("bayar_idr") / value * 100).alias("fisik_bayar_pct"), *_order()
    )
    once = pl.when(~pl.col("tahun_jamak")).then("nilai_akhir_idr").sum().over("kode_opd", "tahun", "kode")
    rows = rows.with_columns(pl.when(pl.col("kode").is_not_null()).then(once).alias("jumlah_baris_idr"))
    return _with_ceiling(_with_alike(_with_doubles(rows)), tables["dpa"], prepared)


def _epochs() -> pl.Expr:
    names = []
    for name in DATES:
        sent = pl.col("asal").str.json_path_match(f"$.{name}[1]").str.strip_chars()
        held = (pl.col(name).dt.year() < EARLIEST_YEAR) | (pl.col(name).is_null() & sent.str.contains(EPOCH))
        names.append(pl.when(held).then(pl.lit(name)))
    found = pl.concat_str(names, separator=", ", ignore_nulls=True)
    return pl.when(found == "").then(pl.lit("bersih")).otherwise(found)


def _order() -> list[pl.Expr]:
    text: pl.Expr = pl.lit(None, dtype=pl.String)
    column: pl.Expr = pl.lit(None, dtype=pl.String)
    days: pl.Expr = pl.lit(None, dtype=pl.Int64)
    for earlier, later in reversed(CHAIN):
        back = pl.col(later) < pl.col(earlier)
        words = f"{later.removesuffix('_tgl')} < {earlier.removesuffix('_tgl')}"
        text = pl.when(back).then(pl.lit(words)).otherwise(text)
        column = pl.when(back).then(pl.lit(later)).otherwise(column)
        days = pl.when(back).then((pl.col(earlier) - pl.col(later)).dt.total_days()).otherwise(days)
    comparable = pl.any_horizontal((pl.col(a).is_not_null() & pl.col(b).is_not_null()) for a, b in CHAIN)
    return [
        pl.when(comparable).then(text.fill_null("urut")).alias("urutan_salah"),
        column.alias("urutan_kolom"),
        days.alias("urutan_hari"),
    ]


def _plain(name: str) -> pl.Expr:
    return pl.col(name).str.to_lowercase().str.replace_all(r"[^a-z0-9]+", " ").str.strip_chars()


def _with_doubles(rows: pl.DataFrame) -> pl.DataFrame:
    """A contract spread over several lines keeps its number; anything else under one number counts as a double."""
    number = _plain("nomor")
    known = number.is_not_null() & (number != "")
    group = ["kode_opd", "tahun", "_nomor"]
    same = [*group, "_penyedia", "kontrak_tgl"]
    rows = rows.with_columns(pl.when(known).then(number).alias("_nomor"), _plain("penyedia").alias("_penyedia"))
    spread = pl.len().over(same) - pl.len().over([*same, "kode", "paket"])
    others = pl.len().over(group) - 1 - spread
    return rows.with_columns(pl.when(pl.col("_nomor").is_not_null()).then(others).alias("nomor_berbeda"))


def _with_alike(rows: pl.DataFrame) -> pl.DataFrame:
    name = _plain("paket").str.extract(r"^((?:\S+ ?){1,3})").str.strip_chars()
    group = ["kode_opd", "tahun", "kode", "_penyedia", "kontrak_tgl", "_lokasi", "_mirip"]
    rows = rows.with_columns(_plain("lokasi").alias("_lokasi"), name.alias("_mirip"))
    known = pl.all_horizontal(pl.col(column).is_not_null() for column in group)
    return rows.with_columns(
        pl.when(known).then(pl.len().over(group)).alias("n_serupa"),
        pl.when(known).then(pl.col("nilai_akhir_idr").sum().over(group)).alias("nilai_serupa_idr"),
    )


def _with_ceiling(rows: pl.DataFrame, dpa: pl.DataFrame, prepared: Prepared) -> pl.DataFrame:
    ceilings = (
        budget.ceilings(dpa)
        .filter(pl.col("berlaku_tgl") <= prepared.facts.as_of)
        .unique(["kode_opd", "tahun", "kode"], keep="last", maintain_order=True)
        .select("kode_opd", "tahun", "kode", pl.col("pagu_idr").alias("pagu_berlaku_idr"))
    )
    return rows.join(ceilings, on=["kode_opd", "tahun", "kode"], how="left", maintain_order="left")


FRAME = Frame(
    name="kontrak",
    dataset="kontrak",
    key=("kode_opd", "kode", "nomor", "paket"),
    columns={**polars_schema(Kontrak), **ADDED},
    words=WORDS,
    build=build,
)
