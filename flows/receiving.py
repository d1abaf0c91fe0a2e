"""Receive: pull every source, keep the bytes, note every arrival."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from flows import readers
from flows.config import Settings
from flows.night import Night
from flows.readers import SERIAL_BELOW
from ledger.receipts import Arrival, record_arrivals
from ledger.receipts import receipts as receipts_held
from review.uploads import FOLDER as UPLOADS
from schemas.text import PersonError
from sources.connectors.base import Pulled, PullProblem
from sources.connectors.options import SourceConfig
from sources.connectors.registry import connector_for, source_from_argument, state_for
from sources.receipt import Receipt
from sources.workers import get_ready


def receive(night: Night) -> None:
    """Pull all sources. A source that is down is reported and the night goes on with the others.

    Where many files come that were never held before, readers get ready meanwhile.
    """
    held = set(receipts_held(night.ledger)["berkas"])
    fresh = 0
    receipts: list[Receipt] = []
    problems: list[PullProblem] = []
    now = datetime.now(UTC)
    for source in sources_of(night.settings):
        for pulled in _pull(night, source, now):
            if isinstance(pulled, PullProblem):
                problems.append(pulled)
            else:
                receipts.append(pulled)
                if pulled.sha256 not in held:
                    fresh += 1
                    if fresh == SERIAL_BELOW:
                        get_ready(readers.__name__)
    recorded = record_arrivals(night.ledger, map(_arrival, receipts), run_id=night.run_id, at=now)
    night.problems = tuple(problems)
    night.new_arrivals = recorded.new_arrivals


def _pull(night: Night, source: SourceConfig, now: datetime) -> Iterator[Pulled]:
    """Everything one source gives; a source that is set up wrongly is a problem of that source alone."""
    state = state_for(night.home / "sumber", source)
    try:
        yield from connector_for(source).pull(night.store, state, now)
    except PersonError as error:
        yield PullProblem(source.name, "", error.what, error.do)
    state.save()


def sources_of(settings: Settings) -> list[SourceConfig]:
    """The inboxes, the upload page and the further sources, each under the limits of the settings."""
    uploads = settings.home / UPLOADS
    places = [*settings.tempat.kotak_masuk, *([str(uploads)] if uploads.is_dir() else [])]
    inboxes = [source_from_argument(place) for place in places]
    configured = [SourceConfig(s.nama, s.jenis, s.lokasi, s.opsi) for s in settings.sumber]
    limits = {"timeout_s": settings.batas.waktu_sumber_detik, "max_bytes": settings.batas.ukuran_mb * 1_000_000}
    return [replace(source, options={**limits, **source.options}) for source in (*inboxes, *configured)]


def _arrival(receipt: Receipt) -> Arrival:
    return Arrival(
        berkas=receipt.sha256,
        ukuran_byte=receipt.size,
        nama_berkas=receipt.name,
        asal=receipt.origin,
        diterima_at=receipt.received_at,
        dikirim_at=receipt.sent_at,
        pengirim=receipt.sender,
    )
