"""From one received payload to its documents, facts, trace and issues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any

from schemas.text import Text
from sources.block_rows import BlockRows, Place
from sources.blocks import Block, find_blocks, is_filled, line_of
from sources.cells import Period, is_personal_header, looks_personal, money_factor
from sources.collected import Collected, build
from sources.decoding import Sheet, decode, nonblank_rows
from sources.footers import fill_footer
from sources.identity import Agencies, Identity, budget_version, period_text, read_heading, read_period
from sources.layout import Layouts, load_layouts
from sources.nomenclature import SubKegiatanNames
from sources.personal_text import scrub
from sources.plugs import find_plugs
from sources.reading import Reading
from sources.receipt import Receipt
from sources.references import References
from sources.returned import LAYOUT, content_digest, set_ours_aside
from sources.rows import RowKind, classify, places_of
from sources.table import read_table

UNNAMED_KINDS = frozenset({"csv", "json", "parquet", "html"})
"""Kinds whose only sheet is named after the file."""
SEEN_TEXTS = 12


@dataclass(frozen=True, slots=True)
class ReadDefaults:
    """What the configuration says about reading: our own government's name, folders with further layouts, the fiscal
    year to assume where a document states none (None: assume nothing)."""

    nama_pemda: str = "Kabupaten Tangerang"
    layout_dirs: tuple[Path, ...] = ()
    tahun: int | None = None


@dataclass(slots=True)
class _Found:
    sheet: Sheet
    number: int
    block: Block
    identity: Identity
    heading: list[str]


def read_file(path: Path, receipt: Receipt, references: References, defaults: ReadDefaults) -> Reading:
    """Read one payload. Whatever is in it, the answer is a Reading; raises OSError if ``path`` cannot be read."""
    return build([collect(path, receipt, references, defaults)])


def unreadable(receipt: Receipt, jenis: str, why: Text) -> Collected:
    """What there is of a payload nothing can be read from: one document without rows, one issue that says why."""
    return _nothing_read(Collected(receipt), jenis, why)


def _nothing_read(into: Collected, jenis: str, why: Text) -> Collected:
    into.issue(jenis, menahan=True, harapan=why.id)
    into.dokumen.append(_document(into, None, -1, 0, Identity(), {}))
    return into


def collect(path: Path, receipt: Receipt, references: References, defaults: ReadDefaults) -> Collected:
    """What one payload holds, before frames are made of it."""
    into = Collected(receipt)
    decoded = decode(path, receipt.name)
    if decoded.problem is not None:
        return _nothing_read(into, decoded.problem.jenis, decoded.problem.detail)
    known = _prepared(references)
    agencies = known.agencies
    layouts = load_layouts(defaults.layout_dirs)
    sheets = set_ours_aside(decoded.sheets, into)
    if decoded.kind == "xlsx" and len(sheets) == len(decoded.sheets):
        into.seal = content_digest(sheets)
    if not sheets:
        into.dokumen.append(_document(into, None, -1, 0, Identity(), {"tata_letak": LAYOUT}))
        return into
    named = _by_name(into.receipt, agencies)
    found: list[_Found] = []
    for number, sheet in enumerate(sheets):
        found += _read_sheet(sheet, number, decoded.kind, into, layouts, agencies, named, defaults)
    _inherit(found)
    for order, item in enumerate(found):
        _read_block(item, order, into, known, defaults)
    if not into.dokumen:
        into.dokumen.append(_document(into, None, -1, 0, named, {}))
    return into


@dataclass(frozen=True, slots=True)
class _Known:
    """Registers prepared for looking up; kept as long as the same frames are read against."""

    references: References
    agencies: Agencies
    names: SubKegiatanNames


_KNOWN: list[_Known] = []


def _prepared(references: References) -> _Known:
    if not _KNOWN or _KNOWN[0].references is not references:
        names = SubKegiatanNames(references.nomenklatur, references.opd)
        _KNOWN[:] = [_Known(references, Agencies(references.opd), names)]
    return _KNOWN[0]


def _by_name(receipt: Receipt, agencies: Agencies) -> Identity:
    """What file name, folder and sender say."""
    path = PurePath(receipt.origin.replace("\\", "/"))
    folders = [part for part in path.parts[:-1] if part not in ("/", ".")]
    stem = PurePath(receipt.name).stem.replace("_", " ")
    texts = [stem, *reversed(folders[-3:]), receipt.sender or ""]
    code = next((found for text in texts if text and (found := agencies.find(text))), None)
    period = read_period([stem])
    for folder in reversed(folders[-3:]):
        outer = read_period([folder.replace("_", " ")])
        period = _joined(period, outer)
    return Identity(kode_opd_nama=code, period_nama=period, versi_anggaran=budget_version([stem]))


def _joined(inner: Period | None, outer: Period | None) -> Period | None:
    if inner is None or inner.rank == 0:
        return outer or inner
    if outer is None:
        return inner
    year = inner.tahun if inner.tahun is not None else outer.tahun
    if inner.rank == 1 and outer.rank > 1 and outer.tahun in (None, inner.tahun):
        return replace(outer, tahun=inner.tahun)
    return replace(inner, tahun=year)


def _read_sheet(
    sheet: Sheet,
    number: int,
    kind: str,
    into: Collected,
    layouts: Layouts,
    agencies: Agencies,
    named: Identity,
    defaults: ReadDefaults,
) -> list[_Found]:
    filled = nonblank_rows(sheet)
    rows = [row - 1 for row in filled]
    if not rows:
        return []
    blocks, strange = find_blocks(sheet, rows, PurePath(into.receipt.name).stem, layouts)
    if not blocks:
        _unrecognised(sheet, number, rows, strange.first if strange else rows[0], into, layouts, named)
        return []
    found = []
    for block in blocks:
        heading = [line_of(sheet.rows[row]) for row in block.titles]
        identity = read_heading(heading, agencies, defaults.nama_pemda)
        if kind not in UNNAMED_KINDS and (identity.period_isi is None or identity.period_isi.rank < 2):
            identity = replace(identity, period_isi=_joined(read_period([sheet.name]), identity.period_isi))
        identity = replace(
            identity,
            kode_opd_nama=named.kode_opd_nama,
            period_nama=named.period_nama,
            versi_anggaran=identity.versi_anggaran or named.versi_anggaran,
        )
        found.append(_Found(sheet, number, block, identity, heading))
    first = set(found[0].block.titles) | set(found[0].block.header)
    before = [row for row in rows if row < found[0].block.header[0] and row not in first]
    covered = {row for item in found for row in (*item.block.titles, *item.block.header, *item.block.body)}
    for row in rows:
        if row in covered and row not in before:
            continue
        into.trace(sheet.name, row + 1, "catatan", None, 0, "di luar tabel")
    return found


def _unrecognised(
    sheet: Sheet, number: int, rows: list[int], shown: int, into: Collected, layouts: Layouts, named: Identity
) -> None:
    seen = [str(value).strip() for value in sheet.rows[shown] if is_filled(value)][:SEEN_TEXTS]
    safe = [scrub(text)[:40] for text in seen if looks_personal(text) is None]
    known = ", ".join(layout.name for layout in layouts.all)
    into.issue(
        "tata_letak_tak_dikenal",
        menahan=True,
        lembar=sheet.name,
        baris=shown + 1,
        nilai=" | ".join(safe),
        harapan=f"kepala tabel salah satu tata letak: {known}",
        kode_opd=named.kode_opd,
        tahun=named.tahun,
        bulan=named.bulan,
        triwulan=named.triwulan,
    )
    for row in rows:
        into.trace(sheet.name, row + 1, "tak_dikenal", None, 0, "tata letak lembar tidak dikenal")
    into.dokumen.append(_document(into, sheet, number, 0, named, {"n_baris": len(rows), **_hidden(sheet, rows)}))


def _inherit(found: Sequence[_Found]) -> None:
    """Blocks that do not say whose or which period they are take it from those of the same workbook that do."""
    codes = [item.identity for item in found if item.identity.kode_opd_isi]
    periods = [item for item in found if item.identity.period_isi is not None and item.identity.period_isi.rank > 0]
    for item in found:
        identity = item.identity
        silent = identity.kode_opd_isi is None and identity.nama_opd_isi is None
        if silent and len({code.kode_opd_isi for code in codes}) == 1:
            identity = replace(identity, kode_opd_isi=codes[0].kode_opd_isi, nama_opd_isi=codes[0].nama_opd_isi)
        if (identity.period_isi is None or identity.period_isi.rank == 0) and periods:
            other = periods[0].identity.period_isi
            same_form = periods[0].block.match.layout is item.block.match.layout
            if other is not None:
                lent = Period(tahun=other.tahun) if same_form else other
                identity = replace(identity, period_isi=lent if lent.rank else identity.period_isi)
        item.identity = identity


def _read_block(item: _Found, order: int, into: Collected, known: _Known, defaults: ReadDefaults) -> None:
    sheet, block, layout = item.sheet, item.block, item.block.match.layout
    if item.identity.tahun is None and defaults.tahun is not None and layout.period != "none":
        item.identity = replace(item.identity, period_isi=_joined(item.identity.period_isi, Period(defaults.tahun)))
    identity = item.identity
    kinds = classify(sheet, block, identity.tahun)
    place = Place(sheet, item.number, identity, " ".join(item.heading), known.agencies, known.names)
    table = read_table(block, kinds, place, into)
    counts: dict[int, int] = {}
    for kind in table.kinds:
        counts[kind.row] = counts.get(kind.row, 0) + 1
    _trace(item, kinds, counts, table, into)
    fill_footer(item.block, kinds, place, into)
    _sheet_issues(item, table, into)
    roles = table.columns.get("peran", ())
    sums = [
        (kind.row, kind.code.level if peran == "subtotal" else 0)
        for kind, peran in zip(table.kinds, roles, strict=False)
        if peran != "rinci"
    ]
    places = places_of(block.match.columns)
    plugs = find_plugs(sheet, sums, [kind.row for kind in table.kinds], places.figures)
    rows = [*block.titles, *block.header, *block.body]
    into.dokumen.append(
        _document(
            into,
            sheet,
            item.number,
            order,
            identity,
            {
                "dataset": layout.dataset if layout.roles != "none" else None,
                "tata_letak": layout.name,
                "n_baris": len(rows),
                "n_rinci": len(table.kinds) - len(sums),
                "rumus_total": plugs.total,
                "rumus_colok": plugs.plugged,
                "sel_colok": plugs.cells,
                **_hidden(sheet, rows),
            },
        )
    )


def _trace(item: _Found, kinds: Sequence[RowKind], counts: dict[int, int], table: BlockRows, into: Collected) -> None:
    name, dataset = item.sheet.name, item.block.match.layout.dataset
    roles = dict(zip((kind.row for kind in table.kinds), table.columns.get("peran", ()), strict=False))
    footers = item.block.match.layout.footer_dataset
    first_footer = next((kind.row for kind in kinds if kind.footer is not None and kind.footer.fields), None)
    for row in item.block.titles:
        into.trace(name, row + 1, "judul", dataset, 0, "judul di atas tabel")
    for row in item.block.header:
        peran = "nomor_kolom" if row in item.block.numbers else "kepala"
        into.trace(name, row + 1, peran, dataset, 0, "kepala tabel")
    for kind in kinds:
        if kind.is_fact:
            into.trace(name, kind.row + 1, roles[kind.row], dataset, counts[kind.row], None)
        elif footers and kind.row == first_footer:
            into.trace(name, kind.row + 1, kind.peran, footers, 1, None)
        else:
            into.trace(name, kind.row + 1, kind.peran, dataset, 0, kind.alasan)


def _sheet_issues(item: _Found, table: BlockRows, into: Collected) -> None:
    match, identity = item.block.match, item.identity
    layout = match.layout
    where: dict[str, Any] = {
        "lembar": item.sheet.name,
        "baris": match.last + 1,
        "dataset": layout.dataset,
        "kode_opd": identity.kode_opd,
        "tahun": identity.tahun,
        "bulan": identity.bulan,
        "triwulan": identity.triwulan,
    }
    for field in match.missing:
        into.issue("kolom_hilang", kolom=field.target, harapan=f"kolom untuk {field.target}", **where)
    _column_issues(item, into, where)
    if layout.roles == "none" or not table.kinds:
        return
    factor = money_factor(" ".join(item.heading))
    if factor is not None and factor > 1:
        into.issue("satuan_uang_diterapkan", nilai=str(factor), harapan="nilai uang dikalikan faktor ini", **where)
    own = any(spec.kind == "opd" for spec, _ in match.columns)
    if identity.kode_opd is None and not own and layout.constant("jenis_laporan") in (None, "lra"):
        name = scrub(identity.nama_opd_isi) if identity.nama_opd_isi else None
        into.issue("opd_tak_dikenal", menahan=True, nilai=name, harapan="nama perangkat daerah pada register", **where)
    if _period_missing(layout.period, identity, table):
        into.issue("periode_tak_terbaca", menahan=True, harapan="periode laporan pada judul tabel", **where)


def _period_missing(needed: str, identity: Identity, table: BlockRows) -> bool:
    given = {spec.kind for spec, _ in table.fields.values()}
    if needed == "none":
        return False
    if identity.tahun is None and "year" not in given:
        return True
    if needed == "month":
        return identity.bulan is None and "month" not in given
    return (
        needed == "quarter" and table.layout.dataset == "e81" and identity.triwulan is None and "quarter" not in given
    )


def _column_issues(item: _Found, into: Collected, where: dict[str, Any]) -> None:
    match, rows = item.block.match, item.sheet.rows
    for spec, cols in match.columns:
        if spec.kind == "drop":
            filled = sum(is_filled(item.sheet.at(row, col)) for row in item.block.body for col in cols)
            if filled:
                into.issue("data_pribadi", kolom=spec.name, harapan=f"{filled} sel dibuang saat dibaca", **where)
    for col in match.unknown:
        header = " > ".join(match.paths[col])
        if is_personal_header(header) or _personal_cells(rows, item.block.body, col):
            into.issue("data_pribadi", kolom=scrub(header)[:100], harapan="kolom dibuang saat dibaca", **where)
        else:
            into.issue("kolom_tak_dikenal", nilai=scrub(header), harapan="tidak dipakai", **where)


def _personal_cells(rows: Sequence[Sequence[Any]], body: Sequence[int], col: int) -> bool:
    sample = [rows[row][col] for row in body[:50] if col < len(rows[row])]
    return any(looks_personal(value) for value in sample)


def _hidden(sheet: Sheet, rows: Sequence[int]) -> dict[str, Any]:
    hidden = sheet.hidden_rows
    figures = 0
    if hidden:
        figures = sum(
            row + 1 in hidden and any(isinstance(value, int | float) for value in sheet.rows[row]) for row in rows
        )
    return {"baris_tersembunyi": figures, "lembar_tersembunyi": sheet.hidden, "tautan_luar": sheet.external_links}


def _document(
    into: Collected, sheet: Sheet | None, number: int, order: int, identity: Identity, more: dict[str, Any]
) -> dict[str, Any]:
    receipt = into.receipt
    place = f"{number}:{order}" if sheet is not None else "-"
    return {
        "dokumen_id": f"{receipt.sha256[:16]}:{place}",
        "berkas": receipt.sha256,
        "nama_berkas": receipt.name,
        "lembar": sheet.name if sheet is not None else None,
        "dataset": None,
        "tata_letak": None,
        "kode_opd": identity.kode_opd,
        "kode_opd_isi": identity.kode_opd_isi,
        "kode_opd_nama": identity.kode_opd_nama,
        "nama_opd_isi": scrub(identity.nama_opd_isi) if identity.nama_opd_isi else None,
        "tahun": identity.tahun,
        "bulan": identity.bulan,
        "triwulan": identity.triwulan,
        "periode_isi": period_text(identity.period_isi),
        "periode_nama": period_text(identity.period_nama),
        "versi_anggaran": identity.versi_anggaran,
        "lain_pemerintah": identity.lain_pemerintah,
        "dikirim_at": receipt.sent_at,
        "diterima_at": receipt.received_at,
        "n_baris": 0,
        "n_rinci": 0,
        "rumus_total": 0,
        "rumus_colok": 0,
        "sel_colok": None,
        "baris_tersembunyi": 0,
        "lembar_tersembunyi": False,
        "tautan_luar": 0,
        "segel": into.seal,
    } | more
