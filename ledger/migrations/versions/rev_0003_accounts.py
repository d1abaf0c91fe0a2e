"""Accounts and sessions of the stewards' application, and the indexes its lists are answered from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
LISTED = [
    "status", "kode_opd", "aturan", "periode", "keparahan", "tema", "kecurigaan", "dampak_idr", "first_seen",
    "assignee", "due_date", "overdue_since", "kasus", "subjek", "finding_id",
]  # fmt: skip
QUEUES = ("antrian_kecurigaan", "antrian_rupiah")


def upgrade() -> None:
    """Two tables, and indexes for lists, queues and decisions taken at once."""
    op.create_table(
        "users",
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("kode_opd", sa.Text(), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_login_at", MOMENT, nullable=True),
        sa.Column("disabled_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "role IN ('steward', 'approver', 'opd', 'reader', 'admin', 'system')", name=op.f("ck_users_role")
        ),
        sa.PrimaryKeyConstraint("user", name="pk_users"),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("csrf", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["user"], ["users.user"], name="fk_sessions_user_users"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sessions"),
    )
    op.create_index("ix_sessions_user", "sessions", ["user"], unique=False)
    op.create_index("ix_findings_listed", "findings", LISTED, unique=False)
    for queue in QUEUES:
        op.create_index(f"ix_findings_{queue}", "findings", [queue], unique=False)
    op.create_index("ix_decisions_at", "decisions", ["at"], unique=False)


def downgrade() -> None:
    """Back to a ledger without accounts."""
    op.drop_index("ix_decisions_at", table_name="decisions")
    for queue in QUEUES:
        op.drop_index(f"ix_findings_{queue}", table_name="findings")
    op.drop_index("ix_findings_listed", table_name="findings")
    op.drop_index("ix_sessions_user", table_name="sessions")
    op.drop_table("sessions")
    op.drop_table("users")
