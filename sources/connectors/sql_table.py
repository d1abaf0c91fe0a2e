"""A table or query of a database, read in one read-only transaction and kept as one Parquet payload."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO, cast

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, CursorResult, Engine
from sqlalchemy.pool import NullPool

from schemas.text import Text
from sources.connectors.base import Limits, Pulled, PullError
from sources.connectors.credentials import describe
from sources.connectors.deadline import Deadline, within
from sources.connectors.problems import no_access, not_found, too_large, unreachable
from sources.connectors.retries import retrying
from sources.connectors.sql_values import spool_rows, write_parquet
from sources.connectors.state import ConnectorState
from sources.receipt import Receipt
from sources.store import RawStore, TooLargeError, safe_name

CHUNK_ROWS = 10_000
_CANCEL_S = 1.5
_ACCESS_SIGNS = (
    "password",
    "authentication",
    "access denied",
    "permission denied",
    "command denied",
    "role",
    "not authorized",
)
_ABSENCE_SIGNS = ("does not exist", "doesn't exist", "no such table", "unknown database", "unable to open database")

_READING = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
    sqlite3.SQLITE_TRANSACTION,
}


@dataclass(frozen=True, slots=True)
class SqlConnector:
    """``table`` (``schema.table`` allowed) or ``query`` of the database at ``url`` (whose repr hides the password).

    A table is read in the order of its primary key, or of all its columns, so that unchanged rows give the same bytes;
    a query must name its own ORDER BY for that. Decimals, dates and times keep their types; zoned times become UTC.
    """

    name: str
    url: URL
    table: str = ""
    query: str = ""
    limits: Limits = field(default_factory=Limits)

    def pull(self, store: RawStore, state: ConnectorState, now: datetime) -> Iterator[Pulled]:
        """See ``Connector``."""
        deadline = Deadline(self.limits.total_s)
        try:
            yield from within(deadline, self.name, lambda: self._pull(store, state, now, deadline))
        finally:
            state.save()

    @property
    def origin(self) -> str:
        """Where the rows come from, without user or password: ``postgresql://host:5432/db#schema.table``."""
        url = self.url
        place = URL.create(url.get_backend_name(), host=url.host, port=url.port, database=url.database)
        return f"{place.render_as_string()}#{self.table or self.name}"

    def _pull(self, store: RawStore, state: ConnectorState, now: datetime, deadline: Deadline) -> Iterator[Pulled]:
        try:
            receipt = retrying(self.limits, deadline, lambda: self._take(store, now, deadline))
        except PullError as failure:
            yield failure.problem(self.name, self.origin)
            return
        deadline.check()
        yield state.remember(self.origin, None, receipt)

    def _take(self, store: RawStore, now: datetime, deadline: Deadline) -> Receipt:
        with tempfile.TemporaryFile() as spool, tempfile.TemporaryFile() as payload:
            rows, parquet = cast("BinaryIO", spool), cast("BinaryIO", payload)
            with (
                self._in_words(deadline),
                self._transaction(deadline) as connection,
                closing(self._result(connection)) as result,
            ):
                schema = spool_rows(_distinct(list(result.keys())), self._chunks(result, rows, deadline), rows)
            write_parquet(schema, rows, rows.tell(), parquet)
            parquet.seek(0)
            try:
                receipt, _ = store.put(
                    parquet,
                    name=safe_name(f"{self.name}.{self.table or 'query'}.parquet"),
                    origin=self.origin,
                    received_at=now,
                    size_limit=self.limits.max_bytes,
                )
            except TooLargeError as error:
                raise too_large(error.limit) from None
        return receipt

    def _result(self, connection: Connection) -> CursorResult[Any]:
        statement = self._select(connection) if self.table else sa.text(self.query.replace(":", "\\:"))
        streamed = connection.execution_options(stream_results=True, max_row_buffer=CHUNK_ROWS)
        result = streamed.execute(statement)
        if not result.returns_rows:
            raise _returns_nothing()
        return result

    def _chunks(self, result: CursorResult[Any], spool: BinaryIO, deadline: Deadline) -> Iterator[Sequence[Any]]:
        while rows := result.fetchmany(CHUNK_ROWS):
            deadline.check()
            yield rows
            if spool.tell() > self.limits.max_bytes:
                raise too_large(self.limits.max_bytes)

    def _select(self, connection: Connection) -> sa.Select[Any]:
        schema, _, name = self.table.rpartition(".")
        inspector = sa.inspect(connection)
        try:
            columns = [c["name"] for c in inspector.get_columns(name, schema=schema or None)]
            key = inspector.get_pk_constraint(name, schema=schema or None).get("constrained_columns", [])
        except sa.exc.NoSuchTableError:
            raise not_found(self.origin) from None
        table = sa.table(name, *(sa.column(c) for c in columns), schema=schema or None)
        return sa.select(table).order_by(*(table.c[c] for c in key or columns))

    @contextmanager
    def _transaction(self, deadline: Deadline) -> Iterator[Connection]:
        engine = self._engine(deadline)
        try:
            with engine.connect() as connection:
                driver = connection.connection.driver_connection
                deadline.at_end(lambda: _interrupt(driver))
                _read_only(connection, deadline)
                yield connection
                connection.rollback()
        finally:
            engine.dispose()

    def _engine(self, deadline: Deadline) -> Engine:
        patience = deadline.patience(self.limits.silence_s)
        options: dict[str, Any] = {}
        match self.url.get_backend_name():
            case "postgresql":
                left_ms = max(1, int(deadline.remaining() * 1000))
                options = {
                    "connect_timeout": max(2, int(patience)),
                    "options": f"-c statement_timeout={left_ms} -c default_transaction_read_only=on -c timezone=UTC",
                    "tcp_user_timeout": int(self.limits.silence_s * 1000),
                    "application_name": "jujur",
                }
            case "mysql":
                options = {"connect_timeout": max(1, int(patience)), "read_timeout": max(1, int(deadline.remaining()))}
            case "sqlite":
                options = {"timeout": patience, "check_same_thread": False}
        return sa.create_engine(self.url, poolclass=NullPool, connect_args=options, hide_parameters=True)

    @contextmanager
    def _in_words(self, deadline: Deadline) -> Iterator[None]:
        try:
            yield
        except sa.exc.DBAPIError as error:
            deadline.check()
            origin = error.orig if isinstance(error.orig, BaseException) else error
            told = describe(origin, self._secrets)
            sign = str(origin).lower()
            if any(word in sign for word in _ABSENCE_SIGNS):
                raise not_found(told) from None
            if any(word in sign for word in _ACCESS_SIGNS):
                raise no_access(told) from None
            if isinstance(error, sa.exc.OperationalError | sa.exc.InterfaceError) or error.connection_invalidated:
                raise unreachable(told) from None
            raise _refused(told) from None
        except OSError as error:
            deadline.check()
            raise unreachable(describe(error, self._secrets)) from None

    @property
    def _secrets(self) -> tuple[str, ...]:
        return tuple(s for s in (self.url.password and str(self.url.password),) if s)


