"""The words of the ledger: states of a run, life of a finding, kinds of decision, roles and reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from schemas.text import Text

RunState = Literal["running", "published", "nothing_new", "failed", "terputus"]
RUN_STATES: Final = ("running", "published", "nothing_new", "failed", "terputus")
"""``terputus``: the process ended without a word; found and marked by the next run."""

Status = Literal[
    "baru", "diklarifikasi_opd", "ditinjau", "diperbaiki", "diterima", "wajar", "dijelaskan", "alarm_palsu",
    "diabaikan_sampai", "selesai",
]  # fmt: skip
STATUSES: Final[tuple[Status, ...]] = (
    "baru", "diklarifikasi_opd", "ditinjau", "diperbaiki", "diterima", "wajar", "dijelaskan", "alarm_palsu",
    "diabaikan_sampai", "selesai",
)  # fmt: skip
"""Life of a finding. ``selesai`` is only ever said by a run that saw the unit pass."""

DECIDABLE: Final = ("diklarifikasi_opd", "ditinjau", "diperbaiki", "diterima", "wajar", "dijelaskan", "alarm_palsu")
"""What a person may say in one step; ``diabaikan_sampai`` takes two people. ``diperbaiki``: said to be mended, which
the next night believes only when it sees it."""

WAITING: Final = ("baru", "diklarifikasi_opd", "ditinjau")
"""Findings that still wait for a steward; only these stand in a queue and fall overdue."""

EventKind = Literal[
    "new", "seen", "changed", "closed", "reopened", "lapsed", "unexamined", "overdue", "escalated",
]  # fmt: skip
EVENT_KINDS: Final = (
    "new", "seen", "changed", "closed", "reopened", "lapsed", "unexamined", "overdue", "escalated",
)  # fmt: skip
"""What a run noticed. ``seen`` is written when a finding is seen again after nights on which it was not examined:
between ``new``, ``reopened`` or ``seen`` and the next ``unexamined`` or ``closed`` it was seen in every run."""

DecisionKind = Literal[
    "keputusan", "minta_pengabaian", "usul_pengabaian", "setuju_pengabaian", "tolak_pengabaian", "batal"
]
DECISION_KINDS: Final = (
    "keputusan", "minta_pengabaian", "usul_pengabaian", "setuju_pengabaian", "tolak_pengabaian", "batal",
)  # fmt: skip

Role = Literal["steward", "approver", "opd", "reader", "admin", "system"]
ROLES: Final = ("steward", "approver", "opd", "reader", "admin", "system")

STATUS_TEXT: Final[dict[Status, Text]] = {
    "baru": Text(id="Baru", en="New"),
    "diklarifikasi_opd": Text(id="Diklarifikasi OPD", en="Clarified by the agency"),
    "ditinjau": Text(id="Sedang ditinjau", en="Under review"),
    "diperbaiki": Text(id="Sudah diperbaiki, menunggu terlihat", en="Said to be fixed, waiting to be seen"),
    "diterima": Text(id="Diterima, perbaikan diminta", en="Accepted, correction requested"),
    "wajar": Text(id="Wajar, sudah diketahui sebelumnya", en="Expected, known beforehand"),
    "dijelaskan": Text(id="Dijelaskan, angka benar", en="Explained, figure is right"),
    "alarm_palsu": Text(id="Alarm palsu, aturan keliru", en="False alarm, the rule is wrong"),
    "diabaikan_sampai": Text(id="Diabaikan sampai tanggal tertentu", en="Waived until a date"),
    "selesai": Text(id="Selesai", en="Resolved"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a decision was taken: its words, and whether a comment must say more."""

    text: Text
    needs_comment: bool = False


REASONS: Final[dict[str, Reason]] = {
    "sedang_diperiksa": Reason(Text(id="Sedang diperiksa", en="Being examined")),
    "menunggu_jawaban": Reason(Text(id="Menunggu jawaban OPD", en="Waiting for the agency's answer")),
    "jawaban_diterima": Reason(Text(id="OPD sudah menjawab", en="The agency has answered"), needs_comment=True),
    "salah_ketik": Reason(Text(id="Salah ketik", en="Typing error")),
    "salah_kode": Reason(Text(id="Salah kode", en="Wrong code")),
    "salah_periode": Reason(Text(id="Salah periode", en="Wrong period")),
    "salah_versi_anggaran": Reason(Text(id="Versi anggaran tidak tepat", en="Wrong budget version")),
    "salah_rumus": Reason(Text(id="Rumus tidak tepat", en="Wrong formula")),
    "bukti_kurang": Reason(Text(id="Bukti belum lengkap", en="Evidence is incomplete"), needs_comment=True),
    "angka_tidak_sesuai": Reason(Text(id="Angka tidak sesuai sumber", en="Figure differs from its source")),
    "sudah_diperbaiki": Reason(Text(id="Sudah diperbaiki oleh OPD", en="Mended by the agency")),
    "sudah_diketahui": Reason(Text(id="Sudah diketahui sebelumnya", en="Known beforehand"), needs_comment=True),
    "kondisi_lapangan": Reason(Text(id="Sesuai kondisi lapangan", en="True to the facts"), needs_comment=True),
    "transfer_setelah_perubahan": Reason(
        Text(id="Bantuan keuangan setelah perubahan", en="Transfer received after the revised budget")
    ),
    "blud": Reason(Text(id="Pengelolaan BLUD", en="BLUD rules apply")),
    "kontra_pos": Reason(Text(id="Kontra pos atau koreksi", en="Contra-post or correction")),
    "kontrak_tahun_jamak": Reason(Text(id="Kontrak tahun jamak", en="Multi-year contract")),
    "aturan_keliru": Reason(Text(id="Aturan keliru", en="The rule is wrong"), needs_comment=True),
    "ambang_tidak_tepat": Reason(Text(id="Ambang tidak tepat", en="The threshold is wrong")),
    "rujukan_usang": Reason(Text(id="Data rujukan usang", en="Reference data are out of date")),
    "menunggu_perubahan": Reason(Text(id="Menunggu DPA perubahan", en="Waiting for the revised budget")),
    "menunggu_rekonsiliasi": Reason(Text(id="Menunggu rekonsiliasi", en="Waiting for reconciliation")),
    "pengabaian_disetujui": Reason(Text(id="Pengabaian disetujui", en="Waiver approved")),
    "pengabaian_ditolak": Reason(Text(id="Pengabaian ditolak", en="Waiver refused"), needs_comment=True),
    "keliru_memutuskan": Reason(Text(id="Keputusan sebelumnya keliru", en="The earlier decision was a slip")),
    "lainnya": Reason(Text(id="Lainnya", en="Other"), needs_comment=True),
}
"""Reasons by slug; a decision without one is refused."""
