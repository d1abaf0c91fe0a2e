"""``anomali.xlsx``: the anomaly log and its companions, as a steward opens them in a spreadsheet. Never a formula."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from publishing.night import Night
from publishing.queues import queued
from publishing.summary import Summary
from publishing.wording import LABELS

MAX_ROWS = 100_000
"""Rows per sheet; the CSV and Parquet beside it hold everything."""

PRINTED_COLUMNS = 11
"""Columns that fit a printed page legibly; the rest is for the screen."""

_SEVERITY_FILL = {
    LABELS[name][0]: fill
    for name, fill in {
        "blokir": "#F6D5CF", "peringatan": "#FBEBC8", "info": "#DCE8F4", "pantau": "#DDEFE4",
    }.items()
}  # fmt: skip
_CODED = ("keparahan", "keadaan", "dataset", "cara", "penahan", "rencana_lalu_keadaan")
"""Columns whose codes the reader sees as words."""
_UNITS = {"idr": "Rp", "pct": "%", "nilai": "", "teks": ""}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet: field, heading, width in characters, and how its values are shown."""

    field: str
    heading: str
    width: int
    style: str = "text"


ANOMALY_COLUMNS = (
    Column("keparahan", "Keparahan", 17), Column("nama_opd", "OPD", 30, "wrap"), Column("judul", "Aturan", 26, "wrap"),
    Column("pesan", "Yang perlu diklarifikasi", 62, "wrap"), Column("periode", "Periode", 10),
    Column("bukti", "Bukti", 34, "link"), Column("nilai_asli", "Sebagaimana tertulis", 18, "wrap"),
    Column("teramati", "Teramati", 18, "number"), Column("harapan", "Acuan", 18, "number"),
    Column("satuan", "Satuan", 8), Column("dampak_idr", "Dampak (Rp)", 19, "money"),
    Column("kecurigaan", "Bobot 0–1", 10, "number"), Column("prioritas", "Prioritas", 17, "money"),
    Column("status", "Status", 14), Column("kali_terlihat", "Kali terlihat", 9, "money"),
    Column("aturan", "Kode aturan", 10), Column("dasar", "Dasar", 26, "wrap"), Column("finding_id", "Nomor temuan", 19),
    Column("kasus", "Kasus", 19), Column("antrian_kecurigaan", "Urutan menurut kecurigaan", 11, "money"),
    Column("antrian_rupiah", "Urutan menurut rupiah", 10, "money"),
)  # fmt: skip
QUEUE_COLUMNS = (
    Column("antrian_kecurigaan", "Urutan menurut kecurigaan", 11, "money"),
    Column("antrian_rupiah", "Urutan menurut rupiah", 10, "money"),
    Column("nama_opd", "OPD", 26, "wrap"), Column("judul", "Aturan", 22, "wrap"),
    Column("pesan", "Yang perlu diklarifikasi", 52, "wrap"), Column("penjelasan", "Penjelasan", 84, "wrap"),
    Column("n_kasus", "Temuan dalam kasus", 10, "money"), Column("bukti", "Bukti", 30, "link"),
    Column("dampak_idr", "Dampak (Rp)", 18, "money"), Column("kecurigaan", "Bobot 0–1", 9, "number"),
    Column("keparahan", "Keparahan", 16), Column("status", "Status", 14), Column("finding_id", "Nomor temuan", 19),
)  # fmt: skip
COMPLETENESS_COLUMNS = (
    Column("nama_opd", "OPD", 44, "wrap"), Column("dataset", "Laporan", 10), Column("periode", "Periode", 10),
    Column("jatuh_tempo", "Jatuh tempo", 13, "date"), Column("keadaan", "Keadaan", 18),
    Column("terlambat_hari_kerja", "Terlambat (hari kerja)", 12, "money"), Column("n_versi", "Versi", 7, "money"),
    Column("n_baris", "Baris", 8, "money"),
)  # fmt: skip
SHORTFALL_COLUMNS = (
    Column("nama_opd", "OPD", 32, "wrap"), Column("kode", "Kode", 20), Column("uraian", "Sub kegiatan", 40, "wrap"),
    Column("fisik_pct", "Fisik %", 9, "number"), Column("rencana_pct", "Rencana %", 10, "number"),
    Column("selisih_pct", "Selisih (poin)", 10, "number"), Column("pagu_idr", "Pagu (Rp)", 19, "money"),
    Column("realisasi_idr", "Realisasi (Rp)", 19, "money"), Column("sisa_idr", "Sisa (Rp)", 19, "money"),
    Column("permasalahan", "Masalah", 44, "wrap"), Column("rencana", "Rencana penyelesaian", 44, "wrap"),
    Column("rencana_lalu_keadaan", "Rencana bulan lalu", 20, "wrap"),
    Column("bulan_disampaikan", "Bulan disampaikan", 11, "money"),
)  # fmt: skip
SILPA_COLUMNS = (
    Column("nama_opd", "OPD", 32, "wrap"), Column("kode", "Kode", 20), Column("uraian", "Sub kegiatan", 40, "wrap"),
    Column("pagu_idr", "Pagu (Rp)", 19, "money"), Column("realisasi_idr", "Realisasi (Rp)", 19, "money"),
    Column("perkiraan_sisa_idr", "Perkiraan sisa (Rp)", 19, "money"),
    Column("bawah_idr", "Paling sedikit (Rp)", 19, "money"), Column("atas_idr", "Paling banyak (Rp)", 19, "money"),
    Column("fisik_tersisa_pct", "Pekerjaan tersisa %", 11, "number"),
    Column("bulan_tersisa", "Bulan tersisa", 9, "money"), Column("per_bulan_idr", "Perlu per bulan (Rp)", 19, "money"),
    Column("cara", "Cara memperkirakan", 30, "wrap"), Column("penahan", "Penahan", 30, "wrap"),
)  # fmt: skip
RELIABILITY_COLUMNS = (
    Column("peringkat", "Peringkat", 10, "money"), Column("nama_opd", "OPD", 44, "wrap"),
    Column("skor", "Keandalan", 11, "number"), Column("bawah", "Paling rendah", 11, "number"),
    Column("atas", "Paling tinggi", 11, "number"), Column("n_dinilai", "Baris yang dapat dinilai", 12, "money"),
    Column("n_penyebab", "Penyebab", 11, "money"), Column("n_kekurangan", "Kekurangan", 11, "money"),
    Column("n_disampaikan", "Disampaikan lengkap", 12, "money"),
)  # fmt: skip
COVERAGE_COLUMNS = (
    Column("aturan", "Kode", 10), Column("judul", "Aturan", 44, "wrap"), Column("diperiksa", "Diperiksa", 12, "money"),
    Column("lolos", "Lolos", 12, "money"), Column("gagal", "Perlu diklarifikasi", 12, "money"),
    Column("tidak_dapat_dinilai", "Tidak dapat dinilai", 12, "money"),
    Column("dikecualikan", "Dikecualikan", 12, "money"), Column("alasan", "Mengapa tidak dapat dinilai", 60, "wrap"),
    Column("ketepatan", "Ketepatan menurut putusan petugas", 34, "wrap"),
)  # fmt: skip

