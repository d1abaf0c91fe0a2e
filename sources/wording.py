"""Words of headings made comparable: spelling, abbreviations and roman numerals folded into plain tokens."""

from __future__ import annotations

import re

MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni",
    "juli", "agustus", "september", "oktober", "november", "desember",
)  # fmt: skip
"""Month tokens, January first."""

UNIT_TOKENS = frozenset({"rp", "%", "k", "jumlah", "nilai"})
"""Tokens a lowest header cell may consist of, the meaning being in the cells above it."""

STOP = frozenset(
    {
        "dan",
        "yang",
        "di",
        "pada",
        "per",
        "dari",
        "atas",
        "untuk",
        "ke",
        "dengan",
        "oleh",
        "x",
        "n",
        "dalam",
        "the",
        "of",
    }
)

_PHRASES = (
    (re.compile(r"\bs\s*[./]\s*d\b\.?|\bsampai\s+dengan\b|\bsampai\b"), " sd "),
    (re.compile(r"%|\bpersen(?:tase)?\b|\bprosen(?:tase)?\b|\bpct\b"), " % "),
    (re.compile(r"\bsub[\s-]*keg(?:iatan)?\b"), " sub kegiatan "),
    (re.compile(r"\btri\s*wulan\b|\btrw\b|\btw(?=[\s.]*(?:i|l|v|[1-4])|\b)"), " triwulan "),
)
_ALIASES = {
    "nomor": "no", "nomer": "no", "nmr": "no", "tanggal": "tgl", "tg": "tgl", "rupiah": "rp", "idr": "rp",
    "keu": "keuangan", "real": "realisasi", "reals": "realisasi", "angg": "anggaran", "thn": "tahun", "th": "tahun",
    "bln": "bulan", "keg": "kegiatan", "prog": "program", "ket": "keterangan", "rek": "rekening", "dev": "deviasi",
    "pengda": "pengadaan", "vol": "volume", "sat": "satuan", "jml": "jumlah", "jmlh": "jumlah", "peg": "pegawai",
    "jan": "januari", "jnr": "januari", "feb": "februari", "peb": "februari", "pebruari": "februari", "mar": "maret",
    "mrt": "maret", "apr": "april", "jun": "juni", "jul": "juli", "agu": "agustus", "agt": "agustus", "ags": "agustus",
    "agust": "agustus", "aug": "agustus", "sep": "september", "sept": "september", "okt": "oktober", "oct": "oktober",
    "nov": "november", "nop": "november", "nopember": "november", "des": "desember", "dec": "desember",
    "il": "ii", "ll": "ii", "ill": "iii", "lll": "iii", "iil": "iii", "iiii": "iv", "lv": "iv", "l": "i",
    "skpd": "opd", "satker": "opd", "komulatif": "kumulatif", "kum": "kumulatif", "sasaran2": "sasaran",
    "kab": "kabupaten", "kec": "kecamatan", "penyerapan": "serapan", "phisik": "fisik", "fsk": "fisik",
    "addendum": "adendum", "adendum": "adendum", "amandemen": "adendum",
}  # fmt: skip
_TOKEN = re.compile(r"[a-z]+|%")
_TRIWULAN_DIGIT = re.compile(r"\btriwulan\s*[.:]?\s*([1-4])\b")
_ROMAN = ("", "i", "ii", "iii", "iv")


def tokens(text: str) -> tuple[str, ...]:
    """The comparable tokens of ``text`` in order; digits, punctuation and filler words are left out."""
    lowered = text.lower().replace("\u00a0", " ").replace("_", " ")
    for pattern, replacement in _PHRASES:
        lowered = pattern.sub(replacement, lowered)
    lowered = _TRIWULAN_DIGIT.sub(lambda found: f"triwulan {_ROMAN[int(found[1])]}", lowered)
    found = (_ALIASES.get(token, token) for token in _TOKEN.findall(lowered))
    return tuple(token for token in found if token not in STOP)


class Vocabulary:
    """All tokens the layouts use; corrects a mistyped token to the one it must have meant, if only one is near."""

    def __init__(self, words: frozenset[str]) -> None:
        self.words = words
        self._by_initial: dict[str, list[str]] = {}
        for word in sorted(words):
            self._by_initial.setdefault(word[0], []).append(word)
        self._corrected: dict[str, str] = {}
        self._folded: dict[str, tuple[str, ...]] = {}

    def fold(self, text: str) -> tuple[str, ...]:
        """Tokens of ``text`` with slips of the pen corrected."""
        known = self._folded.get(text)
        if known is None:
            known = tuple(self._correct(token) for token in tokens(text))
            if len(self._folded) < MAX_REMEMBERED:
                self._folded[text] = known
        return known

    def _correct(self, token: str) -> str:
        if token in self.words or len(token) < 4:
            return token
        known = self._corrected.get(token)
        if known is None:
            known = self._nearest(token)
            if len(self._corrected) < MAX_REMEMBERED:
                self._corrected[token] = known
        return known

    def _nearest(self, token: str) -> str:
        allowed = 2 if len(token) >= 10 else 1
        best, best_distance, tied = token, allowed + 1, False
        for word in self._by_initial.get(token[0], ()):
            if max(len(word), len(token)) < 5 or abs(len(word) - len(token)) > allowed:
                continue
            distance = edit_distance(token, word, allowed)
            if distance < best_distance:
                best, best_distance, tied = word, distance, False
            elif distance == best_distance and distance <= allowed:
                tied = True
        return token if tied else best


MAX_REMEMBERED = 100_000


def edit_distance(first: str, second: str, limit: int) -> int:
    """Insertions, deletions, replacements and swaps of neighbours from one word to the other; ``limit + 1`` if more."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, left in enumerate(first, 1):
        earlier, before = before, row
        row = [i]
        for j, right in enumerate(second, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == second[j - 2] and first[i - 2] == right:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
