"""Every version of a rule says since when it holds and what it changed."""

from dataclasses import replace

import pytest

from checks.catalogue import page
from checks.history import versions_of
from checks.registry import rules


@pytest.mark.parametrize("rule", list(rules().values()), ids=lambda rule: rule.id)
def test_every_version_up_to_the_present_one_is_told(rule) -> None:
    assert [version.number for version in versions_of(rule)] == list(range(1, rule.version + 1))


def test_a_version_that_says_nothing_of_what_changed_is_an_error() -> None:
    with pytest.raises(ValueError, match="ANG-001"):
        versions_of(replace(rules()["ANG-001"], version=7))


def test_a_page_shows_formula_worked_example_and_history() -> None:
    text = page(rules()["ANG-001"], "en")
    assert "def melebihi_pagu(" in text
    assert "the Example Office" in text
    assert "2026-11-23: first version" in text
