"""A list of findings as a file: what the reader sees, safe to open in a spreadsheet."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import polars as pl
import xlsxwriter

from review.access import Viewer
from review.house import House
from review.pages import word
from review.queries.filters import Filters
from review.queries.lists import line_of, load_rows, matching_ids
from schemas.spreadsheet import safe_for_spreadsheets
from schemas.text import Language, Text

MOST_ROWS = 20_000
"""More is refused by nobody, but ends here: the published snapshot has everything."""

COLUMNS: dict[str, Text] = {
    "finding_id": Text("nomor temuan", "finding"),
    "aturan": Text("aturan", "rule"),
    "judul": Text("judul", "title"),
    "kalimat": Text("kalimat", "sentence"),
    "keparahan": Text("keparahan", "severity"),
    "status": Text("status", "status"),
    "kode_opd": Text("kode OPD", "agency code"),
    "opd": Text("OPD", "agency"),
    "periode": Text("periode", "period"),
    "berkas": Text("berkas (SHA-256)", "file (SHA-256)"),
    "lembar": Text("lembar", "sheet"),
    "baris": Text("baris", "row"),
    "sel": Text("sel", "cell"),
    "nilai_asli": Text("tertulis", "as sent"),
    "teramati": Text("ditemukan", "found"),
    "harapan": Text("diharapkan", "expected"),
    "selisih": Text("selisih", "difference"),
    "satuan": Text("satuan", "unit"),
    "kecurigaan": Text("bobot kejanggalan", "weight"),
    "dampak_idr": Text("rupiah terkait", "rupiah at stake"),
    "kasus": Text("kasus", "case"),
    "first_seen": Text("pertama terlihat", "first seen"),
    "assignee": Text("petugas", "assignee"),
    "due_date": Text("tenggat", "due"),
}
_TYPES: dict[str, type[pl.DataType]] = {
    "baris": pl.Int64, "teramati": pl.Float64, "harapan": pl.Float64, "selisih": pl.Float64, "kecurigaan": pl.Float64,
    "dampak_idr": pl.Int64, "due_date": pl.Date,
}  # fmt: skip
_CHUNK = 500


def export_frame(house: House, viewer: Viewer, filters: Filters, language: Language, now: datetime) -> pl.DataFrame:
    """Every finding the filters leave (``COLUMNS``, named in the reader's language), injection-safe."""
    ids = matching_ids(house, viewer, filters, now, MOST_ROWS)
    rows = []
    for start in range(0, len(ids), _CHUNK):
        with house.ledger.read() as connection:
            found = load_rows(connection, ids[start : start + _CHUNK])
        for row in found:
            line = line_of(row, house, language)
            rows.append({
                **{name: row[name] for name in COLUMNS if name in row},
                "judul": line.title,
                "kalimat": line.sentence,
                "opd": line.agency,
                "keparahan": word(row["keparahan"], language),
                "status": word(row["status"], language),
                "first_seen": row["first_seen"].strftime("%Y-%m-%d"),
            })  # fmt: skip
    frame = pl.DataFrame(rows, schema={name: _TYPES.get(name, pl.String) for name in COLUMNS})
    return safe_for_spreadsheets(frame).rename({name: text.of(language) for name, text in COLUMNS.items()})


def csv_bytes(frame: pl.DataFrame) -> bytes:
    """UTF-8 with a byte order mark, so that spreadsheets read it as such."""
    buffer = BytesIO()
    frame.write_csv(buffer, include_bom=True)
    return buffer.getvalue()


def xlsx_bytes(frame: pl.DataFrame) -> bytes:
    """One sheet with a header that stays, columns one can read; no cell is a formula or a link."""
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        frame.write_excel(
            book,
            worksheet="Temuan",
            table_style="Table Style Light 1",
            freeze_panes=(1, 0),
            column_widths={name: 420 if at == 3 else 110 for at, name in enumerate(frame.columns)},
            dtype_formats={pl.Int64: "#,##0", pl.Float64: "#,##0.00", pl.Date: "yyyy-mm-dd"},
        )
    return buffer.getvalue()
