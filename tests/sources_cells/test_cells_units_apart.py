from __future__ import annotations

import pytest

from sources.cells.units import normalise_unit


@pytest.mark.parametrize(("written", "unit"), [("Meter", "meter"), ("Kilo Meter", "kilometer"), ("KM", "kilometer"),
                                               ("Titik", "titik"), ("Titik Lokasi", "lokasi")])  # fmt: skip
def test_words_of_a_two_word_spelling_are_not_that_unit_by_themselves(written: str, unit: str) -> None:
    assert normalise_unit(written) == unit
