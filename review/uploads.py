"""Files sent by the upload page, laid into a folder the night pulls like any inbox: same receipts, same limits."""

from __future__ import annotations

import secrets
from pathlib import Path, PurePath

from sources.store import safe_name

FOLDER = "unggahan"


def keep_upload(home: Path, kode_opd: str, name: str, content: bytes) -> Path:
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
        while not _placed(partial, target, content):
            number += 1
            target = folder / f"{plain.stem} ({number}){plain.suffix}"
    finally:
        partial.unlink()
    return target


def _placed(partial: Path, target: Path, content: bytes) -> bool:
    """Whether ``target`` holds the content now; False if something else lies there."""
    try:
        target.hardlink_to(partial)
    except FileExistsError:
        return target.read_bytes() == content
    return True
