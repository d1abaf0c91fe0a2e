"""Personal numbers inside running text, taken out before anything is kept."""

from __future__ import annotations

import re
from functools import lru_cache

from sources.cells import looks_personal

REMOVED = "[data pribadi dihapus]"
_LONG_DIGITS = re.compile(r"\d[\d .\-]{10,24}\d")
_AFTER_LABEL = re.compile(
    r"(?i)\b(n\.?i\.?p|n\.?i\.?k|n\.?p\.?w\.?p|no(?:mor)?\.?\s*rek(?:ening)?)\b\.?\s*[:.]?\s*(\d[\d .\-]{6,24}\d)"
)


_MANY_DIGITS = re.compile(r"\d[\d .\-]{6,}\d")
_AMOUNT = re.compile(r"(?:Rp ?)?\d{1,3}(?:\.\d{3})+(?:,\d\d)?")
"""No personal number is written in groups of three from end to end."""


@lru_cache(maxsize=65_536)
def scrub(text: str) -> str:
    """``text`` with every NIP, NIK, NPWP and labelled bank account replaced by :data:`REMOVED`."""
    if _AMOUNT.fullmatch(text) or not _MANY_DIGITS.search(text):
        return text
    cleaned = _AFTER_LABEL.sub(lambda found: f"{found[1]} {REMOVED}", text)
    return _LONG_DIGITS.sub(lambda found: REMOVED if looks_personal(found[0], text) else found[0], cleaned)
