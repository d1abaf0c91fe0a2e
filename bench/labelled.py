"""A labelled set of reports in the shape of a night's own tables, as they were known at the end of a month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

import polars as pl

from checks.frame import Facts
from schemas.tables import DOCUMENT_TABLES, FACT_TABLES, empty, polars_schema
from sources.references import References, load_references

FILES = ("reports", "sp2d", "contracts", "restatements")
WORDS_OF_KIND = {
    "RUTIN": "Penyediaan administrasi",
    "EVENT": "Sosialisasi",
    "KONSTRUKSI": "Pembangunan",
    "MODAL": "Pengadaan",
    "BANSOS": "Bantuan sosial",
    "JASA": "Kajian",
}
FUNDS = {"APBD": "APBD", "BLUD/BOS": "BLUD"}
PROCUREMENT = {"KONSTRUKSI": "konstruksi", "MODAL": "barang", "JASA": "jasa konsultansi", "BANSOS": "jasa lainnya"}
AGGREGATION = {"count_small": "jumlah", "count_big": "jumlah", "pct": "akhir", "neg": "akhir", "index": "akhir"}
FILE = "0" * 64
RESTATED_FILE = "1" * 64


@dataclass(frozen=True, slots=True)
class Labelled:
    """Everything ever known of a set, by production table; ``_terlihat`` is the first day a row could be seen.

    ``lines`` leads back: [subkeg_id, kode_opd, kode, year, month].
    """

    tables: Mapping[str, pl.DataFrame]
    restated: pl.DataFrame
    lines: pl.DataFrame
    references: References

    def facts_at(self, year: int, month: int) -> Facts:
        """What a night on the last day of the month has before it."""
        as_of = _month_end(year, month)
        seen = {name: table.filter(pl.col("_terlihat") <= as_of) for name, table in self.tables.items()}
        seen["kontrak"] = seen["kontrak"].with_columns(
            pl.when(pl.col("bast_tgl") <= as_of).then("bast_tgl"),
            pl.when(pl.col("bayar_akhir_tgl") <= as_of).then("bayar_akhir_tgl"),
        )
        history = {name: _versioned(table) for name, table in seen.items()}
        changed = self.restated.filter(pl.col("_terlihat") <= as_of)
        if changed.height:
            history["rfk"] = pl.concat([history["rfk"], _versioned(changed, first=2)])
            seen["rfk"] = _latest(history["rfk"]).select(seen["rfk"].columns)
        documents = {name: empty(model) for name, model in DOCUMENT_TABLES.items()}
        return Facts(
            tables={name: _plain(table) for name, table in seen.items()} | documents,
            history={name: table.drop("_terlihat") for name, table in history.items()} | documents,
            references={field.name: getattr(self.references, field.name) for field in fields(self.references)},
            as_of=as_of,
        )


def load_labelled(folder: Path) -> Labelled:
    """Read the set in ``folder`` (reports, sp2d, contracts, restatements; never the labels)."""
    raw = {name: _wide(pl.read_parquet(folder / f"{name}.parquet")) for name in FILES}
    reports = _named(raw["reports"])
    lines = reports.select("subkeg_id", "kode_opd", "kode", "tahun", "bulan").rename(
        {"tahun": "year", "bulan": "month"}
    )
    codes = reports.select("subkeg_id", "kode_opd", "kode", "ptype").unique("subkeg_id", keep="first")
    rfk = _rfk(reports)
    tables = {name: empty(model).with_columns(_terlihat=pl.lit(None, pl.Date)) for name, model in FACT_TABLES.items()}
    tables |= {
        "rfk": rfk,
        "indikator": pl.concat([_plans(reports), _outputs(reports)]),
        "dpa": _budgets(reports),
        "sp2d": _payments(raw["sp2d"].join(codes, on="subkeg_id")),
        "kontrak": _contracts(raw["contracts"].join(codes, on="subkeg_id")),
    }
    known = load_references()
    references = References(
        opd=_register(reports), nomenklatur=_nomenclature(codes), akun=known.akun, sumber_dana=known.sumber_dana,
        wilayah=known.wilayah, libur=known.libur,
    )  # fmt: skip
    return Labelled(tables, _restated(rfk, raw["restatements"].join(codes, on="subkeg_id")), lines, references)


def _month_end(year: int, month: int) -> date:
    return pl.Series([date(year, month, 1)]).dt.month_end()[0]  # type: ignore[no-any-return]


def _end_of(year: str = "tahun", month: str = "bulan") -> pl.Expr:
    return pl.date(pl.col(year), pl.col(month), 1).dt.month_end()


def _versioned(table: pl.DataFrame, first: int = 1) -> pl.DataFrame:
    sent = pl.col("_terlihat").cast(pl.Datetime("us")).dt.replace_time_zone("UTC")
    return table.with_columns(pl.lit(first, pl.Int32).alias("versi_ke"), sent.alias("dikirim_at"))


def _latest(rfk: pl.DataFrame) -> pl.DataFrame:
    """The last version of every row, numbered by when it was seen."""
    key = ["kode_opd", "kode", "tahun", "bulan"]
    return rfk.sort(*key, "_terlihat", "versi_ke").unique(key, keep="last", maintain_order=True)


def _plain(table: pl.DataFrame) -> pl.DataFrame:
    return table.drop("_terlihat")


def _wide(table: pl.DataFrame) -> pl.DataFrame:
    return table.with_columns(pl.col("^(year|month.*|.*_month)$").cast(pl.Int32))


def _named(reports: pl.DataFrame) -> pl.DataFrame:
    """Codes in the form of the law's: agency by its number, line by programme, kegiatan and sub kegiatan."""
    parts = pl.col("subkeg_id").str.split("/").list.get(1).str.split(".")
    kecamatan = pl.col("agency_kind") == "KEC"
    number = pl.col("agency_id").rank("dense").cast(pl.Int32).cast(pl.String).str.zfill(4)
    bidang = pl.when(kecamatan).then(pl.lit("7.01")).otherwise(pl.lit("1.03"))
    code = pl.format(
        "{}.{}.2.{}.00{}", bidang, parts.list.get(0).str.zfill(2), parts.list.get(1).str.zfill(2),
        parts.list.get(2).str.zfill(2),
    )  # fmt: skip
    return reports.with_columns(
        pl.format("{}.0.00.0.00.01.{}", bidang, number).alias("kode_opd"),
        code.alias("kode"),
        pl.col("year").alias("tahun"),
        pl.col("month").alias("bulan"),
        pl.format("{} {}", pl.col("ptype").replace_strict(WORDS_OF_KIND), "template").alias("uraian"),
    )


