"""The rows of one block to rows of a table: values by field, the cells they came from, and what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any

import orjson

from sources.blocks import Block
from sources.cells import (
    looks_personal,
    money_factor,
    normalise_unit,
    parse_account,
    parse_duration_days,
    parse_opd_code,
)
from sources.cells.codes import CodeRead
from sources.collected import Collected
from sources.convert import EXPECTED, Column, as_sent, convert, money, percents
from sources.decoding import CellValue, Sheet
from sources.fan_out import column_cells, joined_cells, part_of, percent_scale_of, split_lines, twelve_months
from sources.hierarchy import (
    blank_later_quarters,
    carried_codes,
    depths_of,
    levels_of,
    numbered,
    parents_by_level,
    parents_of,
)
from sources.identity import Agencies, Identity, agreement_version
from sources.layout import Field, Layout, columns_of
from sources.personal_text import REMOVED, scrub
from sources.plugs import column_letter
from sources.rows import RowKind

MAX_DAYS = 3_660
"""Longest duration of a contract taken at its word."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block is and whose: what every row of it shares."""

    sheet: Sheet
    number: int
    identity: Identity
    heading: str
    agencies: Agencies

    @property
    def lembar(self) -> str:
        """Name of the sheet."""
        return self.sheet.name


class Table:
    """Builds the fact columns of one block. Row references are ``(row, part)``, part 0 where a row is one fact."""

    def __init__(self, block: Block, kinds: Sequence[RowKind], place: Place, into: Collected) -> None:
        self.block, self.place, self.into = block, place, into
        self.layout: Layout = block.match.layout
        self.kinds = [kind for kind in kinds if kind.is_fact]
        rows = [place.sheet.rows[kind.row] for kind in self.kinds]
        self.cells: dict[str, list[CellValue]] = {}
        self.fields: dict[str, tuple[Field, int]] = {}
        for spec, cols in block.match.columns:
            if spec.kind in ("ignore", "drop"):
                continue
            col = cols[0]
            self.fields[spec.target] = (spec, col)
            if spec.kind == "code" or (spec.kind == "account" and len(cols) > 1):
                self.cells[spec.target] = [joined_cells(row, cols) for row in rows]
            else:
                self.cells[spec.target] = column_cells(rows, col)
        self.parts = [0] * len(self.kinds)
        self.columns: dict[str, list[Any]] = {}
        self.precision: list[int] = []

    def fill(self) -> None:
        """Compute every column and hand the facts and issues over."""
        if self.layout.fan_out:
            self._fan_out()
        if not self.kinds:
            return
        self._repeat_blanks()
        self._common()
        self._codes()
        self._values()
        self._roles()
        self._issue_codes()
        self._finish()

    # -- identity of rows ------------------------------------------------------------------------------------------

    def _common(self) -> None:
        count = len(self.kinds)
        identity, sha = self.place.identity, self.into.receipt.sha256
        start = f"{sha[:16]}:{self.place.number}:"
        ids = [
            f"{start}{kind.row + 1}:{part}" if part else f"{start}{kind.row + 1}"
            for kind, part in zip(self.kinds, self.parts, strict=True)
        ]
        self.columns |= {
            "baris_id": ids,
            "berkas": [sha] * count,
            "lembar": [self.place.lembar] * count,
            "baris": [kind.row + 1 for kind in self.kinds],
            "peran": [kind.peran for kind in self.kinds],
            "kode_opd": [identity.kode_opd] * count,
            "tahun": [identity.tahun] * count,
            "bulan": [identity.bulan] * count,
            "triwulan": [identity.triwulan] * count,
        }
        if identity.versi_anggaran is not None:
            self.columns["versi_anggaran"] = [identity.versi_anggaran] * count
        if self.layout.dataset == "indikator" and identity.triwulan is None:
            self.columns["versi_pk"] = [agreement_version(identity.versi_anggaran)] * count
        for name, value in self.layout.constants:
            self.columns[name] = [value] * count
        self.numbers = [kind.row + 1 for kind in self.kinds]
        self.asal: list[list[str]] = [[] for _ in range(count)]

    def _fan_out(self) -> None:
        """Rows that name several indicators in one cell become one row each."""
        pieces = {}
        for index, value in enumerate(self.cells.get("indikator", ())):
            lines = [line for line in split_lines(value) if line]
            if len(lines) > 1:
                pieces[index] = lines
        if not pieces:
            return
        order = [(i, part) for i in range(len(self.kinds)) for part in range(len(pieces.get(i, ("",))))]
        for target, values in self.cells.items():
            spec, _ = self.fields[target]
            self.cells[target] = [
                part_of(values[i], part, len(pieces[i]), spec) if i in pieces else values[i] for i, part in order
            ]
        self.parts = [part + 1 if i in pieces else 0 for i, part in order]
        self.kinds = [self.kinds[i] for i, _ in order]

    def _repeat_blanks(self) -> None:
        for target, (spec, _) in self.fields.items():
            if spec.fill:
                last: CellValue = None
                values = self.cells[target]
                for index, value in enumerate(values):
                    if value is None and self.kinds[index].peran == "rinci":
                        values[index] = last
                    else:
                        last = value

    # -- codes -----------------------------------------------------------------------------------------------------

    def _codes(self) -> None:
        account = next((t for t, (spec, _) in self.fields.items() if spec.kind == "account"), None)
        reads = [kind.code for kind in self.kinds]
        if account is not None and "kode" not in self.fields:
            self._keep_codes("kode_akun", reads)
            self.columns["tingkat_akun"] = [read.level or None for read in reads]
            return
        if "kode" in self.fields and self.fields["kode"][0].fill:
            reads = self._filled_codes(reads)
        if "kode" in self.columns_wanted:
            if self.layout.roles == "indicator":
                reads = carried_codes(reads, self.kinds)
            self._keep_codes("kode", reads)
            self.columns["tingkat"] = [read.tingkat for read in reads]
        if account is not None:
            self._keep_codes("kode_akun", [parse_account(value) for value in self.cells[account]])

    @property
    def columns_wanted(self) -> frozenset[str]:
        """Columns of the table this block fills."""
        return frozenset(columns_of(self.layout.dataset))

    def _filled_codes(self, reads: list[CodeRead]) -> list[CodeRead]:
        filled, last = [], None
        for read in reads:
            last = read if read.code is not None else last
            filled.append(last or read)
        return filled

    def _keep_codes(self, name: str, reads: list[CodeRead]) -> None:
        self.columns[name] = [read.code for read in reads]
        self.reads = {**getattr(self, "reads", {}), name: reads}
        if name in self.fields:
            self._remember(name, self.cells[name])
        elif name == "kode" and "uraian" in self.fields:
            col = self.fields["uraian"][1]
            for index, read in enumerate(reads):
                if read.code is not None and self.kinds[index].code is read:
                    sent = _quoted(scrub(as_sent(self.cells["uraian"][index]))[:60])
                    self.asal[index].append(f'"kode":["{self._where(index, col)}",{sent}]')

    def _issue_codes(self) -> None:
        for name, reads in getattr(self, "reads", {}).items():
            spec = self.fields[name][0] if name in self.fields else None
            optional = not self.layout.needs_code and not (spec is not None and spec.required)
            for index, read in enumerate(reads):
                if self.columns["peran"][index] != "rinci":
                    continue
                sent = self.cells[name][index] if name in self.fields else None
                if read.code is None and (sent is not None or not optional):
                    dashed = isinstance(sent, str) and sent.strip(" -–—") == ""
                    if not (optional and dashed):
                        self._issue(
                            index, name, "nilai_tak_terbaca", EXPECTED["account" if "akun" in name else "code"], True
                        )
                elif read.repaired and read.note is not None:
                    self._issue(index, name, "kode_diperbaiki", f"{read.code} ({read.note.id})", False)

    # -- values ----------------------------------------------------------------------------------------------------

    def _values(self) -> None:
        scales = self._scales()
        self.precision = [1] * len(self.kinds)
        months: dict[str, dict[int, list[Any]]] = {}
        for target, (spec, col) in self.fields.items():
            if spec.kind == "code" or (spec.kind == "account"):
                continue
            cells = self.cells[target]
            self._remember(target, cells)
            if spec.kind == "opd":
                self._agencies(target, spec)
                continue
            column = self._convert(spec, col, cells, scales)
            self._note_problems(target, spec, column)
            if spec.slot:
                months.setdefault(spec.name, {})[spec.slot] = column.values
            else:
                self._place(spec, column)
        for name, slots in months.items():
            self.columns[name] = twelve_months(slots, len(self.kinds))
        self._strip_codes_from_words()
        self._end_of_durations()

    def _end_of_durations(self) -> None:
        """An end given as so many days counts from the day of the contract, that day included."""
        start, cells = self.columns.get("kontrak_tgl"), self.cells.get("akhir_tgl")
        if start is None or cells is None:
            return
        ends = self.columns["akhir_tgl"]
        for index, (day, cell) in enumerate(zip(start, cells, strict=True)):
            days = parse_duration_days(cell).value if ends[index] is None and isinstance(cell, str) else None
            if day is not None and days is not None and 0 < days < MAX_DAYS:
                ends[index] = day + timedelta(days=days - 1)

    def _convert(self, spec: Field, col: int, cells: list[CellValue], scales: dict[str, str]) -> Column:
        if spec.kind == "money":
            column = money(cells, self._factor(col))
            for index, precision in column.precision.items():
                self.precision[index] = max(self.precision[index], precision)
            return column
        if spec.kind == "percent":
            return percents(cells, self._formats(col), scales[spec.target])
        return convert(spec, cells)

    def _place(self, spec: Field, column: Column) -> None:
        name = spec.name
        if name in ("tahun", "bulan", "triwulan", "versi_anggaran") and name in self.columns:
            column.values = [v if v is not None else d for v, d in zip(column.values, self.columns[name], strict=True)]
        self.columns[name] = column.values
        if spec.unit_into:
            into = self.columns.setdefault(spec.unit_into, [None] * len(self.kinds))
            for index, unit in column.units.items():
                if into[index] is None:
                    into[index] = unit
        if name == "satuan":
            self.columns[name] = [normalise_unit(value) if value else value for value in column.values]

    def _factor(self, col: int) -> int:
        path = self.block.match.paths[col] if col < len(self.block.match.paths) else ()
        own = money_factor(" ".join(path))
        return own if own is not None and own > 1 else money_factor(self.place.heading) or 1

    def _formats(self, col: int) -> Callable[[int], bool | None]:
        return lambda index: self.place.sheet.is_percent(self.kinds[index].row, col)

    def _scales(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for target, (spec, _) in self.fields.items():
            if spec.kind == "percent":
                found[target] = percent_scale_of(self.cells[target])
        sure = {scale for scale in found.values() if scale in ("percent", "fraction")}
        common = sure.pop() if len(sure) == 1 else None
        return {
            target: common if scale == "ambigu" and common else scale.rstrip("?") for target, scale in found.items()
        }

    def _agencies(self, target: str, spec: Field) -> None:
        known = self.columns.get("kode_opd", [None] * len(self.kinds))
        register = self.layout.dataset == "opd"
        values = []
        for index, value in enumerate(self.cells[target]):
            if value is None:
                values.append(None if register else known[index])
                continue
            text = as_sent(value)
            code = parse_opd_code(value).code if register else self.place.agencies.find(text, whole=True)
            if code is None and self.layout.constant("jenis_laporan") == "apbd":
                code = text.strip()
            elif code is None and self.kinds[index].peran == "rinci" and spec.key:
                self._issue(index, target, "opd_tak_dikenal", EXPECTED["opd"], True)
            values.append(code)
        self.columns["kode_opd"] = values

    def _strip_codes_from_words(self) -> None:
        words = self.columns.get("uraian")
        if words is not None:
            for index, kind in enumerate(self.kinds):
                if kind.words is not None:
                    words[index] = scrub(kind.words)

    def _remember(self, target: str, cells: list[CellValue]) -> None:
        """Note for each row the cell a field came from and its text as sent."""
        spec, col = self.fields[target]
        start = f'"{target}":["{column_letter(col)}'
        keep = spec.kind == "date"
        for asal, number, value in zip(self.asal, self.numbers, cells, strict=True):
            if value is None:
                continue
            if type(value) is float:
                if not value.is_integer():
                    asal.append(f'{start}{number}","{value!r}"]')
                elif -1e13 < value < 1e13:
                    asal.append(f'{start}{number}","{value:.0f}"]')
                else:
                    asal.append(f'{start}{number}","{_safe_number(value)}"]')
            else:
                sent = value if type(value) is str else as_sent(value)
                quoted = _quoted(sent) if keep else _quoted_clean(sent)
                if REMOVED in quoted and REMOVED not in sent:
                    self._personal(target, number)
                asal.append(f'{start}{number}",{quoted}]')

    def _personal(self, target: str, number: int) -> None:
        index = self.numbers.index(number)
        self.into.issue(
            "data_pribadi",
            lembar=self.place.lembar,
            baris=number,
            sel=self._where(index, self.fields[target][1]),
            baris_id=self.columns["baris_id"][index],
            dataset=self.layout.dataset,
            kolom=target,
            harapan="tanpa NIP, NIK, NPWP atau nomor rekening; nomornya sudah dihapus saat dibaca",
            kode_opd=self.columns["kode_opd"][index],
            tahun=self.place.identity.tahun,
            bulan=self.place.identity.bulan,
            triwulan=self.place.identity.triwulan,
        )

    # -- roles and last columns ------------------------------------------------------------------------------------

    def _roles(self) -> None:
        peran = self.columns["peran"]
        match self.layout.roles:
            case "code" | "indicator":
                code = self.columns.get("kode") or self.columns.get("kode_akun")
                if code is not None:
                    self._parents(code, peran)
            case "total":
                self.columns["peran"] = ["total"] * len(peran)
            case "indent":
                self._indents(peran)

    def _parents(self, code: list[str | None], peran: list[str]) -> None:
        columns = self.columns
        induk, parents = parents_of(columns["kode_opd"], code, columns["baris_id"])
        own_words = columns.get("indikator") if self.layout.roles == "indicator" else None
        for index in parents:
            if peran[index] == "rinci" and not (own_words and own_words[index]):
                peran[index] = "subtotal"
        if self.layout.dataset == "lra":
            columns["induk_baris"] = induk

    def _indents(self, peran: list[str]) -> None:
        levels = levels_of(self.cells["uraian"], dict(self.layout.levels), self._cell_indents())
        parents = parents_by_level(levels)
        ids = self.columns["baris_id"]
        for parent in parents:
            if parent is not None:
                peran[parent] = "subtotal"
        self.columns["induk_baris"] = [None if parent is None else ids[parent] for parent in parents]
        self.columns["tingkat_akun"] = [min(8, depth) for depth in depths_of(parents)]

    def _cell_indents(self) -> list[int]:
        col = self.fields["uraian"][1]
        styled = self.place.sheet.indents
        typed = [len(v) - len(v.lstrip()) if isinstance(v, str) else 0 for v in self.cells["uraian"]]
        return [t + 2 * styled.get((kind.row, col), 0) for t, kind in zip(typed, self.kinds, strict=True)]

    def _finish(self) -> None:
        columns, count = self.columns, len(self.kinds)
        if self.layout.dataset == "lra":
            coarse = max(self.precision)
            columns["presisi_idr"] = [coarse] * count
        if "kode_indikator" in self.columns_wanted and "kode_indikator" not in self.fields:
            columns["kode_indikator"] = numbered(columns.get("kode"), columns.get("indikator"))
        if self.layout.dataset == "e81":
            blank_later_quarters(columns)
        columns["asal"] = ["{" + ",".join(asal) + "}" for asal in self.asal]
        self.into.add_facts(self.layout.dataset, columns, count)

    # -- issues ----------------------------------------------------------------------------------------------------

    def _where(self, index: int, col: int) -> str:
        return f"{column_letter(col)}{self.kinds[index].row + 1}"

    def _note_problems(self, target: str, spec: Field, column: Column) -> None:
        for index, jenis, harapan in column.problems:
            if target == "akhir_tgl" and parse_duration_days(self.cells[target][index]).value is not None:
                continue
            self._issue(index, target, jenis, harapan, spec.key and self.kinds[index].peran == "rinci")
        missing = self.place.sheet.formulas_without_value if self.place.sheet.has_formulas else None
        if missing:
            for index, kind in enumerate(self.kinds):
                if (kind.row, self.fields[target][1]) in missing:
                    self._issue(index, target, "rumus_tanpa_nilai", "rumus dihitung dan disimpan", spec.key)

    def _issue(self, index: int, target: str, jenis: str, harapan: str, menahan: bool) -> None:
        col = self.fields[target][1] if target in self.fields else None
        value = self.cells[target][index] if target in self.fields else None
        columns = self.columns
        self.into.issue(
            jenis,
            menahan=menahan,
            lembar=self.place.lembar,
            baris=self.kinds[index].row + 1,
            sel=self._where(index, col) if col is not None else None,
            baris_id=columns["baris_id"][index],
            dataset=self.layout.dataset,
            kolom=target,
            nilai=scrub(as_sent(value)) if value is not None else None,
            harapan=harapan,
            kode_opd=columns["kode_opd"][index],
            tahun=self.place.identity.tahun,
            bulan=self.place.identity.bulan,
            triwulan=self.place.identity.triwulan,
        )


@lru_cache(maxsize=65_536)
def _quoted(text: str) -> str:
    return orjson.dumps(text).decode()


@lru_cache(maxsize=65_536)
def _quoted_clean(text: str) -> str:
    return orjson.dumps(scrub(text)).decode()


def _safe_number(value: float) -> str:
    return REMOVED if looks_personal(value) else as_sent(value)
