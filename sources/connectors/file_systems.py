"""Any fsspec file system as a list of files and streams that survive a broken connection."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import fsspec
from fsspec.asyn import AsyncFileSystem, sync

from sources.connectors.base import Limits, PullError
from sources.connectors.credentials import describe
from sources.connectors.deadline import Deadline, OutOfTimeError
from sources.connectors.problems import (
    broken_off,
    changed_meanwhile,
    no_access,
    not_found,
    unexpected_answer,
    unreachable,
)
from sources.connectors.retries import retrying

_BLOCK_BYTES = 1 << 20
_TIME_KEYS = ("LastModified", "mtime", "modified", "last_modified", "updated")


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file as the listing tells it. ``mark`` changes whenever the file does; None where the source gives no sign."""

    path: str
    parts: tuple[str, ...]
    kind: str
    size: int | None
    mark: list[Any] | None
    modified: datetime | None


class RemoteFiles:
    """The files at and below ``url``. Every call is bounded in time and fails in words."""

    def __init__(
        self,
        connect: Callable[[], Any],
        url: str,
        limits: Limits,
        deadline: Deadline,
        secrets: tuple[str, ...] = (),
    ) -> None:
        self._connect = connect
        self._url = url
        self.limits = limits
        self.deadline = deadline
        self._secrets = secrets
        self._fs: Any = None

    def listing(self) -> list[RemoteFile]:
        """All files, sorted by path. Raises PullError; a location without files is an empty list."""
        return retrying(self.limits, self.deadline, self._list)

    def stream(self, file: RemoteFile) -> RangeStream:
        """The bytes of ``file``."""
        if file.size is None:
            raise unexpected_answer("tanpa ukuran / no size")
        return RangeStream(self, file, file.size)

    def read_range(self, path: str, start: int, end: int) -> bytes:
        """Bytes ``start`` to ``end`` (exclusive), fewer only if the file is shorter. One attempt."""
        with self._in_words():
            fs = self._file_system()
            if isinstance(fs, AsyncFileSystem):
                return bytes(self._call("cat_file", path, start=start, end=end))
            with fs.open(path, "rb", block_size=_BLOCK_BYTES) as handle:
                handle.seek(start)
                return bytes(handle.read(end - start))

    def look_again(self, path: str) -> list[Any] | None:
        """The present mark of ``path``."""

        def attempt() -> list[Any] | None:
            with self._in_words():
                return _mark(self._call("info", path))

        return retrying(self.limits, self.deadline, attempt)

    def close(self) -> None:
        """Give the connection back."""
        closing = getattr(self._fs, "close", None)
        self._fs = None
        if callable(closing):
            with suppress(Exception):
                closing()

    def _list(self) -> list[RemoteFile]:
        with self._in_words():
            fs = self._file_system()
            base = fs._strip_protocol(self._url)
            found: dict[str, dict[str, Any]] = self._call("find", base, detail=True)
            if not found:
                self._call("info", base)
        return sorted((_file(base, path, info) for path, info in found.items()), key=lambda f: f.parts)

    def _file_system(self) -> Any:
        if self._fs is None:
            self._fs = self._connect()
        return self._fs

    def _call(self, method: str, *args: Any, **kwargs: Any) -> Any:
        fs = self._file_system()
        fs.invalidate_cache()
        if isinstance(fs, AsyncFileSystem):
            patience = self.deadline.patience(self.limits.silence_s if method == "cat_file" else self.limits.total_s)
            return sync(fs.loop, getattr(fs, f"_{method}"), *args, timeout=patience, **kwargs)
        self.deadline.check()
        return getattr(fs, method)(*args, **kwargs)

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """Inside is third-party code alone, so whatever it raises is a failure of the source, said in words."""
        try:
            yield
        except (PullError, OutOfTimeError):
            self.close()
            raise
        except FileNotFoundError as error:
            raise not_found(describe(error, self._secrets)) from None
        except PermissionError as error:
            raise no_access(describe(error, self._secrets)) from None
        except ImportError as error:
            raise unexpected_answer(describe(error, self._secrets)) from None
        except Exception as error:
            self.close()
            self.deadline.check()
            if type(error).__name__ in _ACCESS_ERRORS:
                raise no_access(describe(error, self._secrets)) from None
            raise unreachable(describe(error, self._secrets)) from None


_ACCESS_ERRORS = {"AuthenticationException", "BadAuthenticationType", "PasswordRequiredException", "NoCredentialsError"}


@dataclass(slots=True)
class RangeStream:
    """A remote file as a stream: read block by block, so that after a break only the broken block is asked again."""

    files: RemoteFiles
    file: RemoteFile
    size: int
    _offset: int = 0

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes; b"" only when all stated bytes came and the file is still the same."""
        want = min(size, _BLOCK_BYTES, self.size - self._offset)
        if want <= 0:
            return b""

        def attempt() -> bytes:
            block = self.files.read_range(self.file.path, self._offset, self._offset + want)
            if not block:
                raise broken_off(f"{self._offset}/{self.size}")
            return block

        block = retrying(self.files.limits, self.files.deadline, attempt)
        self._offset += len(block)
        if self._offset >= self.size and self.files.look_again(self.file.path) != self.file.mark:
            raise changed_meanwhile()
        return block


def connect_plainly(protocol: str, options: dict[str, Any]) -> Any:
    """A file system without caches of its own."""
    return fsspec.filesystem(protocol, skip_instance_cache=True, use_listings_cache=False, **options)


def connect_s3(options: dict[str, Any], limits: Limits) -> Any:
    """S3 or compatible, with bounded silences; attempts are counted here, not in the library as well."""
    config = {
        "connect_timeout": limits.silence_s,
        "read_timeout": limits.silence_s,
        "retries": {"max_attempts": 1},
    }
    fs = connect_plainly("s3", {**options, "config_kwargs": config})
    fs.retries = 1
    return fs


def _file(base: str, path: str, info: dict[str, Any]) -> RemoteFile:
    below = path.removeprefix(base).strip("/") or path.rstrip("/").rpartition("/")[2]
    size = info.get("size")
    return RemoteFile(
        path=path,
        parts=tuple(part for part in below.split("/") if part),
        kind="link" if info.get("islink") else str(info.get("type", "file")),
        size=int(size) if size is not None else None,
        mark=_mark(info),
        modified=_modified(info),
    )


def _mark(info: dict[str, Any]) -> list[Any] | None:
    modified = _modified(info)
    sign = info.get("ETag") or info.get("etag") or (modified.isoformat() if modified else None)
    return [info.get("size"), sign] if sign else None


def _modified(info: dict[str, Any]) -> datetime | None:
    for key in _TIME_KEYS:
        value = info.get(key)
        if isinstance(value, datetime):
            return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
    return None
