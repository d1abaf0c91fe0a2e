"""Bringing a database to the shape this program knows, inside the caller's transaction."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from schemas.text import PersonError, Text

MIGRATIONS = Path(__file__).parent / "migrations"


def migration_config(connection: Connection) -> Config:
    """Alembic's configuration, bound to an open ``connection``."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade_to_head(connection: Connection) -> None:
    """Apply what is missing; nothing if already there. A database this program does not know is left alone."""
    config = migration_config(connection)
    scripts = ScriptDirectory.from_config(config)
    known = {script.revision for script in scripts.walk_revisions()}
    current = set(MigrationContext.configure(connection).get_current_heads())
    if not current <= known:
        raise PersonError(
            Text(
                id=f"Buku besar ini ditulis oleh versi Jujur yang lebih baru ({', '.join(sorted(current - known))}).",
                en=f"This ledger was written by a newer version of Jujur ({', '.join(sorted(current - known))}).",
            ),
            Text(id="Perbarui program, lalu jalankan lagi.", en="Update the program and run again."),
            where=connection.engine.url.render_as_string(hide_password=True),
        )
    if current != set(scripts.get_heads()):
        command.upgrade(config, "head")
