"""Words of the application's own codes: pages, roles, and the steps of a finding's story."""

from __future__ import annotations

from datetime import datetime, timedelta

from ledger.vocabulary import Role
from schemas.text import Language, Text

PAGES: tuple[tuple[str, Text, str], ...] = (
    ("/antrian", Text("Antrian", "Queue"), "show_queue"),
    ("/temuan", Text("Temuan", "Findings"), "list_findings"),
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
