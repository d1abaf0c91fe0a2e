"""What a snapshot publishes. Names are stable: dashboards read them."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas.anggaran import Dpa
from schemas.dtypes import UtcDatetime
from schemas.e81 import E81
from schemas.finding import CAUSES
from schemas.kontrak import Kontrak
from schemas.lra import Lra
from schemas.perbendaharaan import Sp2d
from schemas.rfk import Rfk

ROW_STATUS = ("lolos", "peringatan", "dikecualikan", "ditahan", "tidak_dapat_dinilai")
"""``ditahan`` never appears among published facts; it is how a held row is listed in ``ditahan``."""

PLAN_STATES = ("terlaksana", "berjalan", "belum", "tidak_dapat_dinilai")
"""Whether what was planned a month ago was done."""

DESTINATIONS = ("terbit", "ditahan", "disisihkan")
"""The three ways a submitted row can end."""


class Published(pa.DataFrameModel):
    """Columns every published fact adds to what was read: status, failed rules, version and file name."""

    status: str = pa.Field(isin=tuple(s for s in ROW_STATUS if s != "ditahan"))
    aturan_gagal: str = pa.Field(nullable=True)
    versi_laporan: pl.Int16 = pa.Field(ge=1)
    nama_berkas: str
    dikirim_at: UtcDatetime = pa.Field(nullable=True)


class Realisasi(Rfk, Published):
    """Monthly realisation per sub kegiatan (leaves only), as sent (``asal``), as read, and recomputed (``hit_*``)."""

    hit_realisasi_pct: pl.Float64 = pa.Field(nullable=True)
    hit_sisa_idr: pl.Int64 = pa.Field(nullable=True)
    hit_nilai_fisik_idr: pl.Int64 = pa.Field(nullable=True)
    hit_deviasi_pct: pl.Float64 = pa.Field(nullable=True)
    pagu_berlaku_idr: pl.Int64 = pa.Field(nullable=True)
    versi_berlaku: str = pa.Field(nullable=True)
    sp2d_sd_idr: pl.Int64 = pa.Field(nullable=True)


class Kinerja(E81, Published):
    """Quarterly performance per indicator; ``hit_*`` recomputed by the indicator's own aggregation and polarity."""

    hit_total_k: pl.Float64 = pa.Field(nullable=True)
    hit_capaian_pct: pl.Float64 = pa.Field(nullable=True)
    hit_capaian_tahun_pct: pl.Float64 = pa.Field(nullable=True)
    hit_predikat: str = pa.Field(nullable=True)


class LraOut(Lra, Published):
    """Budget realisation per account; ``hit_realisasi_pct`` recomputed."""

    hit_realisasi_pct: pl.Float64 = pa.Field(nullable=True)


class Anggaran(Dpa, Published):
    """Ceilings per sub kegiatan and budget version."""


class KontrakOut(Kontrak, Published):
    """Contracts."""


class Sp2dOut(Sp2d, Published):
    """Treasury disbursements."""


class Ditahan(pa.DataFrameModel):
    """Rows held back: the row as read (``isi``, JSON without personal data), and the rules that hold it."""

    baris_id: str = pa.Field(unique=True)
    dataset: str
    berkas: str
    nama_berkas: str
    lembar: str
    baris: pl.Int32
    kode_opd: str = pa.Field(nullable=True)
    periode: str = pa.Field(nullable=True)
    aturan_gagal: str
    isi: str

    class Config:
        strict = True


class Kelengkapan(pa.DataFrameModel):
    """One row per agency, form and due period: due date, when it came, how late in working days, and its state."""

    kode_opd: str
    nama_opd: str
    dataset: str
    tahun: pl.Int16
    periode: str
    jatuh_tempo: pl.Date
    dikirim_at: UtcDatetime = pa.Field(nullable=True)
    terlambat_hari_kerja: pl.Int32 = pa.Field(nullable=True)
    keadaan: str = pa.Field(isin=("tepat_waktu", "terlambat", "belum_masuk", "tidak_terbaca", "belum_jatuh_tempo"))
    n_versi: pl.Int16 = pa.Field(ge=0)
    n_baris: pl.Int32 = pa.Field(ge=0)
    berkas: str = pa.Field(nullable=True)

    class Config:
        strict = True


