"""The mark by which an answer finds its question: which finding, which values, which file, sealed with our key.

Who does not have the key cannot make one; one taken from another workbook names another file and is not taken.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from sources.returned import QUESTION_MARK

KEY_FILE = "kunci-balasan"
KEY_BYTES = 32
SEAL_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A question as asked: the finding, the values it had (``value_hash``, its first 16), the file it was asked of."""

    finding_id: str
    values: str
    berkas: str


def load_key(home: Path) -> bytes:
    """The key of this workspace, made on first use; readable by its owner alone."""
    file = home / KEY_FILE
    if not file.exists():
        fresh = home / f"{KEY_FILE}.{secrets.token_hex(4)}"
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(secrets.token_hex(KEY_BYTES))
            out.flush()
            os.fsync(out.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(fresh, file)
        fresh.unlink()
    return bytes.fromhex(file.read_text(encoding="ascii"))


def write_mark(key: bytes, question: Fingerprint) -> str:
    """The text of the hidden cell."""
    told = f"{question.finding_id}:{question.values[:16]}:{question.berkas[:16]}"
    return f"{QUESTION_MARK}{told}:{_seal(key, told)}"


def read_mark(key: bytes, text: str) -> Fingerprint | None:
    """What a hidden cell names; None where the seal is not ours."""
    told, _, seal = text.strip().removeprefix(QUESTION_MARK).rpartition(":")
    parts = told.split(":")
    if len(parts) != 3 or not hmac.compare_digest(_seal(key, told).encode(), seal.encode("utf-8", "replace")):
        return None
    return Fingerprint(*parts)


def _seal(key: bytes, told: str) -> str:
    return hmac.new(key, told.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:SEAL_LENGTH]
