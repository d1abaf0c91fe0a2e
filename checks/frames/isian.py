"""Every submitted row, clean or not, with what could not be read in it."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from checks.prepare.issues import COUNTS, ROW, per_row, submitted_rows

IDENTITY: dict[str, pl.DataType] = {
    **dict.fromkeys(("tabel", "baris_id", "berkas", "nama_berkas", "lembar"), pl.String()),
    "baris": pl.Int32(),
    "asal": pl.String(),
    "kode_opd": pl.String(),
    "tahun": pl.Int16(),
    "bulan": pl.Int8(),
    "triwulan": pl.Int8(),
    "rincian": pl.String(),
    "kolom_pribadi": pl.String(),
}


def build(prepared: Prepared) -> pl.DataFrame:
    """Rows that became facts, rows held by the reader or the gate, and one row for each document that gave none."""
    tables = prepared.facts.tables
    facts = submitted_rows(tables)
    issues = per_row(tables["kendala"])
    documents = tables["dokumen"]
    names = documents.select("berkas", "nama_berkas").unique("berkas", keep="first", maintain_order=True)
    known = facts.join(issues.select(*ROW, *COUNTS, "rincian", "asal"), on=ROW, how="left")
    held = issues.join(facts, on=ROW, how="anti").rename({"dataset": "tabel"})
    counted = pl.concat([known, held], how="diagonal").with_columns(pl.col(COUNTS).fill_null(0))
    counted = counted.with_columns(
        pl.col("n_pribadi_tahan") + pl.col("kolom_pribadi").is_not_null(), pl.coalesce("asal", "_asal").alias("asal")
    )
    silent = documents.filter(pl.col("n_rinci") == 0).join(counted, on=["berkas", "lembar"], how="anti")
    unread = silent.select(
        pl.col("dataset").alias("tabel"), "berkas", "lembar", "kode_opd", "tahun", "bulan", "triwulan"
    )
    return pl.concat([counted, unread], how="diagonal").join(names, on="berkas", how="left")


FRAME = Frame(
    name="isian",
    dataset="kendala",
    key=("tabel", "kode_opd", "lembar", "baris"),
    columns={**IDENTITY, **dict.fromkeys(COUNTS, pl.Int32())},
    words={
        "tabel": "table the row belongs to",
        "n_nilai": "values that could not be read; n_nilai_tahan those that hold the row; null: no row was read at all",
        "n_ambigu": "values with two readings (ribuan or desimal), with n_ambigu_tahan",
        "n_rumus": "formula errors and formulas without a value, with n_rumus_tahan",
        "n_bentuk": "values outside the shape of the table, with n_bentuk_tahan",
        "n_identitas": "agency or period not recognised on the row, with n_identitas_tahan",
        "n_kode": "codes repaired on reading, with n_kode_tahan",
        "n_pribadi": "personal data met and dropped; n_pribadi_tahan where it stood in a text to be published",
        "kolom_pribadi": "text column in which personal data stood and was taken out",
        "rincian": "per group the column, cells, text as sent and what was expected (JSON)",
    },
    build=build,
)
