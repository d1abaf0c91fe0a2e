"""Words for why something cannot be judged, or is excused; rules give the reason as a code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from schemas.text import Language

_FILE = Path(__file__).with_name("reasons.toml")
_ACRONYMS = re.compile(r"\b(sp2d|spd|spj|dpa|rfk|lra|rak|bast|pk|opd|bps|bpkad|gu|sk)\b")


@cache
def english_reasons() -> Mapping[str, str]:
    """English words by code."""
    found: dict[str, str] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return found


def reason_words(code: str, language: Language) -> str:
    """``sp2d_tidak_ada`` as ``SP2D tidak ada`` and ``there is no treasury data``; an unknown code with spaces."""
    if language == "en" and code in english_reasons():
        return english_reasons()[code]
    return _ACRONYMS.sub(lambda found: found[0].upper(), code.replace("_", " "))
