"""Units: of measure (satuan) under one spelling, and of money as stated in a heading."""

from __future__ import annotations

import re
from functools import lru_cache

from sources.cells.blanks import clean

_SPELLINGS = {
    "dokumen": "dok dokument dokumen2 doumen docs doc dokuemen",
    "laporan": "lap laporn lap laporan2 report",
    "orang": "org oran orang2 orng pax",
    "persen": "% prosen percent pct persentase prosentase",
    "bulan": "bln bl month",
    "tahun": "thn th",
    "hari": "hr",
    "kegiatan": "keg kgt kegiatn giat",
    "paket": "pkt pak paket2",
    "unit": "unt units",
    "buah": "bh buah2 bauh",
    "lembar": "lbr lmbr",
    "eksemplar": "eks exp eksp exemplar eksampler ekslemplar",
    "kilometer": "km",
    "meter": "m mtr",
    "meter persegi": "m2 m² meter2 meter² mtr2",
    "meter kubik": "m3 m³ meter3 meter³ mtr3",
    "kilogram": "kg",
    "hektar": "ha hektare hectare",
    "kali": "kl x",
    "kelompok": "klp kel klmpk",
    "kecamatan": "kec",
    "desa/kelurahan": "desa/kel kelurahan/desa kel/desa",
    "rumah tangga": "rt rumahtangga",
    "kepala keluarga": "kk",
    "rupiah": "rp idr",
    "sekolah": "skl sklh",
    "lokasi": "lok",
    "jenis": "jns",
    "set": "stel",
    "orang bulan": "ob org/bln orang/bulan org-bln",
    "orang hari": "oh org/hari orang/hari org/hr",
    "orang kali": "ok org/kali",
    "orang jam": "oj org/jam",
    "ton": "tonase",
    "liter": "ltr lt",
    "poin": "point points",
    "indeks": "index",
    "aparatur": "asn",
}
_CANONICAL = {spelling: unit for unit, words in _SPELLINGS.items() for spelling in words.split()}
_CANONICAL["kilo meter"] = "kilometer"
_CANONICAL["titik lokasi"] = "lokasi"
_MEASURED = frozenset(
    ("persen", "m2", "m3", "kg", "km", "ha", "meter", "kilometer", "kilogram", "hektar", "ton", "liter", "gram",
     "poin", "indeks", "nilai", "skor", "rasio", "angka", "kwh", "mw", "detik", "jam")
)  # fmt: skip


@lru_cache(maxsize=8_192)
def normalise_unit(text: str) -> str:
    """A unit of measure in one spelling: lower case, abbreviations written out, full stops dropped; "" for none."""
    short = re.sub(r"\s*\([^)]*\)$", "", clean(text).casefold()) or clean(text).casefold()
    short = short.strip(" .,:;()[]")
    if short in _CANONICAL:
        return _CANONICAL[short]
    short = re.sub(r"\s*/\s*", "/", re.sub(r"\.(?=\s|$|/)", "", short))
    return _CANONICAL.get(short, short)


def is_countable(unit: str) -> bool:
    """Whether a normalised unit counts whole things, so that ``1.234`` of it can only be 1234."""
    parts = re.split(r"[/ ]", unit)
    return bool(unit) and unit not in _MEASURED and not any(part in _MEASURED or "%" in part for part in parts)


_THOUSANDS = re.compile(
    r"\b(?:dalam|dlm|x|satuan)?\s*\(?\s*(?:rp\.?\s*)?(?P<word>ribuan|jutaan|miliaran|milyaran|triliunan|trilyunan)\b"
    r"|\b(?:dalam|dlm)\s+(?P<word2>ribu|juta|miliar|milyar|triliun|trilyun)\b"
    r"|\brp\.?\s*\(?\s*(?P<word3>ribu|juta|jt|rb|miliar|milyar|m|triliun|trilyun)\b"
    r"|(?P<word4>ribu|juta|miliar|milyar|triliun|trilyun)\s+rupiah\b"
    r"|(?P<zeros>(?:rp\.?|x|×|idr)\s*\.?\s*1?[.,]?(?:[.,]?000)+)(?![\d.,]*\d)",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"\(\s*rp\.?\s*\)|\bdalam\s+rupiah\b|\(\s*rupiah\s*\)|\bsatuan\s*:?\s*rupiah\b", re.IGNORECASE)
_FACTORS: dict[str, int] = {
    "ribu": 10**3, "rb": 10**3, "juta": 10**6, "jt": 10**6, "mili": 10**9, "mily": 10**9, "m": 10**9,
    "tril": 10**12,
}  # fmt: skip


@lru_cache(maxsize=8_192)
def money_factor(text: str) -> int | None:
    """What amounts under this heading are multiplied by: 1000 for "dalam ribuan rupiah" or "(Rp.000)", 1 for "(Rp)".

    None when the text says nothing about it.
    """
    short = clean(text)
    match = _THOUSANDS.search(short)
    if match is None:
        return 1 if _PLAIN.search(short) else None
    if match["zeros"]:
        return int("1" + "0" * match["zeros"].count("0"))
    word = next(match[name] for name in ("word", "word2", "word3", "word4") if match[name]).casefold()
    start = max((start for start in _FACTORS if word.startswith(start)), key=len)
    return _FACTORS[start]
