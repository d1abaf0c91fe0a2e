"""A source as configured, and its options read with care."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from schemas.text import PersonError, Text
from sources.connectors.base import Limits
from sources.connectors.credentials import from_environment

Kind = Literal["folder", "remote", "http_api", "sql"]
KINDS: tuple[Kind, ...] = ("folder", "remote", "http_api", "sql")
LIMIT_OPTIONS = ("timeout_s", "read_timeout_s", "attempts", "max_bytes", "max_items", "first_wait_s", "longest_wait_s")


@dataclass(frozen=True, slots=True)
class SourceConfig:
    """One source. ``location`` is a folder, a URL, an API contract file, or a database URL without password.

    Secrets are never options: an option ending in ``_env`` names the environment variable that holds one.
    """

    name: str
    kind: Kind
    location: str
    options: Mapping[str, str | int | float | bool] = field(default_factory=dict)

    def refuse_unknown(self, known: Iterable[str]) -> None:
        """Raise PersonError for an option nobody knows, naming the nearest known one."""
        allowed = {*known, *LIMIT_OPTIONS}
        for option in self.options:
            if option not in allowed:
                near = difflib.get_close_matches(option, sorted(allowed), n=1, cutoff=0.5)
                hint_id = f"Mungkin maksudnya {near[0]}." if near else f"Yang dikenal: {', '.join(sorted(allowed))}."
                hint_en = f"Perhaps {near[0]} was meant." if near else f"Known: {', '.join(sorted(allowed))}."
                raise self.error(
                    Text(id=f"Opsi {option} tidak dikenal.", en=f"Unknown option {option}."),
                    Text(id=hint_id, en=hint_en),
                )

    def text(self, option: str, default: str = "") -> str:
        """A text option."""
        value = self.options.get(option, default)
        if isinstance(value, str):
            return value
        raise self._wrong_type(option, "teks", "text")

    def flag(self, option: str, default: bool = False) -> bool:
        """A yes/no option."""
        value = self.options.get(option, default)
        if isinstance(value, bool):
            return value
        raise self._wrong_type(option, "true atau false", "true or false")

    def number(self, option: str, default: float, *, above: float | None = 0.0) -> float:
        """A numeric option greater than ``above`` (None: zero is allowed too)."""
        value = self.options.get(option, default)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and (float(value) >= 0 if above is None else float(value) > above):
            return float(value)
        raise self._wrong_type(option, "bilangan positif", "a positive number")

    def secret(self, option: str) -> str | None:
        """The secret in the environment variable that ``option`` names, or None where the option is not given."""
        variable = self.text(option)
        return from_environment(variable, self.name) if variable else None

    def limits(self) -> Limits:
        """Times and sizes of this source."""
        default = Limits()
        return Limits(
            total_s=float(self.number("timeout_s", default.total_s)),
            silence_s=float(self.number("read_timeout_s", default.silence_s)),
            attempts=int(self.number("attempts", default.attempts)),
            first_wait_s=float(self.number("first_wait_s", default.first_wait_s, above=None)),
            longest_wait_s=float(self.number("longest_wait_s", default.longest_wait_s, above=None)),
            max_bytes=int(self.number("max_bytes", default.max_bytes)),
            max_items=int(self.number("max_items", default.max_items)),
        )

    def error(self, what: Text, do: Text) -> PersonError:
        """A PersonError about this source."""
        return PersonError(what, do, where=f"sources.{self.name}")

    def _wrong_type(self, option: str, wanted_id: str, wanted_en: str) -> PersonError:
        return self.error(
            Text(id=f"Opsi {option} harus {wanted_id}.", en=f"Option {option} must be {wanted_en}."),
            Text(id="Perbaiki nilainya di konfigurasi.", en="Mend its value in the configuration."),
        )
