"""The words of the pages: Babel catalogues, Indonesian as written in the pages, English beside it.

``python -m review.messages`` brings the catalogues up to date with the pages; ``--check`` says whether they are, and
whether every message has its words in both languages.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from babel.support import Translations

from schemas.text import Language

ROOM = Path(__file__).parent
DOMAIN = "review"
SINCE = datetime(2026, 11, 23, tzinfo=UTC)
"""A date that stays, so that bringing the catalogues up to date changes nothing else."""

LANGUAGES: tuple[Language, ...] = ("id", "en")
_METHODS = [("**/templates/**.html", "jinja2"), ("templates/**.html", "jinja2"), ("**.py", "python")]


def catalogue_path(language: Language) -> Path:
    """Where the catalogue of a language lies."""
    return ROOM / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.po"


@cache
def translations(language: Language) -> Translations:
    """The catalogue of a language, ready for use."""
    packed = BytesIO()
    write_mo(packed, read_catalogue(language))
    packed.seek(0)
    return Translations(packed, domain=DOMAIN)


def read_catalogue(language: Language) -> Catalog:
    """The catalogue of a language as written."""
    path = catalogue_path(language)
    if not path.is_file():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def messages_in_pages() -> dict[str, list[tuple[str, int]]]:
    """Every message of pages and code, with the places it stands in."""
    found: dict[str, list[tuple[str, int]]] = {}
    for name, line, message, *_ in extract_from_dir(str(ROOM), method_map=_METHODS):
        if not isinstance(message, str):
            raise TypeError(f"{name}:{line}: plural forms are not used here")
        found.setdefault(message, []).append((name, line))
    return found


def update() -> None:
    """Bring both catalogues up to date: new messages in, unused ones out; Indonesian says what the page says."""
    wanted = messages_in_pages()
    for language in LANGUAGES:
        old, fresh = read_catalogue(language), _empty(language)
        for message in sorted(wanted):
            known = old.get(message)
            words = message if language == "id" else str(known.string) if known and known.string else ""
            fresh.add(message, words, locations=[(name, 0) for name in sorted({name for name, _ in wanted[message]})])
        path = catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, fresh, width=120, omit_header=False, include_lineno=False, sort_output=True)


def problems() -> list[str]:
    """What is not complete: messages missing, unused, or without words."""
    wanted = set(messages_in_pages())
    found = []
    for language in LANGUAGES:
        catalogue = {str(message.id): str(message.string) for message in read_catalogue(language) if message.id}
        found += [f"{language}: missing: {text}" for text in sorted(wanted - catalogue.keys())]
        found += [f"{language}: unused: {text}" for text in sorted(catalogue.keys() - wanted)]
        found += [f"{language}: without words: {text}" for text, words in sorted(catalogue.items()) if not words]
    return found


def _empty(language: Language) -> Catalog:
    return Catalog(
        locale=language, domain=DOMAIN, project="Jujur", fuzzy=False, creation_date=SINCE, revision_date=SINCE
    )


def main(arguments: list[str]) -> int:
    """Bring the catalogues up to date, or with ``--check`` compare them."""
    if arguments != ["--check"]:
        update()
    found = problems()
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
