"""Are the snapshots still what was published?"""

from __future__ import annotations

from pathlib import Path

import orjson

from publishing.current import POINTER, current_version
from publishing.manifest import MANIFEST, describe_files, read_manifest

__all__ = ["current_version", "verify_snapshots"]


def verify_snapshots(home: Path) -> list[str]:
    """Everything wrong with the snapshots below ``home``, one sentence each (Indonesian); empty if all is well."""
    releases = home / "published"
    if not releases.is_dir():
        return []
    problems: list[str] = []
    for folder in sorted(path for path in releases.iterdir() if path.is_dir() and not path.is_symlink()):
        if not folder.name.startswith("."):
            problems += _verify(folder)
    standing = current_version(home)
    if standing is not None and not (releases / standing / MANIFEST).is_file():
        problems.append(f"Terbitan yang berlaku ({standing}) tidak ada atau tidak utuh.")
    pointer = releases / POINTER
    if standing is not None and pointer.is_file() and orjson.loads(pointer.read_bytes())["version"] != standing:
        problems.append(f"{POINTER} menunjuk versi lain daripada yang berlaku ({standing}).")
    return problems


def _verify(folder: Path) -> list[str]:
    if not (folder / MANIFEST).is_file():
        return [f"{folder.name}: {MANIFEST} tidak ada."]
    try:
        stated = read_manifest(folder).files
    except (orjson.JSONDecodeError, TypeError):
        return [f"{folder.name}: {MANIFEST} tidak terbaca."]
    found = describe_files(folder)
    return [
        *(f"{folder.name}: {name} hilang." for name in sorted(stated.keys() - found.keys())),
        *(f"{folder.name}: {name} tidak tercatat." for name in sorted(found.keys() - stated.keys())),
        *(
            f"{folder.name}: isi {name} berubah sejak diterbitkan."
            for name in sorted(stated.keys() & found.keys())
            if stated[name] != found[name]
        ),
    ]
