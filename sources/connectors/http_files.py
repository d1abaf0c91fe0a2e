"""Files behind http(s): listings read for their links, transfers that continue where they broke off."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote

import httpx

from sources.connectors.base import InterruptedPullError
from sources.connectors.http_client import HttpClient, conditions
from sources.connectors.problems import broken_off, changed_meanwhile, too_large, unexpected_answer
from sources.connectors.retries import retrying
from sources.store import TooLargeError

_LISTING_BYTES = 20_000_000
_DEPTH = 12
_CONTENT_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.targets.extend(value for name, value in attrs if name == "href" and value)


def files_below(client: HttpClient, listing: httpx.URL, limit: int) -> Iterator[httpx.URL]:
    """URLs of all files that the listing at ``listing`` and the listings below it link to; at most ``limit`` + 1.

    Links upwards, to other hosts, with a query (sort orders) and cycles are passed over.
    """
    pending = [(listing, 0)]
    seen = {listing}
    found = 0
    while pending:
        folder, depth = pending.pop()
        for target in _links(client, folder):
            if target in seen or not _is_below(target, folder):
                continue
            seen.add(target)
            if target.path.endswith("/"):
                if depth < _DEPTH:
                    pending.append((target, depth + 1))
                continue
            found += 1
            yield target
            if found > limit:
                return


def parts_below(file: httpx.URL, base: httpx.URL) -> tuple[str, ...]:
    """Path of ``file`` below the folder of ``base``, decoded, part by part."""
    folder = base.raw_path.decode("ascii").partition("?")[0].rpartition("/")[0] + "/"
    path = file.raw_path.decode("ascii").partition("?")[0]
    return tuple(unquote(part) for part in path.removeprefix(folder).split("/") if part)


def _links(client: HttpClient, folder: httpx.URL) -> list[httpx.URL]:
    try:
        answer = client.fetch(folder, max_bytes=_LISTING_BYTES)
    except TooLargeError as error:
        raise too_large(error.limit) from None
    if "html" not in answer.headers.get("content-type", ""):
        raise unexpected_answer(f"{folder.path} bukan daftar / is no listing (text/html)")
    reader = _Links()
    reader.feed(answer.body.decode("utf-8", "replace"))
    targets = []
    for link in reader.targets:
        try:
            targets.append(folder.join(link))
        except httpx.InvalidURL:
            continue
    return targets


def _is_below(target: httpx.URL, folder: httpx.URL) -> bool:
    here = (folder.scheme, folder.host, folder.port)
    return (
        (target.scheme, target.host, target.port) == here
        and not target.query
        and not target.fragment
        and target.raw_path.startswith(folder.raw_path)
        and target.raw_path != folder.raw_path
    )


@dataclass(slots=True)
class HttpDownload:
    """One file as a stream that survives a broken connection: it asks for the rest and proves that it fits.

    Raises PullError in words. The end is only reached when as many bytes came as the server stated.
    """

    client: HttpClient
    url: httpx.URL
    etag: str | None = None
    modified: str | None = None
    headers: httpx.Headers = field(default_factory=httpx.Headers)
    _total: int | None = None
    _offset: int = 0
    _pending: bytes = b""
    _chunks: Iterator[bytes] | None = None
    _open: ExitStack = field(default_factory=ExitStack)
    _passed: hashlib._Hash = field(default_factory=hashlib.sha256)

    def start(self) -> bool:
        """Begin; False when the server says that nothing changed since ``etag``/``modified``."""
        return retrying(self.client.limits, self.client.deadline, self._start)

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes; continues after a broken connection."""
        while not self._pending:
            chunk = retrying(self.client.limits, self.client.deadline, self._next)
            if chunk is None:
                return b""
            self._pending = chunk
        piece, self._pending = self._pending[:size], self._pending[size:]
        return piece

    def close(self) -> None:
        """Give the connection back."""
        self._chunks = None
        self._open.close()

    def _start(self) -> bool:
        asked = {"Accept-Encoding": "identity", **conditions(self.etag, self.modified)}
        self._open.close()
        response = self._open.enter_context(self.client.open(self.url, headers=asked))
        if response.status_code == 304:
            return False
        self.headers = response.headers
        stated = response.headers.get("content-length", "")
        self._total = int(stated) if stated.isdigit() else None
        if self._total is None and "chunked" not in response.headers.get("transfer-encoding", "").lower():
            raise unexpected_answer("tanpa Content-Length / no Content-Length")
        if response.headers.get("content-encoding", "identity") != "identity":
            raise unexpected_answer(f"Content-Encoding {response.headers['content-encoding']}")
        self._chunks = self._body(response)
        return True

    def _next(self) -> bytes | None:
        if self._chunks is None and self._offset == self._total:
            return None
        try:
            if self._chunks is None:
                self._continue()
            assert self._chunks is not None  # noqa: S101 - set by _continue
            chunk = next(self._chunks, None)
            if chunk is None:
                if self._total is not None and self._offset != self._total:
                    raise broken_off(f"{self._offset}/{self._total}")
                return None
        except InterruptedPullError:
            self.close()
            raise
        self._offset += len(chunk)
        self._passed.update(chunk)
        return chunk

    def _body(self, response: httpx.Response) -> Iterator[bytes]:
        return (c for c in self.client.chunks(response, self.client.limits.max_bytes, raw=True) if c)

    def _continue(self) -> None:
        validator = self.headers.get("etag", "")
        if not validator or validator.startswith("W/"):
            validator = self.headers.get("last-modified", "")
        asked = {"Accept-Encoding": "identity", "Range": f"bytes={self._offset}-"}
        if validator:
            asked["If-Range"] = validator
        response = self._open.enter_context(self.client.open(self.url, headers=asked))
        if response.status_code == 206:
            self._fits(response)
            self._chunks = self._body(response)
        else:
            self._chunks = self._skip_known(response)

    def _fits(self, response: httpx.Response) -> None:
        stated = _CONTENT_RANGE.fullmatch(response.headers.get("content-range", ""))
        if stated is None or int(stated[1]) != self._offset:
            raise unexpected_answer("Content-Range")
        same_etag = response.headers.get("etag") in (None, self.headers.get("etag"))
        if (self._total is not None and int(stated[3]) != self._total) or not same_etag:
            raise changed_meanwhile()
        self._total = int(stated[3])

    def _skip_known(self, response: httpx.Response) -> Iterator[bytes]:
        again = hashlib.sha256()
        left = self._offset
        stated = response.headers.get("content-length", "")
        if self._total is not None and stated.isdigit() and int(stated) != self._total:
            raise changed_meanwhile()
        for chunk in self._body(response):
            known, rest = chunk[:left], chunk[left:]
            left -= len(known)
            again.update(known)
            if left == 0 and known and again.digest() != self._passed.digest():
                raise changed_meanwhile()
            if rest:
                yield rest
