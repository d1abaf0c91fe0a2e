"""Answer: what agencies wrote into the workbooks that came back is attached to the findings they were asked about."""

from __future__ import annotations

import re
from dataclasses import astuple
from datetime import UTC, datetime

import polars as pl

from flows.night import Night, need
from ledger.answers import answered_files, record_answers
from review.workbook.answers import Reply, read_reply
from review.workbook.difference import Change, changed_cells
from review.workbook.fingerprint import load_key
from sources.receipt import Receipt
from sources.returned import OWN_ROW

_SHA256 = re.compile(r"[0-9a-f]{64}")


def take_answers(night: Night) -> None:
    """Record the answers of every returned workbook not recorded yet; before findings settle, so that a correction
    closes what it answers."""
    came = need(night.readings).tables["jejak"].filter(pl.col("alasan") == OWN_ROW)["berkas"].unique()
    waiting = set(came) - answered_files(night.ledger)
    for receipt in night.receipts:
        if receipt.sha256 not in waiting:
            continue
        waiting.discard(receipt.sha256)
        reply = read_reply(night.store.path(receipt.sha256), receipt.name, load_key(night.home), night.as_of)
        if reply is not None:
            _record(night, receipt, reply)


def _record(night: Night, receipt: Receipt, reply: Reply) -> None:
    taken = record_answers(
        night.ledger,
        receipt.sha256,
        reply.answers,
        of=reply.of,
        notes=reply.notes,
        changes=[astuple(change) for change in _changes(night, receipt, reply)],
        at=datetime.now(UTC),
    )
    if taken is not None:
        night.answers += taken.decided + taken.remarked
        night.answer_notes += len(reply.notes) + len(taken.unknown)


def _changes(night: Night, receipt: Receipt, reply: Reply) -> list[Change]:
    """What was corrected, where the file asked about is one we hold."""
    if not _SHA256.fullmatch(reply.of) or not night.store.exists(reply.of):
        return []
    return changed_cells(night.store.path(reply.of), night.store.path(receipt.sha256), receipt.name)
