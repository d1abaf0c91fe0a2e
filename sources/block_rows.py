"""The rows of one block while they become rows of a table: cells by field, columns, and the origin of every value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from sources.asal import note_cells, note_quoted
from sources.blocks import Block
from sources.cells.codes import CodeRead
from sources.collected import Collected
from sources.convert import as_sent
from sources.decoding import CellValue, Sheet
from sources.fan_out import joined_cells, shown_cells
from sources.identity import Agencies, Identity
from sources.layout import Field, Layout, columns_of
from sources.nomenclature import SubKegiatanNames
from sources.personal_text import scrub
from sources.plugs import column_letter
from sources.rows import RowKind


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block is and whose: what every row of it shares. ``heading`` is the text above the table."""

    sheet: Sheet
    number: int
    identity: Identity
    heading: str
    agencies: Agencies
    names: SubKegiatanNames

    @property
    def lembar(self) -> str:
        """Name of the sheet."""
        return self.sheet.name


class BlockRows:
    """Fact rows of one block. ``cells`` and ``fields`` go by target; ``parts`` is 0 where a row is one fact.

    ``columns`` fill up with values by column of the table; ``reads`` keep the codes with how they were read.
    """

    def __init__(self, block: Block, kinds: Sequence[RowKind], place: Place, into: Collected) -> None:
        self.block, self.place, self.into = block, place, into
        self.layout: Layout = block.match.layout
        self.kinds = [kind for kind in kinds if kind.is_fact]
        self.cells: dict[str, list[CellValue]] = {}
        self.fields: dict[str, tuple[Field, int]] = {}
        self.parts = [0] * len(self.kinds)
        self.columns: dict[str, list[Any]] = {}
        self.reads: dict[str, list[CodeRead]] = {}
        self.precision: list[int] = []
        self.numbers: list[int] = []
        self.asal: list[list[str]] = []
        self._take_cells()

    def _take_cells(self) -> None:
        rows = [self.place.sheet.rows[kind.row] for kind in self.kinds]
        columns = list(zip_longest(*rows))
        blank = (None,) * len(rows)
        for spec, cols in self.block.match.columns:
            if spec.kind in ("ignore", "drop"):
                continue
            self.fields[spec.target] = (spec, cols[0])
            if spec.kind == "code" or (spec.kind == "account" and len(cols) > 1):
                self.cells[spec.target] = [joined_cells(row, cols) for row in rows]
            else:
                self.cells[spec.target] = shown_cells(columns[cols[0]] if cols[0] < len(columns) else blank)

    @property
    def wanted(self) -> frozenset[str]:
        """Columns of the table this block fills."""
        return frozenset(columns_of(self.layout.dataset))

    def start(self) -> None:
        """The columns every row has from where it stands: identity, place, document and constants."""
        count = len(self.kinds)
        identity, sha = self.place.identity, self.into.receipt.sha256
        begin = f"{sha[:16]}:{self.place.number}:"
        self.numbers = [kind.row + 1 for kind in self.kinds]
        self.asal = [[] for _ in range(count)]
        self.precision = [1] * count
        self.columns |= {
            "baris_id": [
                f"{begin}{number}:{part}" if part else f"{begin}{number}"
                for number, part in zip(self.numbers, self.parts, strict=True)
            ],
            "berkas": [sha] * count,
            "lembar": [self.place.lembar] * count,
            "baris": list(self.numbers),
            "peran": [kind.peran for kind in self.kinds],
            "kode_opd": [identity.kode_opd] * count,
            "tahun": [identity.tahun] * count,
            "bulan": [identity.bulan] * count,
            "triwulan": [identity.triwulan] * count,
        }
        if identity.versi_anggaran is not None:
            self.columns["versi_anggaran"] = [identity.versi_anggaran] * count
        for name, value in self.layout.constants:
            self.columns[name] = [value] * count

    def where(self, index: int, col: int) -> str:
        """Name of a cell of a row, such as ``D13``."""
        return f"{column_letter(col)}{self.kinds[index].row + 1}"

    def remember(self, target: str) -> None:
        """Note for each row the cell a field came from and its text as sent."""
        spec, col = self.fields[target]
        letter = column_letter(col)
        for index in note_cells(self.asal, target, letter, self.numbers, self.cells[target], keep=spec.kind == "date"):
            self._personal(target, index, f"{letter}{self.numbers[index]}")

    def remember_words(self, name: str, index: int, col: int, sent: CellValue) -> None:
        """Note that ``name`` of one row was read out of a longer text."""
        note_quoted(self.asal[index], name, self.where(index, col), scrub(as_sent(sent))[:60])

    def _personal(self, target: str, index: int, sel: str) -> None:
        expected = "tanpa NIP, NIK, NPWP atau nomor rekening; nomornya sudah dihapus saat dibaca"
        self._report(index, target, sel, "data_pribadi", None, expected, False)

    def issue(self, index: int, target: str, jenis: str, harapan: str, menahan: bool) -> None:
        """What is wrong with one field of one row."""
        found = self.fields.get(target)
        value = self.cells[target][index] if found else None
        sel = self.where(index, found[1]) if found else None
        nilai = scrub(as_sent(value)) if value is not None else None
        self._report(index, target, sel, jenis, nilai, harapan, menahan)

    def _report(
        self, index: int, target: str, sel: str | None, jenis: str, nilai: str | None, harapan: str, menahan: bool
    ) -> None:
        identity = self.place.identity
        self.into.issue(
            jenis, menahan=menahan, lembar=self.place.lembar, baris=self.numbers[index], sel=sel,
            baris_id=self.columns["baris_id"][index], dataset=self.layout.dataset, kolom=target, nilai=nilai,
            harapan=harapan, kode_opd=self.columns["kode_opd"][index], tahun=identity.tahun, bulan=identity.bulan,
            triwulan=identity.triwulan,
        )  # fmt: skip
