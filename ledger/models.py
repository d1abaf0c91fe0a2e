"""The tables of the ledger. Rows of ``APPEND_ONLY`` tables are never changed: the database itself refuses it.

JSON is stored as canonical text (see ``ledger.audit.canonical``), moments in UTC, money in whole rupiah.
``audit_id`` names the audit entry that recorded a row: it orders all that happened, and seals the row's content.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from ledger.columns import Moment, Serial
from ledger.vocabulary import DECISION_KINDS, EVENT_KINDS, ROLES, RUN_STATES, STATUSES

APPEND_ONLY = ("receipts", "arrivals", "finding_events", "decisions", "comments", "attachments", "audit")
"""Tables on which UPDATE, DELETE and TRUNCATE fail."""

LISTED = (
    "status", "kode_opd", "aturan", "periode", "keparahan", "tema", "kecurigaan", "dampak_idr", "first_seen",
    "assignee", "due_date", "overdue_since", "kasus", "subjek", "finding_id",
)  # fmt: skip
"""What lists of findings filter, search and sort by: one narrow index answers them without touching the wide rows."""


def one_of(column: str, words: tuple[str, ...], name: str) -> CheckConstraint:
    """Constraint that ``column`` holds one of ``words``."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=name)


class Base(DeclarativeBase):
    """Common metadata; names of constraints are fixed so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class AuditRow(Base):
    """One write to the ledger; ``hash`` seals the entry and, through ``previous_hash``, all before it."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text, index=True)
    subject: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


class ReceiptRow(Base):
    """Bytes we hold, by their SHA-256."""

    __tablename__ = "receipts"

    berkas: Mapped[str] = mapped_column(String(64), primary_key=True)
    ukuran_byte: Mapped[int] = mapped_column(BigInteger)
    pertama_diterima_at: Mapped[datetime] = mapped_column(Moment)
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))


class RunRow(Base):
    """One night. ``audit_id`` and ``audit_hash`` hold the end of the chain when the run ended."""

    __tablename__ = "runs"
    __table_args__ = (one_of("state", RUN_STATES, "state"),)

    run_id: Mapped[str] = mapped_column(Text, primary_key=True)
    as_of: Mapped[date] = mapped_column(Date)
    started_at: Mapped[datetime] = mapped_column(Moment, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(Text, index=True)
    code_version: Mapped[str] = mapped_column(Text)
    rules_lock_hash: Mapped[str] = mapped_column(Text)
    input_hash: Mapped[str | None] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text)
    previous_version: Mapped[str | None] = mapped_column(Text)
    published_version: Mapped[str | None] = mapped_column(Text)
    audit_id: Mapped[int | None] = mapped_column(ForeignKey("audit.id"))
    audit_hash: Mapped[str | None] = mapped_column(String(64))


class ArrivalRow(Base):
    """The same bytes may arrive often, under other names, from other places."""

    __tablename__ = "arrivals"

    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    berkas: Mapped[str] = mapped_column(ForeignKey("receipts.berkas"), index=True)
    nama_berkas: Mapped[str] = mapped_column(Text)
    asal: Mapped[str] = mapped_column(Text)
    diterima_at: Mapped[datetime] = mapped_column(Moment)
    dikirim_at: Mapped[datetime | None] = mapped_column(Moment)
    pengirim: Mapped[str | None] = mapped_column(Text)
    run_id: Mapped[str | None] = mapped_column(ForeignKey("runs.run_id"))
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))


class SubmissionRow(Base):
    """What an agency owes: one form for one period."""

    __tablename__ = "submissions"
    __table_args__ = (UniqueConstraint("dataset", "kode_opd", "periode"),)

    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    dataset: Mapped[str] = mapped_column(Text)
    kode_opd: Mapped[str] = mapped_column(Text)
    periode: Mapped[str] = mapped_column(Text)


