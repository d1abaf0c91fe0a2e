"""Every reason a rule can give has words in both languages."""

from __future__ import annotations

from checks.examples import parse
from checks.reasons import english_reasons, reason_words
from checks.registry import frames, rules
from checks.runner import bind
from checks.states import NO_REASON


def test_every_reason_of_every_rule_has_english_words_and_no_other():
    given = {NO_REASON}
    for rule in rules().values():
        verdicts = bind(rule, parse(rule, frames()[rule.frame]).rows)
        given |= {*verdicts.unknown, *verdicts.excused}
    assert given == english_reasons().keys()


def test_a_code_is_read_as_words_with_its_abbreviations():
    assert reason_words("sp2d_tidak_ada", "id") == "SP2D tidak ada"
    assert reason_words("sp2d_tidak_ada", "en") == "there is no treasury data"
