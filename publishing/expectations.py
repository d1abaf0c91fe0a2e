"""What must hold of a candidate, as data: one entry an expectation, over one column or pair of the evidence."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from schemas.text import Text


@dataclass(frozen=True, slots=True, eq=False)
class Expectation:
    """``kind`` and ``arguments`` as the expectation library names them; ``holds`` the same per row, for examples."""

    name: str
    frame: str
    kind: str
    arguments: dict[str, object]
    holds: pl.Expr
    says: Text


def _equal(name: str, frame: str, left: str, right: str, says: Text) -> Expectation:
    arguments: dict[str, object] = {"column_A": left, "column_B": right, "ignore_row_if": "neither"}
    return Expectation(
        name, frame, "ExpectColumnPairValuesToBeEqual", arguments, pl.col(left).eq_missing(pl.col(right)), says
    )


def _none(name: str, frame: str, column: str, says: Text) -> Expectation:
    """No row of ``frame`` may count anything in ``column``."""
    arguments: dict[str, object] = {"column": column, "min_value": 0, "max_value": 0}
    return Expectation(name, frame, "ExpectColumnValuesToBeBetween", arguments, pl.col(column) == 0, says)


EXPECTATIONS: tuple[Expectation, ...] = (
    _equal(
        "baris_berkas_terbaca_semua", "berkas", "baris_dibaca", "baris_diterima",
        Text(id="Baris setiap berkas tercatat sebanyak yang diterima.",
             en="Every file lists as many rows as were received."),
    ),
    _equal(
        "baris_berkas_seimbang", "berkas", "baris_dibaca", "baris_berakhir",
        Text(id="Per berkas: dibaca = terbit + ditahan + disisihkan.",
             en="Per file: read = published + held + set aside."),
    ),
    _equal(
        "baris_berkas_sesuai_jejak", "berkas", "menurut_berkas", "menurut_jejak",
        Text(id="Per berkas: jumlah terbit, ditahan, disisihkan sama dengan jejak barisnya.",
             en="Per file: rows published, held and set aside agree with the row trace."),
    ),
    _equal(
        "baris_tabel_lestari", "tabel", "terbit_dan_ditahan", "baris_dibaca",
        Text(id="Per tabel: baris terbit + ditahan = baris yang dibaca.",
             en="Per table: published + held rows = rows read."),
    ),
    _none(
        "kunci_unik", "tabel", "kunci_berulang",
        Text(id="Kunci setiap tabel terbit tidak berulang.", en="No key repeats in a published table."),
    ),
    _none(
        "tanpa_baris_terblokir", "tabel", "baris_terblokir",
        Text(id="Tidak ada baris terblokir yang ikut terbit.", en="No blocked row is published."),
    ),
    _equal(
        "jumlah_uang_lestari", "uang", "dibaca", "terbit_dan_ditahan",
        Text(id="Per kolom rupiah: jumlah terbit + ditahan = jumlah yang dibaca.",
             en="Per rupiah column: published + held sums = sums read."),
    ),
    Expectation(
        "aturan_bercakupan", "aturan", "ExpectColumnValuesToBeBetween", {"column": "baris_cakupan", "min_value": 1},
        pl.col("baris_cakupan") >= 1,
        Text(id="Setiap aturan punya catatan cakupan.", en="Every rule has coverage."),
    ),
    _none(
        "tanpa_data_pribadi", "pribadi", "baris",
        Text(id="Tidak ada NIP, NIK, NPWP, atau nomor rekening bank dalam kolom teks.",
             en="No staff, citizen or tax numbers and no bank accounts in any text column."),
    ),
    _none(
        "opd_terdaftar", "rujukan", "opd",
        Text(id="Setiap kode OPD ada dalam daftar.", en="Every agency code is on the register."),
    ),
    _none(
        "temuan_bersumber", "rujukan", "temuan",
        Text(id="Baris yang ditunjuk anomali memang ada.", en="Rows that anomalies point at exist."),
    ),
    _none(
        "berkas_dikenal", "rujukan", "berkas",
        Text(id="Setiap baris dan anomali menunjuk berkas yang tercatat.",
             en="Every row and anomaly names a file on record."),
    ),
    _none(
        "kuitansi_lengkap", "rujukan", "kuitansi",
        Text(id="Setiap kedatangan berkas tercatat sekali, dan tidak ada yang lain.",
             en="Every arrival of a payload is on record once, and no other."),
    ),
    _none(
        "baris_berjejak", "rujukan", "jejak",
        Text(id="Setiap baris data punya jejak ke lembar dan barisnya.",
             en="Every data row is traced to its sheet and row."),
    ),
    _none(
        "fakta_tidak_hilang", "rujukan", "fakta",
        Text(id="Setiap baris yang dibaca sebagai data sampai ke penerbitan.",
             en="Every row read as data reached publishing."),
    ),
    _equal(
        "segar", "kesegaran", "seharusnya", "nyata",
        Text(id="Kiriman terbaru ikut, dan kelengkapan dinilai per tanggal acuan malam ini.",
             en="The newest payload is in, and completeness was judged as of tonight."),
    ),
    _none(
        "bentuk_sah", "bentuk", "pelanggaran",
        Text(id="Setiap tabel sesuai skemanya.", en="Every table fits its schema."),
    ),
)  # fmt: skip
