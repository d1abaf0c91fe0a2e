"""Another attempt for what may pass, on input and output only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from sources.connectors.base import InterruptedPullError, Limits
from sources.connectors.deadline import Deadline

T = TypeVar("T")


def retrying(limits: Limits, deadline: Deadline, attempt: Callable[[], T]) -> T:
    """``attempt``, repeated after InterruptedPullError with growing pauses, or the (bounded) pause the other side asks.

    Raises the last InterruptedPullError, or OutOfTimeError when no time is left for another attempt.
    """
    pause = wait_exponential_jitter(
        multiplier=limits.first_wait_s, max=limits.longest_wait_s, jitter=min(1.0, limits.first_wait_s)
    )

    def wait(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.retry_after_s if isinstance(error, InterruptedPullError) else None
        return pause(state) if asked is None else min(asked, limits.longest_wait_s)

    def within_time() -> T:
        deadline.check()
        return attempt()

    return Retrying(
        stop=stop_after_attempt(limits.attempts),
        wait=wait,
        retry=retry_if_exception_type(InterruptedPullError),
        sleep=deadline.sleep,
        reraise=True,
    )(within_time)
