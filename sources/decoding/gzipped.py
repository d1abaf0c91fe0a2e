"""Text tables compressed with gzip, as open data portals offer them."""

from __future__ import annotations

import io
import zlib
from gzip import BadGzipFile, GzipFile

from sources.decoding.problems import Limits, damaged, empty_file, unsupported, zip_bomb
from sources.decoding.sniff import looks_like_text

GZIP = b"\x1f\x8b"


def unzipped_text(data: bytes, limits: Limits) -> bytes:
    """The text inside. Raises DecodeError if it is not text, is damaged, or swells beyond the limits."""
    try:
        with GzipFile(fileobj=io.BytesIO(data)) as stream:
            text = stream.read(limits.unpacked_bytes + 1)
    except (BadGzipFile, EOFError, zlib.error, OSError) as error:
        raise damaged("gzip") from error
    if len(text) > limits.unpacked_bytes:
        raise zip_bomb("membengkak saat dibuka", "it swells when opened")
    if not text:
        raise empty_file()
    if not looks_like_text(text[:4096]):
        raise unsupported("gzip")
    return text
