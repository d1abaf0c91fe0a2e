"""What a run noticed, counted by kind from an index alone."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One index for both questions: which events a run has, and how many of each kind."""
    op.create_index("ix_finding_events_run_kind", "finding_events", ["run_id", "kind"])
    op.drop_index("ix_finding_events_run_id", "finding_events")


def downgrade() -> None:
    """Back to the run alone."""
    op.create_index("ix_finding_events_run_id", "finding_events", ["run_id"])
    op.drop_index("ix_finding_events_run_kind", "finding_events")
