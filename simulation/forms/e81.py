"""E.81: quarterly evaluation of the Renja, with the table of outcome indicators as a second sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from simulation.clerks import ROMAN, TYPED_ROMAN, Clerk, percent, rupiah, signature, unit_line
from simulation.forms.rfk import Heading
from simulation.forms.rows import share
from simulation.grid import SYNTHETIC, Cell, Grid
from simulation.registers import Agency, name_of
from simulation.world import Line, Outcome

PREDICATES = ((50, "Sangat Rendah"), (65, "Rendah"), (75, "Sedang"), (90, "Tinggi"))


@dataclass(slots=True)
class Evaluation:
    """One row of E.81: K values and rupiah of the columns 5 to 14."""

    kode: str
    uraian: str
    indikator: str
    satuan: str
    sasaran: str
    renstra: tuple[float, int]
    lalu: tuple[float, int]
    target: tuple[float, int]
    triwulan: list[tuple[float, int] | None]
    total: tuple[float, int] = (0.0, 0)
    akhir: tuple[float, int] = (0.0, 0)
    capaian: tuple[float | None, float | None] = (None, None)
    jumlahkan: bool = True
    tanda: int | None = None
    bagian: list[tuple[int, int]] | None = None


@dataclass(slots=True)
class Footer:
    """What stands under the table."""

    rata: tuple[float, float] = (0.0, 0.0)
    predikat: tuple[str, str] = ("", "")
    pendorong: str = ""
    penghambat: str = ""
    tindak_lanjut: str = ""
    tanda: list[int] = field(default_factory=list)


def predicate(value: float) -> str:
    """Predikat of Permendagri 86/2017, gaps closed upwards (<= 50, 65, 75, 90)."""
    return next((name for bound, name in PREDICATES if value <= bound), "Sangat Tinggi")


def settle(row: Evaluation) -> None:
    """Columns 12 to 14 from the quarters, by how the indicator adds up."""
    given = [t for t in row.triwulan if t is not None]
    values = [t[0] for t in given]
    k = round(sum(values), 2) if row.jumlahkan else values[-1]
    row.total = (k, sum(t[1] for t in given))
    row.akhir = (round(row.lalu[0] + k, 2) if row.jumlahkan else k, row.lalu[1] + row.total[1])
    k_pct = round(100 * row.akhir[0] / row.renstra[0], 2) if row.renstra[0] else None
    row.capaian = (k_pct, share(row.akhir[1], row.renstra[1]))


def evaluations(lines: list[Line], outcomes: list[Outcome], quarter: int) -> list[Evaluation]:
    """Honest rows: each program with its outcome, followed by its sub kegiatan with their outputs."""
    result: list[Evaluation] = []
    for outcome in outcomes:
        below = [_of_line(line, quarter) for line in lines if line.kode[:7] == outcome.kode]
        result += [_of_outcome(outcome, below, quarter), *below]
    return result


def _of_line(line: Line, quarter: int) -> Evaluation:
    done = [0, *(line.nyata[3 * q + 2] for q in range(4))]
    row = Evaluation(
        line.kode,
        line.uraian,
        line.indikator,
        line.satuan,
        f"Meningkatnya kinerja {name_of(line.kode[:4]).title()}",
        (line.renstra[0], line.renstra_idr[0]),
        (line.renstra[1], line.renstra_idr[1]),
        (float(line.target), line.pagu(3 * quarter)),
        [(line.keluaran[q], done[q + 1] - done[q]) if q < quarter else None for q in range(4)],
    )
    settle(row)
    return row


def _of_outcome(outcome: Outcome, below: list[Evaluation], quarter: int) -> Evaluation:
    def money(pick: int) -> int:
        return sum((r.renstra, r.lalu, r.target)[pick][1] for r in below)

    row = Evaluation(
        outcome.kode,
        name_of(outcome.kode),
        outcome.indikator,
        outcome.satuan,
        below[0].sasaran if below else "",
        (round(min(outcome.target * 1.05, 100.0), 2), money(0)),
        (outcome.lalu, money(1)),
        (outcome.target, money(2)),
        [
            (outcome.triwulan[q], sum((r.triwulan[q] or (0, 0))[1] for r in below)) if q < quarter else None
            for q in range(4)
        ],
        jumlahkan=False,
        bagian=outcome.bagian,
    )
    settle(row)
    if outcome.agregasi == "rata2":
        values = outcome.triwulan[:quarter]
        mean = round(sum(values) / len(values), 2)
        row.total, row.akhir = (mean, row.total[1]), (mean, row.akhir[1])
        row.capaian = (round(100 * mean / row.renstra[0], 2), row.capaian[1])
    return row


def footer(rows: list[Evaluation]) -> Footer:
    """Means over the sub kegiatan and their predicates."""
    means = []
    for pick in (0, 1):
        values = [r.capaian[pick] for r in rows if len(r.kode) > 12]
        known = [v for v in values if v is not None]
        means.append(round(sum(known) / len(known), 2) if known else 0.0)
    return Footer(
        (means[0], means[1]),
        (predicate(means[0]), predicate(means[1])),
        "Dukungan pimpinan dan koordinasi lintas bidang",
        "Keterlambatan juknis dan proses pengadaan",
        "Percepatan kegiatan yang tertinggal",
    )


def e81_grid(
    name: str, clerk: Clerk, agency: Agency, heading: Heading, rows: list[Evaluation], foot: Footer, quarter: int
) -> tuple[Grid, dict[int, int]]:
    """The sheet, and for each planted mark the row it landed on."""
    grid = Grid(name, wide=4)
    roman = (TYPED_ROMAN if clerk.roman_l else ROMAN)[quarter]
    grid.add("Formulir E.81")
    grid.add("Evaluasi Terhadap Hasil Renja Perangkat Daerah Lingkup Kabupaten")
    grid.add(heading.government)
    grid.add(f"Renja {unit_line(clerk, agency)}" if heading.unit == unit_line(clerk, agency) else heading.unit)
    grid.add(
        heading.period
        if heading.period.startswith("!")
        else f"Periode Pelaksanaan : Triwulan {roman} Tahun {heading.year}"
    )
    grid.add(SYNTHETIC)
    grid.add()
    _header(grid, heading.year)
    first, last = 7, len(grid.rows) - 1
    marks: dict[int, int] = {}
    for number, row in enumerate(rows, 1):
        at = grid.add(*_cells(row, clerk, number, agency))
        if row.tanda is not None:
            marks[row.tanda] = at
    at = grid.add(
        "Rata-rata capaian kinerja (%)", *[None] * 22, percent(clerk, foot.rata[0]), percent(clerk, foot.rata[1])
    )
    at = grid.add("Predikat kinerja", *[None] * 22, foot.predikat[0], foot.predikat[1])
    marks.update(dict.fromkeys(foot.tanda, at))
    grid.add(f"Faktor pendorong keberhasilan kinerja:\n{foot.pendorong}")
    grid.add(f"Faktor penghambat pencapaian kinerja:\n{foot.penghambat}")
    grid.add(f"Tindak lanjut yang diperlukan dalam triwulan berikutnya:\n{foot.tindak_lanjut}")
    grid.header_rows = (first, last)
    grid.add()
    for text in signature(clerk, agency, heading.sent):
        grid.add(*([None] * 18), text or None)
    grid.money_columns = frozenset({8, 10, 12, 14, 16, 18, 20, 22})
    return grid, marks


TOP = (
    "No",
    "Sasaran",
    "Kode",
    "Satuan",
    "Program/ Kegiatan",
    "Indikator Kinerja Program (Outcome)/Kegiatan (Output)",
)
NUMBERS = ("5", "6", "7", "8", "9", "10", "11", "12 = 8+9+10+11", "13 = 6 + 12", "14=13/5 x100%")


def _header(grid: Grid, year: int) -> None:
    """Four rows of headings: the first two over one another, the form's own numbers of columns, K and Rp."""
    start = len(grid.rows)
    groups = (
        f"Target Renstra Perangkat Daerah pada Tahun {year + 1} (Akhir Periode Renstra)",
        "Realisasi Capaian Kinerja Renstra s.d. Renja Tahun Lalu (n-1)",
        "Target Kinerja dan Anggaran Renja Tahun Berjalan (Tahun n) yang Dievaluasi",
    )
    results = (
        "Realisasi Capaian Kinerja dan Anggaran Renja yang Dievaluasi",
        f"Realisasi Kinerja dan Anggaran Renstra s/d Tahun {year}",
        f"Tingkat Capaian Kinerja dan Realisasi Anggaran Renstra s/d Tahun {year} (%)",
    )
    grid.add(
        *TOP,
        *_paired(groups),
        "Realisasi Kinerja Pada Triwulan",
        *[None] * 7,
        *_paired(results),
        "Unit Perangkat Daerah Penanggung Jawab",
    )
    grid.add(*[None] * 12, *_paired(("I", "II", "III", "IV"))[:-1], None)
    grid.add(1, 2, None, None, 3, 4, *_paired(int(x) if x.isdigit() else x for x in NUMBERS), 15)
    grid.add(*[None] * 6, *("K", "Rp") * 10)
    grid.merges += [(start, c, start + 1, c) for c in (0, 1, 2, 3, 4, 5, 26)]
    grid.merges += [(start, c, start + 1, c + 1) for c in (6, 8, 10, 20, 22, 24)]
    grid.merges += [(start, 12, start, 19), *[(start + 1, c, start + 1, c + 1) for c in (12, 14, 16, 18)]]