class Kekurangan(pa.DataFrameModel):
    """Honest shortfalls: behind plan, consistent with every source, with obstacle and plan where given.

    ``selisih_pct`` = plan minus physical progress, in points; ``sisa_idr`` = ceiling minus spending; ``bulan_tersisa``
    to 31 December; ``per_bulan_idr`` what would have to be spent each month. ``bulan_disampaikan``: reports of the year
    that told an obstacle; ``rencana_lalu``: the plan of the month before, and whether it was kept.
    """

    kode_opd: str
    nama_opd: str
    tahun: pl.Int16
    bulan: pl.Int8
    kode: str
    uraian: str = pa.Field(nullable=True)
    pagu_idr: pl.Int64
    realisasi_idr: pl.Int64
    realisasi_pct: pl.Float64 = pa.Field(nullable=True)
    fisik_pct: pl.Float64 = pa.Field(nullable=True)
    rencana_pct: pl.Float64 = pa.Field(nullable=True)
    selisih_pct: pl.Float64
    sisa_idr: pl.Int64
    bulan_tersisa: pl.Int8
    per_bulan_idr: pl.Int64 = pa.Field(nullable=True)
    permasalahan: str = pa.Field(nullable=True)
    rencana: str = pa.Field(nullable=True)
    bulan_disampaikan: pl.Int8 = pa.Field(ge=0)
    rencana_lalu: str = pa.Field(nullable=True)
    rencana_lalu_keadaan: str = pa.Field(nullable=True, isin=PLAN_STATES)
    baris_id: str

    class Config:
        strict = True


class Silpa(pa.DataFrameModel):
    """Watch on money likely to stay unspent at 31 December, per sub kegiatan: a call for help, never suspicion.

    ``perkiraan_sisa_idr`` is expected, eight times in ten between ``bawah_idr`` and ``atas_idr``; ``fisik_*_pct`` the
    same of work left undone, in percent; ``n_acuan`` line-months of its likes behind it; ``cara`` where they are from.
    """

    kode_opd: str
    nama_opd: str
    tahun: pl.Int16
    kode: str
    uraian: str = pa.Field(nullable=True)
    pagu_idr: pl.Int64
    realisasi_idr: pl.Int64
    perkiraan_sisa_idr: pl.Int64
    bawah_idr: pl.Int64
    atas_idr: pl.Int64
    fisik_pct: pl.Float64 = pa.Field(nullable=True)
    fisik_tersisa_pct: pl.Float64 = pa.Field(nullable=True)
    fisik_bawah_pct: pl.Float64 = pa.Field(nullable=True)
    fisik_atas_pct: pl.Float64 = pa.Field(nullable=True)
    n_acuan: pl.Int32
    bulan_tersisa: pl.Int8
    per_bulan_idr: pl.Int64 = pa.Field(nullable=True)
    cara: str
    penahan: str = pa.Field(nullable=True)

    class Config:
        strict = True


