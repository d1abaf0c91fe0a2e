"""What one finding's page shows of the agency's own file: the cells around, and what was changed since."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from ledger.receipts import Arrival, record_arrivals
from ledger.runs import begin_run, end_run
from ledger.submissions import VERSION_SCHEMA, record_versions
from review.house import ReviewSettings
from sources.store import RawStore
from tests.review_app.conftest import OURS, THEIRS, fid, fill, finding

HEAD = "Kode,Uraian,Pagu,Realisasi\n"
SENT = HEAD + "1.03.1,Jalan,1000,1200\n1.03.2,Jembatan,2000,500\n"
CORRECTED = HEAD + "1.03.1,Jalan,1000,900\n1.03.2,Jembatan,2000,501\n"
NAME = "RFK Bina Marga Oktober.csv"


@pytest.fixture
def versions(settings: ReviewSettings, ledger):
    """``versions([content, ...], [agency, ...])``: a report sent so often; finding 21 is about the first."""

    def send(contents: list[str], agencies: tuple[str, ...] = (OURS,)) -> None:
        store, at = RawStore(settings.home / "mentah"), datetime.now(UTC) - timedelta(hours=2)
        place = {"name": NAME, "origin": NAME, "received_at": at, "size_limit": 1 << 20}
        kept = [store.put(text.encode(), **place)[0].sha256 for text in contents]
        run = begin_run(ledger, as_of=at.date(), at=at, code_version="1", rules_lock_hash="2").run_id
        for number, sha256 in enumerate(kept):
            sent = at + timedelta(minutes=number)
            record_arrivals(ledger, [Arrival(sha256, 10, NAME, NAME, sent, sent)], run_id=run, at=sent)
            rows = [("rfk", agency, "2026-10", sha256, sent) for agency in agencies]
            columns = ("dataset", "kode_opd", "periode", "berkas", "sent_at")
            schema = {name: VERSION_SCHEMA[name] for name in columns}
            record_versions(ledger, run, pl.DataFrame(rows, schema=schema, orient="row"), sent)
        end_run(ledger, run, state="nothing_new", at=at, summary={})
        about = {"berkas": kept[0], "lembar": NAME.removesuffix(".csv"), "baris": 2, "sel": "D2", "kolom": None}
        fill(ledger, [finding(21, **about)], datetime.now(UTC) - timedelta(hours=1))

    return send


def test_the_cell_asked_about_stands_among_its_neighbours(browser_of, versions):
    versions([SENT])
    page = browser_of("siti").open(f"/temuan/{fid(21)}")
    assert ' cell">1200</td>' in page
    assert "Jembatan" in page
    assert "Yang diubah OPD" not in page


def test_what_the_agency_changed_is_shown_before_and_after(browser_of, versions):
    versions([SENT, CORRECTED])
    page = browser_of("siti").open(f"/temuan/{fid(21)}")
    assert "2 sel berubah" in page
    assert "<td>1200</td><td>900</td>" in page
    assert page.index("<td>1200</td>") < page.index("<td>500</td>")


def test_a_file_of_several_agencies_is_compared_for_none_of_them(browser_of, versions):
    versions([SENT, CORRECTED], (OURS, THEIRS))
    assert "Yang diubah OPD" not in browser_of("joko").open(f"/temuan/{fid(21)}")
