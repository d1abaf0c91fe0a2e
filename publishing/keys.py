"""What makes a published row the only one of its kind, and which parts of that key it cannot do without."""

from __future__ import annotations

KEYS: dict[str, tuple[str, ...]] = {
    "realisasi": ("kode_opd", "tahun", "bulan", "kode"),
    "kinerja": ("kode_opd", "tahun", "triwulan", "kode_indikator"),
    "lra": ("kode_opd", "tahun", "bulan", "jenis_laporan", "kode_akun", "uraian", "induk_baris"),
    "anggaran": ("kode_opd", "tahun", "versi_anggaran", "berlaku_tgl", "no_dokumen", "kode"),
    "kontrak": ("kode_opd", "tahun", "nomor", "kode", "paket"),
    "sp2d": ("kode_opd", "nomor", "status", "kode", "kode_akun"),
}
"""Published table -> columns that together name one row; a null is a value like any other here."""

REQUIRED: dict[str, tuple[str, ...]] = {
    "realisasi": ("kode_opd", "tahun", "bulan", "kode"),
    "kinerja": ("kode_opd", "tahun", "triwulan", "kode_indikator"),
    "lra": ("tahun",),
    "anggaran": ("kode_opd", "tahun", "kode"),
    "kontrak": ("kode_opd", "tahun"),
    "sp2d": ("kode_opd", "nomor"),
}
"""Published table -> key columns without which a row cannot be told from others. An LRA of the whole government names
no agency, and a national export no account code."""

INCOMPLETE_KEY = "kunci_kosong"
REPEATED_KEY = "kunci_ganda"
UNKNOWN_AGENCY = "opd_tak_terdaftar"
"""Why a row is held although no rule blocks it: it could not be published without becoming ambiguous."""
