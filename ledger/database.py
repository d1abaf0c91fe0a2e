"""Opening the ledger: engine, transactions, migration to the newest shape.

All writers wait for one another (SQLite: BEGIN IMMEDIATE; PostgreSQL: one advisory lock), since every write extends one
hash chain. Readers never wait: they see the state before or after a write, whole.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from filelock import FileLock
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry

from schemas.text import PersonError, Text

BUSY_SECONDS = 60
WRITER_LOCK = 3603_0001
MIGRATION_LOCK = 3603_0002
VERSION_TABLE = "alembic_version"
NEWEST = "0004"
"""The revision this program writes: the head of ``ledger/migrations``."""


class Ledger:
    """A connection holder; everything else is functions that take it first. Use as a context manager."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, where: str | Path) -> Ledger:
        """The ledger at a SQLite path or a database URL, brought to the newest shape.

        Raises PersonError when it cannot be opened, is no ledger, or was written by a newer version of this program.
        """
        url = _url(where)
        if url.get_backend_name() not in ("sqlite", "postgresql"):
            raise PersonError(
                Text(id="Jenis basis data tidak didukung.", en="This kind of database is not supported."),
                Text(id="Pakai SQLite atau PostgreSQL.", en="Use SQLite or PostgreSQL."),
                where=url.render_as_string(hide_password=True),
            )
        ledger = cls(_engine(url))
        try:
            ledger._prepare()
        except (DatabaseError, OSError) as problem:
            ledger.close()
            raise _unopenable(url, problem) from problem
        except BaseException:
            ledger.close()
            raise
        return ledger

    @property
    def is_sqlite(self) -> bool:
        """Whether this ledger is a SQLite file."""
        return self.engine.dialect.name == "sqlite"

    @property
    def file(self) -> Path | None:
        """The SQLite file, or None on PostgreSQL."""
        name = self.engine.url.database
        return Path(name) if self.is_sqlite and name else None

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction, alone among writers: all of it is kept, or nothing."""
        with self.engine.connect().execution_options(ledger_write=True) as connection, connection.begin():
            if not self.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view of the ledger."""
        with self.engine.connect() as connection:
            if not self.is_sqlite:
                connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _prepare(self) -> None:
        file = self.file
        if file is None:
            with self.engine.connect() as connection, connection.begin():
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
                _bring_up(connection)
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{file}.kunci", timeout=BUSY_SECONDS):
            _turn_on_wal(file)
            with self.engine.connect().execution_options(ledger_write=True) as connection, _unreferenced(connection):
                _bring_up(connection)


def _url(where: str | Path) -> URL:
    if isinstance(where, Path) or "://" not in where:
        return URL.create("sqlite", database=str(Path(where).absolute()))
    url = make_url(where)
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and (not url.database or url.database == ":memory:"):
        raise PersonError(
            Text(id="Buku besar tidak boleh hanya di memori.", en="The ledger cannot live in memory alone."),
            Text(id="Beri nama berkas atau URL PostgreSQL.", en="Give a file name or a PostgreSQL URL."),
        )
    return url


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, record: ConnectionPoolEntry) -> None:
        del record
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("ledger_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _bring_up(connection: Connection) -> None:
    """Migrate what is not of the newest shape; the tool for it is loaded only then."""
    if not inspect(connection).has_table(VERSION_TABLE) or _revisions(connection) != [NEWEST]:
        from ledger.migrate import upgrade_to_head

        upgrade_to_head(connection)


def _revisions(connection: Connection) -> list[str]:
    return list(connection.scalars(text(f"SELECT version_num FROM {VERSION_TABLE}")))  # noqa: S608 - a name of ours


@contextmanager
def _unreferenced(connection: Connection) -> Iterator[None]:
    """A transaction in which SQLite lets a table be written anew though others refer to it; they must still fit after.

    See "Making Other Kinds Of Table Schema Changes" in SQLite's documentation of ALTER TABLE.
    """
    driver = connection.connection.driver_connection
    if driver is None:
        raise RuntimeError("the connection is closed")
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        with connection.begin():
            yield
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise RuntimeError("the migration broke references between tables")
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _turn_on_wal(file: Path) -> None:
    connection = sqlite3.connect(file, timeout=BUSY_SECONDS)
    try:
        (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    except sqlite3.DatabaseError as problem:
        raise OSError(str(problem)) from problem
    finally:
        connection.close()
    if mode != "wal":
        raise OSError(f"journal mode {mode}")


def _unopenable(url: URL, problem: Exception) -> PersonError:
    cause = str(getattr(problem, "orig", None) or problem).strip().splitlines()[0]
    return PersonError(
        Text(id=f"Buku besar tidak dapat dibuka: {cause}", en=f"The ledger cannot be opened: {cause}"),
        Text(
            id="Periksa alamat, izin baca-tulis dan apakah basis data menyala; berkas rusak dipulihkan dari cadangan.",
            en="Check the address, read and write permission and that the database is up; restore a damaged file.",
        ),
        where=url.render_as_string(hide_password=True),
    )
