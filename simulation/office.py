"""One agency's outbox: every file it sends in the year, as grids with names and times."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone

from simulation.clerks import MONTHS, ROMAN, Clerk, file_name, month_name, period_line
from simulation.entry_dates import typed_on
from simulation.forms.budget import dpa_grid, versions_of
from simulation.forms.contracts import package_grids
from simulation.forms.e81 import Evaluation, e81_grid, evaluations, footer, indicator_grid, settle
from simulation.forms.lra import lra_accounts, lra_grid
from simulation.forms.rfk import Heading, rfk_grid
from simulation.forms.rows import Row, leaf, physical_plan, with_parents
from simulation.grid import Grid
from simulation.plan import Plan
from simulation.plant_documents import UNREADABLE, UNSURE
from simulation.plant_evidence import with_fewer_counted
from simulation.plant_rows import mutate
from simulation.registers import Agency
from simulation.unreadable import unreadable_bytes
from simulation.world import World, agency_rng, month_end

JAKARTA = timezone(timedelta(hours=7))
PACKAGE_AGENCY = "DBMSDA"
Honest = tuple[str, str, int, int | None, int | None, str, bool]
Marks = dict[int, tuple[str, int]]


@dataclass(slots=True)
class Outgoing:
    """A file to be written: ``grids`` for a workbook, ``raw`` for bytes that are none, ``copy_of`` for a copy."""

    path: str
    sent: datetime
    grids: list[Grid] = field(default_factory=list)
    raw: bytes | None = None
    copy_of: str | None = None
    marks: Marks = field(default_factory=dict)


@dataclass(slots=True)
class Office:
    """What one agency needs to fill in its forms."""

    world: World
    plan: Plan
    clerks: dict[str, Clerk]
    agency: Agency
    treasury: dict[str, list[int]]

    @property
    def clerk(self) -> Clerk:
        """The agency's own clerk."""
        return self.clerks[self.agency.kode]


def as_of(year: int, months: int) -> date:
    """The day the sample is meant to be judged on."""
    return month_end(year, months) + timedelta(days=15)


def sent_at(office: Office, what: str, period_end: date, kind: str = "") -> datetime:
    """When a report was sent: two to nine days after its period, unless planted otherwise."""
    rng = agency_rng(office.world.seed, office.agency.kode, what, period_end, "sent")
    latest = as_of(office.world.year, office.world.months)
    day = period_end + timedelta(days=int(rng.integers(2, 10)))
    if kind == "terlambat":
        day = min(period_end + timedelta(days=int(rng.integers(20, 95))), latest - timedelta(days=1))
    elif kind == "isi_mundur":
        day = date(period_end.year, 12, 26) + timedelta(days=int(rng.integers(0, 5)))
    elif kind == "sebelum_periode":
        day = period_end - timedelta(days=int(rng.integers(4, 8)))
    moment = datetime(day.year, day.month, day.day, int(rng.integers(8, 16)), int(rng.integers(60)), tzinfo=JAKARTA)
    return moment.astimezone(UTC)


def rfk_path(clerk: Clerk, agency: Agency, year: int, month: int) -> str:
    """Where the RFK of a month lies in the inbox."""
    folder = f"RFK/{month:02d} {MONTHS[month - 1]}"
    return f"{folder}/{file_name(clerk, 'RFK', agency, year, month_name(clerk, month))}.{clerk.extension}"


