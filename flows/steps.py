"""The steps of a night in their order, as plain functions: the flow, the bench and the tests run these."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flows import answering, judging, reading, receiving, releasing, returning
from flows.night import Night

STEPS: Mapping[str, Callable[[Night], None]] = {
    "receive": receiving.receive,
    "read": reading.read,
    "gate": judging.gate,
    "check": judging.check,
    "answer": answering.take_answers,
    "settle": judging.settle,
    "release gate": releasing.release_gate,
    "publish": releasing.publish,
    "return": returning.return_workbooks,
}
"""Name -> step, up to the snapshot and the workbooks that go back; messages to people come after."""
