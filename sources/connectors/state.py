"""What a connector remembers between nights, so that the unchanged is neither fetched nor hashed again."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from sources.receipt import Receipt
from sources.store import RawStore

_VERSION = 1
_log = logging.getLogger(__name__)


class ConnectorState:
    """Small persistent key-value store: one JSON file a source, replaced atomically.

    It is a memory, not a record: lost or damaged, the next night fetches everything again and arrives at the same
    receipts but for ``received_at``. Values are JSON objects.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._entries: dict[str, dict[str, Any]] = _load(path)
        self._dirty = False

    def get(self, key: str) -> dict[str, Any] | None:
        """The value under ``key``, or None."""
        return self._entries.get(key)

    def put(self, key: str, value: Mapping[str, Any]) -> None:
        """Remember ``value``; it reaches the disk with ``save``."""
        with self._lock:
            if self._entries.get(key) != value:
                self._entries[key] = dict(value)
                self._dirty = True

    def keep_only(self, keys: Iterable[str]) -> None:
        """Forget everything but ``keys``."""
        with self._lock:
            for gone in self._entries.keys() - set(keys):
                del self._entries[gone]
                self._dirty = True

    def save(self) -> None:
        """Write what changed, whole or not at all."""
        with self._lock:
            if not self._dirty:
                return
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part = self._path.with_name(f"{self._path.name}.{os.getpid()}.part")
            with part.open("wb") as out:
                out.write(orjson.dumps({"version": _VERSION, "entries": self._entries}))
                out.flush()
                os.fsync(out.fileno())
            part.replace(self._path)
            self._dirty = False

    def unchanged(self, key: str, mark: list[Any] | None, store: RawStore) -> Receipt | None:
        """The receipt of ``key`` if its mark is the remembered one and the store still holds its bytes."""
        entry = self._entries.get(key)
        if entry is None or mark is None or entry.get("mark") != mark:
            return None
        receipt = receipt_from(entry["receipt"])
        return receipt if store.exists(receipt.sha256) else None

    def remember(self, key: str, mark: list[Any] | None, receipt: Receipt) -> Receipt:
        """Bind the item's receipt to ``mark`` (JSON values that change whenever the item does; None: no sign known).

        Returns the receipt to report: the one of the first arrival where the same bytes were there before.
        """
        entry = self._entries.get(key)
        if entry is not None:
            first = receipt_from(entry["receipt"])
            if (first.sha256, first.name, first.origin) == (receipt.sha256, receipt.name, receipt.origin):
                receipt = first
        self.put(key, {"mark": mark, "receipt": receipt_to(receipt)})
        return receipt


def receipt_to(receipt: Receipt) -> dict[str, Any]:
    """A receipt as a JSON object."""
    value = asdict(receipt)
    for key in ("received_at", "sent_at"):
        value[key] = value[key].isoformat() if value[key] else None
    return value


def receipt_from(value: Mapping[str, Any]) -> Receipt:
    """The inverse of ``receipt_to``."""
    sent_at = value["sent_at"]
    return Receipt(
        sha256=value["sha256"],
        name=value["name"],
        origin=value["origin"],
        size=value["size"],
        received_at=datetime.fromisoformat(value["received_at"]),
        sent_at=datetime.fromisoformat(sent_at) if sent_at else None,
        sender=value["sender"],
    )


def _load(path: Path) -> dict[str, dict[str, Any]]:
    try:
        saved = orjson.loads(path.read_bytes())
        if saved["version"] == _VERSION and isinstance(saved["entries"], dict):
            return dict(saved["entries"])
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError):
        pass
    _log.warning("memory of a source is unreadable and starts anew: %s", path.name)
    return {}
