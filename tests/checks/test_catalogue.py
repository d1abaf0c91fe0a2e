"""The catalogue can be read by people: words, not codes, and every reason why a rule could not judge."""

from collections import Counter

import pytest

from checks.catalogue import HEADINGS, condition, page
from checks.listing import WORDS, index
from checks.registry import rules
from checks.rule import Check
from checks.words import NOTHING
from schemas.text import Language

LANGUAGES: tuple[Language, ...] = ("id", "en")


@pytest.fixture(scope="module", params=LANGUAGES)
def pages(request: pytest.FixtureRequest) -> tuple[Language, dict[str, str]]:
    """Every page in one language; their examples are run once."""
    return request.param, {rule.id: page(rule, request.param) for rule in rules().values()}


def test_every_rule_has_a_page_without_codes_in_its_sentences(pages: tuple[Language, dict[str, str]]) -> None:
    language, written = pages
    for rule in rules().values():
        text = written[rule.id]
        sentence = next(line for line in text.splitlines() if line.startswith("> "))
        assert "{" not in sentence
        assert WORDS[rule.severity].of(language) in text
        assert "‹" in sentence or "{" not in rule.message.of(language)
        assert f"[{rule.id}]" in index(language)
        assert text.startswith(f"# {rule.id} ")
        assert "[K]" not in text


NOTHING_TO_COMPARE = {"POL-005"}
"""Its example shows an agency of which one of the two sources says nothing."""


def test_a_worked_example_has_a_name_and_a_number_wherever_its_sentence_wants_one(
    pages: tuple[Language, dict[str, str]],
) -> None:
    language, written = pages
    for rule, text in written.items():
        told = text.split(f"## {HEADINGS['worked'].of(language)}")[1].split("\n## ")[0]
        assert NOTHING.of(language) not in told or rule in NOTHING_TO_COMPARE, rule


def test_every_page_has_every_heading_and_something_under_it(pages: tuple[Language, dict[str, str]]) -> None:
    language, written = pages
    for rule, text in written.items():
        sections = dict(part.split("\n", 1) for part in text.split("\n## ")[1:])
        assert list(sections) == [heading.of(language) for heading in HEADINGS.values()], rule
        assert all(content.strip() for content in sections.values()), rule


def test_reasons_and_honoured_exceptions_are_listed_in_words() -> None:
    text = page(rules()["FSK-011"], "id")
    assert "Tidak dapat dinilai bukan lolos" in text
    assert "- data kurang" in text
    assert "Dikenali dari data dan tidak menjadi temuan" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", ["condition", "cannot_tell"])
def test_no_two_rules_say_the_same_of_when_they_ask_and_what_they_cannot_tell(part: str, language: Language) -> None:
    told = Counter(getattr(rule, part).of(language) for rule in rules().values())
    assert [text for text, times in told.items() if times > 1] == []


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_a_condition_is_a_whole_sentence_with_the_limits_in_force(rule: Check) -> None:
    for language in LANGUAGES:
        told = condition(rule, language)
        assert told[0].isupper()
        assert told.endswith(".")
        assert "{" not in told
        assert rule.cannot_tell.of(language).endswith(".")
    assert rule.condition.id != rule.condition.en
    assert rule.cannot_tell.id != rule.cannot_tell.en
