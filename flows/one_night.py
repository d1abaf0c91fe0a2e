"""``jujur run``: one night inside a Prefect flow run, on a server of our own or the one configured."""

from __future__ import annotations

import importlib
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from flows.config import Settings
from flows.home import make_home, stop_on_terminate
from flows.prefect_server import prefect_server
from flows.saying import Quiet, Say, Terminal
from ledger.database import Ledger
from ledger.night_lock import night_lock
from ledger.runs import FINISHED, recent_runs
from publishing.gate_report import GateProcess
from schemas.text import Language

MANY = 500
"""Files in the inboxes whose rows take about as long to judge as the release gate takes to load."""


def one_night(settings: Settings, as_of: date | None, language: Language, *, show: bool) -> dict[str, Any]:
    """Run the flow and return its summary; with ``show`` progress and summary go to the terminal.

    This process loads the rooms while Prefect's server starts. So does the release gate what it needs, unless it is
    better done later: see :func:`_loads_later`.
    """
    console = Console(soft_wrap=False)
    say: Say = Terminal(console, language) if show else Quiet()
    make_home(settings)
    _refuse_second(settings.home)
    if show:
        console.print(f"[bold]Jujur, {settings.pemda.nama}[/bold]")
    try:
        say.step("start")
        with stop_on_terminate(), GateProcess() as gate:
            if not _loads_later(settings, as_of or settings.today()):
                gate.start()
            with prefect_server(settings.home, meanwhile=_load_the_rooms):
                from flows.nightly import run_under_prefect

                summary = run_under_prefect(settings, as_of, say, gate)
    finally:
        say.end()
    if show:
        from flows.summary_screen import show as show_summary

        show_summary(summary, console, language)
    for warning in summary["peringatan"]:
        click.echo(warning[language], err=True)
    return summary


def _load_the_rooms() -> None:
    importlib.import_module("flows.nightly")


def _loads_later(settings: Settings, day: date) -> bool:
    """Whether the release gate loads while rows are judged: where that takes as long as loading, or may not be needed
    at all, since a night of this date has ended well before."""
    return _has_many_files(settings) or _was_judged(settings, day)


def _has_many_files(settings: Settings) -> bool:
    inboxes = [Path(place).expanduser() for place in settings.tempat.kotak_masuk]
    files = (path for inbox in inboxes if inbox.is_dir() for path in inbox.rglob("*.*"))
    return sum(1 for _ in islice(files, MANY)) == MANY


def _was_judged(settings: Settings, day: date) -> bool:
    if not settings.has_ledger:
        return False
    with Ledger.open(settings.database_url) as ledger:
        return any(run.as_of == day and run.state in FINISHED for run in recent_runs(ledger, 1))


def _refuse_second(home: Path) -> None:
    """PersonError while another night runs here, before a server is started in vain; the flow takes the lock itself."""
    with night_lock(home):
        return
