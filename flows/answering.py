"""Answer: what agencies wrote into the workbooks that came back is attached to the findings they were asked about."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl

from flows.night import Night, need
from ledger.answers import answered_files, record_answers
from review.workbook.answers import read_reply
from review.workbook.fingerprint import load_key
from sources.returned import OWN_ROW


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
        if reply is None:
            continue
        at = datetime.now(UTC)
        taken = record_answers(night.ledger, receipt.sha256, reply.answers, of=reply.of, notes=reply.notes, at=at)
        if taken is not None:
            night.answers += taken.decided + taken.remarked
            night.answer_notes += len(reply.notes) + len(taken.unknown)