def _shaped(rows: pl.DataFrame, table: str, kind: str, *, file: str = FILE) -> pl.DataFrame:
    """``rows`` with exactly the columns of ``table`` (missing ones null) and their provenance."""
    shape = polars_schema(FACT_TABLES[table])
    numbered = rows.with_columns(
        pl.format("{}-{}", pl.lit(kind), pl.int_range(pl.len())).alias("baris_id"),
        pl.lit(file).alias("berkas"),
        pl.lit(table).alias("lembar"),
        pl.int_range(1, pl.len() + 1).alias("baris"),
        pl.lit("rinci").alias("peran"),
        pl.lit("{}").alias("asal"),
    )
    missing = [pl.lit(None, dtype=dtype).alias(name) for name, dtype in shape.items() if name not in numbered.columns]
    return numbered.with_columns(missing).select(
        *(pl.col(name).cast(dtype) for name, dtype in shape.items()), pl.col("_terlihat").cast(pl.Date)
    )


def _rfk(reports: pl.DataFrame) -> pl.DataFrame:
    rows = reports.with_columns(
        _end_of().alias("_terlihat"),
        pl.lit("sub_kegiatan").alias("tingkat"),
        pl.col("pagu").alias("pagu_idr"),
        pl.col("fin_rep").alias("realisasi_idr"),
        pl.col("phys_rep").alias("fisik_pct"),
        pl.col("phys_plan").alias("rencana_fisik_pct"),
        pl.col("fund").replace_strict(FUNDS).alias("sumber_dana"),
        pl.when(pl.col("note") != "").then("note").alias("permasalahan"),
        pl.when(pl.col("pagu_doc") == "DPPA").then(pl.lit("perubahan")).otherwise(pl.lit("murni"))
        .alias("versi_anggaran"),
    )  # fmt: skip
    return _shaped(rows, "rfk", "rfk")


