"""The ledger's first shape: receipts, runs, submissions, findings, decisions, audit; append-only where it says so."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STATUS_WORDS = (
    "status IN ('baru', 'diklarifikasi_opd', 'ditinjau', 'diterima', 'dijelaskan', 'alarm_palsu', "
    "'diabaikan_sampai', 'selesai')"
)
DECISION_WORDS = (
    "kind IN ('keputusan', 'minta_pengabaian', 'usul_pengabaian', 'setuju_pengabaian', 'tolak_pengabaian', 'batal')"
)
APPEND_ONLY = ("receipts", "arrivals", "finding_events", "decisions", "comments", "audit")


def upgrade() -> None:
    """Tables, then the triggers that keep history as it was written."""
    _create_audit()
    _create_submissions()
    _create_receipts()
    _create_runs()
    _create_arrivals()
    _create_findings()
    _create_submission_versions()
    _create_comments()
    _create_decisions()
    _create_finding_events()
    if op.get_bind().dialect.name == "sqlite":
        _forbid_changes_on_sqlite()
    else:
        _forbid_changes_on_postgresql()


def downgrade() -> None:
    """Back to an empty database: everything recorded is lost."""
    op.drop_index("ix_finding_events_run_id", table_name="finding_events")
    op.drop_index("ix_finding_events_finding_id", table_name="finding_events")
    op.drop_index("ix_finding_events_audit_id", table_name="finding_events")
    op.drop_table("finding_events")
    op.drop_index("ix_decisions_finding_id", table_name="decisions")
    op.drop_index("ix_decisions_audit_id", table_name="decisions")
    op.drop_table("decisions")
    op.drop_index("ix_comments_finding_id", table_name="comments")
    op.drop_table("comments")
    op.drop_index("ix_submission_versions_learned_at", table_name="submission_versions")
    op.drop_index("ix_submission_versions_berkas", table_name="submission_versions")
    op.drop_table("submission_versions")
    op.drop_index("ix_findings_status_keparahan", table_name="findings")
    op.drop_index("ix_findings_kode_opd_periode", table_name="findings")
    op.drop_index("ix_findings_aturan", table_name="findings")
    op.drop_table("findings")
    op.drop_index("ix_arrivals_berkas", table_name="arrivals")
    op.drop_table("arrivals")
    op.drop_index("ix_runs_state", table_name="runs")
    op.drop_index("ix_runs_started_at", table_name="runs")
    op.drop_table("runs")
    op.drop_table("receipts")
    op.drop_table("submissions")
    op.drop_index("ix_audit_action", table_name="audit")
    op.drop_table("audit")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION ledger_append_only()")


def _forbid_changes_on_sqlite() -> None:
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _forbid_changes_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only()"
        )


def _create_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", SERIAL, autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sa.UniqueConstraint("hash", name="uq_audit_hash"),
    )
    op.create_index("ix_audit_action", "audit", ["action"], unique=False)


def _create_submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("dataset", sa.Text(), nullable=False),
        sa.Column("kode_opd", sa.Text(), nullable=False),
        sa.Column("periode", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_submissions"),
        sa.UniqueConstraint("dataset", "kode_opd", "periode", name="uq_submissions_dataset_kode_opd_periode"),
    )


def _create_receipts() -> None:
    op.create_table(
        "receipts",
        sa.Column("berkas", sa.String(length=64), nullable=False),
        sa.Column("ukuran_byte", sa.BigInteger(), nullable=False),
        sa.Column("pertama_diterima_at", MOMENT, nullable=False),
        sa.Column("audit_id", SERIAL, nullable=False),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name="fk_receipts_audit_id_audit"),
        sa.PrimaryKeyConstraint("berkas", name="pk_receipts"),
    )


def _create_runs() -> None:
    op.create_table(
        "runs",
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("code_version", sa.Text(), nullable=False),
        sa.Column("rules_lock_hash", sa.Text(), nullable=False),
        sa.Column("input_hash", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("previous_version", sa.Text(), nullable=True),
        sa.Column("published_version", sa.Text(), nullable=True),
        sa.Column("audit_id", SERIAL, nullable=True),
        sa.Column("audit_hash", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "state IN ('running', 'published', 'nothing_new', 'failed', 'terputus')", name=op.f("ck_runs_state")
        ),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name="fk_runs_audit_id_audit"),
        sa.PrimaryKeyConstraint("run_id", name="pk_runs"),
    )
    op.create_index("ix_runs_started_at", "runs", ["started_at"], unique=False)
    op.create_index("ix_runs_state", "runs", ["state"], unique=False)


def _create_arrivals() -> None:
    op.create_table(
        "arrivals",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("berkas", sa.String(length=64), nullable=False),
        sa.Column("nama_berkas", sa.Text(), nullable=False),
        sa.Column("asal", sa.Text(), nullable=False),
        sa.Column("diterima_at", MOMENT, nullable=False),
        sa.Column("dikirim_at", MOMENT, nullable=True),
        sa.Column("pengirim", sa.Text(), nullable=True),
        sa.Column("run_id", sa.Text(), nullable=True),
        sa.Column("audit_id", SERIAL, nullable=False),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name="fk_arrivals_audit_id_audit"),
        sa.ForeignKeyConstraint(["berkas"], ["receipts.berkas"], name="fk_arrivals_berkas_receipts"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.run_id"], name="fk_arrivals_run_id_runs"),
        sa.PrimaryKeyConstraint("id", name="pk_arrivals"),
    )
    op.create_index("ix_arrivals_berkas", "arrivals", ["berkas"], unique=False)


def _create_findings() -> None:
    op.create_table(
        "findings",
        sa.Column("finding_id", sa.String(length=16), nullable=False),
        sa.Column("aturan", sa.Text(), nullable=False),
        sa.Column("versi_aturan", sa.Integer(), nullable=False),
        sa.Column("tema", sa.Text(), nullable=False),
        sa.Column("keparahan", sa.Text(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("hasil", sa.Text(), nullable=False),
        sa.Column("dataset", sa.Text(), nullable=False),
        sa.Column("periode", sa.Text(), nullable=False),
        sa.Column("kode_opd", sa.Text(), nullable=True),
        sa.Column("subjek", sa.Text(), nullable=False),
        sa.Column("baris_id", sa.Text(), nullable=True),
        sa.Column("berkas", sa.Text(), nullable=True),
        sa.Column("lembar", sa.Text(), nullable=True),
        sa.Column("baris", sa.Integer(), nullable=True),
        sa.Column("kolom", sa.Text(), nullable=True),
        sa.Column("sel", sa.Text(), nullable=True),
        sa.Column("nilai_asli", sa.Text(), nullable=True),
        sa.Column("teramati", sa.Double(), nullable=True),
        sa.Column("harapan", sa.Double(), nullable=True),
        sa.Column("selisih", sa.Double(), nullable=True),
        sa.Column("teramati_teks", sa.Text(), nullable=True),
        sa.Column("harapan_teks", sa.Text(), nullable=True),
        sa.Column("satuan", sa.Text(), nullable=True),
        sa.Column("parameter", sa.Text(), nullable=False),
        sa.Column("ambang", sa.Text(), nullable=False),
        sa.Column("dasar", sa.Text(), nullable=False),
        sa.Column("kecurigaan", sa.Double(), nullable=False),
        sa.Column("dampak_idr", sa.BigInteger(), nullable=True),
        sa.Column("terkait", sa.Text(), nullable=True),
        sa.Column("value_hash", sa.String(length=64), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.Column("last_seen", MOMENT, nullable=False),
        sa.Column("times_seen", sa.Integer(), nullable=False),
        sa.Column("first_run", sa.Text(), nullable=False),
        sa.Column("last_run", sa.Text(), nullable=False),
        sa.Column("unexamined_since", MOMENT, nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_since", MOMENT, nullable=False),
        sa.Column("waived_until", sa.Date(), nullable=True),
        sa.Column("assignee", sa.Text(), nullable=True),
        sa.Column("due_date", sa.Date(), nullable=True),
        sa.CheckConstraint(
            STATUS_WORDS,
            name=op.f("ck_findings_status"),
        ),
        sa.ForeignKeyConstraint(["first_run"], ["runs.run_id"], name="fk_findings_first_run_runs"),
        sa.ForeignKeyConstraint(["last_run"], ["runs.run_id"], name="fk_findings_last_run_runs"),
        sa.PrimaryKeyConstraint("finding_id", name="pk_findings"),
    )
    op.create_index("ix_findings_aturan", "findings", ["aturan"], unique=False)
    op.create_index("ix_findings_kode_opd_periode", "findings", ["kode_opd", "periode"], unique=False)
    op.create_index("ix_findings_status_keparahan", "findings", ["status", "keparahan"], unique=False)


def _create_submission_versions() -> None:
    op.create_table(
        "submission_versions",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("submission_id", SERIAL, nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("berkas", sa.String(length=64), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("learned_at", MOMENT, nullable=False),
        sa.Column("superseded_at", MOMENT, nullable=True),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("audit_id", SERIAL, nullable=False),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name="fk_submission_versions_audit_id_audit"),
        sa.ForeignKeyConstraint(["berkas"], ["receipts.berkas"], name="fk_submission_versions_berkas_receipts"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.run_id"], name="fk_submission_versions_run_id_runs"),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name="fk_submission_versions_submission_id_submissions"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_submission_versions"),
        sa.UniqueConstraint("submission_id", "versi", name="uq_submission_versions_submission_id_versi"),
    )
    op.create_index("ix_submission_versions_berkas", "submission_versions", ["berkas"], unique=False)
    op.create_index("ix_submission_versions_learned_at", "submission_versions", ["learned_at"], unique=False)


def _create_comments() -> None:
    op.create_table(
        "comments",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("finding_id", sa.String(length=16), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("audit_id", SERIAL, nullable=False),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name="fk_comments_audit_id_audit"),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.finding_id"], name="fk_comments_finding_id_findings"),
        sa.PrimaryKeyConstraint("id", name="pk_comments"),
    )
    op.create_index("ix_comments_finding_id", "comments", ["finding_id"], unique=False)


def _create_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("finding_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_before", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("until_before", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("value_hash", sa.String(length=64), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("refers_to", SERIAL, nullable=True),
        sa.Column("audit_id", SERIAL, nullable=False),
        sa.CheckConstraint(
            DECISION_WORDS,
            name=op.f("ck_decisions_kind"),
        ),
        sa.CheckConstraint(
            "role IN ('steward', 'approver', 'opd', 'reader', 'admin', 'system')", name=op.f("ck_decisions_role")
        ),
        sa.CheckConstraint(
            STATUS_WORDS,
            name=op.f("ck_decisions_status"),
        ),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name="fk_decisions_audit_id_audit"),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.finding_id"], name="fk_decisions_finding_id_findings"),
        sa.ForeignKeyConstraint(["refers_to"], ["decisions.id"], name="fk_decisions_refers_to_decisions"),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_index("ix_decisions_audit_id", "decisions", ["audit_id"], unique=False)
    op.create_index("ix_decisions_finding_id", "decisions", ["finding_id"], unique=False)


def _create_finding_events() -> None:
    op.create_table(
        "finding_events",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("finding_id", sa.String(length=16), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value_hash", sa.String(length=64), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("audit_id", SERIAL, nullable=False),
        sa.CheckConstraint(
            "kind IN ('new', 'seen', 'changed', 'closed', 'reopened', 'lapsed', 'unexamined')",
            name=op.f("ck_finding_events_kind"),
        ),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name="fk_finding_events_audit_id_audit"),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.finding_id"], name="fk_finding_events_finding_id_findings"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.run_id"], name="fk_finding_events_run_id_runs"),
        sa.PrimaryKeyConstraint("id", name="pk_finding_events"),
    )
    op.create_index("ix_finding_events_audit_id", "finding_events", ["audit_id"], unique=False)
    op.create_index("ix_finding_events_finding_id", "finding_events", ["finding_id"], unique=False)
    op.create_index("ix_finding_events_run_id", "finding_events", ["run_id"], unique=False)
