"""The last screen of a night: readable at 80 columns, in both languages, with nothing squeezed."""

import io
from typing import Any

import pytest
from rich.console import Console

from flows.summary_screen import show
from schemas.text import Language

SUMMARY: dict[str, Any] = {
    "versi": "20251215T010000Z-abcdef01",
    "versi_baru": True,
    "dinilai_malam_ini": True,
    "berkas": {
        "diterima": 968,
        "kiriman_baru": 981,
        "rangkap": 13,
        "tak_terbaca": 4,
        "sumber_bermasalah": ["sftp [opd]: putus"],
    },
    "baris": {"dibaca": 159_040, "terbit": 84_243, "ditahan": 107, "disisihkan": 74_690},
    "temuan": {
        "jumlah": 1909,
        "baru": 12,
        "selesai": 3,
        "menurut_keparahan": {"peringatan": 938, "pantau": 616, "info": 192, "blokir": 163},
        "menurut_tema": {"silpa": 616, "kelengkapan": 307},
    },
    "kelengkapan": {
        "belum_masuk": 39,
        "terlambat": 103,
        "opd_belum_melapor": [f"Dinas Pemberdayaan Masyarakat dan Pemerintahan Desa {n}" for n in range(23)],
    },
    "kekurangan_jujur": 576,
    "silpa": {"baris": 595, "perkiraan_idr": 209_570_146_886},
    "antrian": {
        "kapasitas": 40,
        "kasus_menunggu": 421,
        "menurut_kecurigaan": 40,
        "menurut_rupiah": 40,
        "di_luar_antrian": 366,
        "aturan_penasihat": ["DRT-009"],
        "lewat_tenggat": 0,
        "dinaikkan": 0,
    },
    "tempat": {"ringkasan": "k/ringkasan.html", "anomali": "k/anomali.xlsx", "terbitan": "k"},
}


def screen(language: Language, width: int) -> str:
    text = io.StringIO()
    show(SUMMARY, Console(file=text, width=width, no_color=True), language)
    return text.getvalue()


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_terminal_and_no_name_is_squeezed(width: int) -> None:
    lines = screen("id", width).splitlines()
    assert max(map(len, lines)) <= width
    assert any(line.strip().startswith("Laporan belum masuk") and " 39 " in line for line in lines)
    assert any("Minta klarifikasi" in line and "938" in line for line in lines)


def test_only_what_asks_for_an_answer_is_counted_as_to_clarify() -> None:
    assert "1.101 anomali untuk diklarifikasi" in screen("id", 80)
    assert "1,101 anomalies to clarify" in screen("en", 80)


def test_long_lists_are_cut_and_say_how_many_more_there_are() -> None:
    assert "dan 18 OPD lainnya" in " ".join(screen("id", 120).split())


def test_text_of_sources_is_not_taken_for_markup() -> None:
    assert "sftp [opd]: putus" in screen("id", 80)
