"""A small published snapshot, table by table in the shape of the outputs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from schemas.outputs import OUTPUT_TABLES
from schemas.tables import polars_schema
from tests.review_app.conftest import NAMES, OURS, THEIRS

VERSION = "20251216T010000Z-1"
FORECAST = {
    "tahun": 2025, "pagu_idr": 9_000_000_000, "realisasi_idr": 4_000_000_000, "perkiraan_sisa_idr": 2_000_000_000,
    "bawah_idr": 1_000_000_000, "atas_idr": 3_000_000_000, "fisik_tersisa_pct": 12.5, "bulan_tersisa": 1,
    "per_bulan_idr": 5_000_000_000,
}  # fmt: skip


def publish_night(home: Path) -> None:
    """Write every table below ``home/published`` and make it current; tables not spoken of are empty."""
    folder = home / "published" / VERSION
    folder.mkdir(parents=True)
    rows = {
        "kelengkapan": _completeness(), "silpa": _unspent(), "silpa_ringkas": _unspent_in_all(),
        "kekurangan": _shortfalls(), "cakupan": _coverage(), "realisasi": _reports(), "keandalan": _reliability(),
    }  # fmt: skip
    for name, model in OUTPUT_TABLES.items():
        schema = polars_schema(model)
        filled = [dict.fromkeys(schema) | row for row in rows.get(name, [])]
        pl.DataFrame(filled, schema=schema).write_parquet(folder / f"{name}.parquet")
    (home / "published" / "current").symlink_to(VERSION)


def _agencies(**values: Any) -> list[dict[str, Any]]:
    return [{"kode_opd": code, "nama_opd": name} | values for code, name in NAMES.items()]


def _completeness() -> list[dict[str, Any]]:
    sent = datetime(2025, 11, 12, 3, tzinfo=UTC)
    due = {"dataset": "rfk", "tahun": 2025, "jatuh_tempo": date(2025, 11, 10), "n_versi": 1, "n_baris": 2}
    return [
        row | due | state
        for row, last in zip(_agencies(), ("belum_masuk", "tepat_waktu"), strict=True)
        for state in (
            {"periode": "2025-10", "keadaan": "terlambat", "dikirim_at": sent, "terlambat_hari_kerja": 2},
            {"periode": "2025-11", "keadaan": last, "dikirim_at": sent if last == "tepat_waktu" else None},
        )
    ]


def _unspent() -> list[dict[str, Any]]:
    line = FORECAST | {"n_acuan": 40, "cara": "kurva_sejenis", "fisik_bawah_pct": 5.0, "fisik_atas_pct": 20.0}
    return [
        row | line | {"kode": "1.03.02.2.01.0001", "uraian": f"Pekerjaan {row['nama_opd']}", "penahan": "belum_kontrak"}
        for row in _agencies()
    ]


def _unspent_in_all() -> list[dict[str, Any]]:
    agencies = [row | FORECAST | {"tingkat": "opd", "n_baris": 1} for row in _agencies()]
    kegiatan = [row | {"tingkat": "kegiatan", "kode": "1.03.02.2.01"} for row in agencies]
    whole = FORECAST | {"tingkat": "kabupaten", "n_baris": 2, "kode_opd": "", "nama_opd": "Kabupaten"}
    return [*kegiatan, *agencies, whole]


def _shortfalls() -> list[dict[str, Any]]:
    return [
        row
        | {
            "tahun": 2025, "bulan": 11, "kode": "1.03.02.2.01.0001", "uraian": f"Jalan {row['nama_opd']}",
            "pagu_idr": 9, "realisasi_idr": 4, "fisik_pct": 40.0, "rencana_pct": 60.0, "selisih_pct": 20.0,
            "sisa_idr": 5, "bulan_tersisa": 1, "permasalahan": "Hujan", "rencana": "Lembur", "bulan_disampaikan": 2,
            "rencana_lalu": "Tambah alat", "rencana_lalu_keadaan": "berjalan", "baris_id": row["kode_opd"],
        }
        for row in _agencies()
    ]  # fmt: skip


def _coverage() -> list[dict[str, Any]]:
    counts = {"diperiksa": 100, "lolos": 90, "gagal": 5, "tidak_dapat_dinilai": 3, "dikecualikan": 2}
    judged = {"putusan": 20.0, "presisi": 0.9, "presisi_bawah": 0.7, "presisi_atas": 0.97, "penasihat": False}
    return [
        {"aturan": "ANG-001", "versi_aturan": 1, "judul": "x", "kode_opd": code} | counts | judged
        for code in (OURS, THEIRS)
    ]


def _reports() -> list[dict[str, Any]]:
    return [
        {
            "status": "lolos", "kode_opd": code, "tahun": 2025, "bulan": month, "tingkat": "sub_kegiatan",
            "kode": "1.03.02.2.01.0001", "uraian": f"Jalan {NAMES[code]}", "pagu_idr": 100, "realisasi_idr": 8 * month,
            "fisik_pct": 9.0 * month, "rak_pct": 8.5 * month, "baris_id": f"{code}-{month}",
        }
        for code in (OURS, THEIRS)
        for month in range(1, 12)
    ]  # fmt: skip


def _reliability() -> list[dict[str, Any]]:
    scores = {"skor": 91.5, "bawah": 88.0, "atas": 94.0, "n_dinilai": 50, "n_penyebab": 2, "n_kekurangan": 1}
    return [
        row | scores | {"peringkat": rank, "n_disampaikan": 1, "tambahan_terbuka": 1.0}
        for rank, row in enumerate(_agencies(), 1)
    ]
