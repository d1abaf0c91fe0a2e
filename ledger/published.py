"""Which snapshot below a workspace is current: a link that readers follow, and a pointer file that says the same."""

from __future__ import annotations

import json
from pathlib import Path

LINK = "current"
POINTER = "current.json"


def current_version(home: Path) -> str | None:
    """Name of the current snapshot below ``home/published``, or None before the first."""
    releases = home / "published"
    link = releases / LINK
    if link.is_symlink():
        return str(link.readlink())
    return named_in(releases / POINTER)


def named_in(pointer: Path) -> str | None:
    """The version a pointer file names; None if there is no such file."""
    if not pointer.is_file():
        return None
    version: str = json.loads(pointer.read_bytes())["version"]
    return version
