"""Tables in text: encoding and delimiter found from the content, every value kept as the text sent."""

from __future__ import annotations

import csv
import io

import charset_normalizer

from sources.decoding.problems import Limits, not_a_workbook, too_large
from sources.decoding.sheet import CellValue, Sheet

DELIMITERS = (";", ",", "\t", "|")
SAMPLE_CHARS = 64_000
FIELD_LIMIT = 10_000_000


def read_delimited(data: bytes, name: str, limits: Limits) -> list[Sheet]:
    """One sheet of str cells. Raises DecodeError when the bytes are not text in any encoding."""
    text = decode_text(data)
    delimiter = find_delimiter(text[:SAMPLE_CHARS])
    rows = _split(text, delimiter)
    if sum(map(len, rows)) > limits.cells:
        raise too_large(f"lebih dari {limits.cells:,} sel", f"more than {limits.cells:,} cells")
    while rows and not any(rows[-1]):
        rows.pop()
    return [Sheet(name, rows)]


def decode_text(data: bytes) -> str:
    """``data`` as text: by its byte order mark, else UTF-8, else the most plausible single-byte encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        best = charset_normalizer.from_bytes(data[:SAMPLE_CHARS]).best()
        if best is None:
            raise not_a_workbook() from None
        return data.decode(best.encoding, errors="replace")


def find_delimiter(sample: str) -> str:
    """The delimiter that splits the sample's records into the most, and most even, columns; a comma if none does."""
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        widths = [len(row) for row in _split(sample, delimiter) if row]
        wide = [width for width in widths if width > 1]
        if not wide:
            continue
        common = max(set(wide), key=lambda width: (wide.count(width), width))
        score = wide.count(common) / len(widths) * (1 + common / 100)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _split(text: str, delimiter: str) -> list[list[CellValue]]:
    csv.field_size_limit(FIELD_LIMIT)
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
    try:
        return [[value if value else None for value in row] for row in reader]
    except csv.Error:
        lines = text.replace("\0", "").splitlines()
        return [[value if value else None for value in line.split(delimiter)] for line in lines]
