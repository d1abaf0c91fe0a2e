"""Files on another machine: S3, SFTP, http(s) listings, and whatever else fsspec reaches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatch
from typing import Any, TypeVar

import httpx

from sources.connectors.base import InterruptedPullError, Limits, Pulled, PullError
from sources.connectors.credentials import without_credentials
from sources.connectors.deadline import Deadline, within
from sources.connectors.file_systems import RemoteFile, RemoteFiles
from sources.connectors.http_client import HttpClient, last_modified
from sources.connectors.http_files import HttpDownload, files_below, parts_below
from sources.connectors.problems import (
    given_up,
    link_not_followed,
    special_file,
    too_large,
    too_many,
    unexpected_answer,
)
from sources.connectors.state import ConnectorState
from sources.receipt import Receipt
from sources.store import RawStore, TooLargeError, safe_name, safe_origin

T = TypeVar("T")
_BROKEN_IN_A_ROW = 3


@dataclass(frozen=True, slots=True)
class FileSystemConnector:
    """Files at and below an fsspec URL. ``connect`` opens the file system for one night.

    Origin is the URL of the file without credentials, sender the first folder below the location.
    """

    name: str
    location: str
    connect: Callable[[Deadline], Any] = field(repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)
    pattern: str = "*"
    limits: Limits = field(default_factory=Limits)

    def pull(self, store: RawStore, state: ConnectorState, now: datetime) -> Iterator[Pulled]:
        """See ``Connector``."""
        deadline = Deadline(self.limits.total_s)
        try:
            yield from within(deadline, self.name, lambda: self._pull(store, state, now, deadline))
        finally:
            state.save()

    def _pull(self, store: RawStore, state: ConnectorState, now: datetime, deadline: Deadline) -> Iterator[Pulled]:
        files = RemoteFiles(lambda: self.connect(deadline), self.location, self.limits, deadline, self.secrets)
        with closing(files):
            try:
                listed = [f for f in files.listing() if fnmatch(f.parts[-1], self.pattern)]
            except PullError as failure:
                yield failure.problem(self.name)
                return
            if len(listed) > self.limits.max_items:
                yield too_many(self.limits.max_items).problem(self.name)
                listed = listed[: self.limits.max_items]
            state.keep_only(self._origin(f.parts) for f in listed)
            yield from _each(
                self.name,
                listed,
                lambda file: self._origin(file.parts),
                lambda file: self._take(file, files, store, state, now),
            )

    def _take(
        self, file: RemoteFile, files: RemoteFiles, store: RawStore, state: ConnectorState, now: datetime
    ) -> Receipt:
        origin = self._origin(file.parts)
        if known := state.unchanged(origin, file.mark, store):
            return known
        if file.kind != "file":
            raise link_not_followed() if file.kind == "link" else special_file()
        if file.size is not None and file.size > self.limits.max_bytes:
            raise too_large(self.limits.max_bytes)
        receipt = _put(store, files.stream(file), file.parts, origin, now, file.modified, self.limits)
        files.deadline.check()
        return state.remember(origin, file.mark, receipt)

    def _origin(self, parts: Iterable[str]) -> str:
        return _join(without_credentials(self.location), parts)


@dataclass(frozen=True, slots=True)
class HttpFilesConnector:
    """Files that an http(s) listing links to (location ends in "/"), or the one file at the location."""

    name: str
    location: str
    token: str | None = field(default=None, repr=False)
    basic: tuple[str, str] | None = field(default=None, repr=False)
    plain_http_token: bool = False
    pattern: str = "*"
    limits: Limits = field(default_factory=Limits)

    def pull(self, store: RawStore, state: ConnectorState, now: datetime) -> Iterator[Pulled]:
        """See ``Connector``."""
        deadline = Deadline(self.limits.total_s)
        try:
            yield from within(deadline, self.name, lambda: self._pull(store, state, now, deadline))
        finally:
            state.save()

    def _pull(self, store: RawStore, state: ConnectorState, now: datetime, deadline: Deadline) -> Iterator[Pulled]:
        try:
            client = HttpClient(
                self.location,
                self.limits,
                deadline,
                token=self.token,
                basic=self.basic,
                plain_http_token=self.plain_http_token,
            )
        except PullError as failure:
            yield failure.problem(self.name)
            return
        with client:
            try:
                listed = self._listed(client)
            except PullError as failure:
                yield failure.problem(self.name)
                return
            if len(listed) > self.limits.max_items:
                yield too_many(self.limits.max_items).problem(self.name)
                listed = listed[: self.limits.max_items]
            state.keep_only(self._origin(url, client) for url in listed)
            yield from _each(
                self.name,
                listed,
                lambda url: self._origin(url, client),
                lambda url: self._take(url, client, store, state, now),
            )

    def _listed(self, client: HttpClient) -> list[httpx.URL]:
        if not client.base.path.endswith("/"):
            return [client.base]
        found = files_below(client, client.base, self.limits.max_items)
        return sorted(
            (url for url in found if fnmatch(parts_below(url, client.base)[-1], self.pattern)),
            key=lambda url: parts_below(url, client.base),
        )

    def _take(
        self, url: httpx.URL, client: HttpClient, store: RawStore, state: ConnectorState, now: datetime
    ) -> Receipt:
        parts, origin = parts_below(url, client.base), self._origin(url, client)
        mark = (state.get(origin) or {}).get("mark")
        known = state.unchanged(origin, mark, store)
        etag, modified = mark if known and mark else (None, None)
        with closing(HttpDownload(client, url, etag, modified)) as download:
            if not download.start():
                if known is None:
                    raise unexpected_answer("HTTP 304")
                return known
            headers = download.headers
            receipt = _put(store, download, parts, origin, now, last_modified(headers), self.limits)
        client.deadline.check()
        return state.remember(origin, [headers.get("etag"), headers.get("last-modified")], receipt)

    def _origin(self, url: httpx.URL, client: HttpClient) -> str:
        return _join(without_credentials(self.location), parts_below(url, client.base))


def _put(
    store: RawStore,
    stream: Any,
    parts: tuple[str, ...],
    origin: str,
    now: datetime,
    sent_at: datetime | None,
    limits: Limits,
) -> Receipt:
    try:
        receipt, _ = store.put(
            stream,
            name=parts[-1],
            origin=origin,
            received_at=now,
            sent_at=sent_at,
            sender=safe_name(parts[0]) if len(parts) > 1 else None,
            size_limit=limits.max_bytes,
        )
    except TooLargeError as error:
        raise too_large(error.limit) from None
    return receipt


def _each(
    source: str, listed: Sequence[T], origin_of: Callable[[T], str], take: Callable[[T], Receipt]
) -> Iterator[Pulled]:
    """One receipt or problem an item; a connection that breaks thrice in a row ends the source for tonight."""
    broken = 0
    for done, item in enumerate(listed, start=1):
        arrival: Pulled
        try:
            arrival = take(item)
            broken = 0
        except PullError as failure:
            arrival = failure.problem(source, origin_of(item))
            broken = broken + 1 if isinstance(failure, InterruptedPullError) else 0
        yield arrival
        if broken == _BROKEN_IN_A_ROW:
            if done < len(listed):
                yield given_up(len(listed) - done).problem(source)
            return


def _join(base: str, parts: Iterable[str]) -> str:
    below = safe_origin(parts)
    if base.endswith("/"):
        return base + below
    return base if base.rpartition("/")[2] == below else f"{base}/{below}"