def outbox(office: Office) -> list[Outgoing]:
    """Every file of the agency's year."""
    world = office.world
    files = _batch(office)
    for month in range(1, world.months + 1):
        files += _monthly(office, month)
    for quarter in range(1, world.months // 3 + 1):
        if not _attaches_evaluation(office, quarter):
            path = file_name(office.clerk, "E81", office.agency, world.year, f"TW {ROMAN[quarter]}")
            grids, marks = _evaluation(office, quarter)
            end = month_end(world.year, 3 * quarter)
            files.append(
                Outgoing(f"E81/TW {ROMAN[quarter]}/{path}.xlsx", sent_at(office, "e81", end), grids, marks=marks)
            )
        if (
            office.clerk.lra == "terpisah"
            and office.agency.kode.endswith("01.0000")
            and "1.0" in office.agency.kode[:3]
        ):
            files.append(_separate_lra(office, 3 * quarter))
    files.append(_budget(office))
    if office.agency.singkatan == PACKAGE_AGENCY:
        files += [_packages(office, month) for month in range(1, world.months + 1)]
    return files


def _rows(office: Office, month: int, sent: datetime, dropped: str = "", raised: str = "") -> tuple[list[Row], Row]:
    plan, kode_opd = office.plan, office.agency.kode
    without = plan.no_ceiling.get(kode_opd, set())
    leaves = []
    late = plan.document.get((kode_opd, month), ("", 0))[0] == "isi_mundur"
    typed = typed_on(office.world, kode_opd, month, sent.astimezone(JAKARTA).date(), late=late)
    for line, day in zip(office.world.lines[kode_opd], typed, strict=True):
        key = (kode_opd, line.kode)
        row = leaf(line, month, plan.nyata.get(key, line.nyata), plan.fisik.get(key, line.fisik))
        row.rencana_fisik, row.diperbarui = physical_plan(line, month), day
        if line.kode in without:
            row.rka = row.pagu = row.capaian = row.lalu_pct = row.ini_pct = row.rak = row.deviasi = row.sisa = None
            row.kas, row.kas_total, row.nilai_fisik = None, None, None
        if line.kode == raised:
            row.nyata += max((row.pagu or 0) // 10, 1_000_000)
            row.ini = row.nyata - row.lalu
            row.capaian = round(100 * row.nyata / row.pagu, 2) if row.pagu else None
            row.ini_pct = round(100 * row.ini / row.pagu, 2) if row.pagu else None
            row.sisa = row.pagu - row.nyata if row.pagu is not None else None
            if row.rak and row.capaian is not None:
                row.deviasi = round((row.rak - row.capaian) / row.rak * 100, 2)
        row.tanda = plan.marks.get((kode_opd, month), {}).get(line.kode)
        if line.kode != dropped:
            leaves.append(row)
    leaves = mutate(leaves, plan.leaf.get((kode_opd, month), []), month)
    rows, total = with_parents(leaves, month)
    *rows, total = mutate([*rows, total], plan.finished.get((kode_opd, month), []), month)
    return rows, total


def _sheet(office: Office, month: int, name: str, kind: str, number: int, sent: datetime) -> tuple[list[Grid], Marks]:
    """The RFK sheet of a month, with the document-level change planted on it."""
    clerk, agency, year = office.clerk, office.agency, office.world.year
    heading = Heading(clerk, agency, year, month, sent.astimezone(JAKARTA).date())
    if kind == "periode_kosong":
        heading.period = "Bulan : ...................."
    elif kind == "unit_kosong":
        heading.unit = "SKPD : ...................."
    elif kind == "periode_bertentangan":
        heading.period = period_line(clerk, year, month - 1, month_end(year, month - 1))
    elif kind == "pemerintah_lain":
        heading.government = "PEMERINTAH KABUPATEN LEBAK"
    elif kind == "kode_kecamatan_salah":
        heading.unit = f"Unit Organisasi : {mistaken_for(office.world, agency.kode)} {agency.nama}"
    elif kind == "total_dicolok":
        heading.plug = number
    rows, total = _rows(office, month, sent)
    version = office.world.lines[agency.kode][0].version(month)[0]
    grid, at = rfk_grid(name, clerk, agency, heading, rows, total, version)
    grids = [grid]
    if kind == "lembar_tersembunyi":
        hidden = Grid("rekap lama", hidden=True)
        hidden.add("rekap lama", "realisasi")
        for i in range(20):
            hidden.add("baris", 1_000_000 + i)
        grids.append(hidden)
    marks = {mark: (name, row) for mark, row in at.items()}
    return grids, marks


def _batch(office: Office) -> list[Outgoing]:
    kode, world = office.agency.kode, office.world
    months = [m for m in range(1, world.months + 1) if office.plan.document.get((kode, m), ("", 0))[0] == "borongan"]
    if not months:
        return []
    sent = sent_at(office, "borongan", month_end(world.year, months[-1]))
    file = Outgoing(f"RFK/{file_name(office.clerk, 'RFK', office.agency, world.year, 'Januari-April')}.xlsx", sent)
    for m in months:
        grids, marks = _sheet(office, m, month_name(office.clerk, m), "borongan", 0, sent)
        file.grids += grids
        file.marks |= marks | {office.plan.document[kode, m][1]: (grids[0].name, 1)}
    return [file]


def _monthly(office: Office, month: int) -> list[Outgoing]:
    clerk, agency, world = office.clerk, office.agency, office.world
    kind, number = office.plan.document.get((agency.kode, month), ("", -1))
    if kind in ("borongan", "belum_lapor"):
        return []
    path = rfk_path(clerk, agency, world.year, month)
    sent = sent_at(office, "rfk", month_end(world.year, month), kind)
    file = Outgoing(path, sent, marks={number: ("", 0)} if number >= 0 else {})
    if kind in UNREADABLE:
        file.path = path.rsplit(".", 1)[0] + ".xlsx"
        file.raw = unreadable_bytes(kind)
        return [file]
    if kind == "salin_berkas_bulan_lain":
        file.path = path
        file.copy_of = rfk_path(clerk, agency, world.year, month - 1)
        return [file]
    if kind == "salin_berkas_opd_lain":
        other = next(
            a
            for a in world.agencies
            if (a.kode, month) not in office.plan.document
            and office.clerks[a.kode].extension == "xlsx"
            and a.kode != agency.kode
        )
        file.path = path.rsplit(".", 1)[0] + ".xlsx"
        file.copy_of = rfk_path(office.clerks[other.kode], other, world.year, month)
        return [file]
    file.grids, marks = _sheet(office, month, "RFK", kind, number, sent)
    file.marks |= marks
    if number >= 0 and not marks.get(number):
        file.marks[number] = (file.grids[0].name, 1)
    if clerk.extension != "csv":
        _attachments(office, month, file)
    result = [file]
    if kind == "unggah_ganda":
        stem, ext = path.rsplit(".", 1)
        result.append(Outgoing(f"{stem} (1).{ext}", sent + timedelta(minutes=4), copy_of=path))
    elif kind in ("nyata_ulang", "baris_lenyap"):
        result.append(_revision(office, month, kind, number, path))
    return result


def _attachments(office: Office, month: int, file: Outgoing) -> None:
    """Second sheets: a copy of the LRA, and a kecamatan's E.81 in the workbook of the quarter's last month."""
    if office.clerk.lra == "lembar":
        file.grids.append(_lra(office, month, "LRA", file.sent))
    if month % 3 == 0 and _attaches_evaluation(office, month // 3):
        grids, marks = _evaluation(office, month // 3)
        file.grids += grids
        file.marks |= marks


def _revision(office: Office, month: int, kind: str, number: int, path: str) -> Outgoing:
    """A second version of a closed month, three months later: one figure raised, or one row gone."""
    clerk, agency, world = office.clerk, office.agency, office.world
    line = revised_line(office.world, office.plan, agency.kode, month)
    sent = sent_at(office, "revisi", month_end(world.year, min(month + 2, world.months)))
    heading = Heading(clerk, agency, world.year, month, sent.astimezone(JAKARTA).date())
    rows, total = _rows(office, month, sent, *(("", line) if kind == "nyata_ulang" else (line, "")))
    version = world.lines[agency.kode][0].version(month)[0]
    for row in rows:
        if row.kode == line:
            row.tanda = number
    grid, at = rfk_grid("RFK", clerk, agency, heading, rows, total, version)
    stem, ext = path.rsplit(".", 1)
    office.plan.plants[number].kode = line
    office.plan.plants[number].kolom = "realisasi_idr" if kind == "nyata_ulang" else "kode"
    return Outgoing(f"{stem} REVISI.{ext}", sent, [grid], marks={number: ("RFK", at.get(number, 1))})


def mistaken_for(world: World, kode_opd: str) -> str:
    """The kecamatan whose code a planted heading carries instead of its own: the next on the register."""
    kecamatan = [a.kode for a in world.agencies if a.jenis == "KECAMATAN"]
    return kecamatan[(kecamatan.index(kode_opd) + 1) % len(kecamatan)]


def _contested(world: World, plan: Plan) -> set[tuple[str, int]]:
    """Months of an agency that another file claims as its own: what is true there cannot be told from the files."""
    contested = set()
    for (kode_opd, month), (kind, _) in plan.document.items():
        if kind == "periode_bertentangan":
            contested.add((kode_opd, month - 1))
        elif kind == "kode_kecamatan_salah":
            contested.add((mistaken_for(world, kode_opd), month))
    return contested


def _attaches_evaluation(office: Office, quarter: int) -> bool:
    """A kecamatan's E.81 travels in the RFK workbook of the quarter's last month, where there is such a workbook."""
    kind = office.plan.document.get((office.agency.kode, 3 * quarter), ("", 0))[0]
    lost = kind in UNREADABLE or kind == "borongan" or kind.startswith("salin_berkas")
    return office.agency.jenis == "KECAMATAN" and office.clerk.extension != "csv" and not lost


def revised_line(world: World, plan: Plan, kode_opd: str, month: int) -> str:
    """The sub kegiatan a planted revision touches: the first plain one already spending that month."""
    return next(
        x.kode
        for x in world.lines[kode_opd]
        if (kode_opd, x.kode) not in plan.touched
        and not x.kekurangan
        and not x.sah
        and 0 < x.nyata[month - 1] < 0.8 * x.pagu(month)
    )


def _lra(office: Office, month: int, name: str, sent: datetime) -> Grid:
    heading = Heading(office.clerk, office.agency, office.world.year, month, sent.astimezone(JAKARTA).date())
    kode = office.agency.kode
    treasury = {k: v[month - 1] for k, v in office.treasury.items()}
    accounts = lra_accounts(
        office.world.lines[kode], month, treasury, frozenset(office.plan.no_ceiling.get(kode, set()))
    )
    return lra_grid(name, office.clerk, office.agency, heading, accounts, not office.clerk.one_code_column)


def _separate_lra(office: Office, month: int) -> Outgoing:
    sent = sent_at(office, "lra", month_end(office.world.year, month))
    name = file_name(office.clerk, "LRA", office.agency, office.world.year, month_name(office.clerk, month))
    return Outgoing(f"LRA/{name}.xlsx", sent, [_lra(office, month, "LRA", sent)])


def _evaluation(office: Office, quarter: int) -> tuple[list[Grid], Marks]:
    agency, clerk, world = office.agency, office.clerk, office.world
    sent = sent_at(office, "e81", month_end(world.year, 3 * quarter))
    heading = Heading(clerk, agency, world.year, 3 * quarter, sent.astimezone(JAKARTA).date())
    changes = office.plan.evaluation.get((agency.kode, quarter), [])
    shrunk = {kode for kode, jenis, _ in changes if jenis == "penyebut_menyusut"}
    outcomes = [with_fewer_counted(o, quarter) if o.kode in shrunk else o for o in world.outcomes[agency.kode]]
    rows = evaluations(world.lines[agency.kode], outcomes, quarter)
    claims: dict[str, tuple[float, int]] = {}
    for kode, jenis, number in changes:
        if jenis == "polaritas_salah":
            o = next(x for x in outcomes if x.kode == kode)
            claims[kode] = (round(100 * o.triwulan[quarter - 1] / o.target, 2), number)
        for row in rows:
            if row.kode == kode:
                _change_evaluation(row, jenis, number)
    foot = footer(rows)
    for _, jenis, number in changes:
        if jenis == "predikat_salah":
            wrong = "Sangat Tinggi" if foot.predikat[0] != "Sangat Tinggi" else "Sedang"
            foot.predikat = (wrong, foot.predikat[1])
            foot.tanda.append(number)
    name = f"E81 TW {ROMAN[quarter]}"
    grid, at = e81_grid(name, clerk, agency, heading, rows, foot, quarter)
    second, at2 = indicator_grid("Capaian Indikator", clerk, agency, heading, outcomes, quarter, claims)
    return [grid, second], {m: (name, r) for m, r in at.items()} | {m: ("Capaian Indikator", r) for m, r in at2.items()}


def _change_evaluation(row: Evaluation, jenis: str, number: int) -> None:
    if jenis == "polaritas_salah":
        return
    row.tanda = number
    if jenis == "penyebut_menyusut":
        return
    if jenis == "persen_dijumlah":
        row.jumlahkan = True
        lalu, row.lalu = row.lalu, (0.0, row.lalu[1])
        settle(row)
        row.lalu = lalu
    elif jenis == "jumlah_triwulan_salah":
        row.total = (row.total[0] + 3, row.total[1])
        row.akhir = (row.akhir[0] + 3, row.akhir[1])
        row.capaian = (round(100 * row.akhir[0] / row.renstra[0], 2), row.capaian[1])
    else:
        row.capaian = (round((row.capaian[0] or 0.0) + 23.5, 2), row.capaian[1])


def _budget(office: Office) -> Outgoing:
    agency, world = office.agency, office.world
    lines = world.lines[agency.kode]
    skip = frozenset(office.plan.no_ceiling.get(agency.kode, set()))
    last = month_end(world.year, world.months)
    grids = [
        dpa_grid(office.clerk, agency, lines, version, effective, world.year, skip)
        for version, effective in versions_of(lines)
        if effective <= last
    ]
    newest = max(effective for _, effective in versions_of(lines) if effective <= last)
    name = file_name(office.clerk, "DPA", agency, world.year, "Lengkap")
    return Outgoing(f"DPA/{name}.xlsx", sent_at(office, "dpa", newest), grids)


def _packages(office: Office, month: int) -> Outgoing:
    year = office.world.year
    grids = package_grids(office.clerk, office.agency, office.world.lines[office.agency.kode], year, month)
    sent = sent_at(office, "paket", month_end(year, month))
    return Outgoing(f"Paket Fisik/Paket DBMSDA {MONTHS[month - 1]} {year}.xlsx", sent, grids)


def honest_rows(office: Office) -> list[Honest]:
    """Rows of the agency nothing was done to: no rule may speak of them, shortfall or not."""
    agency, plan, world = office.agency.kode, office.plan, office.world
    revised = {
        revised_line(world, plan, agency, m)
        for (kode_opd, m), (kind, _) in plan.document.items()
        if kode_opd == agency and kind in ("nyata_ulang", "baris_lenyap")
    }
    contested = _contested(world, plan)
    result: list[Honest] = []
    untouched = (x for x in world.lines[agency] if (agency, x.kode) not in plan.touched and x.kode not in revised)
    for line in untouched:
        result += [
            ("rfk", agency, world.year, month, None, line.kode, line.kekurangan)
            for month in range(1, world.months + 1)
            if plan.document.get((agency, month), ("", 0))[0] not in UNSURE and (agency, month) not in contested
        ]
        result += [
            ("e81", agency, world.year, None, q, line.kode, line.kekurangan) for q in range(1, world.months // 3 + 1)
        ]
        result.append(("dpa", agency, world.year, None, None, line.kode, line.kekurangan))
        result.append(("kas", agency, world.year, None, None, line.kode, line.kekurangan))
        if line.kontrak is not None and line.kontrak.sign <= world.months:
            result.append(("kontrak", agency, world.year, None, None, line.kode, line.kekurangan))
    return result
