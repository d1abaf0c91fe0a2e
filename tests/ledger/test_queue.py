"""Where the night puts findings, and how the ledger of an older program comes to know it."""

from __future__ import annotations

import polars as pl
import pytest
from alembic import command
from sqlalchemy import text

from ledger.audit import chain_head
from ledger.database import Ledger
from ledger.findings import load_findings
from ledger.migrate import migration_config
from ledger.queue import place
from ledger.settle import settle
from ledger.verify import verify
from schemas.finding import Placement
from schemas.tables import polars_schema


def placed(tools, *rows: tuple[int, int, int | None]) -> pl.DataFrame:
    """Placements: number of the finding, number of its case's primary, rank in both queues."""
    made = [
        {
            "finding_id": tools.fid(number),
            "kasus": tools.fid(primary),
            "sebab_kasus": "sendiri" if number == primary else "baris_sama",
            "kolom_kasus": "realisasi_idr",
            "penasihat": False,
            "antrian_kecurigaan": rank,
            "antrian_rupiah": rank,
        }
        for number, primary, rank in rows
    ]
    return pl.DataFrame(made, schema=polars_schema(Placement))


def standing(ledger: Ledger) -> dict[str, tuple[str, int | None]]:
    found = load_findings(ledger).select("finding_id", "kasus", "antrian_rupiah")
    return {finding_id: (case, rank) for finding_id, case, rank in found.iter_rows()}


@pytest.fixture
def night(ledger, tools):
    run = tools.new_run(ledger, tools.moment())
    settle(ledger, run, tools.frame(*(tools.finding(n) for n in (1, 2, 3))), tools.watched(), tools.moment())
    return run


def test_a_new_finding_is_a_case_of_its_own_until_it_is_placed(ledger, night, tools):
    assert standing(ledger) == {tools.fid(n): (tools.fid(n), None) for n in (1, 2, 3)}


def test_a_finding_that_is_not_placed_tonight_leaves_the_queue_and_keeps_its_case(ledger, night, tools):
    assert place(ledger, night, placed(tools, (1, 1, 1), (2, 1, None), (3, 3, 2)), tools.moment()) == 3
    assert place(ledger, night, placed(tools, (3, 3, 1)), tools.moment()) == 2
    expected = {tools.fid(1): (tools.fid(1), None), tools.fid(2): (tools.fid(1), None)}
    assert standing(ledger) == expected | {tools.fid(3): (tools.fid(3), 1)}
    assert verify(ledger) == []


def test_placing_the_same_again_writes_nothing(ledger, night, tools):
    where = placed(tools, (1, 1, 1), (2, 1, None), (3, 3, 2))
    place(ledger, night, where, tools.moment())
    before = chain_head(ledger)
    assert place(ledger, night, where, tools.moment(1)) == 0
    assert chain_head(ledger) == before


def test_a_finding_nobody_knows_cannot_be_placed(ledger, night, tools):
    with pytest.raises(KeyError, match=tools.fid(9)):
        place(ledger, night, placed(tools, (9, 9, 1)), tools.moment())


def test_a_ledger_of_the_first_shape_is_brought_along_with_all_it_holds(where, tools):
    with Ledger.open(where) as ledger, ledger.write() as connection:
        command.downgrade(migration_config(connection), "0001")
        connection.execute(text(AUDITED))
        connection.execute(text(RUN))
        connection.execute(text(FINDING), {"finding": tools.fid(1)})
        connection.execute(text(EVENT), {"finding": tools.fid(1)})
    with Ledger.open(where) as ledger:
        assert standing(ledger) == {tools.fid(1): (tools.fid(1), None)}
        with ledger.read() as connection:
            assert connection.execute(text("SELECT count(*) FROM finding_events")).scalar_one() == 1
            if ledger.is_sqlite:
                assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
                assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        with pytest.raises(Exception, match="append-only"), ledger.write() as connection:
            connection.execute(text("DELETE FROM finding_events"))


AUDITED = (
    "INSERT INTO audit (id, at, actor, role, action, subject, detail, previous_hash, hash) "
    "VALUES (1, '2026-11-02 18:00:00', 'jujur', 'system', 'settled', 'r', '{}', '0', '1')"
)
RUN = (
    "INSERT INTO runs (run_id, as_of, started_at, state, code_version, rules_lock_hash, summary) "
    "VALUES ('r', '2026-11-02', '2026-11-02 18:00:00', 'running', 'x', 'x', '{}')"
)
FINDING = (
    "INSERT INTO findings (finding_id, aturan, versi_aturan, tema, keparahan, jenis, hasil, dataset, periode, subjek, "
    "parameter, ambang, dasar, kecurigaan, value_hash, content_hash, first_seen, last_seen, times_seen, first_run, "
    "last_run, status, status_since) VALUES (:finding, 'ANG-001', 1, 'anggaran', 'blokir', 'tidak_konsisten', 'gagal', "
    "'rfk', '2026-10', '{}', '{}', '[]', 'UU', 0.5, 'v', 'c', '2026-11-02 18:00:00', '2026-11-02 18:00:00', 1, 'r', "
    "'r', 'baru', '2026-11-02 18:00:00')"
)
EVENT = (
    "INSERT INTO finding_events (finding_id, run_id, at, kind, value_hash, detail, audit_id) "
    "VALUES (:finding, 'r', '2026-11-02 18:00:00', 'new', 'v', '{}', 1)"
)
