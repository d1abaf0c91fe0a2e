"""What a test needs of the machine: said loudly where it is not there, a failure where completeness is demanded."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest

COMPLETE = "JUJUR_TESTS_COMPLETE"


def say_absent(what: str, package: str) -> NoReturn:
    """End the test: it cannot run without ``what``, which the system's ``package`` brings."""
    reason = f"{what} is not installed (apt-get install {package}): its tests DID NOT RUN"
    if os.environ.get(COMPLETE) == "1":
        pytest.fail(f"{reason}, and {COMPLETE}=1 demands them", pytrace=False)
    pytest.skip(reason)