class Keandalan(pa.DataFrameModel):
    """How far an agency's figures can be relied on; never how much it achieved.

    ``skor`` 0..100 (null: nothing of it could be judged) from ``n_penyebab`` distinct causes of wrong or unproven
    figures over ``n_dinilai`` lines that could be judged, drawn towards the regency's where these are few;
    ``bawah``..``atas`` hold eight in ten; ``tambahan_terbuka`` points for ``n_disampaikan`` of ``n_kekurangan``
    shortfalls told with obstacle and plan.
    """

    kode_opd: str = pa.Field(unique=True)
    nama_opd: str
    peringkat: pl.Int32 = pa.Field(nullable=True, ge=1)
    skor: pl.Float64 = pa.Field(nullable=True, ge=0, le=100)
    bawah: pl.Float64 = pa.Field(nullable=True, ge=0, le=100)
    atas: pl.Float64 = pa.Field(nullable=True, ge=0, le=100)
    n_dinilai: pl.Int32 = pa.Field(ge=0)
    n_penyebab: pl.Int32 = pa.Field(ge=0)
    n_kekurangan: pl.Int32 = pa.Field(ge=0)
    n_disampaikan: pl.Int32 = pa.Field(ge=0)
    tambahan_terbuka: pl.Float64 = pa.Field(ge=0)

    class Config:
        strict = True


class SilpaRingkas(pa.DataFrameModel):
    """What is likely to stay unspent of every kegiatan, agency and the regency, with an interval of eight in ten.

    ``fisik_tersisa_pct``: work left undone, in percent, lines weighed by their ceiling. ``per_bulan_idr``: what would
    have to be spent each month left to spend all.
    """

    tingkat: str = pa.Field(isin=("kegiatan", "opd", "kabupaten"))
    kode_opd: str
    nama_opd: str
    tahun: pl.Int16
    kode: str = pa.Field(nullable=True)
    n_baris: pl.Int32 = pa.Field(ge=1)
    pagu_idr: pl.Int64
    realisasi_idr: pl.Int64
    perkiraan_sisa_idr: pl.Int64
    bawah_idr: pl.Int64
    atas_idr: pl.Int64
    fisik_tersisa_pct: pl.Float64 = pa.Field(nullable=True)
    bulan_tersisa: pl.Int8
    per_bulan_idr: pl.Int64 = pa.Field(nullable=True)

    class Config:
        strict = True


class Berkas(pa.DataFrameModel):
    """One row per arrival (payload, name, place): ``baris_dibaca`` = ``baris_terbit`` + ``baris_ditahan`` +
    ``baris_disisihkan``.

    Counted in non-empty physical rows of the file. ``alasan_disisihkan`` is a JSON object reason -> rows.
    ``keadaan`` says whether the file is the version in force, was replaced, could not be read, is reference data,
    brought only answers (``jawaban``), or repeats bytes that came before under the name ``rangkap_dari``; of those no
    row is read again.
    """

    berkas: str
    nama_berkas: str
    asal: str
    ukuran_byte: pl.Int64 = pa.Field(ge=0)
    dikirim_at: UtcDatetime = pa.Field(nullable=True)
    diterima_at: UtcDatetime
    kode_opd: str = pa.Field(nullable=True)
    dataset: str = pa.Field(nullable=True)
    periode: str = pa.Field(nullable=True)
    keadaan: str = pa.Field(isin=("berlaku", "digantikan", "tak_terbaca", "rujukan", "rangkap", "jawaban"))
    rangkap_dari: str = pa.Field(nullable=True)
    baris_dibaca: pl.Int32 = pa.Field(ge=0)
    baris_terbit: pl.Int32 = pa.Field(ge=0)
    baris_ditahan: pl.Int32 = pa.Field(ge=0)
    baris_disisihkan: pl.Int32 = pa.Field(ge=0)
    alasan_disisihkan: str

    class Config:
        strict = True


class JejakOut(pa.DataFrameModel):
    """Where every non-empty physical row of every file ended (``tujuan``), and why."""

    berkas: str
    nama_berkas: str
    lembar: str
    baris: pl.Int32
    peran: str
    dataset: str = pa.Field(nullable=True)
    tujuan: str = pa.Field(isin=DESTINATIONS)
    alasan: str = pa.Field(nullable=True)

    class Config:
        strict = True


