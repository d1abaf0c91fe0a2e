"""Write the sample inbox: real workbooks of a synthetic regency, with the answer key beside them."""

from __future__ import annotations

import gzip
import multiprocessing
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from simulation.accountability import accountability_reports
from simulation.central import central_files
from simulation.clerks import Clerk, clerk_of
from simulation.grid import write_csv, write_ods, write_xlsx
from simulation.key import Plant, write_honest, write_key
from simulation.office import Honest, Office, Outgoing, as_of, honest_rows, outbox
from simulation.plan import Plan
from simulation.planting import build_plan
from simulation.world import World, build_world

PUBLIC_DIRECTORY = Path(__file__).resolve().parent.parent / "data" / "sample" / "public"
WORKERS = 2
READ_ME, KEY = "BACA-SAYA.txt", "kunci.parquet"
SYNTHETIC = "DATA SINTETIS"
Progress = Callable[[int, int], None]
Written = tuple[
    list[tuple[int, str, str, int, str | None, str | None]], list[Honest], list[tuple[str, str, float]], int
]


@dataclass(frozen=True)
class SampleReport:
    """What was written. ``as_of`` is the day to judge it on."""

    directory: Path
    inbox: Path
    files: int
    agencies: int
    sub_kegiatan: int
    planted: int
    as_of: date


class _State:
    """The regency of a worker process, built once."""

    world: World
    plan: Plan
    clerks: dict[str, Clerk]
    treasury: dict[str, dict[str, list[int]]]
    inbox: Path


_state = _State()


def write_sample(
    directory: Path, seed: int = 36, year: int = 2025, months: int = 11, progress: Progress | None = None
) -> SampleReport:
    """Write ``inbox/``, ``kunci.parquet``, ``kunci_jujur.parquet`` and ``BACA-SAYA.txt`` under ``directory``.

    ``progress`` is called with (agencies done, agencies in all). The same arguments write the same bytes.
    """
    inbox = directory / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    _prepare(seed, year, months, str(inbox))
    world, plan = _state.world, _state.plan
    results: list[Written] = []
    total = len(world.agencies) + 1
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(WORKERS, context, _prepare, (seed, year, months, str(inbox))) as pool:
        tasks = [pool.submit(_write_central), *(pool.submit(_write_agency, i) for i in range(len(world.agencies)))]
        for done, task in enumerate(as_completed(tasks), 1):
            results.append(task.result())
            if progress is not None:
                progress(done, total)
    files = sum(r[3] for r in results) + _copies(inbox, results) + _clutter(inbox, year, months) + _public(inbox, year)
    planted = _write_key_files(directory, plan.plants, results, months)
    day = as_of(year, months)
    _read_me(directory, day, seed, year, months)
    return SampleReport(directory, inbox, files, len(world.agencies), sum(map(len, world.lines.values())), planted, day)


def is_sample(directory: Path) -> bool:
    """Whether ``directory`` is one that ``write_sample`` wrote: it says so itself, and holds its answer key."""
    read_me = directory / READ_ME
    says_so = read_me.is_file() and read_me.read_text(encoding="utf-8", errors="replace").startswith(SYNTHETIC)
    return says_so and (directory / KEY).is_file()


def _prepare(seed: int, year: int, months: int, inbox: str) -> None:
    world = build_world(seed, year, months)
    _state.world, _state.inbox = world, Path(inbox)
    _state.clerks = {a.kode: clerk_of(a, seed) for a in world.agencies}
    _state.plan = build_plan(world, _state.clerks)
    _state.treasury = _net_treasury(world)


def _net_treasury(world: World) -> dict[str, dict[str, list[int]]]:
    """Cumulative SP2D net of returns, by agency and sub kegiatan, January..December."""
    monthly: dict[str, dict[str, list[int]]] = {a.kode: {} for a in world.agencies}
    for d in world.sp2d:
        if d.kode and d.jenis != "TU":
            series = monthly[d.kode_opd].setdefault(d.kode, [0] * 12)
            amount = -d.nilai if d.status == "pengembalian" else d.nilai
            for m in range(d.tgl.month - 1, 12):
                series[m] += amount
    return monthly