class SubmissionVersionRow(Base):
    """One version of a submission: ``sent_at`` when it was said, ``learned_at`` when we learned it.

    ``superseded_at`` is when we learned of one that was said later; equal to ``learned_at`` where a file came in after
    one that replaces it.
    """

    __tablename__ = "submission_versions"
    __table_args__ = (UniqueConstraint("submission_id", "versi"),)

    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"))
    versi: Mapped[int] = mapped_column(Integer)
    berkas: Mapped[str] = mapped_column(ForeignKey("receipts.berkas"), index=True)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    learned_at: Mapped[datetime] = mapped_column(Moment, index=True)
    superseded_at: Mapped[datetime | None] = mapped_column(Moment)
    run_id: Mapped[str] = mapped_column(ForeignKey("runs.run_id"))
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))


class FindingRow(Base):
    """A finding as last seen (columns of ``schemas.finding.Finding``) and where it stands.

    ``value_hash`` seals what a decision judges, ``content_hash`` everything shown. ``unexamined_since`` is set while
    the unit is not examined, or cannot be judged: the finding stays open and says so. ``kasus`` to ``antrian_rupiah``
    are where the last night put it (``schemas.finding.Placement``); ``overdue_since`` and ``escalated_since`` tell that
    its ``due_date`` passed unanswered.
    """

    __tablename__ = "findings"
    __table_args__ = (
        one_of("status", STATUSES, "status"),
        Index("ix_findings_status_keparahan", "status", "keparahan"),
        Index("ix_findings_kode_opd_periode", "kode_opd", "periode"),
        Index("ix_findings_kasus", "kasus"),
        Index("ix_findings_listed", *LISTED),
        Index("ix_findings_antrian_kecurigaan", "antrian_kecurigaan"),
        Index("ix_findings_antrian_rupiah", "antrian_rupiah"),
    )

    finding_id: Mapped[str] = mapped_column(String(16), primary_key=True)
    aturan: Mapped[str] = mapped_column(Text, index=True)
    versi_aturan: Mapped[int] = mapped_column(Integer)
    tema: Mapped[str] = mapped_column(Text)
    keparahan: Mapped[str] = mapped_column(Text)
    jenis: Mapped[str] = mapped_column(Text)
    hasil: Mapped[str] = mapped_column(Text)
    dataset: Mapped[str] = mapped_column(Text)
    periode: Mapped[str] = mapped_column(Text)
    kode_opd: Mapped[str | None] = mapped_column(Text)
    subjek: Mapped[str] = mapped_column(Text)
    baris_id: Mapped[str | None] = mapped_column(Text)
    berkas: Mapped[str | None] = mapped_column(Text)
    lembar: Mapped[str | None] = mapped_column(Text)
    baris: Mapped[int | None] = mapped_column(Integer)
    kolom: Mapped[str | None] = mapped_column(Text)
    sel: Mapped[str | None] = mapped_column(Text)
    nilai_asli: Mapped[str | None] = mapped_column(Text)
    teramati: Mapped[float | None] = mapped_column(Double)
    harapan: Mapped[float | None] = mapped_column(Double)
    selisih: Mapped[float | None] = mapped_column(Double)
    teramati_teks: Mapped[str | None] = mapped_column(Text)
    harapan_teks: Mapped[str | None] = mapped_column(Text)
    satuan: Mapped[str | None] = mapped_column(Text)
    parameter: Mapped[str] = mapped_column(Text)
    ambang: Mapped[str] = mapped_column(Text)
    dasar: Mapped[str] = mapped_column(Text)
    kecurigaan: Mapped[float] = mapped_column(Double)
    dampak_idr: Mapped[int | None] = mapped_column(BigInteger)
    terkait: Mapped[str | None] = mapped_column(Text)

    value_hash: Mapped[str] = mapped_column(String(64))
    content_hash: Mapped[str] = mapped_column(String(64))
    first_seen: Mapped[datetime] = mapped_column(Moment)
    last_seen: Mapped[datetime] = mapped_column(Moment)
    times_seen: Mapped[int] = mapped_column(Integer)
    first_run: Mapped[str] = mapped_column(ForeignKey("runs.run_id"))
    last_run: Mapped[str] = mapped_column(ForeignKey("runs.run_id"))
    unexamined_since: Mapped[datetime | None] = mapped_column(Moment)
    status: Mapped[str] = mapped_column(Text)
    status_since: Mapped[datetime] = mapped_column(Moment)
    waived_until: Mapped[date | None] = mapped_column(Date)
    assignee: Mapped[str | None] = mapped_column(Text)
    due_date: Mapped[date | None] = mapped_column(Date)
    overdue_since: Mapped[datetime | None] = mapped_column(Moment)
    escalated_since: Mapped[datetime | None] = mapped_column(Moment)

    kasus: Mapped[str] = mapped_column(String(16))
    sebab_kasus: Mapped[str] = mapped_column(Text)
    kolom_kasus: Mapped[str | None] = mapped_column(Text)
    penasihat: Mapped[bool] = mapped_column(Boolean)
    antrian_kecurigaan: Mapped[int | None] = mapped_column(Integer)
    antrian_rupiah: Mapped[int | None] = mapped_column(Integer)


