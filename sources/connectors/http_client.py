"""HTTP with manners and limits: one host, no surprises, every silence bounded, every failure in words."""

from __future__ import annotations

import email.utils
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx

from schemas.text import Text
from sources.connectors.base import InterruptedPullError, Limits, PullError
from sources.connectors.credentials import describe
from sources.connectors.deadline import Deadline
from sources.connectors.problems import (
    broken_off,
    no_access,
    not_found,
    unexpected_answer,
    unreachable,
)
from sources.connectors.retries import retrying
from sources.store import TooLargeError

_REDIRECTS = 5
_PASSING = {408, 425, 429, 500, 502, 503, 504}
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer. ``status`` is 200 or 304; ``body`` is empty for 304."""

    url: httpx.URL
    status: int
    headers: httpx.Headers
    body: bytes


class HttpClient:
    """Requests to the host of ``base_url`` and to no other.

    The token goes as a bearer over https, or over http to this machine; ``plain_http_token`` allows it elsewhere.
    """

    def __init__(
        self,
        base_url: str,
        limits: Limits,
        deadline: Deadline,
        *,
        token: str | None = None,
        basic: tuple[str, str] | None = None,
        plain_http_token: bool = False,
    ) -> None:
        self.base = httpx.URL(base_url)
        self.limits = limits
        self.deadline = deadline
        self.secrets = tuple(s for s in (token, *(basic or ())) if s)
        self._sockets: list[Any] = []
        at_home = self.base.host in _LOOPBACK
        if self.secrets and self.base.scheme != "https" and not at_home and not plain_http_token:
            raise _unprotected()
        self._client = httpx.Client(
            auth=httpx.BasicAuth(*basic) if basic else _Bearer(token) if token else None,
            headers={"User-Agent": "jujur"},
            follow_redirects=False,
            trust_env=not at_home,
        )
        deadline.at_end(self._cut)

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()

    def __enter__(self) -> HttpClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def fetch(self, url: httpx.URL | str, *, headers: Mapping[str, str] | None = None, max_bytes: int) -> Answer:
        """A whole answer, with retries. Raises PullError, OutOfTimeError, and TooLargeError past ``max_bytes``."""

        def attempt() -> Answer:
            with self.open(url, headers=headers) as response:
                body = b"".join(self.chunks(response, max_bytes))
                return Answer(response.url, response.status_code, response.headers, body)

        return retrying(self.limits, self.deadline, attempt)

    @contextmanager
    def open(self, url: httpx.URL | str, *, headers: Mapping[str, str] | None = None) -> Iterator[httpx.Response]:
        """One attempt: an answer of 200, 206 or 304 with its body unread. Redirects stay on the host."""
        target = httpx.URL(url)
        for _ in range(_REDIRECTS + 1):
            self._stay(target)
            response = self._send(target, headers or {})
            try:
                if response.has_redirect_location:
                    target = response.url.join(response.headers["location"])
                    continue
                _refuse_failures(response)
                yield response
                return
            finally:
                with suppress(httpx.HTTPError, OSError):
                    response.close()
        raise unexpected_answer(f"> {_REDIRECTS} redirects")

    def chunks(self, response: httpx.Response, max_bytes: int, *, raw: bool = False) -> Iterator[bytes]:
        """The body piece by piece, decoded unless ``raw``; raises TooLargeError past ``max_bytes``."""
        seen = 0
        with self._in_words(broken_off):
            for chunk in response.iter_raw() if raw else response.iter_bytes():
                self.deadline.check()
                seen += len(chunk)
                if seen > max_bytes:
                    raise TooLargeError(max_bytes)
                yield chunk

    def _send(self, target: httpx.URL, headers: Mapping[str, str]) -> httpx.Response:
        patience = self.deadline.patience(self.limits.silence_s)
        request = self._client.build_request(
            "GET", target, headers=dict(headers), timeout=patience, extensions={"trace": self._trace}
        )
        with self._in_words(unreachable):
            return self._client.send(request, stream=True)

    @contextmanager
    def _in_words(self, broken: Callable[[str], InterruptedPullError]) -> Iterator[None]:
        try:
            yield
        except (httpx.UnsupportedProtocol, httpx.DecodingError) as error:
            raise unexpected_answer(describe(error, self.secrets)) from None
        except (httpx.HTTPError, OSError) as error:
            self.deadline.check()
            raise broken(describe(error, self.secrets)) from None

    def _stay(self, target: httpx.URL) -> None:
        home = self.base
        same_door = (target.scheme, target.port) == (home.scheme, home.port)
        upgraded = (home.scheme, target.scheme) == ("http", "https") and target.port is None
        if target.host != home.host or not (same_door or upgraded):
            raise _elsewhere(target.host)

    def _trace(self, event: str, info: Mapping[str, Any]) -> None:
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            self._sockets.append(info["return_value"])

    def _cut(self) -> None:
        for stream in self._sockets:
            raw = stream.get_extra_info("socket")
            with suppress(OSError):
                raw.shutdown(socket.SHUT_RDWR)


class _Bearer(httpx.Auth):
    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Any:
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


def retry_after_s(headers: httpx.Headers) -> float | None:
    """Seconds the server asks to wait (number or HTTP date), or None."""
    asked = headers.get("retry-after", "").strip()
    if asked.isdigit():
        return float(asked)
    try:
        moment = email.utils.parsedate_to_datetime(asked)
    except ValueError:
        return None
    return max(0.0, moment.timestamp() - time.time())


def last_modified(headers: httpx.Headers) -> datetime | None:
    """Last-Modified as an aware UTC time, or None."""
    try:
        moment = email.utils.parsedate_to_datetime(headers.get("last-modified", ""))
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def conditions(etag: str | None, modified: str | None) -> dict[str, str]:
    """Headers that let the server answer 304 when nothing changed."""
    headers = {"If-None-Match": etag} if etag else {}
    return headers | ({"If-Modified-Since": modified} if modified else {})


def _refuse_failures(response: httpx.Response) -> None:
    status = response.status_code
    if status in (200, 206, 304):
        return
    if status in _PASSING:
        asked = retry_after_s(response.headers)
        failure = unreachable(f"HTTP {status}")
        raise InterruptedPullError(failure.what, failure.do, retry_after_s=asked)
    if status in (401, 403):
        raise no_access(f"HTTP {status}")
    if status in (404, 410):
        raise not_found(f"{response.url.host}{response.url.path} (HTTP {status})")
    raise unexpected_answer(f"HTTP {status}")


def _elsewhere(host: str) -> PullError:
    return PullError(
        Text(
            id=f"Sumber mengalihkan ke tempat lain ({host}) dan tidak diikuti.",
            en=f"The source points elsewhere ({host}) and was not followed.",
        ),
        Text(
            id="Bila pindah alamat itu benar, ganti alamat sumber di konfigurasi.",
            en="If the move is genuine, change the source's address in the configuration.",
        ),
    )


def _unprotected() -> PullError:
    return PullError(
        Text(
            id="Token atau kata sandi tidak dikirim melalui http tanpa sandi.",
            en="A token or password is not sent over unencrypted http.",
        ),
        Text(
            id="Pakai https, atau izinkan dengan plain_http_token bila jaringannya tertutup.",
            en="Use https, or allow it with plain_http_token on a closed network.",
        ),
    )