class Anomali(pa.DataFrameModel):
    """The anomaly log: a finding with its words in both languages, its case, and its place in the queues."""

    finding_id: str = pa.Field(unique=True)
    aturan: str
    versi_aturan: pl.Int16
    tema: str
    judul: str
    judul_en: str
    pesan: str
    pesan_en: str
    keparahan: str
    jenis: str
    hasil: str
    dataset: str
    periode: str
    kode_opd: str = pa.Field(nullable=True)
    nama_opd: str = pa.Field(nullable=True)
    subjek: str
    berkas: str = pa.Field(nullable=True)
    nama_berkas: str = pa.Field(nullable=True)
    lembar: str = pa.Field(nullable=True)
    baris: pl.Int32 = pa.Field(nullable=True)
    sel: str = pa.Field(nullable=True)
    kolom: str = pa.Field(nullable=True)
    nilai_asli: str = pa.Field(nullable=True)
    teramati: pl.Float64 = pa.Field(nullable=True)
    harapan: pl.Float64 = pa.Field(nullable=True)
    selisih: pl.Float64 = pa.Field(nullable=True)
    satuan: str = pa.Field(nullable=True)
    ambang: str
    dasar: str
    kecurigaan: pl.Float64
    dampak_idr: pl.Int64 = pa.Field(nullable=True)
    prioritas: pl.Float64
    status: str
    pertama_terlihat: UtcDatetime
    terakhir_terlihat: UtcDatetime
    kali_terlihat: pl.Int32
    baris_id: str = pa.Field(nullable=True)
    kasus: str
    sebab_kasus: str = pa.Field(isin=CAUSES)
    kolom_kasus: str = pa.Field(nullable=True)
    penasihat: bool
    antrian_kecurigaan: pl.Int32 = pa.Field(nullable=True, ge=1)
    antrian_rupiah: pl.Int32 = pa.Field(nullable=True, ge=1)

    class Config:
        strict = True


class Cakupan(pa.DataFrameModel):
    """Coverage by rule and agency (see ``schemas.finding.Coverage``), with the rule's title and its precision.

    ``putusan`` cases of the rule were judged by stewards; ``presisi`` 0..1 with Wilson's 95 % interval, null without a
    verdict; ``penasihat``: below its floor, so it only advises.
    """

    aturan: str
    versi_aturan: pl.Int16
    judul: str
    kode_opd: str
    alasan: str = pa.Field(nullable=True)
    diperiksa: pl.Int64
    lolos: pl.Int64
    gagal: pl.Int64
    tidak_dapat_dinilai: pl.Int64
    dikecualikan: pl.Int64
    putusan: pl.Float64 = pa.Field(ge=0)
    presisi: pl.Float64 = pa.Field(nullable=True, ge=0, le=1)
    presisi_bawah: pl.Float64 = pa.Field(nullable=True, ge=0, le=1)
    presisi_atas: pl.Float64 = pa.Field(nullable=True, ge=0, le=1)
    penasihat: bool

    class Config:
        strict = True


OUTPUT_TABLES: dict[str, type[pa.DataFrameModel]] = {
    "realisasi": Realisasi,
    "kinerja": Kinerja,
    "lra": LraOut,
    "anggaran": Anggaran,
    "kontrak": KontrakOut,
    "sp2d": Sp2dOut,
    "anomali": Anomali,
    "cakupan": Cakupan,
    "kelengkapan": Kelengkapan,
    "kekurangan": Kekurangan,
    "silpa": Silpa,
    "silpa_ringkas": SilpaRingkas,
    "keandalan": Keandalan,
    "berkas": Berkas,
    "ditahan": Ditahan,
    "jejak": JejakOut,
}
"""Every table of a snapshot, by file name."""

FACT_OUTPUTS = {
    "realisasi": "rfk",
    "kinerja": "e81",
    "lra": "lra",
    "anggaran": "dpa",
    "kontrak": "kontrak",
    "sp2d": "sp2d",
}
"""Published fact table -> table it is read from."""
