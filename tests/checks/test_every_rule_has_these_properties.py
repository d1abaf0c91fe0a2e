"""Properties every rule must have, on random frames: row order, missing values, and a verdict for every row."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.examples import DEFAULTS, parse
from checks.frame import Frame
from checks.registry import frames, rules
from checks.rule import Check
from checks.runner import EXCUSED, FAIL, NOT_EXAMINED, PASS, UNKNOWN, bind, state

ALL = list(rules().values())
STATES = {NOT_EXAMINED, PASS, FAIL, UNKNOWN, EXCUSED}


def codes(rule: Check, rows: pl.DataFrame) -> list[int]:
    return rows.select(state(bind(rule, rows)).alias("s"))["s"].to_list()


def drawn_rows(rule: Check) -> pl.DataFrame:
    return parse(rule, frames()[rule.frame]).rows


def read_by(rule: Check, frame: Frame) -> list[str]:
    """Columns of the frame that the rule's verdict looks at."""
    roots = set(state(bind(rule, drawn_rows(rule))).meta.root_names())
    return [name for name in frame.columns if name in roots and name not in DEFAULTS]


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.id)
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_the_order_of_rows_does_not_matter(rule: Check, data: st.DataObject) -> None:
    rows = drawn_rows(rule)
    order = data.draw(st.permutations(range(rows.height)))
    assert codes(rule, rows[order]) == [codes(rule, rows)[position] for position in order]


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.id)
def test_deleting_a_value_never_turns_a_failure_into_a_pass(rule: Check) -> None:
    frame, rows = frames()[rule.frame], drawn_rows(rule)
    failing = rows.filter(pl.Series(codes(rule, rows)) == FAIL)
    for column in read_by(rule, frame):
        emptied = failing.with_columns(pl.lit(None, dtype=frame.columns[column]).alias(column))
        assert PASS not in codes(rule, emptied), column


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.id)
def test_every_row_gets_one_of_the_five_states(rule: Check) -> None:
    frame = frames()[rule.frame]
    nothing = pl.DataFrame({name: [None] for name in frame.columns}, schema=dict(frame.columns))
    bare = nothing.with_columns(
        pl.lit(value).cast(frame.columns[name]).alias(name) for name, value in DEFAULTS.items() if name in frame.columns
    )
    (code,) = codes(rule, bare)
    assert code in STATES - {PASS, FAIL, EXCUSED}, "a row of which nothing is known is neither passed nor failed"


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.id)
def test_an_additional_clean_row_adds_no_finding(rule: Check) -> None:
    rows = drawn_rows(rule)
    before = codes(rule, rows)
    clean = rows.filter(pl.Series(before) == PASS)
    assert codes(rule, pl.concat([rows, clean])).count(FAIL) == before.count(FAIL)


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.id)
def test_an_empty_frame_is_judged_as_nothing(rule: Check) -> None:
    assert codes(rule, drawn_rows(rule).clear()) == []
