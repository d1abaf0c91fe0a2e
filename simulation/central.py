"""Files of the central offices: treasury registers and cash plans, the contract register, the agreements."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from simulation.clerks import MONTHS
from simulation.forms.agreement import agreement_grid
from simulation.forms.budget import cash_grid
from simulation.forms.contracts import Package, contract_grid, packages
from simulation.forms.treasury import sp2d_grid
from simulation.office import Marks, Outgoing, as_of
from simulation.plan import Plan
from simulation.world import World, month_end


def central_files(world: World, plan: Plan) -> list[Outgoing]:
    """Everything BPKAD, Bappeda and the procurement unit send."""
    return [*_registers(world), *_cash(world, plan), _agreements(world, plan), _contracts(world, plan)]


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 3, 15, tzinfo=UTC)


def _registers(world: World) -> list[Outgoing]:
    names = {a.kode: a for a in world.agencies}
    return [
        Outgoing(
            f"BPKAD/Register SP2D {MONTHS[m - 1]} {world.year}.xlsx",
            _at(month_end(world.year, m) + timedelta(days=3)),
            [sp2d_grid(world.sp2d, names, world.year, m)],
        )
        for m in range(1, world.months + 1)
    ]


def _cash(world: World, plan: Plan) -> list[Outgoing]:
    skip = {kode: frozenset(codes) for kode, codes in plan.no_ceiling.items()}
    versions = [("murni", date(world.year, 1, 9))] + (
        [("perubahan", date(world.year, 9, 29))] if world.months >= 9 else []
    )
    return [
        Outgoing(
            f"BPKAD/Anggaran Kas {v.title()} {world.year}.xlsx",
            _at(day),
            [cash_grid(world.agencies, world.lines, v, world.year, skip)],
        )
        for v, day in versions
    ]


def _agreements(world: World, plan: Plan) -> Outgoing:
    versions = ["murni"] + (["perubahan"] if world.months >= 10 else [])
    grids, marks = [], {}
    for version in versions:
        grid, at = agreement_grid(world.agencies, world.lines, world.outcomes, version, world.year, plan.lowered)
        grids.append(grid)
        marks.update({mark: (grid.name, row) for mark, row in at.items()})
    day = date(world.year, 10, 3) if len(versions) > 1 else date(world.year, 2, 4)
    return Outgoing(f"Bappeda/Perjanjian Kinerja {world.year}.xlsx", _at(day), grids, marks=marks)


def _contracts(world: World, plan: Plan) -> Outgoing:
    rows = packages(world.agencies, world.lines, world.year, world.months)
    marks: Marks = {}
    for place, row in enumerate(rows):
        change = plan.contract.get((row.kode_opd, row.kode))
        if change is not None:
            _tamper(row, change[0], plan.shared_number.get((row.kode_opd, row.kode)), world.year)
            marks[change[1]] = ("Register Kontrak", 8 + place)
    day = min(month_end(world.year, world.months) + timedelta(days=4), as_of(world.year, world.months))
    return Outgoing(
        f"UKPBJ/Register Kontrak {world.year}.xlsx",
        _at(day),
        [contract_grid(rows, world.year, world.months)],
        marks=marks,
    )


def _tamper(row: Package, jenis: str, number: str | None, year: int) -> None:
    if jenis == "kontrak_melebihi_pagu":
        row.nilai = int(row.pagu * 1.08)
    elif jenis == "tanggal_terbalik" and isinstance(row.kontrak, date):
        row.spmk = row.kontrak - timedelta(days=12)
    elif jenis == "lewat_tahun":
        row.akhir, row.bast, row.fisik, row.bayar = date(year + 1, 1, 25), None, 78.0, int(row.nilai * 0.6)
    elif jenis == "bayar_mendahului":
        row.bast, row.fisik, row.bayar = None, 41.0, int(row.nilai * 0.95)
    elif jenis == "nilai_satu":
        row.nilai = 1
    elif jenis == "tanggal_nol":
        row.kontrak = date(1970, 1, 1)
    elif jenis == "nomor_ganda" and number is not None:
        row.nomor = number
