"""Alembic runs here, always on a connection it is given: the caller owns the transaction."""

from __future__ import annotations

from alembic import context

from ledger.models import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    compare_type=True,
    render_as_batch=connection.dialect.name == "sqlite",
)
context.run_migrations()
