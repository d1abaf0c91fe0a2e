"""Whose document this is and of which period: what its heading says, and apart from it what its name says."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from sources.cells import Period, find_periods, parse_opd_code, parse_period
from sources.cells.blanks import clean

_LABEL = re.compile(
    r"\b(?:nama\s+)?(?:skpd|opd|unit\s+kerja|unit\s+organisasi|sub\s+unit|perangkat\s+daerah|satuan\s+kerja|satker|"
    r"instansi|(?P<kec>kecamatan))\b(?:\s*/\s*\w+)*\s*[:=]\s*(?P<name>.*)",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\bPEMERINTAH(?:AN)?\s+(?P<kind>KABUPATEN|KAB\.?|KOTA|PROVINSI|PROV\.?|DAERAH\s+KABUPATEN)\s+"
    r"(?P<name>[A-Z][A-Z' .\-]*)",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?<![\d.])\d\.\d{2}\.\d\.\d{2}\.\d\.\d{2}\.\d{2}(?:\.\d{4})?(?![\d.])")
_WORD = re.compile(r"[a-z0-9]+")
_FILL = frozenset({"kabupaten", "kab", "tangerang", "pemerintah", "pemkab", "dan", "di", "pada"})
_ALIASES = {"kec": "kecamatan", "bag": "bagian", "din": "dinas", "sekr": "sekretariat", "sekret": "sekretariat"}
_PERIOD_WORDS = re.compile(r"\b(?:bulan|periode|triwulan|tw|s\s*[./]\s*d|sampai|keadaan|per|semester|posisi)\b", re.I)
_LETTER = re.compile(r"\s*(?:tanggal|tgl|nomor|no\b|lampiran|perihal)\W", re.IGNORECASE)
FUZZY_RATIO = 0.88
FUZZY_MARGIN = 0.04


@dataclass(frozen=True, slots=True)
class Identity:
    """Conclusions (``kode_opd``, ``tahun``, ``bulan``, ``triwulan``) and the two readings they come from.

    ``periode_*`` are ``YYYY-MM``, ``YYYY-TWn`` or ``YYYY``, with ``????`` for a year not stated; None where nothing is.
    """

    kode_opd_isi: str | None = None
    nama_opd_isi: str | None = None
    kode_opd_nama: str | None = None
    period_isi: Period | None = None
    period_nama: Period | None = None
    lain_pemerintah: str | None = None
    versi_anggaran: str | None = None

    @property
    def kode_opd(self) -> str | None:
        """What the content says, else what the name says."""
        return self.kode_opd_isi or self.kode_opd_nama

    @property
    def tahun(self) -> int | None:
        """Fiscal year, by the content first."""
        return _first(self.period_isi, self.period_nama, "tahun")

    @property
    def bulan(self) -> int | None:
        """Month, by the content first; a semester ends in June or December."""
        found = _first(self.period_isi, self.period_nama, "bulan")
        semester = _first(self.period_isi, self.period_nama, "semester")
        return found if found is not None or semester is None else semester * 6

    @property
    def triwulan(self) -> int | None:
        """Quarter as stated, else that of the month."""
        found = _first(self.period_isi, self.period_nama, "triwulan")
        month = self.bulan
        return found if found is not None or month is None else (month + 2) // 3


def _first(inside: Period | None, named: Period | None, what: str) -> int | None:
    for period in (inside, named):
        value = getattr(period, what) if period is not None else None
        if value is not None:
            return value  # type: ignore[no-any-return]
    return None


def period_text(period: Period | None) -> str | None:
    """A period as ``YYYY-MM``, ``YYYY-TWn`` or ``YYYY``."""
    if period is None or period.rank == 0:
        return None
    year = str(period.tahun) if period.tahun is not None else "????"
    if period.bulan is not None:
        return f"{year}-{period.bulan:02d}"
    if period.triwulan is not None:
        return f"{year}-TW{period.triwulan}"
    if period.semester is not None:
        return f"{year}-{period.semester * 6:02d}"
    return year


class Agencies:
    """The register of agencies, found by code, name, abbreviation or another spelling of them."""

    def __init__(self, opd: pl.DataFrame) -> None:
        self.codes = frozenset(opd.get_column("kode_opd"))
        self._names: dict[tuple[str, ...], str | None] = {}
        self._full: list[tuple[str, str]] = []
        self._found: dict[str, str | None] = {}
        for row in opd.select("kode_opd", "nama", "singkatan", "nama_lain", "jenis").iter_rows(named=True):
            spellings = [row["nama"], row["singkatan"] or "", *(row["nama_lain"] or "").split("|")]
            for spelling in spellings:
                key = words_of(spelling)
                if key:
                    known = self._names.get(key, row["kode_opd"])
                    self._names[key] = row["kode_opd"] if known == row["kode_opd"] else None
            self._full.append((" ".join(words_of(row["nama"])), row["kode_opd"]))
        self._longest = max((len(key) for key in self._names), default=0)

    def find(self, text: str, *, whole: bool = False) -> str | None:
        """The one agency ``text`` names; ``whole`` when the text is nothing but a name, so that slips are mended."""
        key = f"{whole}\0{text}"
        if key not in self._found:
            if len(self._found) > MAX_REMEMBERED:
                self._found.clear()
            self._found[key] = self._search(text, whole)
        return self._found[key]

    def _search(self, text: str, whole: bool) -> str | None:
        for match in _CODE.finditer(text):
            code = parse_opd_code(match[0]).code
            if code in self.codes:
                return code
        if whole:
            code = parse_opd_code(text).code
            if code in self.codes:
                return code
        words = words_of(text)
        found = self._contained(words)
        return found if found is not None or not whole else self._near(" ".join(words))

    def _contained(self, words: tuple[str, ...]) -> str | None:
        for length in range(min(self._longest, len(words)), 0, -1):
            hits = {self._names.get(words[at : at + length]) for at in range(len(words) - length + 1)} - {None}
            if hits:
                return hits.pop() if len(hits) == 1 else None
        return None

    def _near(self, name: str) -> str | None:
        if len(name) < 6:
            return None
        rated = sorted(
            ((difflib.SequenceMatcher(None, name, full).ratio(), code) for full, code in self._full), reverse=True
        )
        if not rated or rated[0][0] < FUZZY_RATIO:
            return None
        clear = len(rated) == 1 or rated[0][0] - rated[1][0] >= FUZZY_MARGIN
        return rated[0][1] if clear else None


MAX_REMEMBERED = 50_000


def words_of(text: str) -> tuple[str, ...]:
    """Words of a name that tell agencies apart."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])", " ", clean(text))
    found = (_ALIASES.get(word, word) for word in _WORD.findall(spaced.casefold()))
    return tuple(word for word in found if word not in _FILL)


