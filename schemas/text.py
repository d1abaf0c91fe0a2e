"""Words for people, always in both languages, and errors a person can act on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["id", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """The same sentence in Indonesian and English."""

    id: str
    en: str

    def __post_init__(self) -> None:
        if not self.id.strip() or not self.en.strip():
            raise ValueError("a Text needs both languages")

    def of(self, language: Language) -> str:
        """The sentence in ``language``."""
        return self.id if language == "id" else self.en


class PersonError(Exception):
    """Something a person can mend: says what happened, where, what was expected and what to do.

    Shown without a traceback; ``exit_code`` is what the command line ends with.
    """

    def __init__(self, what: Text, do: Text, *, where: str = "", exit_code: int = 2) -> None:
        super().__init__(f"{what.id} | {what.en}")
        self.what = what
        self.do = do
        self.where = where
        self.exit_code = exit_code

    def render(self, language: Language) -> str:
        """The error as lines for a terminal."""
        place = {"id": "Di mana", "en": "Where"}[language]
        action = {"id": "Yang dapat dilakukan", "en": "What to do"}[language]
        lines = [self.what.of(language)]
        if self.where:
            lines.append(f"{place}: {self.where}")
        lines.append(f"{action}: {self.do.of(language)}")
        return "\n".join(lines)
