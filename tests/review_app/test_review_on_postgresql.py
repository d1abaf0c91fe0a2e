"""Lists, search, queues and decisions at once answer on PostgreSQL as they do on SQLite."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from ledger.audit import Actor
from ledger.decisions import decide_many
from review.access import Viewer
from review.house import open_house
from review.queries.bulk import bulk_of, taken_at
from review.queries.choices import choices_for
from review.queries.filters import Filters
from review.queries.lists import ORDERS, list_page
from review.queries.queue import queue_of
from tests.review_app.conftest import OURS, fid, fill, finding

STEWARD = Viewer("siti", "Siti", "steward", None)


@pytest.fixture
def house(settings, postgres_url):
    with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as server:
        server.execute("DROP DATABASE IF EXISTS tinjauan")
        server.execute("CREATE DATABASE tinjauan")
    opened = open_house(replace(settings, database_url=postgres_url.rpartition("/")[0] + "/tinjauan"))
    fill(opened.ledger, [finding(number) for number in range(1, 11)], datetime.now(UTC) - timedelta(hours=3))
    yield opened
    opened.ledger.close()


@pytest.mark.servers
def test_the_pages_ask_nothing_that_postgresql_cannot_answer(house, monkeypatch):
    monkeypatch.setattr("review.queries.lists.PAGE_ROWS", 3)
    monkeypatch.setattr(house.snapshots, "titles", lambda: {"1.03.02.2.01.0004": "pembangunan jembatan"})
    now = datetime.now(UTC)
    for order in ORDERS:
        seen, after = [], ""
        while after is not None:
            listed = list_page(house, STEWARD, Filters(), order, after, "id", now)
            seen += [line.row["finding_id"] for line in listed.lines]
            assert listed.total == 10
            after = listed.following
        assert sorted(seen) == [fid(number) for number in range(1, 11)], order
    found = list_page(house, STEWARD, Filters(q="JEMBATAN"), "prioritas", "", "id", now)
    assert [line.row["finding_id"] for line in found.lines] == [fid(4)]
    assert [case.rank for case in queue_of(house, STEWARD, "rupiah", "id").cases] == [1, 2]
    assert choices_for(house, Viewer("j", "J", "opd", OURS), "id").agencies == [(OURS, "Dinas Bina Marga")]
    bulk = bulk_of(house, STEWARD, Filters(opd=OURS), "id", now)
    decide_many(house.ledger, bulk.seen, "diterima", actor=Actor("siti", "steward"), reason="salah_ketik", at=now)
    assert len(taken_at(house, STEWARD, now, "id").undoable) == 5
