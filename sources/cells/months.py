"""Names of months and quarters as people type them."""

from __future__ import annotations

from functools import lru_cache

MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november",
    "desember",
)  # fmt: skip

LONG_NAME = 7
"""Shorter names are too near to other words for a slip to be forgiven."""

_VARIANTS = {
    1: "januari january januri januarai janauri janvari jan jn",
    2: "februari pebruari febuari febuary february feberuari pebuari peberuari februri feb peb pebr febr",
    3: "maret march mart mrt mar maert marret mared",
    4: "april apr apri aprl avril aprill",
    5: "mei may mai",
    6: "juni june jun yuni",
    7: "juli july jul yuli",
    8: "agustus agust agustu august agutus agst agt agts ags aug agu agus augustus",
    9: "september septembar sepember sept sep spt septmber setember",
    10: "oktober october okt oct oktobr okto octber oktoer",
    11: "november nopember novemeber nop nov nopem nopenber novembar nofember",
    12: "desember december des dec desmber dest disember desembar dsember",
}
MONTH_WORDS = {word: month for month, words in _VARIANTS.items() for word in words.split()}

QUARTERS = {
    **dict.fromkeys(("i", "l", "1", "pertama", "satu", "ke 1", "|"), 1),
    **dict.fromkeys(("ii", "il", "ll", "li", "2", "kedua", "dua", "ke 2", "11", "||"), 2),
    **dict.fromkeys(("iii", "ill", "iil", "lll", "lii", "ili", "lil", "lli", "3", "ketiga", "tiga", "111", "|||"), 3),
    **dict.fromkeys(("iv", "lv", "iiii", "4", "keempat", "empat", "ke 4", "1v"), 4),
}
"""Spellings of I..IV, lower case, among them the letter l and the digit 1 typed for the numeral I."""

ROMAN = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
}  # fmt: skip


@lru_cache(maxsize=4_096)
def month_of(word: str, *, fuzzy: bool = True) -> int | None:
    """1..12 for a month's name, abbreviation or misspelling (one slip in a name of seven letters or more)."""
    short = word.casefold().strip(" .,:'")
    known = MONTH_WORDS.get(short)
    if known is not None or not fuzzy or len(short) < LONG_NAME - 1:
        return known
    near = {month for month, name in enumerate(MONTHS, 1) if len(name) >= LONG_NAME and one_slip(short, name)}
    return near.pop() if len(near) == 1 else None


def one_slip(left: str, right: str) -> bool:
    """Whether two words differ by at most one letter added, dropped, changed or swapped with its neighbour."""
    if abs(len(left) - len(right)) > 1:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    rest, other = left[start:], right[start:]
    if rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]:
        return True
    return rest[:2] == other[:2][::-1] and rest[2:] == other[2:]