class FindingEventRow(Base):
    """What a run noticed about a finding."""

    __tablename__ = "finding_events"
    __table_args__ = (one_of("kind", EVENT_KINDS, "kind"), Index("ix_finding_events_run_kind", "run_id", "kind"))

    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    finding_id: Mapped[str] = mapped_column(ForeignKey("findings.finding_id"), index=True)
    run_id: Mapped[str] = mapped_column(ForeignKey("runs.run_id"))
    at: Mapped[datetime] = mapped_column(Moment)
    kind: Mapped[str] = mapped_column(Text)
    value_hash: Mapped[str] = mapped_column(String(64))
    detail: Mapped[str] = mapped_column(Text)
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"), index=True)


class DecisionRow(Base):
    """What a person decided, bound to ``value_hash``; ``status`` is where the finding stands afterwards."""

    __tablename__ = "decisions"
    __table_args__ = (
        one_of("kind", DECISION_KINDS, "kind"),
        one_of("status", STATUSES, "status"),
        one_of("role", ROLES, "role"),
    )

    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    finding_id: Mapped[str] = mapped_column(ForeignKey("findings.finding_id"), index=True)
    kind: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    status_before: Mapped[str] = mapped_column(Text)
    until: Mapped[date | None] = mapped_column(Date)
    until_before: Mapped[date | None] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(Text)
    comment: Mapped[str | None] = mapped_column(Text)
    value_hash: Mapped[str] = mapped_column(String(64))
    user: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    refers_to: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"), index=True)


class CommentRow(Base):
    """A remark that decides nothing."""

    __tablename__ = "comments"

    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    finding_id: Mapped[str] = mapped_column(ForeignKey("findings.finding_id"), index=True)
    comment: Mapped[str] = mapped_column(Text)
    user: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))


class AttachmentRow(Base):
    """An evidence file on a finding; its bytes are kept by ``sha256`` outside the database."""

    __tablename__ = "attachments"

    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    finding_id: Mapped[str] = mapped_column(ForeignKey("findings.finding_id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    ukuran_byte: Mapped[int] = mapped_column(BigInteger)
    user: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"))


class UserRow(Base):
    """Someone who may come in. ``password_hash`` is null for those who come in through the identity provider only."""

    __tablename__ = "users"
    __table_args__ = (one_of("role", ROLES, "role"),)

    user: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    kode_opd: Mapped[str | None] = mapped_column(Text)
    password_hash: Mapped[str | None] = mapped_column(Text)
    must_change: Mapped[bool] = mapped_column(Boolean)
    failures: Mapped[int] = mapped_column(Integer)
    locked_until: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)
    last_login_at: Mapped[datetime | None] = mapped_column(Moment)
    disabled_at: Mapped[datetime | None] = mapped_column(Moment)


class SessionRow(Base):
    """Someone who is in, by the hash of the token their browser holds; the token itself is kept nowhere."""

    __tablename__ = "sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user: Mapped[str] = mapped_column(ForeignKey("users.user"), index=True)
    csrf: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Moment)
    last_seen_at: Mapped[datetime] = mapped_column(Moment)
