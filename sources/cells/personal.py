"""Recognising personal data, so that it stops at the raw store."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Literal

from sources.cells.blanks import clean

PersonalKind = Literal["nip", "nik", "npwp", "rekening", "kontak"]

_HEADER = re.compile(
    r"\bn\.?\s?i\.?\s?p\b|\bn\.?\s?i\.?\s?k\b|\bn\.?\s?p\.?\s?w\.?\s?p\b|\bno(?:mor|\.)?\s*(?:ktp|kk|hp|telp|telepon|wa)\b"
    r"|^ktp\b|\bnomor induk (?:pegawai|kependudukan|keluarga)\b|\bpokok wajib pajak\b|^(?:alamat\s+)?e-?mail\b"
    r"|^(?:telepon|telp|handphone|whatsapp|kontak)\b"
    r"|\b(?:no|nomor|nmr)\.?\s*(?:rek|rekening)\.?\s*(?:bank|penerima|tujuan|bendahara|pihak|penyedia|giro|tabungan)\b"
    r"|\brekening\s+(?:bank|penerima|tujuan|bendahara|pihak|penyedia|giro|tabungan)\b"
    r"|\b(?:nama|no|nomor)\.?\s*(?:bank|akun bank)\b|\bbank\s+(?:penerima|tujuan)\b"
    r"|\btempat\s*[,/]?\s*tanggal lahir\b|\btanggal lahir\b|\balamat (?:rumah|tinggal)\b",
    re.IGNORECASE,
)
_CODE_WORDS = re.compile(r"\b(?:kode|uraian|nama)\s+rekening\b", re.IGNORECASE)
_BANK_WORDS = re.compile(
    r"\b(?:rek|rekening|norek|bank|bri|bni|bca|btn|bjb|bsi|mandiri|banten|a\.?/?n\.?)\b", re.IGNORECASE
)
_NIP = re.compile(r"(?<![\d.,])(\d{8})[ .]?(\d{6})[ .]?([12])[ .]?(\d{3})(?![\d]|[.,]\d)")
_NIK = re.compile(r"(?<![\d.,/-])(\d{16})(?![\d/-]|[.,]\d)")
_NPWP = re.compile(r"(?<!\d)\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}(?!\d)")
_NPWP_PLAIN = re.compile(r"(?<![\d.,])\d{15,16}(?![\d.,])")
_ACCOUNT = re.compile(r"(?<![\d.,/])\d[\d -]{6,20}\d(?![\d/]|[.,]\d)")
_PROVINCES = frozenset(
    (*range(11, 20), 21, *range(31, 37), 51, 52, 53, *range(61, 66), *range(71, 77), 81, 82, *range(91, 98))
)  # fmt: skip
_DIGITS = re.compile(r"\d\d")
MIN_ACCOUNT_DIGITS = 8
LONGEST_HEADING = 60


@lru_cache(maxsize=8_192)
def is_personal_header(text: str) -> bool:
    """Whether a column of this heading holds personal data (NIP, NIK, NPWP, bank account, contact).

    "Kode Rekening" and a bare "No. Rekening" are budget accounts on most forms: there the values decide.
    """
    short = clean(text)
    return len(short) <= LONGEST_HEADING and bool(_HEADER.search(short)) and not _CODE_WORDS.search(short)


def looks_personal(value: object, context: str = "") -> PersonalKind | None:
    """Which personal number a cell holds, by its structure; None for everything else.

    ``context`` is the heading or label beside the cell: NPWP without dots and bank accounts are only told by it.
    Amounts, SP2D and contract numbers and budget codes are not personal.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        if not 10**7 <= value < 10**18 or value != int(value):
            return None
        return _by_structure(str(int(value))) or (_by_context(str(int(value)), context) if context else None)
    if not isinstance(value, str) or len(value) < MIN_ACCOUNT_DIGITS or not _DIGITS.search(value):
        return None
    return _of_text(value, context)


@lru_cache(maxsize=32_768)
def _of_text(text: str, context: str) -> PersonalKind | None:
    short = clean(text)
    return _by_structure(short) or _by_context(short, f"{context} {short}")


def _by_structure(text: str) -> PersonalKind | None:
    if any(_is_nip(*match.groups()) for match in _NIP.finditer(text)):
        return "nip"
    if _NPWP.search(text):
        return "npwp"
    if any(_is_nik(match[1]) for match in _NIK.finditer(text)):
        return "nik"
    return None


def _by_context(text: str, context: str) -> PersonalKind | None:
    if re.search(r"\bn\.?p\.?w\.?p\b", context, re.IGNORECASE) and _NPWP_PLAIN.search(text):
        return "npwp"
    if _CODE_WORDS.search(context) or re.search(r"\brp\b|sp2d|spm\b|spp\b", text, re.IGNORECASE):
        return None
    if _BANK_WORDS.search(context):
        for match in _ACCOUNT.finditer(text):
            digits = re.sub(r"\D", "", match[0])
            if MIN_ACCOUNT_DIGITS <= len(digits) <= 16 and not _is_day(digits):
                return "rekening"
    return None


def _is_day(digits: str) -> bool:
    if len(digits) != 8:
        return False
    return _calendar(digits) or _calendar(digits[4:] + digits[2:4] + digits[:2])


def _calendar(digits: str) -> bool:
    try:
        return 1930 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])).year <= 2100
    except ValueError:
        return False


def _is_nip(born: str, appointed: str, sex: str, order: str) -> bool:
    """Born yyyymmdd, appointed yyyymm (month 21 for contract staff), sex 1/2, order."""
    year, month = int(appointed[:4]), int(appointed[4:])
    if not _calendar(born) or not int(born[:4]) + 15 <= year <= int(born[:4]) + 66:
        return False
    return (1 <= month <= 12 or month == 21) and sex in "12" and order.isdecimal()


def _is_nik(digits: str) -> bool:
    """Province, regency, district, ddmmyy of birth (day + 40 for women), order."""
    day, month = int(digits[6:8]) % 40, int(digits[8:10])
    known_place = int(digits[:2]) in _PROVINCES and digits[2:4] != "00" and digits[4:6] != "00"
    return known_place and 1 <= day <= 31 and int(digits[6:8]) <= 71 and 1 <= month <= 12 and digits[12:] != "0000"