FILE_COLUMNS = (
    Column("nama_berkas", "Berkas", 44, "wrap"), Column("asal", "Asal", 44, "wrap"),
    Column("dataset", "Laporan", 14, "wrap"), Column("periode", "Periode", 12), Column("keadaan", "Keadaan", 20),
    Column("rangkap_dari", "Rangkap dari", 30, "wrap"),
    Column("baris_dibaca", "Dibaca", 9, "money"), Column("baris_terbit", "Terbit", 9, "money"),
    Column("baris_ditahan", "Ditahan", 9, "money"), Column("baris_disisihkan", "Disisihkan", 10, "money"),
    Column("berkas", "SHA-256", 66),
)  # fmt: skip


def write_workbook(night: Night, tables: Mapping[str, pl.DataFrame], summary: Summary, path: Path) -> None:
    """Write the workbook; its bytes depend on the night's content and version alone."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
               "nan_inf_to_errors": True, "default_date_format": "yyyy-mm-dd"}  # fmt: skip
    with xlsxwriter.Workbook(str(path), options) as book:
        created = datetime(night.as_of.year, night.as_of.month, night.as_of.day)  # noqa: DTZ001 - a date, not a moment
        book.set_properties({"title": f"Anomali untuk diklarifikasi {night.as_of}", "created": created})
        styles = _styles(book)
        _write_summary(book.add_worksheet("Ringkasan"), night, summary, styles)
        queue = _with_evidence(queued(night, tables["anomali"]), tables["berkas"])
        _write_table(book.add_worksheet("Antrian"), queue, QUEUE_COLUMNS, styles)
        _write_table(
            book.add_worksheet("Anomali"), _with_evidence(tables["anomali"], tables["berkas"]), ANOMALY_COLUMNS, styles
        )
        _write_table(book.add_worksheet("Kelengkapan"), tables["kelengkapan"], COMPLETENESS_COLUMNS, styles)
        _write_table(book.add_worksheet("Kekurangan"), tables["kekurangan"], SHORTFALL_COLUMNS, styles)
        _write_table(book.add_worksheet("SILPA"), tables["silpa"], SILPA_COLUMNS, styles)
        _write_table(book.add_worksheet("Keandalan"), tables["keandalan"], RELIABILITY_COLUMNS, styles)
        _write_table(book.add_worksheet("Aturan dan cakupan"), summary.coverage, COVERAGE_COLUMNS, styles)
        _write_table(book.add_worksheet("Berkas"), tables["berkas"], FILE_COLUMNS, styles)


def _styles(book: xlsxwriter.Workbook) -> dict[str, Format]:
    base = {"valign": "top", "font_name": "Calibri", "font_size": 10}
    return {
        "head": book.add_format(base | {"bold": True, "bg_color": "#1F3A4D", "font_color": "white", "text_wrap": True}),
        "title": book.add_format(base | {"bold": True, "font_size": 16}),
        "section": book.add_format(base | {"bold": True, "font_size": 12, "bottom": 1}),
        "note": book.add_format(base | {"font_color": "#5B6675"}),
        "text": book.add_format(base),
        "wrap": book.add_format(base | {"text_wrap": True}),
        "number": book.add_format(base | {"num_format": "#,##0.00"}),
        "money": book.add_format(base | {"num_format": "#,##0"}),
        "date": book.add_format(base | {"num_format": "yyyy-mm-dd"}),
        "link": book.add_format(base | {"text_wrap": True, "font_color": "#1B5E8C", "underline": 1}),
    } | {name: book.add_format(base | {"bg_color": fill}) for name, fill in _SEVERITY_FILL.items()}


def _with_evidence(anomalies: pl.DataFrame, files: pl.DataFrame) -> pl.DataFrame:
    """Adds ``bukti`` (file, sheet, cell) and ``baris_berkas``, the file's row on the sheet of files."""
    listed = files.head(MAX_ROWS).with_row_index("baris_berkas", offset=2)
    rows = listed.filter(pl.col("rangkap_dari").is_null()).select("berkas", "baris_berkas")
    place = pl.concat_str("nama_berkas", "lembar", "sel", separator=" › ", ignore_nulls=True)
    known = anomalies.sort(pl.col("nama_opd").is_null(), maintain_order=True)
    return known.with_columns(
        pl.col("nama_opd").fill_null("(OPD belum dikenali)"), bukti=pl.when(place != "").then(place)
    ).join(rows, on="berkas", how="left", maintain_order="left")


