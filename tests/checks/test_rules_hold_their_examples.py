"""Every rule is run on the small table drawn beside it."""

import re

import polars as pl
import pytest

from checks.examples import parse, run
from checks.registry import frames, rules
from checks.rule import Check
from checks.runner import bind

ALL = list(rules().values())


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.id)
def test_every_example_gets_the_verdict_drawn_beside_it(rule: Check) -> None:
    frame = frames()[rule.frame]
    assert run(rule, frame) == list(parse(rule, frame).expected)


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.id)
def test_examples_show_passing_failing_and_not_knowing(rule: Check) -> None:
    assert {"pass", "fail", "unknown"} <= set(parse(rule, frames()[rule.frame]).expected)


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.id)
def test_every_exception_a_rule_honours_is_shown_by_an_example(rule: Check) -> None:
    examples = parse(rule, frames()[rule.frame])
    verdicts = bind(rule, examples.rows)
    excused = examples.rows.filter(pl.Series(examples.expected) == "excused")
    for name, condition in verdicts.excused.items():
        assert excused.select(condition.fill_null(False).any()).item(), name


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.id)
def test_both_languages_use_the_same_placeholders_and_only_known_ones(rule: Check) -> None:
    frame = frames()[rule.frame]
    wanted = [set(re.findall(r"{(\w+)}", text)) for text in (rule.message.id, rule.message.en)]
    assert wanted[0] == wanted[1]
    given = set(bind(rule, parse(rule, frame).rows).params) | set(frame.key)
    assert wanted[0] <= given | {"observed", "expected", "difference", "kode_opd", "periode"}


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.id)
def test_every_rule_says_why_on_what_basis_and_what_would_settle_it(rule: Check) -> None:
    assert rule.basis.strip()
    assert len(rule.why.id) > 20
    assert len(rule.settles.id) > 5
