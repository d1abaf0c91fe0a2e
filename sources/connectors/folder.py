"""A local folder, with everything below it."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

from sources.connectors.base import Limits, Pulled, PullError
from sources.connectors.credentials import describe
from sources.connectors.deadline import Deadline, within
from sources.connectors.problems import (
    changed_meanwhile,
    link_not_followed,
    no_access,
    not_found,
    special_file,
    too_large,
    too_many,
)
from sources.connectors.state import ConnectorState
from sources.store import RawStore, TooLargeError, safe_name, safe_origin

_BY_PROGRAMS = ("~$", ".")
_BY_PROGRAMS_WHOLE = {"thumbs.db", "desktop.ini", "ehthumbs.db"}
_HANDS = 8
_UNFINISHED = (".tmp", ".part", ".crdownload", ".partial", ".filepart")


@dataclass(frozen=True, slots=True)
class _Found:
    path: str
    parts: tuple[str, ...]
    origin: str
    info: os.stat_result

    @property
    def mark(self) -> list[Any]:
        i = self.info
        return [i.st_size, i.st_mtime_ns, i.st_ctime_ns, i.st_ino, i.st_dev]


class _Lines:
    """What a walk finds beside files: things not taken, each with its reason."""

    def __init__(self) -> None:
        self.refused: list[tuple[tuple[str, ...], PullError]] = []

    def refuse(self, parts: tuple[str, ...], reason: PullError) -> None:
        self.refused.append((parts, reason))


@dataclass(frozen=True, slots=True)
class FolderConnector:
    """Files below ``inbox``, sorted by path. ``settle_s``: a file must lie untouched so long before it is taken.

    Origin is the path below the inbox, sender the first folder of it, sent_at the file's time. Lock files, temporary
    and hidden files are passed over; links leading out of the inbox and special files are reported, never opened.
    """

    name: str
    inbox: Path
    settle_s: float = 2.0
    limits: Limits = field(default_factory=Limits)

    def pull(self, store: RawStore, state: ConnectorState, now: datetime) -> Iterator[Pulled]:
        """See ``Connector``."""
        deadline = Deadline(self.limits.total_s)
        try:
            yield from within(deadline, self.name, lambda: self._pull(store, state, now, deadline))
        finally:
            state.save()

    def _pull(self, store: RawStore, state: ConnectorState, now: datetime, deadline: Deadline) -> Iterator[Pulled]:
        if not os.path.isdir(self.inbox):  # noqa: PTH112 - Path.is_dir raises where the parent is closed to us
            yield not_found(str(self.inbox)).problem(self.name)
            return
        lines = _Lines()
        found = sorted(_walk(self.inbox, lines), key=lambda f: f.parts)
        for parts, reason in lines.refused:
            yield reason.problem(self.name, safe_origin(parts))
        if len(found) > self.limits.max_items:
            yield too_many(self.limits.max_items).problem(self.name)
            found = found[: self.limits.max_items]
        state.keep_only(self._key(f) for f in found)
        young = [f for f in found if self._unsettled_s(f) > 0]
        later = {f.parts for f in young}
        ordered = [*(f for f in found if f.parts not in later), *young]
        known = [state.unchanged(self._key(f), f.mark, store) for f in ordered]
        pool = ThreadPoolExecutor(_HANDS, thread_name_prefix=f"pull-{self.name}")
        try:
            arriving = [
                None if receipt else pool.submit(self._take, file, store, state, now, deadline)
                for file, receipt in zip(ordered, known, strict=True)
            ]
            for receipt, arrival in zip(known, arriving, strict=True):
                yield receipt or cast("Future[Pulled]", arrival).result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _key(self, file: _Found) -> str:
        return f"{safe_origin(self.inbox.parts[1:])}:{file.origin}"

    def _unsettled_s(self, file: _Found) -> float:
        age = time.time() - file.info.st_mtime
        return self.settle_s - age if 0 <= age < self.settle_s else 0.0

    def _take(self, file: _Found, store: RawStore, state: ConnectorState, now: datetime, deadline: Deadline) -> Pulled:
        try:
            if (wait := self._unsettled_s(file)) > 0:
                deadline.sleep(wait)
            with _open_regular(file.path) as stream:
                if _differs(file.info, os.fstat(stream.fileno())):
                    raise changed_meanwhile()
                receipt, _ = store.put(
                    stream,
                    name=file.parts[-1],
                    origin=file.origin,
                    received_at=now,
                    sent_at=datetime.fromtimestamp(file.info.st_mtime, UTC),
                    sender=safe_name(file.parts[0]) if len(file.parts) > 1 else None,
                    size_limit=self.limits.max_bytes,
                )
                if receipt.size != file.info.st_size or _differs(file.info, os.fstat(stream.fileno())):
                    raise changed_meanwhile()
        except TooLargeError as error:
            return too_large(error.limit).problem(self.name, file.origin)
        except PullError as failure:
            return failure.problem(self.name, file.origin)
        except OSError as error:
            return no_access(describe(error)).problem(self.name, file.origin)
        deadline.check()
        return state.remember(self._key(file), file.mark, receipt)


def _walk(inbox: Path, lines: _Lines) -> Iterator[_Found]:
    root = os.path.realpath(inbox)
    pending: list[tuple[str, tuple[str, ...]]] = [(root, ())]
    while pending:
        folder, above = pending.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError as error:
            lines.refuse(above, no_access(describe(error)))
            continue
        for entry in entries:
            if _made_by_programs(entry.name):
                continue
            parts = (*above, entry.name)
            if entry.is_dir(follow_symlinks=False):
                pending.append((entry.path, parts))
            elif found := _file_at(entry, parts, root, lines):
                yield found


def _file_at(entry: os.DirEntry[str], parts: tuple[str, ...], root: str, lines: _Lines) -> _Found | None:
    path = entry.path
    try:
        if entry.is_symlink():
            path = os.path.realpath(path)
            if path != root and not path.startswith(root + os.sep):
                lines.refuse(parts, link_not_followed())
                return None
            if Path(path).is_dir():
                return None
        info = os.stat(path, follow_symlinks=False)  # noqa: PTH116 - one call for both kinds of entry
    except FileNotFoundError:
        return None
    except OSError as error:
        lines.refuse(parts, no_access(describe(error)))
        return None
    if not stat.S_ISREG(info.st_mode):
        lines.refuse(parts, special_file())
        return None
    return _Found(path, parts, safe_origin(parts), info)


def _made_by_programs(name: str) -> bool:
    lowered = name.lower()
    return name.startswith(_BY_PROGRAMS) or lowered in _BY_PROGRAMS_WHOLE or lowered.endswith((*_UNFINISHED, "~"))


def _open_regular(path: str) -> BinaryIO:
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise changed_meanwhile()
    return os.fdopen(handle, "rb")


def _differs(before: os.stat_result, after: os.stat_result) -> bool:
    return (before.st_size, before.st_mtime_ns, before.st_ino) != (after.st_size, after.st_mtime_ns, after.st_ino)
