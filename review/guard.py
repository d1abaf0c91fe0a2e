"""What stands around every answer: headers that keep browsers careful, and a limit on what is sent to us."""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
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
READ_PAST = 8
"""How many times the limit is still received, unread, of a body that is refused."""
STRICT_TRANSPORT = "max-age=31536000"


class Guard:
    """Adds the headers, and refuses bodies that are larger than ``largest`` bytes or do not say how large they are.

    ``refuse`` makes the page that says so.
    """

    def __init__(self, app: ASGIApp, *, largest: int, secure: bool, refuse: Callable[[Request], Response]) -> None:
        self._app = app
        self._refuse = refuse
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
            await self._let_pass_unread(receive)
            await self._refuse(Request(scope))(scope, receive, send_with_headers)

    async def _let_pass_unread(self, receive: Receive) -> None:
        """Take what still comes, up to a bound: a browser that is cut off while it sends does not read our answer."""
        passed = 0
        while passed < READ_PAST * self._largest:
            message = await receive()
            passed += len(message.get("body", b""))
            if message["type"] != "http.request" or not message.get("more_body", False):
                return

    def _acceptable(self, headers: Headers) -> bool:
        """Bodies without a stated length are refused: every browser states one."""
        stated = headers.get("content-length", "")
        return stated.isdigit() and int(stated) <= self._largest and "transfer-encoding" not in headers
