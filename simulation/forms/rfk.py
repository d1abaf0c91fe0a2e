"""RFK layouts A (SIPD-like) and B (bulan lalu / bulan ini / s.d.)."""

from __future__ import annotations

from datetime import date

from simulation.clerks import SHORT_MONTHS, Clerk, percent, period_line, rupiah, signature, unit_line
from simulation.forms.rows import Row
from simulation.grid import SYNTHETIC, Cell, Formula, Grid
from simulation.registers import Agency
from simulation.world import month_end

GOVERNMENT = "PEMERINTAH KABUPATEN TANGERANG"
HEAD_A = (
    "Uraian Urusan, Program, Kegiatan dan Sub Kegiatan",
    "RKA (Rp)",
    "DPA (Rp)",
    "Realisasi Keuangan (Rp)",
    "Capaian (%)",
    "RAK (%)",
    "Deviasi (%)",
    "Realisasi Fisik (%)",
    "Nilai Fisik (Rp)",
    "Sumber Dana",
    "Permasalahan",
    "Rencana Tindak Lanjut",
    "Catatan Verifikator",
)


class Heading:
    """The free text above a form; a planted error may change any of it."""

    def __init__(self, clerk: Clerk, agency: Agency, year: int, month: int, sent: date) -> None:
        self.government = GOVERNMENT
        self.unit = unit_line(clerk, agency)
        self.period = period_line(clerk, year, month, month_end(year, month))
        self.year = year
        self.month = month
        self.sent = sent
        self.plug: int | None = None


def rfk_grid(
    name: str, clerk: Clerk, agency: Agency, heading: Heading, rows: list[Row], total: Row, version: str
) -> tuple[Grid, dict[int, int]]:
    """The sheet, and for each planted mark the row number it landed on."""
    grid = Grid(name)
    grid.add(heading.government)
    grid.add("LAPORAN REALISASI FISIK DAN KEUANGAN (RFK)")
    grid.add(f"APBD TAHUN ANGGARAN {heading.year}" + (" (DPPA)" if version == "perubahan" else " (DPA)"))
    grid.add(heading.unit)
    grid.add(heading.period)
    grid.add(SYNTHETIC)
    grid.add()
    marks: dict[int, int] = {}
    shown = rows if clerk.layout == "A" else [r for r in rows if r.tingkat not in ("urusan", "bidang")]
    _header(grid, clerk, heading.year)
    first = len(grid.rows)
    write = _cells_a if clerk.layout == "A" else _cells_b
    money = _money_columns(clerk)
    formulas = clerk.formulas and clerk.numbers == "angka" and not clerk.dash_for_zero
    kegiatan_at: list[int] = []
    for place, row in enumerate(shown):
        number = grid.add(*write(row, clerk, place + 1))
        if row.tingkat == "kegiatan":
            kegiatan_at.append(number)
            if formulas:
                _sum_formulas(grid, number, shown, place, money)
        if row.tanda is not None:
            marks[row.tanda] = number
        if row.tersembunyi:
            grid.hidden_rows.add(number - 1)
    number = grid.add(*write(total, clerk, None))
    if formulas:
        _total_formulas(grid, number, kegiatan_at, money)
    if total.tanda is not None:
        marks[total.tanda] = number
    if heading.plug is not None:
        _plug(grid, number, kegiatan_at, money[2] if clerk.layout == "A" else money[3], total.nyata)
        marks[heading.plug] = number
    grid.money_columns = frozenset(money)
    grid.header_rows = (7, first - 1)
    grid.add()
    for text in signature(clerk, agency, heading.sent):
        grid.add(*([None] * 8), text or None)
    return grid, marks


def _code_width(clerk: Clerk) -> int:
    return 1 if clerk.layout == "B" or clerk.one_code_column else 5


def _money_columns(clerk: Clerk) -> list[int]:
    if clerk.layout == "B":
        return [3, 5, 8, 11, 14]
    at = _code_width(clerk)
    return [at + 1, at + 2, at + 3, at + 8, *range(at + 13, at + 26)]


def _header(grid: Grid, clerk: Clerk, year: int) -> None:
    start = len(grid.rows)
    if clerk.layout == "B":
        grid.add(
            "No.",
            "Kode",
            "Program/Kegiatan/Sub Kegiatan",
            "Jumlah Anggaran (Rp)",
            "Bobot (%)",
            "Realisasi Pelaksanaan Anggaran",
            *[None] * 8,
            "Sisa Anggaran (Rp)",
            "Permasalahan",
            "Rencana Tindak Lanjut",
            *_further_heads(clerk),
        )
        grid.add(*[None] * 5, "Bulan Lalu", None, None, "Bulan Ini", None, None, "s.d Bulan Ini")
        grid.add(*[None] * 5, *("Keuangan", None, "Fisik") * 3)
        grid.add(*[None] * 5, *("Rp", "%", "%") * 3)
        columns = 17 + clerk.update_dates
        grid.add(*[str(i) for i in range(1, columns + 1)])
        grid.merges += [(start, c, start + 3, c) for c in (0, 1, 2, 3, 4, *range(14, columns))]
        grid.merges += [(start, 5, start, 13), *[(start + 1, c, start + 1, c + 2) for c in (5, 8, 11)]]
        grid.merges += [(start + 2, c, start + 2, c + 1) for c in (5, 8, 11)]
        return
    width = _code_width(clerk)
    labels = list(HEAD_A)
    if clerk.columns_moved:
        labels[9], labels[10] = labels[10], labels[9]
    code: list[Cell] = ["Kode", *[None] * (width - 1)]
    further = _further_heads(clerk)
    grid.add(*code, *labels, f"Anggaran Kas Tahun {year} (Rp)", *[None] * 12, *further)
    parts: list[Cell] = ["Urusan", "Bidang Urusan", "Program", "Kegiatan", "Sub Kegiatan"] if width == 5 else [None]
    grid.add(*parts, *[None] * len(labels), *SHORT_MONTHS, "Jumlah")
    grid.add(*[i + 1 for i in range(width + len(labels) + 13 + len(further))])
    if width == 5:
        grid.merges.append((start, 0, start, 4))
    else:
        grid.merges.append((start, 0, start + 1, 0))
    grid.merges += [(start, width + i, start + 1, width + i) for i in range(len(labels))]
    grid.merges.append((start, width + len(labels), start, width + len(labels) + 12))
    after = width + len(labels) + 13
    grid.merges += [(start, c, start + 1, c) for c in range(after, after + len(further))]


