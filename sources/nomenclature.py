"""Sub kegiatan by name, for forms that write no code: exact name, within what the agency may run, or not at all."""

from __future__ import annotations

import re
from collections import defaultdict

import polars as pl

from schemas.provenance import LEVELS
from schemas.text import Text
from sources.cells.blanks import clean
from sources.cells.codes import NO_CODE, CodeRead

BY_NAME = Text(
    "Kode tidak ditulis; ditemukan dari nama sub kegiatan pada nomenklatur.",
    "No code was written; found by the name of the sub kegiatan in the nomenclature.",
)
_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_SUPPORT = re.compile(r"^\d\.\d{2}\.01\.")


def name_of(text: str) -> str:
    """A name without what spelling leaves free: case, punctuation, spaces."""
    return _NOT_WORDS.sub(" ", clean(text).casefold()).strip()


class SubKegiatanNames:
    """The nomenclature by name. An agency runs its own bidang; support programmes only under the first of its code."""

    def __init__(self, nomenklatur: pl.DataFrame, opd: pl.DataFrame) -> None:
        self._nomenklatur = nomenklatur
        self._bidang = {
            code: frozenset(part.strip() for part in bidang.split(","))
            for code, bidang in opd.select("kode_opd", "bidang").iter_rows()
        }
        self._codes: dict[str, list[tuple[str, int, int | None]]] | None = None

    def find(self, kode_opd: str | None, tahun: int | None, text: str) -> CodeRead:
        """The one sub kegiatan of this name the agency may run in ``tahun``; several are given as ``alternatives``."""
        name = name_of(text)
        if kode_opd is None or tahun is None or not name:
            return NO_CODE
        own = self._bidang.get(kode_opd, frozenset())
        codes = sorted(
            code
            for code, since, until in self._by_name().get(name, ())
            if since <= tahun and (until is None or tahun <= until) and _may_run(code, kode_opd, own)
        )
        if len(codes) == 1:
            return CodeRead(codes[0], LEVELS[-1], len(LEVELS), True, BY_NAME)
        return CodeRead(None, alternatives=tuple(codes))

    def _by_name(self) -> dict[str, list[tuple[str, int, int | None]]]:
        if self._codes is None:
            self._codes = defaultdict(list)
            columns = self._nomenklatur.select("uraian", "kode", "tahun_mulai", "tahun_sampai")
            for name, code, since, until in columns.iter_rows():
                self._codes[name_of(name)].append((code, since, until))
        return self._codes


def _may_run(code: str, kode_opd: str, own: frozenset[str]) -> bool:
    return code[:4] == kode_opd[:4] if _SUPPORT.match(code) else code[:4] in own
