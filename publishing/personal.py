"""Personal data must not leave the building: what it looks like, and how it is masked.

NIP (18 digits), NIK and the new NPWP (16), the old NPWP (15, usually punctuated) and bank accounts announced as such.
Bare digit runs count only where their inner dates are possible, so that rupiah and document numbers stay.
"""

from __future__ import annotations

import polars as pl

MASK = "[data pribadi disembunyikan]"

_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = r"(?:0[1-9]|[12]\d|3[01])"
_PATTERNS = (
    rf"\b(?:19|20)\d\d{_MONTH}{_DAY}[ .]?(?:19|20)\d\d{_MONTH}[ .]?[12][ .]?\d{{3}}\b",
    rf"\b[1-9]\d[0-3]\d[0-6]\d(?:[04][1-9]|[1256]\d|[37][01]){_MONTH}\d{{2}}\d{{4}}\b",
    r"\b\d{2}\.\d{3}\.\d{3}\.\d[-.]\d{3}\.\d{3}\b",
    r"(?i:\b(?:NIP|NIK|NPWP|KTP)\b[ .:=#]{0,4}(?:no(?:mor)?[ .:]{0,3})?\d[\d .\-]{7,})",
    r"(?i:\b(?:no(?:mor)?\.?[ ]?)?(?:rekening|rek\.?)[ ](?:bank|giro|tabungan)[a-z ]{0,20}[.:#= ]{0,3}\d[\d\-]{6,})",
    r"(?i:\b(?:no|nomor)\.? ?(?:rekening|rek)[.:#= ]{1,4}\d[\d\-]{7,}\d\b)",
)
PERSONAL_DATA = "|".join(_PATTERNS)
"""One regular expression (Rust and Python syntax) that matches any of them."""

IDENTIFIERS = frozenset({"baris_id", "berkas", "finding_id", "induk_baris"})
"""Hash columns: digit runs in them are chance, and never typed by anyone."""


def text_columns(frame: pl.DataFrame) -> list[str]:
    """Columns of ``frame`` in which someone could have typed personal data."""
    return [
        name
        for name, kind in frame.schema.items()
        if name not in IDENTIFIERS and (kind == pl.String or kind == pl.List(pl.String))
    ]


def count_personal_data(frame: pl.DataFrame) -> dict[str, int]:
    """Rows per text column of ``frame`` that hold personal data."""
    columns = text_columns(frame)
    if not columns or frame.is_empty():
        return dict.fromkeys(columns, 0)
    counts = frame.select(pl.col(name).str.contains(PERSONAL_DATA).sum() for name in columns)
    return {name: int(counts.item(0, name) or 0) for name in columns}


def mask_personal_data(frame: pl.DataFrame) -> pl.DataFrame:
    """``frame`` with personal data in text columns replaced by :data:`MASK`; everything else untouched."""
    found = [name for name, rows in count_personal_data(frame).items() if rows]
    if not found:
        return frame
    return frame.with_columns(pl.col(name).str.replace_all(PERSONAL_DATA, MASK) for name in found)
