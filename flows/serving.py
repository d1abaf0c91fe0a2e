"""``jujur serve``: keep a server and a schedule running until told to stop."""

from __future__ import annotations

import os
from pathlib import Path

from rich.console import Console

from flows.config import DEFAULT_FILE, Settings
from flows.prefect_server import prefect_server
from schemas.text import Language, Text


def serve(settings: Settings, language: Language) -> None:
    """Serve the nightly flow by ``[jadwal]``. The flow reads the settings anew each night."""
    console = Console()
    config = os.environ.get("JUJUR_CONFIG", DEFAULT_FILE)
    os.environ["JUJUR_TEMPAT_HOME"] = str(settings.home)
    os.environ["JUJUR_TEMPAT_KOTAK_MASUK"] = ",".join(settings.tempat.kotak_masuk)
    with prefect_server(settings.home) as url:
        from prefect.schedules import Cron

        from flows.nightly import nightly

        told = Text(
            f"Jujur berjalan menurut jadwal '{settings.jadwal.cron}' ({settings.jadwal.zona_waktu}). Pantau: {url}."
            " Hentikan dengan Ctrl-C.",
            f"Jujur runs by the schedule '{settings.jadwal.cron}' ({settings.jadwal.zona_waktu}). Watch: {url}."
            " Stop with Ctrl-C.",
        )
        console.print(told.of(language), highlight=False)
        nightly.serve(
            name="jujur-malam",
            schedule=Cron(settings.jadwal.cron, timezone=settings.jadwal.zona_waktu),
            parameters={"config": config if Path(config).is_file() else None},
            limit=1,
            print_starting_message=False,
            pause_on_shutdown=False,
        )