def _further_heads(clerk: Clerk) -> list[Cell]:
    plan: list[Cell] = ["Rencana Fisik (%)"] if clerk.physical_plan else []
    return [*plan, *(["Tgl Update"] if clerk.update_dates else [])]


def _further_cells(row: Row, clerk: Clerk) -> list[Cell]:
    plan: list[Cell] = [percent(clerk, row.rencana_fisik)] if clerk.physical_plan else []
    return [*plan, *([row.diperbarui] if clerk.update_dates else [])]


def _code_parts(code: str) -> list[Cell]:
    parts = code.split(".")
    merged: list[Cell] = [*parts[:3], ".".join(parts[3:5]), *parts[5:]]
    return [*merged, *[None] * (5 - len(merged))][:5]


def _cells_a(row: Row, clerk: Clerk, _: int | None) -> list[Cell]:
    text = row.kode_tertulis or row.kode
    if _code_width(clerk) == 1:
        code: list[Cell] = [text or None]
    else:
        code = _code_parts(text) if text else [None] * 5
    money = [rupiah(clerk, x) for x in (row.rka, row.pagu, row.nyata)]
    notes: list[Cell] = [row.dana, row.masalah, row.rencana, row.catatan]
    if clerk.columns_moved:
        notes[0], notes[1] = notes[1], notes[0]
    rates = [percent(clerk, x) for x in (row.capaian, row.rak, row.deviasi, row.fisik)]
    cash = [rupiah(clerk, x) for x in (row.kas or [])] or [None] * 12
    return [
        *code,
        row.uraian,
        *money,
        *rates,
        rupiah(clerk, row.nilai_fisik),
        *notes,
        *cash,
        rupiah(clerk, row.kas_total),
        *_further_cells(row, clerk),
    ]


def _cells_b(row: Row, clerk: Clerk, number: int | None) -> list[Cell]:
    return [
        number,
        row.kode_tertulis or row.kode or None,
        row.uraian,
        rupiah(clerk, row.pagu),
        percent(clerk, row.bobot),
        rupiah(clerk, row.lalu),
        percent(clerk, row.lalu_pct),
        percent(clerk, row.fisik_lalu),
        rupiah(clerk, row.ini),
        percent(clerk, row.ini_pct),
        percent(clerk, row.fisik_ini),
        rupiah(clerk, row.nyata),
        percent(clerk, row.capaian),
        percent(clerk, row.fisik),
        rupiah(clerk, row.sisa),
        row.masalah,
        row.rencana,
        *_further_cells(row, clerk),
    ]


def column_name(index: int) -> str:
    """Spreadsheet letters of a zero-based column."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _sum_formulas(grid: Grid, number: int, shown: list[Row], place: int, columns: list[int]) -> None:
    """Replace a kegiatan's figures by SUM over the leaves below it, where the figures are those sums."""
    count = 0
    while place + 1 + count < len(shown) and shown[place + 1 + count].tingkat == "sub_kegiatan":
        count += 1
    row = grid.rows[number - 1]
    if count == 0 or shown[place].tanda is not None:
        return
    for c in columns:
        value = row[c]
        if isinstance(value, int):
            letter = column_name(c)
            row[c] = Formula(f"=SUM({letter}{number + 1}:{letter}{number + count})", value)


def _total_formulas(grid: Grid, number: int, parents: list[int], columns: list[int]) -> None:
    row = grid.rows[number - 1]
    for c in columns:
        value = row[c]
        if isinstance(value, int):
            row[c] = Formula("=" + "+".join(f"{column_name(c)}{n}" for n in parents), value)


def _plug(grid: Grid, number: int, parents: list[int], column: int, value: int) -> None:
    """Type the total and back the other parts out of it, as hand-kept books do."""
    backed = parents[:2]
    letter = column_name(column)
    known = sum(_value(grid.rows[n - 1][column]) for n in backed)
    grid.rows[number - 1][column] = Formula(f"={value + known}" + "".join(f"-{letter}{n}" for n in backed), value)


def _value(cell: Cell) -> int:
    return int(cell.value) if isinstance(cell, Formula) else cell if isinstance(cell, int) else 0
