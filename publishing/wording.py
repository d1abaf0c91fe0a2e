"""Numbers, amounts, dates and labels as people read them, in both languages at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from markupsafe import Markup, escape

_MONTHS = {
    "id": [
        "Januari", "Februari", "Maret", "April", "Mei", "Juni",
        "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ],
    "en": [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ],
}  # fmt: skip
_SCALES = ((10**12, "triliun", "trillion"), (10**9, "miliar", "billion"), (10**6, "juta", "million"))

LABELS: dict[str, tuple[str, str]] = {
    "blokir": ("Menahan baris", "Holds the row"),
    "peringatan": ("Minta klarifikasi", "Asks for clarification"),
    "info": ("Untuk diketahui", "For information"),
    "pantau": ("Dipantau", "Watched"),
    "tepat_waktu": ("tepat waktu", "on time"),
    "terlambat": ("terlambat", "late"),
    "belum_masuk": ("belum masuk", "not in yet"),
    "tidak_terbaca": ("tidak terbaca", "unreadable"),
    "belum_jatuh_tempo": ("belum jatuh tempo", "not due yet"),
    "kelengkapan": ("Kelengkapan", "Completeness"),
    "kode": ("Kode", "Codes"),
    "hitungan": ("Hitungan", "Arithmetic"),
    "anggaran": ("Anggaran", "Budget"),
    "bentuk": ("Bentuk dan keterbacaan", "Shape and legibility"),
    "fisik": ("Fisik dan keuangan", "Physical and financial"),
    "deret": ("Deret waktu", "Series"),
    "indikator": ("Indikator", "Indicators"),
    "rekonsiliasi": ("Rekonsiliasi", "Reconciliation"),
    "kontrak": ("Kontrak", "Contracts"),
    "pernyataan_ulang": ("Pernyataan ulang", "Restatements"),
    "pola": ("Pola", "Patterns"),
    "silpa": ("Pantauan SILPA", "SILPA watch (unspent money)"),
    "riwayat_sendiri": ("tahun-tahun lalu di kabupaten ini", "this regency's earlier years"),
    "kurva_sejenis": ("kegiatan sejenis (simulasi)", "work of its kind (simulated)"),
    "belum_kontrak": ("belum ada kontrak", "no contract yet"),
    "gagal_tender": ("tender gagal", "tender failed"),
    "kendala_disampaikan": ("kendala sudah disampaikan", "obstacle reported"),
    "rfk": ("RFK", "RFK"),
    "lra": ("LRA", "LRA"),
    "e81": ("E.81", "E.81"),
    "berlaku": ("berlaku", "in force"),
    "digantikan": ("digantikan versi baru", "replaced"),
    "tak_terbaca": ("tidak terbaca", "unreadable"),
    "rujukan": ("rujukan", "reference"),
    "terlaksana": ("terlaksana", "done"),
    "berjalan": ("berjalan", "in progress"),
    "belum": ("belum", "not yet"),
    "tidak_dapat_dinilai": ("tidak dapat dinilai", "cannot be judged"),
    "rangkap": ("rangkap, isi sama", "repeated, same bytes"),
    "jawaban": ("jawaban OPD", "an agency's answers"),
    "baru": ("baru", "new"),
    "terbuka": ("terbuka", "open"),
}


def both(indonesian: str, english: str) -> Markup:
    """Both texts, escaped; the page shows one of them."""
    if indonesian == english:
        return escape(indonesian)
    return Markup('<span lang="id">{}</span><span lang="en">{}</span>').format(indonesian, english)


def label(name: str) -> Markup:
    """A code of ours as words; an unknown one readable as it is."""
    return both(*LABELS.get(name, (name.replace("_", " ").capitalize(),) * 2))


def number(value: float | int | None, decimals: int = 0) -> Markup:
    """``1.234`` and ``1,234``; a dash where nothing is known, never a zero."""
    if value is None:
        return Markup("–")
    english = f"{value:,.{decimals}f}"
    return both(english.translate(str.maketrans(",.", ".,")), english)


def amount(rupiah: float | int | None) -> Markup:
    """A rupiah amount in words of scale: ``Rp 4,9 miliar``."""
    if rupiah is None:
        return Markup("–")
    for size, indonesian, english in _SCALES:
        if abs(rupiah) >= size:
            figure = f"{rupiah / size:,.1f}"
            return both(
                f"Rp\u00a0{figure.translate(str.maketrans(',.', '.,'))} {indonesian}",
                f"Rp\u00a0{figure} {english}",
            )
    figure = f"{rupiah:,.0f}"
    return both(f"Rp\u00a0{figure.replace(',', '.')}", f"Rp\u00a0{figure}")


def long_date(day: date) -> Markup:
    """``15 Desember 2025``."""
    return both(*(f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}" for language in ("id", "en")))


def period_words(period: str) -> tuple[str, str]:
    """``2025-11`` as ``Nov``, ``2025-TW3`` as ``TW3`` and ``Q3``."""
    inner = period.partition("-")[2]
    if inner.startswith("TW"):
        return inner, f"Q{inner[2:]}"
    if inner.isdigit() and 1 <= int(inner) <= 12:
        return _MONTHS["id"][int(inner) - 1][:3], _MONTHS["en"][int(inner) - 1][:3]
    return period, period


def short_period(period: str) -> Markup:
    """:func:`period_words` for the page."""
    return both(*period_words(period))


def long_period(period: str) -> Markup:
    """``2025-11`` as ``November 2025``, ``2025-TW3`` as ``Triwulan III 2025``."""
    year, _, inner = period.partition("-")
    if inner.startswith("TW"):
        return both(f"Triwulan {('I', 'II', 'III', 'IV')[int(inner[2:]) - 1]} {year}", f"Q{inner[2:]} {year}")
    if inner.isdigit() and 1 <= int(inner) <= 12:
        return both(*(f"{_MONTHS[language][int(inner) - 1]} {year}" for language in ("id", "en")))
    return both(period, period)


def period_runs(periods: Iterable[str]) -> tuple[str, str]:
    """Periods of one form in as few words as possible: ``2025-01`` .. ``2025-11`` as ``Jan–Nov 2025``."""
    years: dict[str, list[str]] = {}
    for period in sorted(set(periods)):
        years.setdefault(period.partition("-")[0], []).append(period)
    words: tuple[list[str], list[str]] = ([], [])
    for year, of_year in years.items():
        runs: list[list[str]] = []
        for period in of_year:
            if runs and _follows(runs[-1][-1], period):
                runs[-1].append(period)
            else:
                runs.append([period])
        for language, into in enumerate(words):
            texts = [_run(run, language) for run in runs]
            into.append(", ".join(texts) + ("" if texts == [year] else f" {year}"))
    return ", ".join(words[0]), ", ".join(words[1])


def _run(run: list[str], language: int) -> str:
    first, last = (period_words(period)[language] for period in (run[0], run[-1]))
    return first if first == last else f"{first}–{last}"


def _follows(before: str, after: str) -> bool:
    first, second = before.partition("-")[2], after.partition("-")[2]
    if not first or not second or first.startswith("TW") != second.startswith("TW"):
        return False
    return int(second.removeprefix("TW")) == int(first.removeprefix("TW")) + 1