def _write_table(sheet: Worksheet, frame: pl.DataFrame, columns: tuple[Column, ...], styles: dict[str, Format]) -> None:
    shown = _in_words(frame.head(MAX_ROWS))
    sheet.freeze_panes(1, 2)
    sheet.set_row(0, 30)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width, styles[column.style])
        sheet.write_string(0, index, column.heading, styles["head"])
        _write_column(sheet, index, column, shown, styles)
    for row, height in enumerate(_row_heights(shown, columns), 1):
        sheet.set_row(row, height)
    sheet.print_area(0, 0, max(shown.height, 1), min(len(columns), PRINTED_COLUMNS) - 1)
    sheet.autofilter(0, 0, max(shown.height, 1), len(columns) - 1)
    if shown.is_empty():
        sheet.write_string(1, 0, "Tidak ada baris.", styles["note"])


def _in_words(frame: pl.DataFrame) -> pl.DataFrame:
    words = {code: label[0] for code, label in LABELS.items()}
    coded = [pl.col(name).replace(words) for name in _CODED if name in frame.columns]
    units = [pl.col("satuan").replace(_UNITS)] if "satuan" in frame.columns else []
    return frame.with_columns(*coded, *units)


def _row_heights(shown: pl.DataFrame, columns: tuple[Column, ...]) -> list[float]:
    """Points per row so that wrapped text is seen whole; not every spreadsheet program fits rows by itself."""
    wrapped = [column for column in columns if column.style in ("wrap", "link")]
    if shown.is_empty() or not wrapped:
        return []
    parts = ((pl.col(c.field).fill_null("").str.split("\n"), c.width * 0.95) for c in wrapped)
    needed = (part.list.eval((pl.element().str.len_chars() / width).ceil().clip(1)).list.sum() for part, width in parts)
    lines = pl.max_horizontal(*needed, pl.lit(1.0))
    return shown.select(lines.clip(1, 28) * 13.5 + 2).to_series().to_list()


