"""Words of the application's own codes: pages, roles, and the steps of a finding's story."""

from __future__ import annotations

from datetime import datetime, timedelta

from ledger.vocabulary import Role
from schemas.text import Language, Text

PAGES: tuple[tuple[str, Text, str], ...] = (
    ("/antrian", Text("Antrian", "Queue"), "show_queue"),
    ("/temuan", Text("Temuan", "Findings"), "list_findings"),
    ("/kelengkapan", Text("Kelengkapan", "Completeness"), "show_completeness"),
    ("/opd", Text("OPD", "Agencies"), "list_agencies"),
    ("/silpa", Text("SILPA", "Unspent"), "show_unspent"),
    ("/aturan", Text("Aturan", "Rules"), "list_rules"),
    ("/riwayat", Text("Riwayat", "History"), "show_history"),
    ("/pengguna", Text("Pengguna", "Users"), "list_accounts"),
    ("/unggah", Text("Unggah", "Upload"), "upload_form"),
)
"""What the top of every page leads to: address, words, and the route whose access decides who sees it."""

ROLE_TEXT: dict[Role, Text] = {
    "steward": Text("Petugas data", "Data steward"),
    "approver": Text("Penyetuju (Inspektorat)", "Approver (Inspectorate)"),
    "opd": Text("Operator OPD", "Agency operator"),
    "reader": Text("Pembaca", "Reader"),
    "admin": Text("Administrator", "Administrator"),
    "system": Text("Jujur", "Jujur"),
}
SEVERITY_TEXT: dict[str, Text] = {
    "blokir": Text("Menahan baris", "Holds the row"),
    "peringatan": Text("Minta klarifikasi", "Asks for clarification"),
    "info": Text("Untuk diketahui", "For information"),
    "pantau": Text("Dipantau", "Watched"),
}
STATE_TEXT: dict[str, Text] = {
    "tepat_waktu": Text("tepat waktu", "on time"),
    "terlambat": Text("terlambat", "late"),
    "belum_masuk": Text("belum masuk", "not in yet"),
    "tidak_terbaca": Text("tidak terbaca", "unreadable"),
    "belum_jatuh_tempo": Text("belum jatuh tempo", "not due yet"),
    "diperiksa": Text("diperiksa", "examined"),
    "lolos": Text("lolos", "passed"),
    "gagal": Text("ditanyakan", "asked about"),
    "dikecualikan": Text("dikecualikan", "excused"),
    "belum_kontrak": Text("belum ada kontrak", "no contract yet"),
    "gagal_tender": Text("tender gagal", "tender failed"),
    "kendala_disampaikan": Text("kendala sudah disampaikan", "obstacle reported"),
    "terlaksana": Text("terlaksana", "done"),
    "berjalan": Text("berjalan", "in progress"),
    "belum": Text("belum", "not yet"),
    "tidak_dapat_dinilai": Text("tidak dapat dinilai", "cannot be judged"),
    "sub_kegiatan": Text("Sub kegiatan", "Sub activity"),
    "kegiatan": Text("Kegiatan", "Activity"),
    "opd": Text("OPD", "Agency"),
    "rfk": Text("RFK", "RFK"),
    "lra": Text("LRA", "LRA"),
    "e81": Text("E.81", "E.81"),
}
"""States and codes of published tables."""
HISTORY_TEXT: dict[str, Text] = {
    "running": Text("sedang berjalan", "running"),
    "published": Text("terbit", "published"),
    "nothing_new": Text("tidak ada yang baru", "nothing new"),
    "failed": Text("gagal", "failed"),
    "terputus": Text("terputus", "broken off"),
    "run_begun": Text("malam dimulai", "night begun"),
    "run_ended": Text("malam selesai", "night ended"),
    "arrivals_recorded": Text("kiriman diterima", "arrivals recorded"),
    "answers_recorded": Text("jawaban OPD dicatat", "agency's answers recorded"),
    "versions_recorded": Text("versi laporan dicatat", "versions recorded"),
    "settled": Text("temuan dicatat", "findings settled"),
    "placed": Text("antrian disusun", "queue placed"),
    "deadlines_watched": Text("tenggat diperiksa", "deadlines watched"),
    "decided": Text("putusan", "decision"),
    "remarked": Text("komentar", "remark"),
    "attached": Text("bukti dilampirkan", "evidence attached"),
    "assigned": Text("petugas ditentukan", "assigned"),
    "logged_in": Text("masuk", "logged in"),
    "account_added": Text("akun dibuka", "account opened"),
    "account_locked": Text("akun terkunci", "account locked"),
    "account_disabled": Text("akun ditutup", "account closed"),
    "account_enabled": Text("akun dibuka lagi", "account opened again"),
    "password_set": Text("kata sandi diganti", "password set"),
}
"""States of a night, and what the audit notes."""
FACT_TEXT: dict[str, Text] = {
    "as_of": Text("data per", "data as of"),
    "arrivals": Text("kiriman", "arrivals"),
    "assignee": Text("petugas", "assignee"),
    "code_version": Text("versi kode", "code version"),
    "decided": Text("jawaban", "answers"),
    "due_date": Text("tenggat", "due"),
    "events": Text("kejadian", "events"),
    "how": Text("cara", "how"),
    "kind": Text("macam", "kind"),
    "kode_opd": Text("OPD", "agency"),
    "moved": Text("kasus ditempatkan", "cases placed"),
    "name": Text("nama", "name"),
    "pid": Text("proses", "process"),
    "published_version": Text("terbitan", "snapshot"),
    "receipts": Text("berkas", "files"),
    "remarked": Text("komentar", "remarks"),
    "repeated": Text("terulang", "repeated"),
    "role": Text("peran", "role"),
    "rules_lock_hash": Text("segel aturan", "seal of the rules"),
    "seen": Text("terlihat lagi", "seen again"),
    "state": Text("keadaan", "state"),
    "status": Text("status", "status"),
    "versions": Text("versi", "versions"),
}
"""Short facts of an audit entry."""
STEP_TEXT: dict[str, Text] = {
    "new": Text("Ditemukan", "Found"),
    "seen": Text("Terlihat lagi", "Seen again"),
    "changed": Text("Nilainya berubah", "Its values changed"),
    "closed": Text("Selesai: diperiksa lagi dan lolos", "Resolved: examined again and passed"),
    "reopened": Text("Muncul kembali", "Back again"),
    "lapsed": Text("Putusan gugur", "The decision lapsed"),
    "unexamined": Text("Tidak diperiksa malam itu", "Not examined that night"),
    "overdue": Text("Lewat tenggat", "Overdue"),
    "escalated": Text("Dinaikkan ke atasan", "Escalated"),
    "keputusan": Text("Putusan", "Decision"),
    "minta_pengabaian": Text("Pengabaian diminta", "Waiver requested"),
    "usul_pengabaian": Text("Pengabaian diusulkan", "Waiver proposed"),
    "setuju_pengabaian": Text("Pengabaian disetujui", "Waiver approved"),
    "tolak_pengabaian": Text("Pengabaian ditolak", "Waiver refused"),
    "batal": Text("Putusan dibatalkan", "Decision undone"),
    "komentar": Text("Komentar", "Remark"),
    "lampiran": Text("Bukti dilampirkan", "Evidence attached"),
}
TODAY = Text("hari ini", "today")


def days(count: int, language: Language) -> str:
    """``7 hari``, ``1 day``."""
    if language == "id":
        return f"{count} hari"
    return f"{count} day" + ("" if count == 1 else "s")


def age(since: datetime, now: datetime, language: Language) -> str:
    """How long ago by the calendar of the regency: ``hari ini``, ``3 hari``."""
    clock = timedelta(hours=7)
    count = ((now + clock).date() - (since + clock).date()).days
    return TODAY.of(language) if count <= 0 else days(count, language)