def _paired(texts: Iterable[Cell]) -> list[Cell]:
    """Each text over two columns."""
    return [cell for text in texts for cell in (text, None)]


def _cells(row: Evaluation, clerk: Clerk, number: int, agency: Agency) -> list[Cell]:
    pairs: list[Cell] = []
    for pair in (row.renstra, row.lalu, row.target, *row.triwulan, row.total, row.akhir):
        pairs += [None, None] if pair is None else [_quantity(pair[0], row.satuan, clerk), rupiah(clerk, pair[1])]
    for quarter, (part, whole) in enumerate(row.bagian or ()):
        at = 2 * (3 + quarter)
        if pairs[at] is not None:
            pairs[at] = f"{100 * part / whole:.2f}".replace(".", ",") + f" ({part}/{whole})"
    rates = [percent(clerk, row.capaian[0]), percent(clerk, row.capaian[1])]
    return [number, row.sasaran, row.kode, row.satuan, row.uraian, row.indikator, *pairs, *rates, agency.singkatan]


def _quantity(value: float, satuan: str, clerk: Clerk) -> Cell:
    plain = int(value) if float(value).is_integer() else value
    if clerk.value_with_unit and isinstance(plain, int):
        return f"{plain} {satuan}"
    return plain


INDICATOR_HEAD = (
    "No",
    "Kode",
    "Sasaran",
    "Indikator Kinerja",
    "Satuan",
    "Polaritas",
    "Agregasi",
    "Target",
    "Realisasi",
    "Realisasi Tahun Lalu",
    "Capaian (%)",
)


