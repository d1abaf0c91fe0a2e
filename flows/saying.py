"""What the night says while it works: step by step, to a terminal or to nobody."""

from __future__ import annotations

import time
from typing import Protocol

from rich.console import Console

from schemas.text import Language, Text

STEP_WORDS = {
    "start": Text("Menyiapkan", "Starting"),
    "receive": Text("Menarik kiriman", "Receiving"),
    "read": Text("Membaca berkas", "Reading"),
    "gate": Text("Memeriksa bentuk", "Checking shape"),
    "check": Text("Menilai kewajaran", "Judging"),
    "answer": Text("Membaca jawaban OPD", "Reading answers"),
    "settle": Text("Mencatat ke buku besar", "Settling the ledger"),
    "release gate": Text("Memeriksa yang akan diterbitkan", "Checking the release"),
    "publish": Text("Menerbitkan", "Publishing"),
    "return": Text("Menyiapkan lembar kerja untuk OPD", "Preparing workbooks for the agencies"),
    "notify": Text("Memberi tahu", "Notifying"),
}


class Say(Protocol):
    """Someone who wants to know how far the night is."""

    def step(self, name: str) -> None:
        """A step begins."""

    def detail(self, text: str) -> None:
        """How far the step is."""

    def end(self) -> None:
        """The last step is over."""


class Quiet:
    """Says nothing."""

    def step(self, name: str) -> None:
        """Nothing."""

    def detail(self, text: str) -> None:
        """Nothing."""

    def end(self) -> None:
        """Nothing."""


class Terminal:
    """One line a step with the seconds it took; details replace one another where the terminal can."""

    def __init__(self, console: Console, language: Language) -> None:
        self._console = console
        self._language = language
        self._name: str | None = None
        self._since = 0.0
        self._status = console.status("")

    def step(self, name: str) -> None:
        """Close the line of the step before and begin the next."""
        self.end()
        self._name, self._since = name, time.monotonic()
        self._status.update(STEP_WORDS[name].of(self._language))
        self._status.start()

    def detail(self, text: str) -> None:
        """Show how far the step is."""
        if self._name is not None:
            self._status.update(f"{STEP_WORDS[self._name].of(self._language)} {text}")

    def end(self) -> None:
        """Print the step just done."""
        if self._name is None:
            return
        self._status.stop()
        words = STEP_WORDS[self._name].of(self._language)
        seconds = time.monotonic() - self._since
        self._console.print(f"  [green]✓[/green] {words:<34} {seconds:6.1f} s", highlight=False)
        self._name = None
