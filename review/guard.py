"""What stands around every answer: headers that keep browsers careful, and a limit on what is sent to us."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
STRICT_TRANSPORT = "max-age=31536000"


class Guard:
    """Adds the headers, and refuses bodies that are larger than ``largest`` bytes or do not say how large they are."""

    def __init__(self, app: ASGIApp, *, largest: int, secure: bool) -> None:
        self._app = app
        self._largest = largest
        self._headers = {**HEADERS, "Strict-Transport-Security": STRICT_TRANSPORT} if secure else HEADERS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
                if not scope["path"].startswith("/static/"):
                    headers["Cache-Control"] = "no-store"
            await send(message)

        if scope["method"] in ("GET", "HEAD") or self._acceptable(Headers(scope=scope)):
            await self._app(scope, receive, send_with_headers)
        else:
            await PlainTextResponse("413", status_code=413)(scope, receive, send_with_headers)

    def _acceptable(self, headers: Headers) -> bool:
        """Bodies without a stated length are refused: every browser states one."""
        stated = headers.get("content-length", "")
        return stated.isdigit() and int(stated) <= self._largest and "transfer-encoding" not in headers
