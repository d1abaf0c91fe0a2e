"""The snapshot as one DuckDB file: tables, views people ask for, and a comment on each."""

from __future__ import annotations

from pathlib import Path

import duckdb

from schemas.outputs import FACT_OUTPUTS, OUTPUT_TABLES

_VIEWS: dict[str, tuple[str, str]] = {
    "realisasi_terakhir": (
        "SELECT * FROM realisasi QUALIFY row_number() OVER "
        "(PARTITION BY kode_opd, tahun, kode ORDER BY bulan DESC, baris_id) = 1",
        "Baris sah terbaru per OPD, tahun, dan sub kegiatan",
    ),
    "anomali_terbuka": (
        "SELECT * FROM anomali "
        "WHERE status NOT IN ('selesai', 'dijelaskan', 'alarm palsu', 'alarm_palsu', 'diabaikan') "
        "ORDER BY prioritas DESC, finding_id",
        "Anomali yang masih perlu diklarifikasi, menurut prioritas",
    ),
    "kelengkapan_ringkas": (
        "SELECT kode_opd, any_value(nama_opd) AS nama_opd, dataset, tahun, "
        "count(*) FILTER (keadaan IN ('tepat_waktu', 'terlambat')) AS masuk, "
        "count(*) FILTER (keadaan = 'terlambat') AS terlambat, "
        "count(*) FILTER (keadaan = 'belum_masuk') AS belum_masuk, "
        "count(*) FILTER (keadaan = 'tidak_terbaca') AS tidak_terbaca "
        "FROM kelengkapan GROUP BY kode_opd, dataset, tahun ORDER BY kode_opd, dataset, tahun",
        "Kelengkapan laporan per OPD dan jenis laporan",
    ),
    "risiko_silpa": (
        "SELECT kode_opd, any_value(nama_opd) AS nama_opd, tahun, count(*) AS sub_kegiatan, "
        "sum(perkiraan_sisa_idr)::HUGEINT AS perkiraan_sisa_idr FROM silpa GROUP BY kode_opd, tahun "
        "ORDER BY perkiraan_sisa_idr DESC",
        "Perkiraan sisa anggaran per OPD; ajakan membantu, bukan tuduhan",
    ),
    "kesegaran": (
        "SELECT dataset, count(*) AS berkas, max(dikirim_at) AS kiriman_terakhir, "
        "max(diterima_at) AS diterima_terakhir "
        "FROM berkas WHERE keadaan = 'berlaku' GROUP BY dataset ORDER BY dataset",
        "Kiriman terbaru per jenis laporan",
    ),
}

TABLE_WORDS = {
    "realisasi": "Realisasi bulanan per sub kegiatan: sebagaimana dikirim, dibaca, dan dihitung ulang (hit_*)",
    "kinerja": "Kinerja triwulanan per indikator (E.81)",
    "lra": "Laporan realisasi anggaran per akun",
    "anggaran": "Pagu per sub kegiatan dan versi anggaran",
    "kontrak": "Kontrak",
    "sp2d": "Pencairan dana (SP2D)",
    "anomali": "Anomali untuk diklarifikasi; temuan adalah pertanyaan",
    "cakupan": "Cakupan tiap aturan per OPD, termasuk yang tidak dapat dinilai",
    "kelengkapan": "Laporan yang jatuh tempo: masuk, terlambat, belum masuk, tidak terbaca",
    "kekurangan": "Kekurangan yang disampaikan apa adanya, dengan masalah dan rencana",
    "silpa": "Sub kegiatan yang anggarannya mungkin tersisa pada 31 Desember",
    "keandalan": "Keandalan angka tiap OPD: penyebab angka keliru atau belum berbukti; bukan tinggi capaian",
    "silpa_ringkas": "Perkiraan sisa anggaran per kegiatan, OPD, dan kabupaten, dengan selangnya",
    "berkas": "Berkas yang diterima dan ke mana barisnya",
    "ditahan": "Baris yang ditahan, dengan aturan yang menahannya",
    "jejak": "Nasib setiap baris fisik setiap berkas",
}

VIEW_WORDS = {name: words for name, (_, words) in _VIEWS.items()}


def write_database(snapshot: Path, path: Path) -> None:
    """Load every Parquet file of ``snapshot`` into a new database at ``path``, with views and comments."""
    with duckdb.connect(str(path), config={"autoinstall_known_extensions": "false"}) as connection:
        for name in OUTPUT_TABLES:
            connection.read_parquet(str(snapshot / f"{name}.parquet")).create(name)
            connection.execute(f"COMMENT ON TABLE {name} IS '{TABLE_WORDS[name]}'")
            if name in FACT_OUTPUTS:
                connection.execute(f"COMMENT ON COLUMN {name}.asal IS 'JSON: kolom -> [sel, teks sebagaimana dikirim]'")
        for name, (query, comment) in _VIEWS.items():
            connection.execute(f"CREATE VIEW {name} AS {query}")
            connection.execute(f"COMMENT ON VIEW {name} IS '{comment}'")
