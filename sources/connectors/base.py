"""What every connector promises, and how it says that it could not deliver."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from schemas.text import Text
from sources.connectors.state import ConnectorState
from sources.receipt import Receipt
from sources.store import RawStore


@dataclass(frozen=True, slots=True)
class PullProblem:
    """One thing that could not be received tonight. ``item`` is empty when it concerns the whole source."""

    source: str
    item: str
    what: Text
    do: Text


Pulled = Receipt | PullProblem


class Connector(Protocol):
    """A source of payloads. What it cannot receive it reports; it raises only for bugs of ours."""

    @property
    def name(self) -> str:
        """The source's name in the configuration."""

    def pull(self, store: RawStore, state: ConnectorState, now: datetime) -> Iterator[Pulled]:
        """Everything the source holds now, one receipt an item; the unchanged with the receipt of its first arrival.

        ``now`` (aware) becomes ``received_at`` of what is new. Ends within the source's total time, whatever it does.
        """


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much: seconds in total and per silence, attempts per transfer, bytes per payload."""

    total_s: float = 900.0
    silence_s: float = 30.0
    attempts: int = 4
    first_wait_s: float = 0.5
    longest_wait_s: float = 30.0
    max_bytes: int = 200_000_000
    max_items: int = 100_000


class PullError(Exception):
    """A failure outside our walls that trying again tonight will not mend."""

    def __init__(self, what: Text, do: Text) -> None:
        super().__init__(what.en)
        self.what = what
        self.do = do

    def problem(self, source: str, item: str = "") -> PullProblem:
        """The failure as a report about ``item`` of ``source``."""
        return PullProblem(source, item, self.what, self.do)


class InterruptedPullError(PullError):
    """A failure that may pass: worth another attempt, after ``retry_after_s`` where the other side names it."""

    def __init__(self, what: Text, do: Text, *, retry_after_s: float | None = None) -> None:
        super().__init__(what, do)
        self.retry_after_s = retry_after_s
