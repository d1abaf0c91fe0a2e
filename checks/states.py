"""What a rule says of a row, as one small number: passed, failed, or unknown and excused with their reason.

The reason is part of the number, so that one pass over a frame gives everything coverage counts.
"""

from __future__ import annotations

import numpy as np
import polars as pl
from polars.expr.whenthen import ChainedThen, Then

from checks.rule import Verdicts

NOT_EXAMINED, PASS, FAIL, UNKNOWN, EXCUSED = range(5)
STATE_NAMES = {PASS: "lolos", FAIL: "gagal", UNKNOWN: "tidak_dapat_dinilai", EXCUSED: "dikecualikan"}
FIRST_EXCUSE, WIDTH = 24, 32
"""Codes from :data:`UNKNOWN` on are unknown, one a reason; from the first excuse on excused, one an exception."""
NO_REASON = "data_kurang"
FOLDED = np.array(
    [NOT_EXAMINED, PASS, FAIL] + [UNKNOWN] * (FIRST_EXCUSE - 3) + [EXCUSED] * (WIDTH - FIRST_EXCUSE), dtype=np.uint8
)
"""Code -> one of the five states."""


def code(verdicts: Verdicts) -> pl.Expr:
    """The code of each row (UInt8): 0, 1, 2, :data:`UNKNOWN` + number of the reason, or excused + its number."""
    if len(verdicts.unknown) >= FIRST_EXCUSE - UNKNOWN or len(verdicts.excused) > WIDTH - FIRST_EXCUSE:
        raise ValueError("a rule states more reasons or exceptions than there are codes for")
    expression = _small(2) - verdicts.ok.cast(pl.UInt8)
    expression = expression.fill_null(_small(UNKNOWN))
    if verdicts.excused:
        judged: Then | ChainedThen = pl.when(verdicts.ok.fill_null(True)).then(expression)
        for number, excuse in enumerate(verdicts.excused.values()):
            judged = judged.when(excuse).then(_small(FIRST_EXCUSE + number))
        expression = judged.otherwise(_small(FAIL))
    conditions = [(reason, UNKNOWN + number) for number, reason in enumerate(verdicts.unknown.values(), start=1)]
    if verdicts.where is not None:
        conditions = [(~verdicts.where, NOT_EXAMINED), *conditions, (verdicts.where.is_null(), UNKNOWN)]
    if not conditions:
        return expression
    (first, value), *others = conditions
    chain: Then | ChainedThen = pl.when(first).then(_small(value))
    for condition, value in others:
        chain = chain.when(condition).then(_small(value))
    return chain.otherwise(expression)


def _small(value: int) -> pl.Expr:
    return pl.lit(value, dtype=pl.UInt8)


def state(verdicts: Verdicts) -> pl.Expr:
    """One of the five states of each row (UInt8)."""
    number = code(verdicts)
    return (
        pl.when(number >= FIRST_EXCUSE)
        .then(_small(EXCUSED))
        .when(number > UNKNOWN)
        .then(_small(UNKNOWN))
        .otherwise(number)
    )


def reasons(verdicts: Verdicts) -> dict[int, str]:
    """Code -> reason of every code that has one."""
    unknown = {UNKNOWN + number: name for number, name in enumerate((NO_REASON, *verdicts.unknown))}
    return unknown | {FIRST_EXCUSE + number: name for number, name in enumerate(verdicts.excused)}
