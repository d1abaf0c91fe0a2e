"""Ids of findings: the same from night to night, and found again from the id alone."""

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from checks.cells import place_in_cell
from checks.frame import Frame
from checks.identity import as_numbers, as_text, ids_of, units, units_of
from checks.registry import rules

FRAME = Frame("uji", "rfk", ("kode_opd", "kode"), {}, {}, lambda _: pl.DataFrame())
ROWS = pl.DataFrame(
    {"kode_opd": ["o1", "o1", None], "kode": ["1.02", "1.03", "1.02"], "tahun": [2025] * 3, "bulan": [1, 10, 10]}
)
RULE = rules()["HIT-002"]
PINNED = ["24d0ed7bc61711f8", "37ed9b977d38306a", "b1e0278bbb42ad11"]


def test_an_id_written_down_once_stays_what_it_is() -> None:
    assert as_text(ids_of(RULE, FRAME, units(FRAME, ROWS)[1])).to_list() == PINNED


@given(st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=50))
def test_the_unit_of_an_id_is_found_again(bits: list[int]) -> None:
    unit = np.array(bits, dtype=np.uint64)
    ids = ids_of(RULE, FRAME, unit)
    assert (units_of(RULE, FRAME, ids) == unit).all()
    assert (as_numbers(as_text(ids)) == ids).all()


def test_two_rules_never_share_an_id_of_one_unit() -> None:
    unit = units(FRAME, ROWS)[1]
    ids = np.concatenate([ids_of(rule, FRAME, unit) for rule in rules().values()])
    assert len(np.unique(ids)) == len(ids)


def test_the_cell_blamed_is_read_from_plain_and_from_escaped_text() -> None:
    cases = [
        ('{"a":["C1","12"],"b":["D1","x"]}', "a", "C1", "12"),
        ('{"a":["C1","12"],"b":["D1","x"]}', "b", "D1", "x"),
        ('{"a":["C1","dia \\"bilang\\"],[ ini"]}', "a", "C1", 'dia "bilang"],[ ini'),
        ('{"a":["C1",null],"b":["D1","2"]}', "a", "C1", None),
        ('{"a": ["C1", "12"]}', "a", "C1", "12"),
        ('{"b":["D1","x"]}', "a", None, None),
        ('{"a":["C1",""]}', "a", "C1", ""),
        (None, "a", None, None),
        ('{"a":["C1","12"]}', None, None, None),
    ]
    rows = pl.DataFrame(cases, schema=["asal", "kolom", "sel_harap", "asli_harap"], orient="row")
    found = place_in_cell(rows)
    assert found["sel"].to_list() == found["sel_harap"].to_list()
    assert found["nilai_asli"].to_list() == found["asli_harap"].to_list()