def read_heading(lines: Sequence[str], agencies: Agencies, pemda: str) -> Identity:
    """What the lines above a table say of agency, period, budget version and government."""
    code, name = _agency(lines, agencies)
    return Identity(
        kode_opd_isi=code,
        nama_opd_isi=name,
        period_isi=read_period(lines),
        lain_pemerintah=_other_government(lines, pemda),
        versi_anggaran=budget_version(lines),
    )


def _agency(lines: Sequence[str], agencies: Agencies) -> tuple[str | None, str | None]:
    for line in lines:
        match = _LABEL.search(line)
        if match is None:
            continue
        name = match["name"].strip(" .…_:")
        if not name:
            continue
        text = f"kecamatan {name}" if match["kec"] and "kecamatan" not in name.casefold() else name
        return agencies.find(text, whole=True), name[:200]
    for line in lines:
        if len(line) <= 200 and (code := agencies.find(line)):
            return code, line.strip()[:200]
    return None, None


def read_period(lines: Sequence[str]) -> Period | None:
    """The period the lines state: those that speak of one first, then any; a year alone completes a month."""
    lines = [line for line in lines if not _LETTER.match(line)]
    speaking = [line for line in lines if _PERIOD_WORDS.search(line)]
    best: Period | None = None
    for group in (speaking, [line for line in lines if line not in speaking]):
        for line in group:
            found = parse_period(line)
            if found is not None and (best is None or found.rank > best.rank):
                best = found
        if best is not None and best.rank >= 2:
            break
    if best is not None and best.tahun is None:
        years = {period.tahun for line in lines for period in find_periods(line) if period.tahun is not None}
        if len(years) == 1:
            year = years.pop()
            best = Period(year, best.bulan, best.triwulan, best.sampai, best.semester, best.unfilled, best.teks)
    return best


def _other_government(lines: Sequence[str], pemda: str) -> str | None:
    own = " ".join(_WORD.findall(pemda.casefold()))
    for line in lines:
        match = _OTHER.search(line)
        if match is None:
            continue
        kind = (
            "kabupaten"
            if match["kind"].casefold().startswith(("kab", "daerah"))
            else match["kind"].casefold().rstrip(".")
        )
        kind = "provinsi" if kind.startswith("prov") else kind
        named = " ".join(_WORD.findall(f"{kind} {match['name']}".casefold()))
        if not f"{named} ".startswith(f"{own} "):
            return " ".join(match[0].split())[:120]
    return None


_VERSIONS = (
    ("efisiensi", re.compile(r"\befisiensi\b", re.IGNORECASE)),
    ("pergeseran", re.compile(r"\bpergeseran\b", re.IGNORECASE)),
    ("perubahan", re.compile(r"\b(?:perubahan\s+apbd|apbd[\s-]*p(?:erubahan)?\b|dppa|perubahan)", re.IGNORECASE)),
    ("murni", re.compile(r"\bmurni\b", re.IGNORECASE)),
)


def budget_version(lines: Sequence[str]) -> str | None:
    """The budget version a heading names, None if none."""
    for line in lines:
        for version, pattern in _VERSIONS:
            if pattern.search(line):
                return version
    return None
