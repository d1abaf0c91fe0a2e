"""``jujur rules``: the list of rules, or one of them in full."""

from __future__ import annotations

from rich.console import Console
from rich.markdown import Markdown

from checks.listing import index
from checks.registry import rules
from schemas.text import Language, PersonError, Text


def show_rules(rule_id: str | None, language: Language) -> None:
    """The catalogue's index, or one page of it."""
    if rule_id is not None and rule_id.upper() not in rules():
        raise PersonError(
            Text(f"Aturan {rule_id} tidak ada.", f"There is no rule {rule_id}."),
            Text("Lihat daftarnya dengan `jujur rules`.", "List them with `jujur rules`."),
        )
    Console().print(Markdown(_page(rule_id.upper(), language) if rule_id else index(language)))


def _page(rule_id: str, language: Language) -> str:
    """Its examples are run for it, so the judging parts are loaded; a list needs none of them."""
    from checks.catalogue import page

    return page(rules()[rule_id], language)
