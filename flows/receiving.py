"""Receive: pull every source, keep the bytes, note every arrival."""

from __future__ import annotations

from datetime import UTC, datetime

from flows.config import Settings, Sumber
from flows.night import Night
from ledger.receipts import Arrival, record_arrivals
from sources.connectors.base import PullProblem
from sources.connectors.options import SourceConfig
from sources.connectors.registry import connector_for, source_from_argument
from sources.connectors.state import ConnectorState
from sources.receipt import Receipt


def receive(night: Night) -> None:
    """Pull all sources. A source that is down is reported and the night goes on with the others."""
    receipts: list[Receipt] = []
    problems: list[PullProblem] = []
    now = datetime.now(UTC)
    for source in sources_of(night.settings):
        state = ConnectorState(night.home / "sumber" / f"{_file_name(source.name)}.json")
        for pulled in connector_for(source).pull(night.store, state, now):
            if isinstance(pulled, PullProblem):
                problems.append(pulled)
            else:
                receipts.append(pulled)
        state.save()
    recorded = record_arrivals(night.ledger, map(_arrival, receipts), run_id=night.run_id, at=now)
    night.problems = tuple(problems)
    night.new_arrivals = recorded.new_arrivals


def sources_of(settings: Settings) -> list[SourceConfig]:
    """The inboxes and the further sources of the settings."""
    inboxes = [source_from_argument(place) for place in settings.tempat.kotak_masuk]
    return [*inboxes, *(_configured(source) for source in settings.sumber)]


def _configured(source: Sumber) -> SourceConfig:
    return SourceConfig(name=source.nama, kind=source.jenis, location=source.lokasi, options=source.opsi)


def _file_name(name: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "-_." else "_" for sign in name)[:120]


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
