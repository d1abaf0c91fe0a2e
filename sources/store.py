"""The raw store: every payload received, as bytes under its SHA-256, before anything parses it."""

from __future__ import annotations

import hashlib
import io
import os
import re
import time
import unicodedata
import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sources.receipt import Receipt

CHUNK_BYTES = 1 << 20
_IN_MEMORY_BYTES = 8 << 20
_NAME_BYTES = 180
_STALE_SECONDS = 86_400
_SHA256 = re.compile(r"[0-9a-f]{64}")
_UNSAFE = re.compile(r'[/\\:*?"<>|]+')
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_NAMELESS = "tanpa_nama"


class ByteStream(Protocol):
    """Anything with ``read(n)``; an empty answer is the end."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes."""


class TooLargeError(Exception):
    """The payload passes the limit; nothing of it was kept."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"payload larger than {limit} bytes")
        self.limit = limit


def safe_name(raw: str) -> str:
    """A name from outside, readable and harmless: NFC, one path part, no control or direction marks, 180 bytes at most.

    The suffix survives shortening, since it tells people what the file claims to be.
    """
    visible = "".join(
        " " if unicodedata.category(c) == "Zs" else c
        for c in unicodedata.normalize("NFC", raw)
        if unicodedata.category(c) not in _INVISIBLE
    )
    name = _UNSAFE.sub("_", visible).strip().lstrip(".").strip()
    if not name.strip("_"):
        return _NAMELESS
    if len(name.encode()) <= _NAME_BYTES:
        return name
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix.encode()) > 10:
        return _cut(name, _NAME_BYTES)
    return f"{_cut(stem, _NAME_BYTES - len(suffix.encode()) - 1)}.{suffix}"


def safe_origin(raw_parts: Iterable[str]) -> str:
    """Path below a source with forward slashes; a part that had to be altered carries a mark, lest two merge."""
    return "/".join(_distinct(part) for part in raw_parts)


def _distinct(raw: str) -> str:
    name = safe_name(raw)
    if name == unicodedata.normalize("NFC", raw):
        return name
    mark = hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}~{mark}.{suffix}" if dot else f"{name}~{mark}"


def _cut(text: str, limit: int) -> str:
    return text.encode()[:limit].decode("utf-8", "ignore").rstrip()


class RawStore:
    """Payloads under ``root/<first two of sha>/<sha256>``: whole or absent, read-only, each kept once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._incoming = root / ".incoming"
        self._incoming.mkdir(parents=True, exist_ok=True)
        self._sweep()

    def put(
        self,
        payload: ByteStream | bytes,
        *,
        name: str,
        origin: str,
        received_at: datetime,
        size_limit: int,
        sent_at: datetime | None = None,
        sender: str | None = None,
    ) -> tuple[Receipt, bool]:
        """Keep the bytes and say whether they were new.

        Bytes known already, arriving under another name or from elsewhere, give a receipt of their own with the same
        ``sha256`` and False. Raises TooLargeError past ``size_limit`` bytes, after reading one chunk beyond it at most;
        whatever the stream raises passes through. In both cases nothing is kept.
        """
        if received_at.tzinfo is None:
            raise ValueError("received_at must be aware")
        stream: ByteStream = io.BytesIO(payload) if isinstance(payload, bytes) else payload
        sha256, size, new = self._keep(stream, size_limit)
        receipt = Receipt(
            sha256=sha256,
            name=safe_name(name),
            origin=origin,
            size=size,
            received_at=received_at,
            sent_at=sent_at,
            sender=sender,
        )
        return receipt, new

    def path(self, sha256: str) -> Path:
        """Where the payload lies (or would lie). Raises ValueError for anything but a SHA-256 in lower-case hex."""
        if not _SHA256.fullmatch(sha256):
            raise ValueError(f"not a SHA-256: {sha256!r}")
        return self.root / sha256[:2] / sha256

    def exists(self, sha256: str) -> bool:
        """Whether the payload is kept."""
        return self.path(sha256).is_file()

    def verify(self, expected: Iterable[str] = ()) -> list[str]:
        """Names of payloads whose bytes no longer match their name, and of ``expected`` ones that are gone; sorted."""
        altered = {p.name for p in self._payloads() if _hash_of(p) != p.name}
        missing = {sha256 for sha256 in expected if not self.exists(sha256)}
        return sorted(altered | missing)

    def _payloads(self) -> Iterator[Path]:
        return (p for p in self.root.glob("[0-9a-f][0-9a-f]/*") if p.is_file())

    def _keep(self, stream: ByteStream, limit: int) -> tuple[str, int, bool]:
        head = _read_at_most(stream, min(_IN_MEMORY_BYTES, limit + 1))
        if len(head) > limit:
            raise TooLargeError(limit)
        digest = hashlib.sha256(head)
        if len(head) < _IN_MEMORY_BYTES and self._holds(digest.hexdigest(), len(head)):
            return digest.hexdigest(), len(head), False
        part = self._incoming / f"{uuid.uuid4().hex}.part"
        try:
            size = len(head)
            with part.open("xb") as out:
                out.write(head)
                while len(head) >= _IN_MEMORY_BYTES and (chunk := stream.read(CHUNK_BYTES)):
                    size += len(chunk)
                    if size > limit:
                        raise TooLargeError(limit)
                    digest.update(chunk)
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            return digest.hexdigest(), size, self._settle(part, digest.hexdigest(), size)
        finally:
            part.unlink(missing_ok=True)

    def _settle(self, part: Path, sha256: str, size: int) -> bool:
        if self._holds(sha256, size):
            return False
        target = self.path(sha256)
        target.parent.mkdir(exist_ok=True)
        part.chmod(0o444)
        part.replace(target)
        _sync_folder(target.parent)
        return True

    def _holds(self, sha256: str, size: int) -> bool:
        try:
            return self.path(sha256).stat().st_size == size
        except FileNotFoundError:
            return False

    def _sweep(self) -> None:
        oldest = time.time() - _STALE_SECONDS
        for part in self._incoming.glob("*.part"):
            try:
                if part.stat().st_mtime < oldest:
                    part.unlink()
            except FileNotFoundError:
                continue


def _read_at_most(stream: ByteStream, limit: int) -> bytes:
    chunks: list[bytes] = []
    left = limit
    while left > 0 and (chunk := stream.read(min(CHUNK_BYTES, left))):
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)


def _hash_of(path: Path) -> str:
    with path.open("rb") as payload:
        return hashlib.file_digest(payload, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