def _write_column(sheet: Worksheet, index: int, column: Column, shown: pl.DataFrame, styles: dict[str, Format]) -> None:
    style = styles[column.style]
    values = shown.get_column(column.field).to_list()
    if column.style == "link":
        _write_links(sheet, index, values, shown.get_column("baris_berkas").to_list(), style)
        return
    write = {"number": sheet.write_number, "money": sheet.write_number, "date": sheet.write_datetime}.get(column.style)
    for row, value in enumerate(values, 1):
        if value is None:
            continue
        if write is not None:
            write(row, index, value, style)
        else:
            shade = styles.get(value, style) if column.field == "keparahan" else style
            sheet.write_string(row, index, value, shade)


MAX_LINKS = 65_000
"""Spreadsheets take no more links on one sheet."""


def _write_links(
    sheet: Worksheet, index: int, texts: list[str | None], file_rows: list[int | None], style: Format
) -> None:
    """The text names file, sheet and cell; a click leads to the file on the sheet of files."""
    for row, (text, file_row) in enumerate(zip(texts, file_rows, strict=True), 1):
        if text is None:
            continue
        if file_row is None or row > MAX_LINKS:
            sheet.write_string(row, index, text, style)
        else:
            sheet.write_url(row, index, f"internal:'Berkas'!A{file_row}", style, text)


def _write_summary(sheet: Worksheet, night: Night, summary: Summary, styles: dict[str, Format]) -> None:
    sheet.set_column(0, 0, 46, styles["wrap"])
    sheet.set_column(1, 1, 20, styles["money"])
    sheet.set_column(2, 2, 60, styles["wrap"])
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, "Anomali untuk diklarifikasi", styles["title"])
    sheet.write_string(1, 0, f"Tanggal acuan {night.as_of.isoformat()} · versi {night.version}", styles["note"])
    sheet.write_string(2, 0, "Temuan bukan tuduhan; temuan adalah pertanyaan.", styles["note"])
    row = 4
    for title, lines in summary.sections():
        sheet.write_string(row, 0, title, styles["section"])
        sheet.write_blank(row, 1, None, styles["section"])
        for label, number in lines:
            row += 1
            sheet.write_string(row, 0, label, styles["wrap"])
            sheet.write_number(row, 1, number, styles["money"])
        row += 2
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
