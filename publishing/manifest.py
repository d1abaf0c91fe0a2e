"""``manifest.json``: what a snapshot consists of and what it was made from."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """``files``: relative path -> sha256 and bytes. ``rows``: table -> rows. ``content``: table -> hash of what it
    says, whatever the night. ``inputs``: SHA-256 of every payload. ``settings`` as shown to people, without secrets."""

    version: str
    run_id: str
    as_of: str
    started_at: str
    previous_version: str | None
    rules_lock: str
    code_version: str
    settings: dict[str, object]
    inputs: list[str]
    rows: dict[str, int]
    content: dict[str, str]
    files: dict[str, dict[str, str | int]]


def describe_files(directory: Path) -> dict[str, dict[str, str | int]]:
    """Hash and size of every file below ``directory`` except the manifest, by relative path."""
    described: dict[str, dict[str, str | int]] = {}
    for path in sorted(directory.rglob("*")):
        name = path.relative_to(directory).as_posix()
        if path.is_file() and name != MANIFEST:
            described[name] = {"sha256": hash_file(path), "bytes": path.stat().st_size}
    return described


def hash_file(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def write_manifest(manifest: Manifest, directory: Path) -> None:
    """Write it, readable and in a stable order."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS
    (directory / MANIFEST).write_bytes(orjson.dumps(asdict(manifest), default=str, option=options))


def read_manifest(directory: Path) -> Manifest:
    """The manifest of the snapshot in ``directory``."""
    return Manifest(**orjson.loads((directory / MANIFEST).read_bytes()))
