"""Planted errors of whole submissions: missing, late, unreadable, copied, restated."""

from __future__ import annotations

from simulation.key import Plant
from simulation.plan import Planter

DOCUMENT_KINDS = (
    ("berkas_rusak", 2),
    ("berkas_kosong", 2),
    ("berkas_terenkripsi", 1),
    ("bukan_workbook", 2),
    ("salin_berkas_bulan_lain", 3),
    ("salin_berkas_opd_lain", 3),
    ("kode_kecamatan_salah", 4),
    ("belum_lapor", 9),
    ("periode_kosong", 5),
    ("unit_kosong", 4),
    ("periode_bertentangan", 4),
    ("pemerintah_lain", 4),
    ("total_dicolok", 6),
    ("lembar_tersembunyi", 3),
    ("nyata_ulang", 5),
    ("baris_lenyap", 4),
    ("sebelum_periode", 3),
    ("unggah_ganda", 4),
    ("terlambat", 60),
)
RESTATED = frozenset({"nyata_ulang", "baris_lenyap"})
UNREADABLE = frozenset({"berkas_rusak", "berkas_kosong", "berkas_terenkripsi", "bukan_workbook", "belum_lapor"})
UNSURE = UNREADABLE | {
    "periode_kosong",
    "unit_kosong",
    "periode_bertentangan",
    "pemerintah_lain",
    "kode_kecamatan_salah",
    "salin_berkas_bulan_lain",
    "salin_berkas_opd_lain",
    "nyata_ulang",
    "baris_lenyap",
    "baris_ganda",
}
BATCH_AGENCIES = 4


def plant_documents(p: Planter) -> None:
    """Plant every kind of this module, one a month and agency, with quiet months around it."""
    last = p.world.months
    codes = [a.kode for a in p.world.agencies]
    kecamatan = [a.kode for a in p.world.agencies if a.jenis == "KECAMATAN"]
    batch = [str(k) for k in p.rng.choice(kecamatan, size=BATCH_AGENCIES, replace=False)]
    for kode_opd in batch:
        for m in range(1, min(4, last) + 1):
            p.plan.document[kode_opd, m] = (
                "borongan",
                p.record(
                    "borongan",
                    kode_opd,
                    bulan=m,
                    keterangan="empat bulan dikirim dalam satu buku kerja pada satu hari",
                ),
            )
    for jenis, count in DOCUMENT_KINDS:
        wanted = max(1, min(count, count * last // 6))
        low, high = 3 if jenis.startswith("salin") else 2, min(9, last) if jenis in RESTATED else last
        among = kecamatan if jenis == "kode_kecamatan_salah" else codes
        places = [(kode_opd, month) for kode_opd in among for month in range(low, high + 1)]
        done = 0
        for i in p.rng.permutation(len(places)):
            kode_opd, month = places[i]
            if done == wanted:
                break
            if (kode_opd in batch and month < 6) or not _may_carry(p, jenis, kode_opd, month):
                continue
            done += 1
            kolom = jenis if jenis in UNREADABLE and jenis != "belum_lapor" else None
            note = "turunan: KLP-001" if jenis in UNREADABLE else ""
            number = p.record(jenis, kode_opd, keras=jenis != "unggah_ganda", bulan=month, kolom=kolom, keterangan=note)
            p.plan.document[kode_opd, month] = (jenis, number)


def _rests_on(plant: Plant, kode_opd: str, month: int, reach: int) -> bool:
    """Whether a line's plant is in this month's report or is seen by looking back up to ``reach`` months to it."""
    return plant.kode_opd == kode_opd and plant.bulan is not None and 0 <= plant.bulan - month <= reach


def _may_carry(p: Planter, jenis: str, kode_opd: str, month: int) -> bool:
    """Whether this month's file is free for a change of the whole: nothing else planted in or beside it."""
    if any((kode_opd, m) in p.plan.document for m in (month - 1, month, month + 1)):
        return False
    clerk = p.clerks[kode_opd]
    if jenis in ("total_dicolok", "lembar_tersembunyi") and not (
        clerk.extension == "xlsx" and clerk.formulas and clerk.numbers == "angka" and not clerk.dash_for_zero
    ):
        return False
    told_elsewhere = clerk.lra == "lembar" or month % 3 == 0
    if jenis in ("unit_kosong", "periode_kosong") and told_elsewhere:
        return False
    if jenis in UNSURE and any(_rests_on(x, kode_opd, month, 2 if p.world.months > 6 else 0) for x in p.plan.plants):
        return False
    changed = (kode_opd, month) in p.plan.leaf or (kode_opd, month) in p.plan.finished
    return not (changed and jenis in UNSURE)
