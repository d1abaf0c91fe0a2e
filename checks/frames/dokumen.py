"""Every document in force: whether it could be read, says whose and of when it is, came in time, and came only once."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from checks.frame import Frame, Prepared
from checks.prepare.calendar import due_date, holidays_of, period_end
from checks.prepare.issues import FILE_KINDS
from schemas.dokumen import Dokumen
from schemas.tables import polars_schema

PERIODIC = ("rfk", "lra", "e81", "e81_ringkas", "spj")
"""Forms that speak of one month or quarter, public exports of other governments left out."""
OF_ONE_AGENCY = ("rfk", "lra", "e81", "e81_ringkas", "dpa", "dpa_rincian", "indikator")
"""Forms an agency files about itself, unless one sheet of the workbook names several: then it is a register."""

ADDED: dict[str, pl.DataType] = {
    "akhir_periode_tgl": pl.Date(),
    "jatuh_tempo_tgl": pl.Date(),
    "berkala": pl.Boolean(),
    "milik_opd": pl.Boolean(),
    "dapat_dibuka": pl.Boolean(),
    "jenis_gagal": pl.String(),
    "harapan_gagal": pl.String(),
    "tata_letak_dikenal": pl.Boolean(),
    "n_kolom_hilang": pl.Int32(),
    "kolom_hilang": pl.String(),
    "identitas_ditolak": pl.String(),
    "kepala_asing": pl.Boolean(),
    "kode_dari_nama": pl.String(),
    "unit_cocok": pl.Boolean(),
    "periode_cocok": pl.Boolean(),
    "sama_n": pl.Int32(),
    "sama_dengan": pl.String(),
    "lembar_pertama": pl.Boolean(),
}


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per document, none added and none lost."""
    tables = prepared.facts.tables
    documents = _with_nature(tables["dokumen"], {**tables, **prepared.facts.history}).with_columns(
        period_end().alias("akhir_periode_tgl")
    )
    due = due_date("dataset", prepared.facts.deadline_days, holidays_of(prepared))
    rows = documents.with_columns(due.alias("jatuh_tempo_tgl"))
    rows = _with_heading(_with_problems(rows, tables["kendala"]))
    rows = _with_named_agency(rows, prepared.facts.references["opd"])
    return _with_twins(rows, prepared.facts.history.get("dokumen", tables["dokumen"]))


