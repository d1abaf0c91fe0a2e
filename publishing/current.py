"""Which snapshot is current, and how that changes: by renames alone, so that no moment shows anything half done."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

import orjson

from ledger.published import LINK, POINTER, current_version, named_in
from publishing.manifest import MANIFEST

__all__ = ["LINK", "POINTER", "current_version", "free_name", "put_in_place", "sweep", "switch", "to_disk"]

INTENT = ".switching.json"


def put_in_place(partial: Path, final: Path) -> None:
    """Declare the switch to come, then give the finished folder its name."""
    _write_pointer(final.parent / INTENT, final.name)
    partial.rename(final)
    to_disk(final.parent)


def switch(releases: Path, version: str) -> None:
    """Make ``version`` current. The link is what readers follow; the pointer file says the same without links."""
    fresh = releases / f".{LINK}.new"
    fresh.unlink(missing_ok=True)
    try:
        fresh.symlink_to(version, target_is_directory=True)
    except (OSError, NotImplementedError):
        (releases / LINK).unlink(missing_ok=True)
    else:
        fresh.replace(releases / LINK)
    _write_pointer(releases / POINTER, version)
    (releases / INTENT).unlink(missing_ok=True)
    to_disk(releases)


def sweep(releases: Path) -> None:
    """Remove what an interrupted run left; finish its switch if its snapshot was already complete."""
    intended = named_in(releases / INTENT)
    if intended is not None and (releases / intended / MANIFEST).is_file():
        switch(releases, intended)
    (releases / INTENT).unlink(missing_ok=True)
    for leftover in [*releases.glob(".*.partial"), *releases.glob(".*.new")]:
        if leftover.is_dir() and not leftover.is_symlink():
            shutil.rmtree(leftover)
        else:
            leftover.unlink()


def free_name(releases: Path, version: str) -> str:
    """``version``, or with ``-2``, ``-3`` … where a snapshot of that name exists: none is ever overwritten."""
    name, turn = version, 1
    while (releases / name).exists():
        turn += 1
        name = f"{version}-{turn}"
    return name


def to_disk(path: Path) -> None:
    """Make sure ``path`` (file or folder) survives a power cut; folders cannot be synced everywhere."""
    with contextlib.suppress(PermissionError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write_pointer(path: Path, version: str) -> None:
    fresh = path.with_name(f".{path.name.lstrip('.')}.new")
    fresh.write_bytes(orjson.dumps({"version": version, "path": version, "manifest": f"{version}/{MANIFEST}"}))
    to_disk(fresh)
    fresh.replace(path)
