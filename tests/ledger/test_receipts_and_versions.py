from __future__ import annotations

import polars as pl
import pytest

from ledger.receipts import Arrival, Recorded, arrivals_of, receipts, record_arrivals
from ledger.submissions import all_versions, as_known_at, in_force, record_versions
from ledger.verify import verify

A, B, C = "a" * 64, "b" * 64, "c" * 64
OPD = "1.03.0.00.0.00.01.0000"


def versions(*rows):
    """Submissions by file and sender's time."""
    return pl.DataFrame(
        [("rfk", OPD, "2026-10", berkas, sent_at) for berkas, sent_at in rows],
        schema={
            "dataset": pl.String,
            "kode_opd": pl.String,
            "periode": pl.String,
            "berkas": pl.String,
            "sent_at": pl.Datetime("us", "UTC"),
        },
        orient="row",
    )


@pytest.fixture
def received(ledger, tools):
    """A ledger that holds three files."""
    run = tools.new_run(ledger, tools.moment())
    came = [Arrival(berkas, 10, f"{berkas[0]}.xlsx", "inbox", tools.moment()) for berkas in (A, B, C)]
    record_arrivals(ledger, came, run_id=run, at=tools.moment())
    return ledger


def say(ledger, tools, night, *rows):
    return record_versions(ledger, tools.new_run(ledger, tools.moment(night)), versions(*rows), tools.moment(night))


def standing(frame):
    return [(row["versi"], row["berkas"]) for row in frame.to_dicts()]


def test_the_same_bytes_are_one_receipt_and_each_arrival_is_noted(ledger, tools):
    run, at = tools.new_run(ledger, tools.moment()), tools.moment()
    mailed = Arrival(A, 7, "RFK \udcff\x00.xlsx", "imap://kotak", at, dikirim_at=tools.moment(-1), pengirim="dinas")
    copied = Arrival(A, 7, "RFK.xlsx", "inbox", at)
    assert record_arrivals(ledger, [mailed, copied, copied], run_id=run, at=at) == Recorded(1, 2)
    kept = arrivals_of(ledger, A)
    assert [each.nama_berkas for each in kept] == ["RFK \\udcff\\x00.xlsx", "RFK.xlsx"]
    assert (kept[0].pengirim, kept[0].dikirim_at, kept[0].ukuran_byte) == ("dinas", tools.moment(-1), 7)
    assert receipts(ledger).rows() == [(A, 7, at, 2)]
    assert verify(ledger) == []


def test_the_same_inbox_again_is_no_arrival(received, tools):
    run = tools.new_run(received, tools.moment(1))
    same = [Arrival(berkas, 10, f"{berkas[0]}.xlsx", "inbox", tools.moment(1)) for berkas in (A, B, C)]
    assert record_arrivals(received, same, run_id=run, at=tools.moment(1)) == Recorded(0, 0)
    assert record_arrivals(received, [], run_id=run, at=tools.moment(1)) == Recorded(0, 0)
    moved = Arrival(A, 10, "a.xlsx", "s3://ember", tools.moment(1))
    assert record_arrivals(received, [moved], run_id=run, at=tools.moment(1)) == Recorded(0, 1)


def test_a_resubmission_is_a_new_version(received, tools):
    assert standing(say(received, tools, 1, (A, tools.moment(0)))) == [(1, A)]
    assert standing(say(received, tools, 2, (B, tools.moment(1)))) == [(2, B)]
    assert standing(in_force(received)) == [(2, B)]
    assert verify(received) == []


def test_the_ledger_can_say_what_was_known_on_any_day(received, tools):
    say(received, tools, 1, (A, tools.moment(0)))
    say(received, tools, 3, (B, tools.moment(2)))
    assert standing(as_known_at(received, tools.moment(0))) == []
    assert standing(as_known_at(received, tools.moment(1))) == [(1, A)]
    assert standing(as_known_at(received, tools.moment(2))) == [(1, A)]
    assert standing(as_known_at(received, tools.moment(3))) == [(2, B)]
    first = all_versions(received).row(0, named=True)
    assert (first["sent_at"], first["learned_at"], first["superseded_at"]) == (
        tools.moment(0),
        tools.moment(1),
        tools.moment(3),
    )


def test_the_same_inbox_again_is_no_version(received, tools):
    inbox = ((A, tools.moment(0)), (B, tools.moment(1)))
    assert standing(say(received, tools, 2, *inbox)) == [(1, A), (2, B)]
    assert say(received, tools, 3, *inbox).is_empty()
    assert say(received, tools, 4, *reversed(inbox)).is_empty()
    assert say(received, tools, 5).is_empty()
    assert standing(as_known_at(received, tools.moment(2))) == [(2, B)]
    assert verify(received) == []


def test_an_older_file_that_comes_late_does_not_replace_a_newer_one(received, tools):
    say(received, tools, 2, (B, tools.moment(1)))
    late = say(received, tools, 3, (A, tools.moment(0)))
    assert standing(late) == [(2, A)]
    assert late["superseded_at"].to_list() == [tools.moment(3)]
    for day in (2, 3, 4):
        assert standing(as_known_at(received, tools.moment(day))) == [(1, B)]
    assert say(received, tools, 4, (A, tools.moment(0)), (B, tools.moment(1))).is_empty()
    assert verify(received) == []


def test_going_back_to_an_earlier_file_is_a_new_version(received, tools):
    say(received, tools, 1, (A, tools.moment(0)))
    say(received, tools, 2, (B, tools.moment(1)))
    again = ((A, tools.moment(2)), (B, tools.moment(1)))
    assert standing(say(received, tools, 3, *again)) == [(3, A)]
    assert say(received, tools, 4, *again).is_empty()
    assert standing(in_force(received)) == [(3, A)]
    assert verify(received) == []


def test_without_a_senders_time_the_order_of_learning_counts(received, tools):
    say(received, tools, 1, (A, None))
    assert standing(say(received, tools, 2, (A, None), (B, None))) == [(2, B)]
    assert standing(in_force(received)) == [(2, B)]
    assert say(received, tools, 3, (A, None), (B, None)).is_empty()


def test_a_submission_without_agency_or_period_is_a_mistake_of_the_caller(received, tools):
    broken = versions((A, None)).with_columns(kode_opd=pl.lit(None, pl.String))
    with pytest.raises(ValueError, match="agency"):
        record_versions(received, tools.new_run(received, tools.moment()), broken, tools.moment())


def test_a_version_of_a_file_never_received_is_refused(ledger, tools):
    from sqlalchemy.exc import IntegrityError

    with pytest.raises(IntegrityError):
        say(ledger, tools, 1, (A, None))
    assert all_versions(ledger).is_empty()
