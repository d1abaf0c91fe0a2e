"""``python -m bench.review_server HOME URL``: the application on loopback; each answer says how long it took here."""

from __future__ import annotations

import socket
import sys
import time
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from review.app import create_app
from review.house import ReviewSettings
from review.rate import RateLimit
from sources.references import load_references

REFERENCES = Path(__file__).resolve().parent.parent / "data" / "reference"
HEADER = b"server-timing"


class Timed:
    """Adds the time from the request's arrival to the first byte of its answer, which is when a page is ready."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        begun = time.perf_counter()

        async def send_timed(message: Message) -> None:
            if message["type"] == "http.response.start":
                spent = f"app;dur={(time.perf_counter() - begun) * 1000:.2f}"
                message["headers"] = [*message["headers"], (HEADER, spent.encode())]
            await send(message)

        await self._app(scope, receive, send_timed)


def main(home: str, url: str) -> None:
    """Serve until ended; prints the address first."""
    settings = ReviewSettings(
        home=Path(home),
        database_url=url,
        agency_names=load_references(REFERENCES).agency_names,
        secure_cookies=False,
    )
    app = create_app(settings)
    app.state.house.logins = RateLimit(tries=10_000, seconds=1.0)  # everybody here comes from one address
    with socket.create_server(("127.0.0.1", 0)) as listening:
        print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        server = uvicorn.Server(uvicorn.Config(Timed(app), log_level="error", access_log=False))
        server.run(sockets=[listening])


if __name__ == "__main__":
    main(*sys.argv[1:])
