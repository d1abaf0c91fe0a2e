"""What one night carries from step to step."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import polars as pl

from flows.config import Settings
from flows.reading_cache import Readings
from flows.saying import Say
from flows.versions import Versioned
from ledger.database import Ledger
from ledger.deadlines import Watched
from ledger.settle import Settlement
from publishing.gate_report import Gate
from publishing.snapshot import Staged, Unchanged
from schemas.text import Text
from sources.connectors.base import PullProblem
from sources.receipt import Receipt
from sources.references import References
from sources.store import RawStore

if TYPE_CHECKING:
    from flows.judgement import Judgement

Outcome = Staged | Unchanged
T = TypeVar("T")


@dataclass(slots=True)
class Night:
    """State of one run in this process. Each step fills in what the next ones read; nothing is kept beyond the run."""

    settings: Settings
    as_of: date
    ledger: Ledger
    store: RawStore
    references: References
    gate: Gate
    say: Say
    run_id: str
    started_at: datetime
    code_version: str
    rules_lock: str
    receipts: tuple[Receipt, ...] = ()
    problems: tuple[PullProblem, ...] = ()
    new_arrivals: int = 0
    answers: int = 0
    answer_notes: int = 0
    files_read_now: int = 0
    reading_fingerprint: str = ""
    readings: Readings | None = None
    versioned: Versioned | None = None
    kendala: pl.DataFrame | None = None
    judgement: Judgement | None = None
    judged_now: bool = False
    watched: pl.DataFrame | None = None
    settlement: Settlement | None = None
    precision: pl.DataFrame | None = None
    deadlines: Watched | None = None
    staged: Outcome | None = None
    published: dict[str, pl.DataFrame] | None = None
    version: str | None = None
    previous_version: str | None = None
    notes: list[Text] = field(default_factory=list)
    summary: dict[str, Any] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        """The workspace."""
        return self.settings.home


def need(value: T | None) -> T:
    """``value``, which an earlier step must have set."""
    if value is None:
        raise RuntimeError("a step ran before the one it builds on")
    return value
