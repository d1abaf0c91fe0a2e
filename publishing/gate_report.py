"""The verdict of the release gate, and the process that gives it: no expectation library is imported here."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import orjson

from schemas.text import PersonError, Text

ENTRY = "publishing.release_gate"
READY = b"siap"
"""What the gate says once everything it needs is loaded."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One expectation that was not met: its name, what it says, and up to five examples as text."""

    expectation: str
    says: Text
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GateReport:
    """``passed`` with the names of all expectations looked at; ``docs`` is the index page that shows them."""

    passed: bool
    expectations: tuple[str, ...]
    failures: tuple[Failure, ...]
    docs: str

    def to_json(self) -> bytes:
        return orjson.dumps(asdict(self))

    @classmethod
    def from_json(cls, raw: bytes) -> GateReport:
        data = orjson.loads(raw)
        failures = tuple(
            Failure(f["expectation"], Text(**f["says"]), tuple(f["examples"])) for f in data.pop("failures")
        )
        return cls(
            passed=data["passed"], expectations=tuple(data["expectations"]), failures=failures, docs=data["docs"]
        )


Gate = Callable[[Path, Path], GateReport]
"""Judges the staged tables in the first folder, writes its pages into the second."""


class GateDiedError(PersonError):
    """The gate process ended without a verdict: nothing may be published."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            Text(
                id="Pemeriksaan rilis berhenti sebelum memberi putusan; tidak ada yang diterbitkan.",
                en="The release check stopped before giving a verdict; nothing was published.",
            ),
            Text(
                id="Jalankan lagi. Bila terulang, lampirkan catatan berikut pada laporan masalah.",
                en="Run again. If it happens again, attach the note below to a problem report.",
            ),
            where=detail,
            exit_code=3,
        )


class GateProcess:
    """The gate in a process of its own, since importing the expectation library takes seconds.

    Use as a context manager; :meth:`judge` may be called several times. Call :meth:`start` as soon as a verdict will be
    wanted; where nothing comes to be judged, nothing is loaded. Raises :class:`GateDiedError` when no verdict comes
    back; asked again, it starts anew.
    """

    def __init__(self, *, python: str = sys.executable) -> None:
        self._python = python
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin to load; nothing more if that has begun already."""
        self._process()

    def _process(self) -> subprocess.Popen[bytes]:
        if self._running is None:
            root = Path(__file__).resolve().parents[1]
            path = os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH", "")]))
            self._running = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [self._python, "-W", "ignore", "-m", ENTRY],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=os.environ | {"PYTHONPATH": path},
            )
        return self._running

    def judge(self, staged: Path, docs: Path) -> GateReport:
        """The verdict on the tables in ``staged``; the pages go to ``docs``."""
        asked, answers = self._pipes()
        try:
            asked.write(orjson.dumps({"in": str(staged.resolve()), "out": str(docs.resolve())}) + b"\n")
            asked.flush()
        except BrokenPipeError:
            raise GateDiedError(self._last_words()) from None
        for line in answers:
            if line.startswith(b"{"):
                return GateReport.from_json(line)
        raise GateDiedError(self._last_words())

    __call__ = judge

    def wait_until_ready(self) -> None:
        """Return once the process has loaded all it needs; :meth:`judge` alone would wait as well."""
        if not any(line.strip() == READY for line in self._pipes()[1]):
            raise GateDiedError(self._last_words())

    def close(self) -> None:
        """End the process; safe to call twice. It holds nothing that would need a farewell."""
        process, self._running = self._running, None
        if process is None:
            return
        if process.poll() is None:
            process.kill()
            process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe and not pipe.closed:
                pipe.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        process = self._process()
        if process.stdin is None or process.stdout is None:  # pragma: no cover - set by Popen above
            raise GateDiedError("no pipes")
        return process.stdin, process.stdout

    def _last_words(self) -> str:
        process = self._process()
        process.kill()
        process.wait()
        raw = process.stderr.read() if process.stderr else b""
        self.close()
        return raw.decode("utf-8", "replace").strip()[-2000:] or f"exit {process.returncode}"
