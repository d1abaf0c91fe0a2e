"""Files sent by the upload page, laid into a folder the night pulls like any inbox: same receipts, same limits."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path, PurePath

from sources.store import safe_name

FOLDER = "unggahan"


@dataclass(frozen=True, slots=True)
class Kept:
    """Where an upload lies, and whether it lay there already."""

    path: Path
    known: bool


def keep_upload(home: Path, kode_opd: str, name: str, content: bytes) -> Kept:
    """Lay ``content`` below the agency's folder; whole or not at all.

    The same bytes under the same name are the same file; other bytes get a number, and nothing is overwritten.
    """
    folder = home / FOLDER / safe_name(kode_opd)
    folder.mkdir(parents=True, exist_ok=True)
    partial = home / f".{FOLDER}-{secrets.token_hex(8)}"
    partial.write_bytes(content)
    try:
        plain = PurePath(safe_name(name))
        number, target = 1, folder / plain.name
        while not _placed(partial, target):
            if target.read_bytes() == content:
                return Kept(target, known=True)
            number += 1
            target = folder / f"{plain.stem} ({number}){plain.suffix}"
    finally:
        partial.unlink()
    return Kept(target, known=False)


def _placed(partial: Path, target: Path) -> bool:
    """Whether ``target`` was free and holds the content now."""
    try:
        target.hardlink_to(partial)
    except FileExistsError:
        return False
    return True