def _with_nature(documents: pl.DataFrame, ever: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """``berkala`` and ``milik_opd`` of each document, by its form and by whom the rows ever read from it name."""
    registers = pl.concat(
        ever[name]
        .group_by("berkas", "lembar")
        .agg(pl.lit(name).alias("dataset"), pl.col("kode_opd").drop_nulls().n_unique().alias("_n"))
        .filter(pl.col("_n") > 1)
        .select("berkas", "dataset", pl.lit(True).alias("_daftar"))
        for name in OF_ONE_AGENCY
    ).unique()
    public = (
        ever["lra"]
        .group_by("berkas", "lembar")
        .agg((pl.col("jenis_laporan") != "lra").all().alias("_publik"))
        .with_columns(pl.lit("lra").alias("dataset"))
    )
    own = ~pl.col("_publik").fill_null(False)
    return (
        documents.join(registers, on=["berkas", "dataset"], how="left", maintain_order="left")
        .join(public, on=["berkas", "lembar", "dataset"], how="left", maintain_order="left")
        .with_columns(
            (pl.col("dataset").is_in(PERIODIC) & own).alias("berkala"),
            (pl.col("dataset").is_in(OF_ONE_AGENCY) & own & pl.col("_daftar").is_null()).alias("milik_opd"),
        )
        .drop("_daftar", "_publik")
    )


def _with_problems(rows: pl.DataFrame, kendala: pl.DataFrame) -> pl.DataFrame:
    failed = (
        kendala.filter(pl.col("jenis").is_in(FILE_KINDS), pl.col("baris").is_null())
        .group_by("berkas")
        .agg(pl.col("jenis").first().alias("jenis_gagal"), pl.col("harapan").first().alias("harapan_gagal"))
    )
    of_sheet = kendala.filter(pl.col("baris").is_null()).group_by("berkas", "lembar")
    missing = pl.col("jenis") == "kolom_hilang"
    sheets = of_sheet.agg(
        missing.sum().cast(pl.Int32).alias("n_kolom_hilang"),
        pl.coalesce("kolom", "nilai", "harapan").filter(missing).sort().str.join(", ").alias("kolom_hilang"),
        (pl.col("jenis") == "tata_letak_tak_dikenal").any().alias("_asing"),
        pl.col("jenis").filter(pl.col("jenis").is_in(["opd_tak_dikenal", "periode_tak_terbaca"])).first()
        .alias("identitas_ditolak"),
    )  # fmt: skip
    joined = rows.join(failed, on="berkas", how="left").join(
        sheets, on=["berkas", "lembar"], how="left", nulls_equal=True
    )
    read = (pl.col("n_baris") > 0) | pl.col("tata_letak").is_not_null()
    strange = pl.col("_asing").fill_null(False)
    unreadable = pl.col("jenis_gagal").is_not_null() & ~read
    opened = pl.when(unreadable).then(False).when(read | strange).then(True)
    return joined.with_columns(
        opened.alias("dapat_dibuka"),
        pl.when(opened).then(pl.col("tata_letak").is_not_null() & ~strange).alias("tata_letak_dikenal"),
        pl.when(read).then(pl.col("n_kolom_hilang").fill_null(0)).alias("n_kolom_hilang"),
    ).drop("_asing")


def _with_heading(rows: pl.DataFrame) -> pl.DataFrame:
    """A file name that says nothing agrees; a heading that says nothing leaves it open."""

    def agrees(inside: pl.Expr, named: str) -> pl.Expr:
        silent = pl.col(named).is_null()
        return pl.when(silent).then(True).otherwise(inside == pl.col(named))

    return rows.with_columns(
        pl.when("tata_letak_dikenal").then(pl.col("lain_pemerintah").is_not_null()).alias("kepala_asing"),
        pl.when("tata_letak_dikenal").then(agrees(pl.col("kode_opd_isi"), "kode_opd_nama")).alias("unit_cocok"),
        pl.when("tata_letak_dikenal").then(_same_period() | _one_of_several()).alias("periode_cocok"),
    )


def _same_period() -> pl.Expr:
    """Period inside and period named; a month of the quarter is no contradiction, a bare year says nothing."""
    inside, named = pl.col("periode_isi"), pl.col("periode_nama")

    def quarter(text: pl.Expr) -> pl.Expr:
        month = text.str.extract(r"^\d{4}-(\d{2})$").cast(pl.Int32)
        return pl.concat_str(text.str.slice(0, 4), pl.lit("-TW"), ((month + 2) // 3).cast(pl.String))

    equal = inside == named
    crossed = (inside == quarter(named)) | (named == quarter(inside))
    year_only = (named.str.len_chars() == 4) & inside.str.starts_with(named)
    silent = (inside.str.len_chars() == 4) & named.str.starts_with(inside)
    answer = pl.when(silent).then(None).otherwise(equal | crossed.fill_null(False) | year_only)
    return pl.when(named.is_null()).then(True).otherwise(answer)


def _one_of_several() -> pl.Expr:
    """A workbook with a sheet a month bears the name of one of them."""
    book = ["berkas", "nama_berkas", "dataset"]
    several = (pl.col("periode_isi").n_unique() > 1) & (pl.col("periode_isi") == pl.col("periode_nama")).any()
    return several.over(book).fill_null(False)


def _with_named_agency(rows: pl.DataFrame, register: pl.DataFrame) -> pl.DataFrame:
    """``kode_dari_nama``: the one agency whose name, short name or other spelling the heading gives."""
    names = pl.concat_list(
        pl.concat_list("nama", "singkatan"), pl.col("nama_lain").fill_null("").str.split("|")
    )  # fmt: skip
    spelled = (
        register.select(pl.col("kode_opd").alias("kode_dari_nama"), names.alias("_nama"))
        .explode("_nama")
        .with_columns(_letters("_nama"))
        .filter(pl.col("_nama").str.len_chars() > 0)
        .unique()
        .unique("_nama", keep="none")
    )
    bare = pl.col("nama_opd_isi").str.replace(r"^[\d.]+\s*-?\s*", "").alias("_nama")
    return rows.with_columns(bare).with_columns(_letters("_nama")).join(spelled, on="_nama", how="left")


def _letters(column: str) -> pl.Expr:
    """A name with only its letters and digits, in lower case."""
    return pl.col(column).str.to_lowercase().str.replace_all(r"[^a-z0-9]", "")


def _with_twins(rows: pl.DataFrame, history: pl.DataFrame) -> pl.DataFrame:
    """How often the same bytes were filed for another period or agency, and under which names.

    Where the bytes themselves say whose they are, the filing under that name is the true one and has no twins.
    """
    named = history.select(
        "berkas",
        "nama_berkas",
        pl.concat_str(
            pl.coalesce("kode_opd_nama", "kode_opd", pl.lit("?")),
            pl.coalesce("periode_nama", "periode_isi", pl.lit("?")),
            separator="|",
        ).alias("_untuk"),
    ).unique(["berkas", "nama_berkas"], keep="first", maintain_order=True)
    shared = named.filter(pl.col("_untuk").n_unique().over("berkas") > 1)
    others = (
        shared.join(shared, on="berkas", suffix="_lain")
        .filter(pl.col("_untuk") != pl.col("_untuk_lain"))
        .group_by("berkas", "nama_berkas")
        .agg(
            pl.col("_untuk_lain").n_unique().cast(pl.Int32).alias("sama_n"),
            pl.col("nama_berkas_lain").unique().sort().head(3).str.join(", ").alias("sama_dengan"),
        )
    )
    book = ["berkas", "nama_berkas"]
    owner = (pl.col("unit_cocok") & pl.col("periode_cocok")).fill_null(False).any().over(book)
    first = (pl.col("dokumen_id") == pl.col("dokumen_id").min().over(book)).alias("lembar_pertama")
    return rows.join(others, on=book, how="left").with_columns(
        pl.when(owner).then(0).otherwise(pl.col("sama_n").fill_null(0)).alias("sama_n"), first
    )


FRAME = Frame(
    name="dokumen",
    dataset="dokumen",
    key=("kode_opd", "dataset", "nama_berkas", "lembar"),
    columns={**polars_schema(Dokumen), **ADDED},
    words={
        "berkala": "the form speaks of one month or quarter; false for public exports of other governments",
        "milik_opd": "an agency files the form about itself; false for public exports, and for registers (sheets whose "
        "rows name several agencies)",
        "dapat_dibuka": "the file could be opened and read; null: it gave no row and no complaint",
        "jenis_gagal": "why nothing of the file could be read, harapan_gagal what was expected",
        "tata_letak_dikenal": "the sheet was recognised as one of the forms; null: the file could not be opened",
        "n_kolom_hilang": "columns of the form that were not found, named in kolom_hilang",
        "identitas_ditolak": "opd_tak_dikenal or periode_tak_terbaca, where the heading gave one that is not known",
        "kepala_asing": "the heading names another government (lain_pemerintah); null: no heading was read",
        "kode_dari_nama": "code of the agency the heading names; null where the register knows no such name",
        "unit_cocok": "the unit inside is the one the file name speaks of; periode_cocok: so is the period",
        "sama_n": "other periods or agencies for which the same bytes were filed, under the names in sama_dengan",
        "lembar_pertama": "first sheet of its file, on which what concerns the file is judged once",
        "jatuh_tempo_tgl": "day the report was due (a working day); akhir_periode_tgl the last day it speaks of",
    },
    build=build,
)
