"""Days, ranges, durations and reporting periods."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.cells import find_periods, parse_date, parse_date_range, parse_duration_days, parse_period
from sources.cells.months import MONTHS, month_of

PERIOD_LIKE = st.text(alphabet="bulan :.012345sd/tw-IVil ", max_size=40)
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31))


@given(day=DAYS, mark=st.sampled_from("-/. "), short=st.booleans())
def test_a_day_survives_every_way_of_writing_it(day: dt.date, mark: str, short: bool) -> None:
    day_month = f"{day.day}{mark}{day.month}" if short else f"{day.day:02d}{mark}{day.month:02d}"
    name = MONTHS[day.month - 1]
    for text in (f"{day_month}{mark}{day.year}", day.isoformat(), f"{day.day} {name.title()} {day.year}",
                 f"Tigaraksa, {day.day:02d} {name.upper()} {day.year}",
                 f"{day.day}-{name[:3]}-{day.year}"):  # fmt: skip
        assert parse_date(text).value == day, text
    assert parse_date((day - dt.date(1899, 12, 30)).days).value == day
    assert parse_date(dt.datetime.combine(day, dt.time(10, 5))).value == day


@pytest.mark.parametrize(
    ("value", "state", "day"),
    [
        ("17 Nopember 2019", "isi", dt.date(2019, 11, 17)), ("3 Pebruari 2025", "isi", dt.date(2025, 2, 3)),
        ("3 Agst 2025", "isi", dt.date(2025, 8, 3)), ("Selasa, 17 Desember 2019", "isi", dt.date(2019, 12, 17)),
        ("17 Desembar 2019", "isi", dt.date(2019, 12, 17)), ("17-12-19", "isi", dt.date(2019, 12, 17)),
        ("12/17/2019", "isi", dt.date(2019, 12, 17)), ("20251217", "isi", dt.date(2025, 12, 17)),
        ("17122025", "isi", dt.date(2025, 12, 17)), ("45000", "isi", dt.date(2023, 3, 15)),
        (45000.75, "isi", dt.date(2023, 3, 15)), ("2025-10-01 00:00:00", "isi", dt.date(2025, 10, 1)),
        ("31/02/2025", "tak_terbaca", None), ("0000-00-00", "tak_terbaca", None), ("1900-01-00", "tak_terbaca", None),
        ("01/01/1900", "tak_terbaca", None), (dt.date(1970, 1, 1), "tak_terbaca", None),
        (dt.datetime(1900, 1, 1), "tak_terbaca", None), (0, "tak_terbaca", None), (2025, "tak_terbaca", None),  # noqa: DTZ001
        ("90 HARI", "tak_terbaca", None), ("07 Juli 2022 s.d 03 November 2022", "tak_terbaca", None),
        ("-", "strip", None), ("", "kosong", None), (None, "kosong", None), ("#REF!", "galat", None),
        ("belum", "tak_terbaca", None), (True, "tak_terbaca", None), (float("nan"), "tak_terbaca", None),
    ],
)  # fmt: skip
def test_dates_null_epochs_and_words_are_told_apart(value: object, state: str, day: dt.date | None) -> None:
    result = parse_date(value)
    assert (result.state, result.value) == (state, day)


def test_a_null_epoch_says_so() -> None:
    for value in ("0000-00-00", "1900-01-00", dt.date(1970, 1, 1), 0, 1):
        note = parse_date(value).note
        assert note is not None
        assert "epoch kosong" in note.id


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("07 Juli 2022 s.d 03 November 2022", dt.date(2022, 7, 7), dt.date(2022, 11, 3)),
        ("7 Juli s/d 3 November 2022", dt.date(2022, 7, 7), dt.date(2022, 11, 3)),
        ("1 - 31 Oktober 2025", dt.date(2025, 10, 1), dt.date(2025, 10, 31)),
        ("01/02/2025 sampai dengan 28/02/2025", dt.date(2025, 2, 1), dt.date(2025, 2, 28)),
    ],
)
def test_ranges_of_days(text: str, first: dt.date, last: dt.date) -> None:
    found = parse_date_range(text).value
    assert found is not None
    assert (found.awal, found.akhir) == (first, last)


def test_a_range_that_runs_backwards_is_not_read() -> None:
    assert parse_date_range("03 November 2022 s.d 07 Juli 2022").state == "tak_terbaca"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("90 HARI", 90),
        ("120 (seratus dua puluh) hari kalender", 120),
        ("3 bulan", 90),
        ("2 Minggu", 14),
        ("segera", None),
    ],
)
def test_durations_are_counted_in_days(text: str, days: int | None) -> None:
    assert parse_duration_days(text).value == days


PERIODS = {
    "Bulan: Nopember 2025": (2025, 11, None, False), "BULAN : NOPEMBER 2025": (2025, 11, None, False),
    "s.d. Oktober 2025": (2025, 10, None, True), "S/D OKTOBER 2025": (2025, 10, None, True),
    "sd Oktober 2025": (2025, 10, None, True), "sampai dengan bulan Oktober 2025": (2025, 10, None, True),
    "Sampai Dengan Bulan : Oktober Tahun 2025": (2025, 10, None, True), "Agustus2025": (2025, 8, None, False),
    "Agustus2022": (2022, 8, None, False), "AGUSTUS - 2025": (2025, 8, None, False),
    "Agt. 2025": (2025, 8, None, False),
    "Triwulan III": (None, None, 3, False), "Triwulan Ill": (None, None, 3, False),
    "Triwulan Il": (None, None, 2, False),
    "TRIWULAN lV TAHUN 2025": (2025, None, 4, False), "Tri Wulan II 2025": (2025, None, 2, False),
    "TW 3 2025": (2025, None, 3, False), "TW.III": (None, None, 3, False), "TW-IV-2025": (2025, None, 4, False),
    "Triwulan ke-2 Tahun Anggaran 2025": (2025, None, 2, False), "Triwulan Ketiga 2025": (2025, None, 3, False),
    "TRIWULAN I T.A. 2025": (2025, None, 1, False), "s.d. Triwulan III Tahun 2025": (2025, None, 3, True),
    "Periode 1 Januari s/d 31 Oktober 2025": (2025, 10, None, True), "Januari - Oktober 2025": (2025, 10, None, True),
    "Periode 1 Januari 2025 s.d 31 Oktober 2025": (2025, 10, None, True),
    "01/01/2025 s/d 31/10/2025": (2025, 10, None, True), "per 30 September 2025": (2025, 9, None, True),
    "Per September 2025": (2025, 9, None, True), "Keadaan 31 Agustus 2025": (2025, 8, None, True),
    "Posisi s.d. 31 Agustus 2025": (2025, 8, None, True), "1 s.d 31 Oktober 2025": (2025, 10, None, True),
    "1 Oktober s.d 31 Oktober 2025": (2025, 10, None, False), "1 Juli s.d 30 September 2025": (2025, None, 3, False),
    "2025-10": (2025, 10, None, False), "10-2025": (2025, 10, None, False), "10/2025": (2025, 10, None, False),
    "102025": (2025, 10, None, False), "202510": (2025, 10, None, False), "okt 25": (2025, 10, None, False),
    "Okt-25": (2025, 10, None, False), "Okt'25": (2025, 10, None, False), "BULAN X": (None, 10, None, False),
    "BULAN X TAHUN 2025": (2025, 10, None, False), "Bulan ke-10 Tahun 2025": (2025, 10, None, False),
    "bulan 10 tahun 2025": (2025, 10, None, False), "Pebruari 2025": (2025, 2, None, False),
    "Semptember 2025": (2025, 9, None, False), "DESMBER 2025": (2025, 12, None, False),
    "Tahun Anggaran 2025 Bulan Oktober": (2025, 10, None, False), "TA. 2025, Bulan : Mei": (2025, 5, None, False),
    "RFK_Dinkes_Okt2025_final(2).xlsx": (2025, 10, None, False), "LRA-TWII-2025.xls": (2025, None, 2, False),
    "rfk 2025 11 kec mauk.xlsx": (2025, 11, None, False), "RFK_202510_v2.xlsx": (2025, 10, None, False),
    "E81 TW3 Dinas Sosial 2025.xlsx": (2025, None, 3, False), "09. RFK SEPTEMBER 2025.xls": (2025, 9, None, False),
    "Laporan Realisasi Anggaran untuk periode yang berakhir sampai dengan 31 Oktober 2025": (2025, 10, None, True),
    "KEADAAN SAMPAI DENGAN AKHIR BULAN JUNI 2025": (2025, 6, None, True), "Tahun 2025": (2025, None, None, False),
    "Triwulan I s.d III 2025": (2025, None, 3, True), "TW I s.d TW III Tahun 2025": (2025, None, 3, True),
    "Triwulan I (Januari - Maret) 2025": (2025, None, 1, False), "RFK-11-2025.xlsx": (2025, 11, None, False),
    "Bulan Juni Tahun Anggaran 2025": (2025, 6, None, False), "JUNI TA 2025": (2025, 6, None, False),
}  # fmt: skip


@pytest.mark.parametrize("text", PERIODS)
def test_a_period_is_read_in_every_wording(text: str) -> None:
    found = parse_period(text)
    assert found is not None
    assert (found.tahun, found.bulan, found.triwulan, found.sampai) == PERIODS[text]
    assert not found.unfilled


@pytest.mark.parametrize(
    ("text", "year"),
    [("BULAN : ......... 2025", 2025), ("Bulan : …………", None), ("Triwulan ......", None), ("PERIODE :", None),
     ("Bulan : Tahun 2025", 2025), ("Periode : s.d ..........", None), ("BULAN : ____ TAHUN ANGGARAN 2025", 2025)],
)  # fmt: skip
def test_a_period_left_open_on_the_form_is_unfilled(text: str, year: int | None) -> None:
    found = parse_period(text)
    assert found is not None
    assert found.unfilled
    assert (found.tahun, found.bulan, found.triwulan) == (year, None, None)


@pytest.mark.parametrize(
    "text",
    ["Tigaraksa, 5 November 2025", "DINAS KESEHATAN", "1.03.02.2.01.0001", "", "Rp 2.025.000", "12.2025.100",
     "Pekerjaan Jalan Juanda", "NIP 197001011995031001", "Pasar Market 2",
     "Kolam semi 2 permanen"],
)  # fmt: skip
def test_what_is_no_period_is_not_read_as_one(text: str) -> None:
    assert parse_period(text) is None


def test_semesters_and_date_cells_are_periods_too() -> None:
    semester = parse_period("Semester II Tahun 2025")
    assert semester is not None
    assert (semester.tahun, semester.semester) == (2025, 2)
    cell = parse_period(dt.date(2025, 10, 1))
    assert cell is not None
    assert (cell.tahun, cell.bulan) == (2025, 10)


def test_two_periods_that_disagree_are_listed_but_not_chosen_between() -> None:
    text = "Bulan lalu September 2025, bulan ini Oktober 2025"
    assert [(period.tahun, period.bulan) for period in find_periods(text)] == [(2025, 9), (2025, 10)]
    assert parse_period(text) is None


@pytest.mark.parametrize(
    ("word", "month"), [("Nopember", 11), ("sept.", 9), ("Oktobr", 10), ("Junior", None), ("Market", None)]
)
def test_month_names(word: str, month: int | None) -> None:
    assert month_of(word) == month


@given(value=st.one_of(st.text(max_size=60), st.dates(), st.floats(), st.none(), PERIOD_LIKE))
def test_no_value_makes_dates_or_periods_raise(value: object) -> None:
    for result in (parse_date(value), parse_date_range(value), parse_duration_days(value)):
        assert (result.value is not None) == (result.state == "isi")
    found = parse_period(value)
    assert found is None or found.unfilled or found.rank > 0
