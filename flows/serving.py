"""``jujur serve``: keep a server and a schedule running until told to stop."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console

from flows.config import DEFAULT_FILE, Settings
from flows.home import make_home, stop_on_terminate
from flows.prefect_server import prefect_server
from schemas.text import Language, Text

NAME = "jujur-malam"


def serve(settings: Settings, language: Language, given: str | None = None) -> None:
    """Serve the nightly flow by ``[jadwal]``. The flow reads the settings file (``given``) anew each night."""
    console = Console(soft_wrap=True)
    config = Path(given or os.environ.get("JUJUR_CONFIG", DEFAULT_FILE)).resolve()
    make_home(settings)
    os.environ["JUJUR_TEMPAT_HOME"] = str(settings.home)
    os.environ["JUJUR_TEMPAT_KOTAK_MASUK"] = ",".join(settings.tempat.kotak_masuk)
    with stop_on_terminate(), prefect_server(settings.home, lasting=True) as url:
        told = Text(
            f"Jujur berjalan menurut jadwal '{settings.jadwal.cron}' ({settings.jadwal.zona_waktu}). Pantau: {url} ."
            " Hentikan dengan Ctrl-C.",
            f"Jujur runs by the schedule '{settings.jadwal.cron}' ({settings.jadwal.zona_waktu}). Watch: {url} ."
            " Stop with Ctrl-C.",
        )
        try:
            _run_by_schedule(settings, config, lambda: console.print(told.of(language), highlight=False))
        except KeyboardInterrupt:
            console.print(Text("Dihentikan.", "Stopped.").of(language))


def _run_by_schedule(settings: Settings, config: Path, announce: Callable[[], None]) -> None:
    from prefect.runner import Runner
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    from flows.nightly import nightly

    class Served(Runner):
        """Prefect's own handler of SIGTERM leaves a coroutine behind; Ctrl-C ends everything in order."""

        def handle_sigterm(self, *_args: Any, **_named: Any) -> None:
            os.kill(os.getpid(), signal.SIGINT)

    runner = Served(name=NAME, pause_on_shutdown=False, limit=1)
    runner.add_flow(
        nightly,
        name=NAME,
        schedule=Cron(settings.jadwal.cron, timezone=settings.jadwal.zona_waktu),
        parameters={"config": str(config) if config.is_file() else None},
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    announce()
    asyncio.run(runner.start(webserver=False))
