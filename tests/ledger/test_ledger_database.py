from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert, inspect, select, text
from sqlalchemy.exc import DBAPIError, StatementError

from ledger.audit import SYSTEM, record
from ledger.database import NEWEST, Ledger
from ledger.migrate import migration_config
from ledger.models import APPEND_ONLY, AuditRow, Base
from ledger.runs import recent_runs
from ledger.settle import settle
from ledger.verify import verify
from schemas.text import PersonError


def tables(ledger: Ledger) -> set[str]:
    with ledger.read() as connection:
        return set(inspect(connection).get_table_names())


def test_an_empty_database_becomes_a_ledger(ledger):
    assert tables(ledger) == set(Base.metadata.tables) | {"alembic_version"}
    assert verify(ledger) == []


def test_the_migrations_build_exactly_the_models(ledger):
    with ledger.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_revision_taken_for_the_newest_is_the_newest(ledger):
    with ledger.read() as connection:
        scripts = ScriptDirectory.from_config(migration_config(connection))
    assert scripts.get_heads() == [NEWEST]


def test_going_back_and_forth_leaves_a_working_ledger(where, tools):
    with Ledger.open(where) as ledger:
        with ledger.write() as connection:
            command.downgrade(migration_config(connection), "base")
        assert tables(ledger) <= {"alembic_version"}
        with ledger.write() as connection:
            command.upgrade(migration_config(connection), "head")
        run = tools.new_run(ledger, tools.moment())
        assert settle(ledger, run, tools.frame(tools.finding(1)), tools.watched(), tools.moment()).n_open == 1
        with ledger.read() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, Base.metadata) == []


def test_opening_again_keeps_what_is_there(where, tools):
    with Ledger.open(where) as ledger:
        run = tools.new_run(ledger, tools.moment())
    with Ledger.open(where) as ledger:
        assert [known.run_id for known in recent_runs(ledger)] == [run]


def test_a_ledger_from_a_newer_program_is_left_alone(where):
    with Ledger.open(where) as ledger, ledger.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(PersonError) as refusal:
        Ledger.open(where)
    assert "lebih baru" in refusal.value.what.id
    assert "9999" in refusal.value.what.en


def test_a_file_that_is_no_database_is_named(tmp_path: Path):
    path = tmp_path / "buku.db"
    path.write_bytes(b"bukan basis data" * 100)
    with pytest.raises(PersonError) as refusal:
        Ledger.open(path)
    assert str(path) in refusal.value.where
    assert path.read_bytes() == b"bukan basis data" * 100


def test_a_server_that_does_not_answer_is_named_without_its_password():
    with pytest.raises(PersonError) as refusal:
        Ledger.open("postgresql://petugas:rahasia@127.0.0.1:1/jujur")
    assert "127.0.0.1" in refusal.value.where
    assert "rahasia" not in refusal.value.render("id") + refusal.value.render("en")


@pytest.mark.parametrize("url", ["mysql+pymysql://a@127.0.0.1/x", "sqlite://", "sqlite:///:memory:"])
def test_a_place_that_cannot_hold_a_ledger_is_refused(url):
    with pytest.raises(PersonError):
        Ledger.open(url)


def test_sqlite_waits_writes_ahead_and_keeps_references(tmp_path: Path):
    with Ledger.open(tmp_path / "a b%c" / "buku.db") as ledger, ledger.read() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert connection.execute(text("PRAGMA busy_timeout")).scalar() == 60_000


def fill(ledger: Ledger, tools, folder: Path) -> None:
    """At least one row in every append-only table."""
    from ledger.attachments import attach
    from ledger.audit import Actor
    from ledger.comments import remark
    from ledger.decisions import decide, seen_now
    from ledger.receipts import Arrival, record_arrivals
    from sources.store import RawStore

    run, steward = tools.new_run(ledger, tools.moment()), Actor("sri", "steward")
    record_arrivals(ledger, [Arrival("a" * 64, 1, "a.xlsx", "inbox", tools.moment())], run_id=run, at=tools.moment())
    settle(ledger, run, tools.frame(tools.finding(1)), tools.watched(), tools.moment())
    decide(
        ledger, seen_now(ledger, tools.fid(1)), "ditinjau", actor=steward, reason="sedang_diperiksa", at=tools.moment()
    )
    remark(ledger, tools.fid(1), "dicek", actor=steward, at=tools.moment())
    attach(ledger, RawStore(folder), tools.fid(1), "ba.txt", b"berita acara", actor=steward, at=tools.moment())


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_history_cannot_be_rewritten(ledger, tools, table, tmp_path):
    fill(ledger, tools, tmp_path)
    column = Base.metadata.tables[table].primary_key.columns.values()[0].name
    attempts = [f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"]
    if ledger.is_sqlite:
        attempts.append(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    else:
        attempts.append(f"TRUNCATE {table} CASCADE")
    for attempt in attempts:
        with pytest.raises(DBAPIError, match="append-only"), ledger.write() as connection:
            connection.execute(text(attempt))
    with ledger.read() as connection:
        assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() >= 1
    assert verify(ledger) == []


def test_a_write_that_fails_leaves_nothing(ledger, tools):
    def fail_halfway() -> None:
        with ledger.write() as connection:
            record(connection, at=tools.moment(), actor=SYSTEM, action="coba", subject="x", detail={})
            raise RuntimeError("listrik padam")

    with pytest.raises(RuntimeError, match="listrik"):
        fail_halfway()
    with ledger.read() as connection:
        assert connection.execute(select(AuditRow.id)).all() == []


def test_a_moment_without_time_zone_is_refused(ledger, tools):
    entry = {"id": 1, "actor": "a", "role": "system", "action": "x", "subject": "", "detail": "{}"}
    naive = tools.moment().replace(tzinfo=None)
    with pytest.raises(StatementError, match="time zone"), ledger.write() as connection:
        connection.execute(insert(AuditRow), {**entry, "at": naive, "previous_hash": "", "hash": ""})


def test_readers_see_the_state_before_a_write_until_it_is_whole(ledger, tools):
    with ledger.write() as writer:
        record(writer, at=tools.moment(), actor=SYSTEM, action="coba", subject="x", detail={})
        with ledger.read() as reader:
            assert reader.execute(select(AuditRow.id)).all() == []
    with ledger.read() as reader:
        assert len(reader.execute(select(AuditRow.id)).all()) == 1


def test_the_sqlite_file_is_a_plain_database_others_can_read(tmp_path: Path, tools):
    with Ledger.open(tmp_path / "buku.db") as ledger:
        tools.new_run(ledger, tools.moment())
    with sqlite3.connect(tmp_path / "buku.db") as connection:
        assert connection.execute("SELECT state FROM runs").fetchall() == [("running",)]
    connection.close()
