"""A question from the terminal is answered at once: it loads no more than it needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from schemas.text import PersonError
from sources.agency_names import agency_names
from sources.references import REFERENCE_DIRECTORY, load_references

HEAVY = ("pandas", "pandera", "prefect", "scipy", "sklearn", "alembic", "great_expectations", "fastapi", "xlsxwriter")
BEGINNINGS = ("command_line", "rulebook", "asking", "standing", "accounts", "one_night")
LOADED = f"""
import sys
from flows import {", ".join(BEGINNINGS)}
print(*sorted(set(sys.modules) & set({HEAVY})))
"""


def test_what_questions_and_a_night_begin_with_is_light() -> None:
    told = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert told.stdout.split() == []


def test_names_alone_are_those_of_the_whole_register() -> None:
    assert agency_names(REFERENCE_DIRECTORY) == load_references().agency_names


def test_a_register_that_cannot_be_read_is_told_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(PersonError) as caught:
        agency_names(tmp_path)
    assert caught.value.where == str(tmp_path / "opd.csv")