def _read_only(connection: Connection, deadline: Deadline) -> None:
    left_s = max(1, int(deadline.remaining()))
    match connection.dialect.name:
        case "postgresql":
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        case "mysql" | "mariadb":
            mariadb = bool(getattr(connection.dialect, "is_mariadb", False))
            limit = f"max_statement_time = {left_s}" if mariadb else f"max_execution_time = {left_s * 1000}"
            connection.exec_driver_sql(f"SET SESSION {limit}")
            connection.exec_driver_sql("SET SESSION time_zone = '+00:00'")
            connection.exec_driver_sql("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            connection.rollback()
        case "sqlite":
            connection.exec_driver_sql("PRAGMA query_only = ON")
            driver = cast("Any", connection.connection.driver_connection)
            end = time.monotonic() + deadline.remaining()
            driver.set_progress_handler(lambda: time.monotonic() > end, 10_000)
            driver.set_authorizer(_only_reading)


def _only_reading(action: int, first: str | None, *_: str | None) -> int:
    looks = action == sqlite3.SQLITE_PRAGMA and (first or "").startswith(("table_", "index_", "foreign_key_list"))
    return sqlite3.SQLITE_OK if action in _READING or looks else sqlite3.SQLITE_DENY


def _interrupt(driver: Any) -> None:
    """Stop what runs on ``driver`` from another thread: sqlite3 interrupts, psycopg cancels, pymysql drops the wire."""
    with suppress(Exception):
        if hasattr(driver, "interrupt"):
            driver.interrupt()
        elif hasattr(driver, "cancel_safe"):
            driver.cancel_safe(timeout=_CANCEL_S)
        else:
            driver._force_close()


def _distinct(names: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    distinct = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        distinct.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return distinct


def _returns_nothing() -> PullError:
    return PullError(
        Text(id="Kueri tidak mengembalikan tabel.", en="The query returns no table."),
        Text(id="Tulis satu SELECT di query sumber ini.", en="Write one SELECT as this source's query."),
    )


def _refused(detail: str) -> PullError:
    return PullError(
        Text(id=f"Basis data menolak: {detail}.", en=f"The database refuses: {detail}."),
        Text(
            id="Periksa nama tabel, kolom, atau kueri sumber ini.",
            en="Check this source's table, columns or query.",
        ),
    )
