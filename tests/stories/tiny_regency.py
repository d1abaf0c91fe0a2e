"""A regency of three agencies, written as real workbooks the way the sample is, in a second or two."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import polars as pl

from flows.config import ROOT
from simulation.central import central_files
from simulation.clerks import Clerk, clerk_of
from simulation.grid import write_csv, write_ods, write_xlsx
from simulation.office import Office, Outgoing, as_of, outbox
from simulation.plan import Plan
from simulation.world import World, build_world

SEED, YEAR, MONTHS = 36, 2025, 4
ADBANG, KOSAMBI, CIKUPA = "4.01.0.00.0.00.01.0003", "7.01.0.00.0.00.14.0000", "7.01.0.00.0.00.18.0000"
AGENCIES = (ADBANG, KOSAMBI, CIKUPA)
AS_OF = as_of(YEAR, MONTHS)


@dataclass
class TinyRegency:
    """Where it lies, and the truth it was written from."""

    inbox: Path
    references: Path
    world: World
    plan: Plan = field(default_factory=Plan)

    def environment(self) -> dict[str, str]:
        """Settings under which these three agencies are the whole register."""
        return {"JUJUR_PEMDA_RUJUKAN": str(self.references)}

    def path(self, part: str) -> Path:
        """The one file whose path below the inbox contains ``part``."""
        (found,) = [file for file in sorted(self.inbox.rglob("*")) if part in file.relative_to(self.inbox).as_posix()]
        return found


def write_regency(folder: Path, plan: Plan | None = None) -> TinyRegency:
    """Write ``inbox`` and ``rujukan`` below ``folder``; with ``plan`` what it plants (see ``simulation.plan``)."""
    whole = build_world(SEED, YEAR, MONTHS)
    world = replace(
        whole,
        agencies=tuple(agency for agency in whole.agencies if agency.kode in AGENCIES),
        lines={kode: whole.lines[kode] for kode in AGENCIES},
        outcomes={kode: whole.outcomes[kode] for kode in AGENCIES},
        sp2d=[document for document in whole.sp2d if document.kode_opd in AGENCIES],
    )
    regency = TinyRegency(folder / "inbox", folder / "rujukan", world, plan or Plan())
    _write_references(regency.references)
    for outgoing in _files(regency):
        _write(regency, outgoing)
    return regency


def _write_references(folder: Path) -> None:
    shutil.copytree(ROOT / "data" / "reference", folder)
    register = pl.read_csv(folder / "opd.csv", infer_schema=False)
    ours = register.filter(pl.col("kode_opd").is_in(AGENCIES))
    ours.write_csv(folder / "opd.csv")
    regions = pl.read_csv(folder / "wilayah.csv", infer_schema=False)
    named = pl.col("kode").is_in(ours["kode_wilayah"].drop_nulls().implode())
    regions.filter((pl.col("tingkat") != "kecamatan") | named).write_csv(folder / "wilayah.csv")


def _files(regency: TinyRegency) -> Iterator[Outgoing]:
    world = regency.world
    clerks: dict[str, Clerk] = {agency.kode: clerk_of(agency, SEED) for agency in world.agencies}
    for agency in world.agencies:
        yield from outbox(Office(world, regency.plan, clerks, agency, _treasury(world, agency.kode)))
    yield from central_files(world, regency.plan)


def _treasury(world: World, kode_opd: str) -> dict[str, list[int]]:
    """Net SP2D by sub kegiatan, cumulative January..December."""
    net: dict[str, list[int]] = {}
    for document in world.sp2d:
        if document.kode_opd == kode_opd and document.kode:
            series = net.setdefault(document.kode, [0] * 12)
            for month in range(document.tgl.month - 1, 12):
                series[month] += -document.nilai if document.status == "pengembalian" else document.nilai
    return net


def _write(regency: TinyRegency, outgoing: Outgoing) -> None:
    path = regency.inbox / outgoing.path
    path.parent.mkdir(parents=True, exist_ok=True)
    if outgoing.copy_of is not None:
        shutil.copyfile(regency.inbox / outgoing.copy_of, path)
    elif outgoing.raw is not None:
        path.write_bytes(outgoing.raw)
    elif path.suffix == ".csv":
        write_csv(path, outgoing.grids[0])
    elif path.suffix == ".ods":
        write_ods(path, outgoing.grids)
    else:
        write_xlsx(path, outgoing.grids, YEAR)
    set_sent(path, outgoing.sent)


def set_sent(path: Path, at: datetime) -> None:
    """Give a file the time it was sent."""
    os.utime(path, (at.timestamp(), at.timestamp()))
