"""Sentences say a unit once, and words where the tables have codes."""

import pytest

from checks.phrasing import fill, period_words, words_of
from schemas.text import Language


@pytest.mark.parametrize(
    ("template", "word", "unit", "language", "written"),
    [
        ("Sudah {x} %.", "45,2%", "pct", "id", "Sudah 45,2 %."),
        ("Sudah {x}.", "45,2%", "pct", "id", "Sudah 45,2%."),
        ("Lewat {x} hari sesudahnya.", "7 hari kerja", "hari", "id", "Lewat 7 hari sesudahnya."),
        ("Late by {x} working days.", "7 working days", "hari", "en", "Late by 7 working days."),
        ("Sama {x} bulan.", "4 kali", "kali", "id", "Sama 4 bulan."),
        ("Sama {x}.", "4 kali", "kali", "id", "Sama 4 kali."),
        ("Tersisa Rp{x}.", "Rp 1.000", "idr", "id", "Tersisa Rp 1.000."),
        ("Realisasi Rp {x}.", "187654321", "teks", "id", "Realisasi Rp 187.654.321."),
        ("{x} masuk.", "rencana", "teks", "id", "Rencana masuk."),
    ],
)
def test_a_unit_is_said_once(template: str, word: str, unit: str, language: Language, written: str) -> None:
    assert fill(template, {"x": word}, {"x": unit}, language) == written


def test_periods_and_dates_are_written_out() -> None:
    assert period_words("2025-11", "id") == "November 2025"
    assert period_words("2025-TW3", "id") == "Triwulan III 2025"
    assert period_words("2025-TW3", "en") == "Q3 2025"
    assert words_of("dikirim", "2025-02-22", "id") == "22 Februari 2025"
    assert words_of("daftar_periode", "2025-01, 2025-02", "en") == "January 2025, February 2025"


def test_our_codes_become_words_and_text_sent_by_an_agency_does_not() -> None:
    assert words_of("kolom", "pagu_idr", "id") == "Pagu"
    assert words_of("isi", "pagu_idr", "id") == "pagu_idr"
    assert words_of("nama_berkas", "RFK_2025-05.xlsx", "id") == "RFK_2025-05.xlsx"
