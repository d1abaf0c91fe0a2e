"""Nights without the orchestrator: the same steps as plain functions, with one release gate for all of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import pytest

from flows.config import Settings
from flows.night import Night
from flows.opening import open_night
from flows.saying import Quiet
from publishing.gate_report import Gate, GateProcess
from tests.stories.plain_night import STEPS
from tests.stories.tiny_regency import AS_OF, TinyRegency, write_regency


@dataclass
class Desk:
    """A workspace and its nights in this process."""

    home: Path
    regency: TinyRegency
    gate: Gate
    settings: Settings
    last: Night | None = None
    say: Quiet = field(default_factory=Quiet)

    @property
    def inbox(self) -> Path:
        return self.home / "inbox"

    def night(self) -> Night:
        """One undisturbed night."""
        with open_night(self.settings, AS_OF, self.say, self.gate) as night:
            for step in STEPS.values():
                step(night)
        return night

    def table(self, name: str) -> pl.DataFrame:
        """A table of the current snapshot."""
        return pl.read_parquet(self.home / "published" / "current" / f"{name}.parquet")


@pytest.fixture(scope="session")
def gate() -> Iterator[GateProcess]:
    """The real release gate, started once."""
    with GateProcess() as process:
        yield process


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> TinyRegency:
    """The honest regency; copy its inbox before changing it."""
    return write_regency(tmp_path_factory.mktemp("kabupaten"))


@pytest.fixture(scope="session")
def open_desk(tmp_path_factory: pytest.TempPathFactory, tiny: TinyRegency, gate: GateProcess) -> Callable[[str], Desk]:
    """Make a workspace with a copy of the honest inbox."""

    def make(name: str) -> Desk:
        home = tmp_path_factory.mktemp(name) / "ruang kerja"
        shutil.copytree(tiny.inbox, home / "inbox")
        settings = Settings.model_validate(
            {
                "pemda": {"rujukan": str(tiny.references)},
                "tempat": {"home": str(home), "kotak_masuk": [str(home / "inbox")]},
            }
        )
        return Desk(home, tiny, gate, settings)

    return make
