"""What kind of file these bytes are, judged by their content; the name only decides between kinds of text."""

from __future__ import annotations

import re
from pathlib import PurePath

from sources.decoding.problems import not_a_workbook, unsupported

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
PARQUET = b"PAR1"
BIFF_STARTS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
UTF16 = (b"\xff\xfe", b"\xfe\xff")

FOREIGN = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "SQLite"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)
_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|table|head|body|meta|style)\b", re.IGNORECASE)
_CONTROL = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26, 27})
_PRINTABLE = bytes(set(range(256)) - set(_CONTROL))


def sniff(data: bytes, name: str) -> str:
    """One of zip, ole, biff, parquet, html, xml, json, text. ``data`` is not empty.

    Raises DecodeError for kinds that are recognised but not read, and for bytes that are no text either.
    """
    head = data[:4096]
    if head.startswith(ZIP):
        return "zip"
    if head.startswith(OLE):
        return "ole"
    if head.startswith(PARQUET):
        return "parquet"
    if head.startswith(BIFF_STARTS):
        return "biff"
    for magic, kind in FOREIGN:
        if head.startswith(magic) and not (kind == "program" and looks_like_text(head)):
            raise unsupported(kind)
    if not looks_like_text(head):
        raise not_a_workbook()
    return _kind_of_text(head, PurePath(name).suffix.lower())


def looks_like_text(head: bytes) -> bool:
    """Whether bytes hold no control characters that text does not have."""
    if head.startswith(UTF16):
        return True
    return not head.translate(None, delete=_PRINTABLE)


def _kind_of_text(head: bytes, suffix: str) -> str:
    if head.startswith(UTF16):
        order = "utf-16-le" if head.startswith(UTF16[0]) else "utf-16-be"
        head = head[2:].decode(order, errors="ignore").encode()
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<"):
        return "html" if _HTML.search(start) else "xml"
    if start[:1] in (b"{", b"[") and suffix not in (".csv", ".tsv", ".txt"):
        return "json"
    return "text"