def _restated(rfk: pl.DataFrame, restatements: pl.DataFrame) -> pl.DataFrame:
    """The closed months as filed anew, seen at the end of the month of the change."""
    key = ["kode_opd", "kode", "tahun", "bulan"]
    changes = restatements.filter(pl.col("field") == "fin_rep").select(
        "kode_opd", "kode", pl.col("year").cast(pl.Int16).alias("tahun"),
        pl.col("month_changed").cast(pl.Int8).alias("bulan"), _end_of("year", "month_of_change").alias("_diubah"),
        pl.col("new").round(0).cast(pl.Int64).alias("_baru"),
    )  # fmt: skip
    return (
        rfk.join(changes, on=key, maintain_order="left")
        .with_columns(
            pl.col("_baru").alias("realisasi_idr"),
            pl.col("_diubah").alias("_terlihat"),
            pl.format("{}-{}", "baris_id", pl.col("_diubah").dt.month()).alias("baris_id"),
            pl.lit(RESTATED_FILE).alias("berkas"),
        )
        .select(rfk.columns)
    )


def _indicator_columns() -> list[pl.Expr]:
    rising = pl.col("polarity") == 1
    return [
        pl.format("{}#1", "kode").alias("kode_indikator"),
        pl.col("ind_name").alias("indikator"),
        pl.col("unit").alias("satuan"),
        pl.when(rising).then(pl.lit("naik")).otherwise(pl.lit("turun")).alias("polaritas"),
        pl.col("ind_kind").replace_strict(AGGREGATION).alias("agregasi"),
    ]


def _plans(reports: pl.DataFrame) -> pl.DataFrame:
    """The target first agreed, and each other one stated: with the budget's document, or without any."""
    line = ["kode_opd", "kode", "tahun"]
    known = reports.sort(*line, "bulan").filter(pl.col("target").is_not_null())
    first = known.unique(line, keep="first", maintain_order=True).with_columns(
        pl.lit("murni").alias("versi_pk"), pl.col("target_initial").alias("target_k"), pl.lit("DPA").alias("pagu_doc")
    )
    before = pl.col("target").shift(1).over(line).fill_null(pl.col("target_initial"))
    changed = known.filter(pl.col("target") != before).with_columns(
        pl.lit("perubahan").alias("versi_pk"), pl.col("target").alias("target_k")
    )
    rows = (
        pl.concat([first, changed])
        .with_columns(
            *_indicator_columns(),
            _end_of().alias("_terlihat"),
            _end_of().alias("berlaku_tgl"),
            pl.col("pagu").alias("anggaran_idr"),
            pl.when(pl.col("pagu_doc") == "DPPA").then(pl.lit("DPPA")).alias("dokumen_dasar"),
        )
        .drop("bulan")
    )
    return _shaped(rows, "indikator", "pk")


