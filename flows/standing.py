"""``jujur status``: the last nights, the snapshot in force, and what waits."""

from __future__ import annotations

from typing import Any

import click
import orjson
from rich.console import Console

from flows.config import Settings
from ledger.database import Ledger
from ledger.published import current_version
from ledger.reports import queue_counts
from ledger.runs import recent_runs
from schemas.text import Language, PersonError, Text

NO_SNAPSHOT = Text("Belum ada terbitan.", "Nothing has been published yet.")
RUN_FIRST = Text("Jalankan `jujur run` dahulu.", "Run `jujur run` first.")


def status(settings: Settings, language: Language, *, as_json: bool) -> None:
    """The last nights, the current snapshot and what waits."""
    with open_ledger(settings) as ledger:
        nights = [
            {
                "run_id": run.run_id,
                "tanggal": run.as_of.isoformat(),
                "mulai": run.started_at.isoformat(timespec="seconds"),
                "keadaan": run.state,
                "versi": run.published_version,
            }
            for run in recent_runs(ledger, 5)
        ]
        queue = queue_counts(ledger).to_dicts()
    found: dict[str, Any] = {"terbitan": current_version(settings.home), "malam": nights, "antrean": queue}
    if as_json:
        click.echo(orjson.dumps(found, default=str).decode())
        return
    console = Console()
    console.print(Text("Terbitan berlaku", "Current snapshot").of(language) + f": {found['terbitan'] or '-'}")
    for night in nights:
        console.print(f"  {night['tanggal']}  {night['keadaan']:<12} {night['versi'] or ''}", highlight=False)
    for row in queue:
        console.print("  " + "  ".join(str(value) for value in row.values()), highlight=False)


def open_ledger(settings: Settings) -> Ledger:
    """The ledger of a workspace that has seen a night; PersonError if there was none."""
    if not settings.has_ledger:
        raise PersonError(NO_SNAPSHOT, RUN_FIRST, where=str(settings.home))
    return Ledger.open(settings.database_url)
