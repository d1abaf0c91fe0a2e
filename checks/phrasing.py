"""Values inside sentences: codes of ours become words, dates and periods are written out, a unit is said once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter

from checks.evidence.pieces import PIECES
from schemas.text import Language, Text

MONTHS = {
    "id": (
        "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
        "Desember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
}  # fmt: skip
ROMAN = ("I", "II", "III", "IV")
UNITS = {
    "pct": Text("%", "%"),
    "poin": Text(" poin", " points"),
    "hari": Text(" hari kerja", " working days"),
    "baris": Text(" baris", " rows"),
    "kali": Text(" kali", " times"),
}
_UNIT_SAID = {
    "pct": re.compile(r"\s?(%|persen|percent|poin|points)"),
    "poin": re.compile(r"\s?(%|persen|percent|poin|points)"),
    "hari": re.compile(r"\s(hari|days?|working)\b"),
    "baris": re.compile(r"\s[^\W\d]"),
    "kali": re.compile(r"\s[^\W\d]"),
}
CODES: Mapping[str, Text] = {
    "rfk": Text("RFK", "RFK"),
    "lra": Text("LRA", "LRA"),
    "e81": Text("E.81", "E.81"),
    "e81_ringkas": Text("ringkasan E.81", "E.81 summary"),
    "dpa": Text("DPA", "DPA"),
    "dpa_rincian": Text("rincian DPA", "DPA detail"),
    "kas": Text("anggaran kas", "cash plan"),
    "sp2d": Text("register SP2D", "SP2D register"),
    "spj": Text("SPJ", "SPJ"),
    "indikator": Text("daftar indikator", "indicator list"),
    "kontrak": Text("register kontrak", "contract register"),
    "paket_fisik": Text("fisik paket", "package progress"),
    "paket_bayar": Text("pembayaran paket", "package payments"),
    "pagu_idr": Text("Pagu", "Ceiling"),
    "rka_idr": Text("RKA", "RKA"),
    "anggaran_idr": Text("Anggaran", "Budget"),
    "realisasi_idr": Text("Realisasi", "Realisation"),
    "realisasi_pct": Text("Persentase keuangan", "Financial percentage"),
    "fisik_pct": Text("Persentase fisik", "Physical percentage"),
    "nilai_fisik_idr": Text("Nilai fisik", "Physical value"),
    "sisa_idr": Text("Sisa anggaran", "Budget left"),
    "bobot_pct": Text("Bobot", "Weight"),
    "deviasi_pct": Text("Deviasi", "Deviation"),
    "rak_pct": Text("Rencana kas (RAK)", "Cash plan (RAK)"),
    "lalu_idr": Text("Realisasi bulan lalu", "Realisation to last month"),
    "ini_idr": Text("Realisasi bulan ini", "Realisation this month"),
    "realisasi_opd_idr": Text("Realisasi menurut OPD", "Realisation by the agency"),
    "kas_total_idr": Text("Total anggaran kas", "Cash plan total"),
    "total_k": Text("Kolom 12 (kinerja)", "Column 12 (performance)"),
    "total_idr": Text("Total (Rp)", "Total (Rp)"),
    "renstra_real_k": Text("Kolom 13 (kinerja)", "Column 13 (performance)"),
    "renstra_real_idr": Text("Kolom 13 (Rp)", "Column 13 (Rp)"),
    "capaian_k_pct": Text("Capaian kinerja (%)", "Achievement (%)"),
    "capaian_idr_pct": Text("Capaian anggaran (%)", "Spending share (%)"),
    "capaian_pct": Text("Capaian (%)", "Achievement (%)"),
    "target_k": Text("Target kinerja", "Target"),
    "target_idr": Text("Target (Rp)", "Target (Rp)"),
    "nilai_idr": Text("Nilai", "Value"),
    "bulan_lalu": Text("bulan lalu", "last month"),
    "versi_lalu": Text("versi sebelumnya", "the version before"),
    "naik": Text("makin tinggi makin baik", "higher is better"),
    "turun": Text("makin rendah makin baik", "lower is better"),
    "rentang": Text("dalam rentang", "within a range"),
}
"""Codes of ours as they may stand inside a sentence; a value sent by an agency is never one of them by meaning."""

_CODED = frozenset({"formulir", "kolom", "ukuran", "kolom_kosong", "kolom_hilang", "asal_baris", "bagian", "polaritas",
                    "dataset", "yang_kosong", "hal"})  # fmt: skip
"""Message parameters that hold codes of ours, alone or in a list."""

_DATES_OF_CONTRACTS: Mapping[str, Text] = {
    "rup": Text("RUP", "the procurement plan (RUP)"),
    "tender": Text("tender", "the tender"),
    "kontrak": Text("kontrak", "the contract"),
    "spmk": Text("SPMK", "the order to start (SPMK)"),
    "akhir": Text("akhir kontrak", "the contract's end"),
    "addendum": Text("adendum", "the addendum"),
    "akhir_addendum": Text("akhir adendum", "the end by addendum"),
    "bast": Text("BAST", "the hand-over (BAST)"),
    "fho": Text("FHO", "the final hand-over (FHO)"),
    "bayar_akhir": Text("pembayaran terakhir", "the last payment"),
}
_SPOKEN: Mapping[str, Mapping[str, Text]] = {
    "ukuran": {"k": Text("kinerja", "performance"), "idr": Text("anggaran", "budget")},
    "bagian": {"lalu": Text("bulan lalu", "for last month"), "ini": Text("bulan ini", "for this month")},
    "kolom": {"total_idr": Text("Kolom 12 (Rp)", "Column 12 (Rp)")},
    "hal": {
        "surplus": Text("surplus/defisit", "surplus or deficit"),
        "netto": Text("pembiayaan neto", "net financing"),
        "silpa": Text("SiLPA", "SiLPA"),
    },
    "pendorong": {
        "keu_pct": Text("keuangan", "money"),
        "fisik_pct": Text("fisik", "progress"),
        "kenaikan_keu_poin": Text("kenaikan keuangan", "growth of money"),
        "kenaikan_fisik_poin": Text("kenaikan fisik", "growth of progress"),
    },
    "jenis_kerja": {
        "gaji": Text("gaji", "salaries"),
        "rutin": Text("rutin", "routine"),
        "acara": Text("acara", "event"),
        "konstruksi": Text("konstruksi", "construction"),
        "modal": Text("pengadaan", "procurement"),
        "bansos": Text("bantuan sosial", "social aid"),
        "jasa": Text("jasa", "service"),
    },
    "portofolio": {
        "sp2d": Text("SP2D", "SP2D"),
        "kontrak": Text("kontrak", "contracts"),
    },
    "yang_kosong": {
        "nama unit": Text("nama unit", "the unit's name"),
        "periode": Text("periode", "the period"),
        "nama unit / periode": Text("nama unit dan periode", "the unit's name and the period"),
    },
    "lembar_sembunyi": {"ada / yes": Text("ya", "yes"), "tidak / no": Text("tidak", "no")},
    "tanggal_semu": {
        "bersih": Text("tidak ada", "none"),
        **{
            f"{name}_tgl": Text(f"tanggal {word.id}", f"date of {word.en}")
            for name, word in _DATES_OF_CONTRACTS.items()
        },
    },
    "sebab": {
        "berkas rusak": Text("berkas rusak", "the file is damaged"),
        "berkas terenkripsi": Text("berkas terkunci kata sandi", "the file is locked by a password"),
        "berkas kosong": Text("berkas kosong", "the file is empty"),
        "bukan workbook": Text("bukan buku kerja Excel", "it is no workbook"),
        "berkas terlalu besar": Text("berkas terlalu besar", "the file is too large"),
        "bom zip": Text("isi berkas mengembang melebihi batas aman", "unpacked, the file grows beyond the safe limit"),
        "jenis tak didukung": Text("jenis berkas tidak didukung", "files of this kind are not supported"),
    },
    "potong": {piece.name: piece.said for piece in PIECES},
}
"""Codes with a meaning of their own under one parameter name alone."""

_DAY = re.compile(r"(20\d\d)-(\d\d)-(\d\d)")
_RUPIAH = re.compile(r"Rp(\d+)")
_PERIOD = re.compile(r"(20\d\d)-(0[1-9]|1[0-2]|TW[1-4])")


def period_words(period: str, language: Language) -> str:
    """``2025-11`` as ``November 2025``, ``2025-TW3`` as ``Triwulan III 2025``; anything else unchanged."""
    match = _PERIOD.fullmatch(period)
    if match is None:
        return period
    year, part = match.groups()
    if part.startswith("TW"):
        return f"Triwulan {ROMAN[int(part[2]) - 1]} {year}" if language == "id" else f"Q{part[2]} {year}"
    return f"{MONTHS[language][int(part) - 1]} {year}"


def words_of(name: str, value: str, language: Language) -> str:
    """A textual parameter of a message as words: our codes, whole dates, and lists of codes or periods."""
    parts = value.split(", ")
    own = _SPOKEN.get(name, {})
    if name in _CODED or own:
        known = {**CODES, **own} if name in _CODED else own
        return ", ".join(known[part].of(language) if part in known else part for part in parts)
    if name == "urutan_salah":
        return _order_words(value, language)
    if amount := _RUPIAH.fullmatch(value):
        return "Rp " + _grouped(amount[1], language)
    if day := _DAY.fullmatch(value):
        year, month, number = (int(group) for group in day.groups())
        return f"{number} {MONTHS[language][month - 1]} {year}" if 1 <= month <= 12 else value
    return ", ".join(period_words(part, language) for part in parts)


def _order_words(value: str, language: Language) -> str:
    """``spmk < kontrak`` as ``SPMK mendahului kontrak``."""
    words = [
        _DATES_OF_CONTRACTS[part].of(language) if part in _DATES_OF_CONTRACTS else part for part in value.split(" < ")
    ]
    return Text(" mendahului ", " comes before ").of(language).join(words)


def fill(template: str, words: Mapping[str, str], units: Mapping[str, str], language: Language) -> str:
    """``template`` with its fields filled. Where the template writes the unit itself, the value leaves it out.

    ``units`` names the unit (see :data:`UNITS`, or ``idr``) of the fields that end or begin with one.
    """
    pieces = list(Formatter().parse(template))
    following = [literal for literal, *_ in pieces[1:]] + [""]
    written = ""
    for (literal, field, *_), after in zip(pieces, following, strict=True):
        written += literal
        if field is None:
            continue
        word, unit = words[field], units.get(field)
        if unit in _UNIT_SAID and _UNIT_SAID[unit].match(after):
            word = word.removesuffix(UNITS[unit].of(language))
        if written.endswith(("Rp", "Rp ")):
            word = _grouped(word.removeprefix("Rp "), language)
            written = written.rstrip() + " "
        written += word
    return written[:1].upper() + written[1:]


def _grouped(figure: str, language: Language) -> str:
    if not figure.isdigit():
        return figure
    text = f"{int(figure):,}"
    return text.replace(",", ".") if language == "id" else text