def _outputs(reports: pl.DataFrame) -> pl.DataFrame:
    rows = reports.with_columns(
        *_indicator_columns(),
        _end_of().alias("_terlihat"),
        ((pl.col("bulan") + 2) // 3).alias("triwulan"),
        pl.col("target").alias("target_k"),
        pl.col("realisasi").alias("realisasi_k"),
        pl.col("capaian_rep").alias("capaian_pct"),
        pl.when(pl.col("pagu_doc") == "DPPA").then(pl.lit("DPPA")).alias("dokumen_dasar"),
    )
    return _shaped(rows, "indikator", "capaian")


def _budgets(reports: pl.DataFrame) -> pl.DataFrame:
    """The first ceiling from January, a later one from the month that first names its document."""
    line = ["kode_opd", "kode", "tahun"]
    first = reports.sort(*line, "bulan").unique(line, keep="first", maintain_order=True)
    original = first.with_columns(
        pl.lit("murni").alias("versi_anggaran"), pl.date(pl.col("tahun"), 1, 1).alias("berlaku_tgl"),
        pl.col("pagu_initial").alias("pagu_idr"), pl.lit("DPA").alias("no_dokumen"), _end_of().alias("_terlihat"),
    )  # fmt: skip
    later = (
        reports.filter(pl.col("pagu_doc") == "DPPA")
        .sort(*line, "bulan")
        .unique([*line, "pagu"], keep="first", maintain_order=True)
        .with_columns(
            pl.lit("perubahan").alias("versi_anggaran"), pl.date(pl.col("tahun"), pl.col("bulan"), 1)
            .alias("berlaku_tgl"), pl.col("pagu").alias("pagu_idr"), pl.lit("DPPA").alias("no_dokumen"),
            _end_of().alias("_terlihat"),
        )
    )  # fmt: skip
    rows = pl.concat([original, later]).with_columns(
        pl.lit("sub_kegiatan").alias("tingkat"), pl.col("fund").replace_strict(FUNDS).alias("sumber_dana")
    )
    return _shaped(rows, "dpa", "dpa")


def _payments(sp2d: pl.DataFrame) -> pl.DataFrame:
    """What the cumulative grew by as one SP2D a month; what it fell by as a return."""
    line = ["subkeg_id", "year"]
    grown = (pl.col("sp2d_cum") - pl.col("sp2d_cum").shift(1).over(line).fill_null(0)).alias("_naik")
    rows = (
        sp2d.sort(*line, "month")
        .with_columns(grown)
        .filter((pl.col("_naik") != 0) | (pl.col("subkeg_id") == pl.col("subkeg_id").first()))
        .with_columns(
            pl.col("year").alias("tahun"), _end_of("year", "month").alias("tgl"),
            _end_of("year", "month").alias("_terlihat"), pl.lit("LS").alias("jenis"),
            pl.when(pl.col("_naik") < 0).then(pl.lit("pengembalian")).otherwise(pl.lit("final")).alias("status"),
            pl.col("_naik").abs().alias("nilai_idr"), pl.format("{}-{}", "subkeg_id", "month").alias("nomor"),
        )
    )  # fmt: skip
    return _shaped(rows, "sp2d", "sp2d")


def _contracts(contracts: pl.DataFrame) -> pl.DataFrame:
    start = pl.date(pl.col("year"), pl.col("sign_month"), 1)
    handed = pl.when(pl.col("bast_month") > 0).then(pl.col("bast_month"))
    rows = contracts.with_columns(
        pl.col("year").alias("tahun"), _end_of("year", "sign_month").alias("_terlihat"), start.alias("kontrak_tgl"),
        start.alias("spmk_tgl"), _end_of("year", "end_month").alias("akhir_tgl"),
        pl.date(pl.col("year"), handed, 1).dt.month_end().alias("bast_tgl"),
        pl.col("contract_value").alias("nilai_idr"), pl.col("vendor").alias("penyedia"),
        pl.format("{}-{}", "subkeg_id", "year").alias("nomor"),
        pl.col("ptype").replace_strict(PROCUREMENT, default="jasa lainnya").alias("jenis_pengadaan"),
    )  # fmt: skip
    return _shaped(rows, "kontrak", "kontrak")


def _register(reports: pl.DataFrame) -> pl.DataFrame:
    agencies = reports.unique("kode_opd", keep="first", maintain_order=True).sort("kode_opd")
    return agencies.select(
        "kode_opd", pl.col("agency_id").alias("nama"), pl.col("agency_id").alias("singkatan"),
        pl.lit(None, pl.String).alias("nama_lain"),
        pl.when(pl.col("agency_kind") == "KEC").then(pl.lit("KECAMATAN")).otherwise(pl.lit("OPD")).alias("jenis"),
        pl.col("kode_opd").str.slice(0, 4).alias("bidang"), pl.lit(None, pl.String).alias("kode_wilayah"),
        pl.lit(None, pl.String).alias("kode_bps"), pl.lit(False).alias("blud"),
        pl.lit(date(2020, 1, 1)).alias("berlaku_mulai"), pl.lit(None, pl.Date).alias("berlaku_sampai"),
    )  # fmt: skip


def _nomenclature(codes: pl.DataFrame) -> pl.DataFrame:
    return codes.unique("kode", keep="first", maintain_order=True).select(
        "kode", pl.lit("Sub kegiatan").alias("uraian"), pl.lit(None, pl.String).alias("indikator"),
        pl.lit(None, pl.String).alias("satuan"), pl.lit(None, pl.String).alias("kode_lama"),
        pl.lit(2020, pl.Int16).alias("tahun_mulai"), pl.lit(None, pl.Int16).alias("tahun_sampai"),
    )  # fmt: skip