def _write_agency(place: int) -> Written:
    agency = _state.world.agencies[place]
    office = Office(_state.world, _state.plan, _state.clerks, agency, _state.treasury[agency.kode])
    return _write([*outbox(office), *accountability_reports(office)], honest_rows(office))


def _write_central() -> Written:
    return _write(central_files(_state.world, _state.plan), [])


def _write(files: list[Outgoing], honest: list[Honest]) -> Written:
    found: list[tuple[int, str, str, int, str | None, str | None]] = []
    copies: list[tuple[str, str, float]] = []
    written = 0
    for file in files:
        path = _state.inbox / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        for number, (sheet, row) in file.marks.items():
            plant = _state.plan.plants[number]
            found.append((number, f"inbox/{file.path}", sheet, row, plant.kode, plant.kolom))
        if file.copy_of is not None:
            copies.append((file.copy_of, file.path, file.sent.timestamp()))
            continue
        _write_file(path, file)
        os.utime(path, (file.sent.timestamp(), file.sent.timestamp()))
        written += 1
    return found, honest, copies, written


def _write_file(path: Path, file: Outgoing) -> None:
    if file.raw is not None:
        path.write_bytes(file.raw)
    elif path.suffix == ".csv":
        write_csv(path, file.grids[0])
    elif path.suffix == ".ods":
        write_ods(path, file.grids)
    else:
        write_xlsx(path, file.grids, _state.world.year)


def _copies(inbox: Path, results: list[Written]) -> int:
    pending = [copy for r in results for copy in r[2]]
    for source, target, sent in pending:
        shutil.copyfile(inbox / source, inbox / target)
        os.utime(inbox / target, (sent, sent))
    return len(pending)


def _clutter(inbox: Path, year: int, months: int) -> int:
    """What lies about in a shared folder and is no submission: lock files of open workbooks."""
    for month in range(1, months + 1, 3):
        folder = next(p for p in sorted((inbox / "RFK").iterdir()) if p.name.startswith(f"{month:02d} "))
        path = folder / "~$RFK rekap.xlsx"
        path.write_bytes(b"\x05Admin" + b" " * 159)
        moment = datetime(year, month, 20, tzinfo=UTC).timestamp()
        os.utime(path, (moment, moment))
    return len(range(1, months + 1, 3))


def _public(inbox: Path, year: int) -> int:
    """Real published figures, judged in the same run."""
    target = inbox / "publik"
    target.mkdir(exist_ok=True)
    moment = datetime(year, 12, 1, tzinfo=UTC).timestamp()
    count = 0
    for source in sorted(PUBLIC_DIRECTORY.rglob("*.csv*")):
        path = target / source.name.removesuffix(".gz")
        path.write_bytes(gzip.decompress(source.read_bytes()) if source.suffix == ".gz" else source.read_bytes())
        os.utime(path, (moment, moment))
        count += 1
    return count


def _write_key_files(directory: Path, plants: list[Plant], results: list[Written], months: int) -> int:
    """Write both keys; returns how many units were planted within the months written."""
    for found, _, _, _ in results:
        for number, name, sheet, row, kode, kolom in found:
            plant = plants[number]
            plant.nama_berkas, plant.lembar, plant.baris = name, sheet or None, row or None
            plant.kode, plant.kolom = kode, kolom
    within = [p for p in plants if p.bulan is None or p.bulan <= months]
    write_key(directory / KEY, within)
    write_honest(directory / "kunci_jujur.parquet", sorted((row for r in results for row in r[1]), key=repr))
    return len(within)


def _read_me(directory: Path, day: date, seed: int, year: int, months: int) -> None:
    (directory / READ_ME).write_text(
        f"{SYNTHETIC}\n\n"
        f"Folder ini berisi kiriman buatan dari kabupaten contoh (TA {year}, {months} bulan, benih {seed}).\n"
        "Nama perangkat daerah dan kecamatan nyata, semua angka, orang, NIP, dan kontrak rekaan.\n"
        "inbox/publik/ adalah data publik nyata (lihat data/sample/public/SUMBER.md).\n\n"
        f"Nilailah per tanggal: {day.isoformat()}\n"
        f"    jujur run --inbox {directory.name}/inbox --as-of {day.isoformat()}\n\n"
        "kunci.parquet dan kunci_jujur.parquet adalah kunci jawaban; hanya pengujian yang membacanya.\n",
        encoding="utf-8",
    )
