"""Cases, queues, deadlines and attachments: findings learn their case and rank, decisions two more words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STATUSES_BEFORE = (
    "'baru', 'diklarifikasi_opd', 'ditinjau', 'diterima', 'dijelaskan', 'alarm_palsu', 'diabaikan_sampai', 'selesai'"
)
STATUSES = (
    "'baru', 'diklarifikasi_opd', 'ditinjau', 'diperbaiki', 'diterima', 'wajar', 'dijelaskan', 'alarm_palsu', "
    "'diabaikan_sampai', 'selesai'"
)
DECISION_KINDS = "'keputusan', 'minta_pengabaian', 'usul_pengabaian', 'setuju_pengabaian', 'tolak_pengabaian', 'batal'"
ROLES = "'steward', 'approver', 'opd', 'reader', 'admin', 'system'"
EVENTS_BEFORE = "'new', 'seen', 'changed', 'closed', 'reopened', 'lapsed', 'unexamined'"
EVENTS = EVENTS_BEFORE + ", 'overdue', 'escalated'"
NEW_COLUMNS = (
    "kasus", "sebab_kasus", "kolom_kasus", "penasihat", "antrian_kecurigaan", "antrian_rupiah", "overdue_since",
    "escalated_since",
)  # fmt: skip


def upgrade() -> None:
    """New columns with the meaning "a case of its own, in no queue yet", wider vocabularies, attachments."""
    op.add_column("findings", sa.Column("kasus", sa.String(length=16), nullable=True))
    op.add_column("findings", sa.Column("sebab_kasus", sa.Text(), nullable=True))
    op.add_column("findings", sa.Column("kolom_kasus", sa.Text(), nullable=True))
    op.add_column("findings", sa.Column("penasihat", sa.Boolean(), nullable=True))
    op.add_column("findings", sa.Column("antrian_kecurigaan", sa.Integer(), nullable=True))
    op.add_column("findings", sa.Column("antrian_rupiah", sa.Integer(), nullable=True))
    op.add_column("findings", sa.Column("overdue_since", MOMENT, nullable=True))
    op.add_column("findings", sa.Column("escalated_since", MOMENT, nullable=True))
    alone = sa.table("findings", sa.column("kasus"), sa.column("finding_id"), sa.column("sebab_kasus"),
                     sa.column("penasihat", sa.Boolean()), sa.column("kolom_kasus"), sa.column("kolom"))  # fmt: skip
    op.execute(
        alone.update().values(
            kasus=alone.c.finding_id, sebab_kasus="sendiri", kolom_kasus=alone.c.kolom, penasihat=sa.false()
        )
    )
    _say_anew("findings", {"status": f"status IN ({STATUSES})"}, required=("kasus", "sebab_kasus", "penasihat"))
    op.create_index("ix_findings_kasus", "findings", ["kasus"], unique=False)
    _say_anew("decisions", _decision_words(STATUSES))
    _say_anew("finding_events", {"kind": f"kind IN ({EVENTS})"})
    _create_attachments()
    _forbid_changes("attachments", "decisions", "finding_events")


def downgrade() -> None:
    """The shape before; attachments are lost, and where a newer word was used this fails."""
    op.drop_index("ix_attachments_finding_id", table_name="attachments")
    op.drop_table("attachments")
    op.drop_index("ix_findings_kasus", table_name="findings")
    _say_anew("findings", {"status": f"status IN ({STATUSES_BEFORE})"}, dropped=NEW_COLUMNS)
    _say_anew("decisions", _decision_words(STATUSES_BEFORE))
    _say_anew("finding_events", {"kind": f"kind IN ({EVENTS_BEFORE})"})
    _forbid_changes("decisions", "finding_events")


def _decision_words(statuses: str) -> dict[str, str]:
    return {
        "kind": f"kind IN ({DECISION_KINDS})",
        "role": f"role IN ({ROLES})",
        "status": f"status IN ({statuses})",
    }


def _say_anew(
    table: str, checks: dict[str, str], *, required: tuple[str, ...] = (), dropped: tuple[str, ...] = ()
) -> None:
    """Replace every check of ``table``. SQLite cannot: there the table is written anew, without its triggers."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table(table, recreate="always" if sqlite else "never") as batch:
        for name, words in checks.items():
            batch.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
            batch.create_check_constraint(op.f(f"ck_{table}_{name}"), words)
        for column in required:
            batch.alter_column(column, nullable=False)
        for column in dropped:
            batch.drop_column(column)


def _create_attachments() -> None:
    op.create_table(
        "attachments",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("finding_id", sa.String(length=16), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("ukuran_byte", sa.BigInteger(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("audit_id", SERIAL, nullable=False),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name="fk_attachments_audit_id_audit"),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.finding_id"], name="fk_attachments_finding_id_findings"),
        sa.PrimaryKeyConstraint("id", name="pk_attachments"),
    )
    op.create_index("ix_attachments_finding_id", "attachments", ["finding_id"], unique=False)


def _forbid_changes(*tables: str) -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table in tables:
        if sqlite:
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
        elif table == "attachments":
            op.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only()"
            )
