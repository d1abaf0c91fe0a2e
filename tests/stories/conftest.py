"""A tiny regency, one Prefect server for all stories, and the real command in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import polars as pl
import pytest

from flows.prefect_server import prefect_server
from tests.stories.tiny_regency import AS_OF, TinyRegency, write_regency

JUJUR = Path(sys.executable).parent / "jujur"
NOISE = ("Traceback", "prefect.", "| ERROR", "| WARNING", "httpx", "Exception", "Task was destroyed", "RuntimeWarning")

ARTIFACTS = {"ringkasan", "kelengkapan", "temuan-teratas"}
"""Keys of what a night leaves for the orchestrator's own pages."""


@dataclass(frozen=True)
class Said:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def summary(self) -> dict:
        """The one JSON object, which must be the last line."""
        return orjson.loads(self.out.strip().splitlines()[-1])

    def is_quiet(self) -> bool:
        """No traceback and nothing of the orchestrator's own."""
        return not any(noise in self.out + self.err for noise in NOISE)


@dataclass
class Office:
    """A workspace of its own: an inbox, code lists, settings, and the command line on it."""

    home: Path
    regency: TinyRegency
    environment: dict[str, str]

    @property
    def inbox(self) -> Path:
        return self.home / "inbox"

    @property
    def current(self) -> Path:
        return self.home / "published" / "current"

    def say(self, *arguments: str, **environment: str) -> Said:
        """Run ``jujur`` with these arguments on this workspace."""
        done = subprocess.run(
            [str(JUJUR), *arguments],
            env=self.environment | environment,
            cwd=self.home,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        return Said(done.returncode, done.stdout, done.stderr)

    def night(self, *arguments: str, **environment: str) -> Said:
        """One night with ``--json``."""
        return self.say("run", "--as-of", AS_OF.isoformat(), "--json", *arguments, **environment)

    def table(self, name: str) -> pl.DataFrame:
        """A table of the current snapshot."""
        return pl.read_parquet(self.current / f"{name}.parquet")

    def versions(self) -> list[str]:
        """Every snapshot there is."""
        return sorted(p.name for p in (self.home / "published").iterdir() if p.is_dir() and not p.is_symlink())


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> TinyRegency:
    """The honest regency; copy its inbox before changing it."""
    return write_regency(tmp_path_factory.mktemp("kabupaten"))


@pytest.fixture(scope="session")
def prefect_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Prefect server that is not ours to start: the commands are pointed at it by PREFECT_API_URL."""
    before = dict(os.environ)
    try:
        with prefect_server(tmp_path_factory.mktemp("prefect")) as url:
            yield url
    finally:
        os.environ.clear()
        os.environ.update(before)


def until(what: Callable[[], Any], seconds: float = 90.0) -> Any:
    """What ``what`` gives once it gives something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError("it did not happen in time")


Opener = Callable[..., Office]


@pytest.fixture(scope="session")
def open_office(tmp_path_factory: pytest.TempPathFactory, tiny: TinyRegency, prefect_api: str) -> Opener:
    """Make a workspace with a copy of the honest inbox (or, with ``empty``, with nothing in it)."""

    def make(name: str, *, empty: bool = False, extra: Mapping[str, str] | None = None) -> Office:
        home = tmp_path_factory.mktemp(name) / "ruang kerja"
        if empty:
            (home / "inbox").mkdir(parents=True)
        else:
            shutil.copytree(tiny.inbox, home / "inbox")
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("JUJUR_", "PREFECT_"))}
        settings = {
            "JUJUR_TEMPAT_HOME": str(home),
            "JUJUR_TEMPAT_KOTAK_MASUK": str(home / "inbox"),
            "PREFECT_API_URL": prefect_api,
            "PREFECT_HOME": str(home.parent / "prefect-klien"),
            "COLUMNS": "200",
        }
        return Office(home, tiny, clean | tiny.environment() | settings | dict(extra or {}))

    return make


@pytest.fixture(scope="session")
def judged(open_office: Opener) -> tuple[Office, Said]:
    """The honest regency after its first night; for tests that only look."""
    office = open_office("jujur")
    return office, office.night()
