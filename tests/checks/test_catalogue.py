"""The catalogue can be read by people: words, not codes, and every reason why a rule could not judge."""

import pytest

from checks.catalogue import page
from checks.listing import WORDS, index
from checks.registry import rules
from schemas.text import Language


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_rule_has_a_page_without_codes_in_its_sentences(language: Language) -> None:
    for rule in rules().values():
        text = page(rule, language)
        sentence = next(line for line in text.splitlines() if line.startswith("> "))
        assert "{" not in sentence
        assert WORDS[rule.severity].of(language) in text
        assert "‹" in sentence or "{" not in rule.message.of(language)
        assert rule.id in index(language)


def test_reasons_and_honoured_exceptions_are_listed_in_words() -> None:
    text = page(rules()["FSK-011"], "id")
    assert "Tidak dapat dinilai bukan lolos" in text
    assert "- data kurang" in text
    assert "Dikenali dari data dan tidak menjadi temuan" in text
