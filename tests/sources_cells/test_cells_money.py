"""Rupiah, percentages and quantities in every way they are typed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.cells import (
    Quantity,
    money_factor,
    normalise_unit,
    parse_money,
    parse_number,
    parse_percent,
    percent_scale,
    split_values,
)
from sources.decoding import ErrorCell

AMOUNTS = st.integers(-(2**62) + 1, 2**62 - 1)
ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=40), st.dates(), st.datetimes(),
    st.timedeltas(), st.times(), st.decimals(), st.binary(max_size=5), st.lists(st.integers(), max_size=2),
    st.text(alphabet="0123456789.,-()%Rp MjtO/–: ", max_size=25),
)  # fmt: skip


def grouped(amount: int, mark: str) -> str:
    return f"{abs(amount):,}".replace(",", mark)


STYLES = {
    "plain": lambda n: str(n),
    "dots": lambda n: ("-" if n < 0 else "") + grouped(n, "."),
    "decimals": lambda n: ("−" if n < 0 else "") + grouped(n, ".") + ",00",
    "rp": lambda n: ("-" if n < 0 else "") + "Rp " + grouped(n, "."),
    "rp_dash": lambda n: f"Rp. ({grouped(n, '.')})" if n < 0 else f"Rp. {grouped(n, '.')},-",
    "parentheses": lambda n: f"({grouped(n, '.')})" if n < 0 else grouped(n, "."),
    "spaces": lambda n: ("–" if n < 0 else "") + grouped(n, "\u00a0"),
    "english": lambda n: ("-" if n < 0 else "") + grouped(n, ",") + ".00",
    "tight": lambda n: ("- " if n < 0 else "") + "Rp" + grouped(n, ".") + ",00 ",
    "idr": lambda n: ("-" if n < 0 else "") + "IDR " + grouped(n, "."),
}


@pytest.mark.parametrize("style", STYLES)
@given(amount=AMOUNTS)
def test_an_amount_survives_every_indonesian_style(style: str, amount: int) -> None:
    assert parse_money(STYLES[style](amount)).value == amount


@given(amount=AMOUNTS)
def test_an_integer_is_read_exactly_whatever_its_size(amount: int) -> None:
    assert parse_money(amount).value == amount
    assert parse_money(Decimal(amount)).value == amount


@given(value=ANYTHING)
def test_nothing_makes_a_parser_raise_and_a_value_comes_only_with_isi(value: object) -> None:
    for result in (
        parse_money(value), parse_money(value, 1000), parse_percent(value, percent_format=None), parse_number(value),
        parse_percent(value, percent_format=True, scale="fraction"), parse_number(value, "orang"),
    ):  # fmt: skip
        assert (result.value is not None) == (result.state == "isi")
        if result.state in ("tak_terbaca", "ambigu", "galat"):
            assert result.note is not None


@pytest.mark.parametrize(
    ("text", "state", "value"),
    [
        ("1.234.567,89", "isi", 1234568), ("1.234.567,5", "isi", 1234568), ("1.234.566,5", "isi", 1234566),
        ("Rp. 1.234.567,-", "isi", 1234567), ("Rp.1.000.000.-", "isi", 1000000), ("Rp1.500.000,00", "isi", 1500000),
        ("(1.234)", "isi", -1234), ("−5.000", "isi", -5000), ("‒5.000", "isi", -5000), ("- Rp 5.000", "isi", -5000),
        ("1.234", "isi", 1234), ("1,234", "ambigu", None), ("1,234,567.89", "isi", 1234568),
        ("1,234,567", "isi", 1234567), ("1.234,567", "ambigu", None), ("1234567.89", "isi", 1234568),
        ("5.000-", "ambigu", None), ("1.234.56", "tak_terbaca", None), ("1.23.456", "tak_terbaca", None),
        ("'5.000", "isi", 5000), ("Rp. 1.234.567,00,-", "isi", 1234567),
        ("-", "strip", None), ("–", "strip", None), ("—", "strip", None), ("Rp -", "strip", None),
        ("Rp. -,-", "strip", None), ("---", "strip", None), ("n/a", "strip", None), ("Tidak Ada", "strip", None),
        ("", "kosong", None), (" \u00a0 ", "kosong", None), ("\u200b", "kosong", None), (None, "kosong", None),
        ("nihil", "isi", 0), ("NIHIL", "isi", 0), ("0", "isi", 0), ("0,00", "isi", 0), ("Rp 0", "isi", 0),
        ("#DIV/0!", "galat", None), (ErrorCell("#REF!"), "galat", None), (float("nan"), "galat", None),
        ("abc", "tak_terbaca", None), ("12/10/2025", "tak_terbaca", None), ("9" * 30, "tak_terbaca", None),
        (2**62, "tak_terbaca", None), (True, "tak_terbaca", None), (dt.date(2025, 1, 1), "tak_terbaca", None),
        (2.5, "isi", 2), (3.5, "isi", 4), (1234567.0, "isi", 1234567), (-0.4, "isi", 0),
        ("(5.000", "tak_terbaca", None),
    ],
)  # fmt: skip
def test_blank_zero_dash_error_and_doubt_stay_apart(text: object, state: str, value: int | None) -> None:
    result = parse_money(text)
    assert (result.state, result.value) == (state, value)


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("4.874,35 M", 4_874_350_000_000, 10_000_000), ("4.874,35 Miliar", 4_874_350_000_000, 10_000_000),
        ("12 jt", 12_000_000, 1_000_000), ("1,5 juta", 1_500_000, 100_000),
        ("Rp 2,75 milyar", 2_750_000_000, 10_000_000),
        ("350 ribu", 350_000, 1_000), ("350rb", 350_000, 1_000), ("1,2 T", 1_200_000_000_000, 100_000_000_000),
        ("1,2 triliun rupiah", 1_200_000_000_000, 100_000_000_000), ("-0,05 M", -50_000_000, 10_000_000),
        ("5.000.000 rupiah", 5_000_000, 1),
    ],
)  # fmt: skip
def test_amounts_with_a_unit_tell_how_far_they_were_rounded(text: str, value: int, precision: int) -> None:
    result = parse_money(text)
    assert (result.value, result.precision_idr) == (value, precision)


def test_one_mark_before_a_unit_is_ambiguous_and_lists_both_readings() -> None:
    result = parse_money("1.234 M")
    assert result.state == "ambigu"
    assert set(result.candidates) == {1_234_000_000_000, 1_234_000_000}


def test_the_factor_of_the_heading_holds_for_bare_amounts_only() -> None:
    assert parse_money("1.234,5", 1_000_000).value == 1_234_500_000
    assert parse_money(1234.567, 1_000).value == 1_234_567
    assert parse_money("2 M", 1_000).value == 2_000_000_000
    assert parse_money("0", 1_000).value == 0


def test_a_float_beyond_exactness_is_read_and_said() -> None:
    result = parse_money(float(2**53 + 2))
    assert result.value == 2**53 + 2
    assert result.note is not None


@pytest.mark.parametrize(
    ("value", "percent_format", "scale", "state", "expected"),
    [
        ("95,32", None, None, "isi", 95.32), ("95,32 %", None, None, "isi", 95.32), ("95.32", None, None, "isi", 95.32),
        (95.32, False, None, "isi", 95.32), (0.9532, True, None, "isi", 95.32), (1.0, True, None, "isi", 100.0),
        (0.9532, False, None, "ambigu", None), ("0,9532", None, None, "ambigu", None), (1, None, None, "ambigu", None),
        (0.9532, False, "fraction", "isi", 95.32), ("0,9532", None, "fraction", "isi", 95.32),
        (0.9532, None, "percent", "isi", 0.9532), ("0,95 %", None, "fraction", "isi", 0.95),
        ("1.234", None, None, "ambigu", None), ("1.234 %", None, "percent", "ambigu", None),
        (0, None, None, "isi", 0.0),
        ("(2,5)", None, None, "isi", -2.5), ("-2,5%", None, None, "isi", -2.5), ("-", None, None, "strip", None),
        ("- %", None, None, "strip", None), ("", None, None, "kosong", None), ("#DIV/0!", None, None, "galat", None),
        ("nihil", None, None, "isi", 0.0), ("baik", None, None, "tak_terbaca", None),
        ("100 persen", None, None, "isi", 100.0),
        (0.29, True, None, "isi", 29.0),
    ],
)  # fmt: skip
def test_percentages_are_read_without_silent_guesses(
    value: object, percent_format: bool | None, scale: str | None, state: str, expected: float | None
) -> None:
    result = parse_percent(value, percent_format=percent_format, scale=scale)  # type: ignore[arg-type]
    assert (result.state, result.value) == (state, expected)


@pytest.mark.parametrize(
    ("values", "expected", "scale"),
    [
        ([0.25, 0.5, 1.0], None, "fraction"), ([25.0, 50, 0.5], None, "percent"), ([0.5], None, "ambigu"),
        ([0, None, "-"], None, "percent"), ([], None, "percent"), ([0.5, 0.8, 1.2], None, "ambigu"),
        ([0.5, 0.8], [0.5, 0.8], "percent"), ([0.5, 0.8], [50.0, 80.0], "fraction"),
        (["0,5", "0,75"], None, "fraction"),
        ([0.02, 0.03], [2.0, 3.0], "fraction"), ([0.02, 0.03], None, "ambigu"), ([0.5, 0.8], [33.0, 7.0], "fraction"),
        ([float("nan"), 0.5], [None, float("inf")], "ambigu"),
    ],
)  # fmt: skip
def test_the_scale_of_a_column_is_decided_on_all_its_values(
    values: list[object], expected: list[float | None] | None, scale: str
) -> None:
    assert percent_scale(values, expected) == scale


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("1 Laporan", Quantity(1, None, "laporan")), ("12 Bulan", Quantity(12, None, "bulan")),
        ("80–90", Quantity(80, 90)), ("80-90 %", Quantity(80, 90, "persen")), ("80 s/d 90", Quantity(80, 90)),
        ("95,5 %", Quantity(95.5, None, "persen")), ("1.234 orang", Quantity(1234, None, "orang")),
        ("12 Dok.", Quantity(12, None, "dokumen")), ("3 (tiga) dokumen", Quantity(3, None, "dokumen")),
        ("-2,5", Quantity(-2.5)), ("1.234.567", Quantity(1234567)), ("75,50 poin", Quantity(75.5, None, "poin")),
        (12.0, Quantity(12)), ("nihil", Quantity(0)), ("1.250 m2", None), ("1.234", None), ("dua", None),
    ],
)  # fmt: skip
def test_a_quantity_keeps_its_unit_and_its_range(text: object, quantity: Quantity | None) -> None:
    assert parse_number(text).value == quantity


def test_the_unit_of_another_column_settles_a_single_mark() -> None:
    assert parse_number("1.234").state == "ambigu"
    assert parse_number("1.234", "Org").value == Quantity(1234, None, "orang")
    assert parse_number("1.234", "persen").state == "ambigu"


def test_several_values_in_a_cell_are_never_read_as_one() -> None:
    assert split_values("2 Dokumen/1 Kegiatan") == ["2 Dokumen", "1 Kegiatan"]
    assert split_values("1) 5 Dokumen\n2) 3 Laporan\n\n- ") == ["5 Dokumen", "3 Laporan", "-"]
    assert split_values("80%; 90%") == ["80%", "90%"]
    assert split_values("12 Bulan") == ["12 Bulan"]
    result = parse_number("2 Dokumen/1 Kegiatan")
    assert result.state == "ambigu"
    assert result.candidates == (Quantity(2, None, "dokumen"), Quantity(1, None, "kegiatan"))


@pytest.mark.parametrize(
    ("text", "unit"),
    [("Dok.", "dokumen"), ("DOKUMEN", "dokumen"), ("Org", "orang"), ("%", "persen"), ("Persen (%)", "persen"),
     ("Orang / Bulan", "orang bulan"), ("m²", "meter persegi"), ("Unit Kerja", "unit kerja"), ("", "")],
)  # fmt: skip
def test_units_of_measure_have_one_spelling(text: str, unit: str) -> None:
    assert normalise_unit(text) == unit


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("dalam jutaan rupiah", 10**6), ("(dalam ribuan rupiah)", 1000), ("(Rp.000)", 1000), ("(Rp. 000,-)", 1000),
        ("Rp juta", 10**6), ("Pagu (Rp Juta)", 10**6), ("(Rp 1.000)", 1000), ("(Rp.000.000)", 10**6),
        ("dalam miliar rupiah", 10**9), ("(Juta Rupiah)", 10**6), ("Realisasi (Rp)", 1), ("(dalam rupiah)", 1),
        ("Realisasi", None), ("Keuangan Rp 1.250.000", None), ("Program Sejuta Rumah", None), ("x Rp1.000", 1000),
    ],
)  # fmt: skip
def test_money_units_of_headings_become_factors(text: str, factor: int | None) -> None:
    assert money_factor(text) == factor


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("105 Orang/bulan", 105.0, "orang bulan"),
        ("1.234 Org / Bln", 1234.0, "orang bulan"),
        ("2 km/jam.", 2.0, "km/jam"),
    ],
)
def test_a_unit_of_two_words_joined_by_a_slash_is_one_unit(text, value, unit):
    read = parse_number(text).value
    assert read is not None
    assert (read.value, read.unit) == (value, unit)


def test_a_slash_before_a_number_still_parts_two_values():
    assert [part.value for part in parse_number("2 Dokumen/1 Kegiatan").candidates] == [2.0, 1.0]


@pytest.mark.parametrize("text", ["90,25 (722/800)", "90,25 % (722 dari 800)", "90,25 (722 : 800)"])
def test_a_rate_with_its_parts_behind_it_is_the_rate(text):
    assert parse_number(text).value.value == 90.25
