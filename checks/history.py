"""History of a rule's versions: since when, and what changed, from ``versions.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from checks.rule import Check
from schemas.text import Text

FIRST_DAY = date(2026, 11, 23)
"""Day the rules were first stated; a rule without rows of its own is in its first version since."""
FIRST = Text("versi pertama", "first version")


@dataclass(frozen=True, slots=True)
class Version:
    """One version of one rule: its number, its first day, and what changed."""

    number: int
    start: date
    change: Text


@cache
def _later() -> dict[str, tuple[Version, ...]]:
    rows = tomllib.loads((Path(__file__).parent / "versions.toml").read_text(encoding="utf-8"))["version"]
    found: dict[str, list[Version]] = {}
    for row in rows:
        found.setdefault(row["rule"], []).append(Version(row["version"], row["from"], Text(row["id"], row["en"])))
    return {rule: tuple(sorted(versions, key=lambda version: version.number)) for rule, versions in found.items()}


def versions_of(rule: Check) -> tuple[Version, ...]:
    """Every version of ``rule``, first to last. ValueError where a version says nothing of what changed."""
    versions = (Version(1, FIRST_DAY, FIRST), *_later().get(rule.id, ()))
    numbers = [version.number for version in versions]
    if numbers != list(range(1, rule.version + 1)):
        raise ValueError(f"{rule.id}: version {rule.version}, but versions.toml and the first give {numbers}")
    return versions