def achieved(target: float, value: float, polarity: str) -> float | None:
    """Capaian in percent: naik R/T, turun 2 - R/T."""
    if not target:
        return None
    ratio = value / target
    return round(100 * (ratio if polarity == "naik" else 2 - ratio), 2)


def indicator_grid(
    name: str,
    clerk: Clerk,
    agency: Agency,
    heading: Heading,
    outcomes: list[Outcome],
    quarter: int,
    claims: dict[str, tuple[float, int]],
) -> tuple[Grid, dict[int, int]]:
    """Table of outcome indicators of a quarter; ``claims`` overrides a capaian with (value, mark)."""
    grid = Grid(name)
    grid.add(heading.government)
    grid.add(f"PENGUKURAN KINERJA - CAPAIAN INDIKATOR TRIWULAN {ROMAN[quarter]} TAHUN {heading.year}")
    grid.add(unit_line(clerk, agency))
    grid.add(SYNTHETIC)
    grid.add()
    grid.add(*INDICATOR_HEAD)
    grid.header_rows = (5, 5)
    marks: dict[int, int] = {}
    for number, o in enumerate(outcomes, 1):
        value = o.triwulan[quarter - 1] if o.agregasi != "rata2" else round(sum(o.triwulan[:quarter]) / quarter, 2)
        capaian, mark = claims.get(o.kode, (achieved(o.target, value, o.polaritas), None))
        at = grid.add(
            number,
            o.kode,
            f"Meningkatnya kinerja {name_of(o.kode[:4]).title()}",
            o.indikator,
            o.satuan,
            o.polaritas.title(),
            {"akhir": "Akhir", "rata2": "Rata-rata"}[o.agregasi],
            o.target,
            value,
            o.lalu,
            capaian,
        )
        if mark is not None:
            marks[mark] = at
    return grid, marks
