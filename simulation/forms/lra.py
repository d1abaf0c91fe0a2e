"""LRA of one agency: accounts from level 1 to 6, realisation by BPKAD and absorption by the OPD side by side."""

from __future__ import annotations

from simulation.clerks import Clerk, month_name, percent, rupiah, signature, unit_line
from simulation.forms.rfk import Heading
from simulation.forms.rows import share
from simulation.grid import SYNTHETIC, Cell, Grid
from simulation.registers import Agency, account_names
from simulation.world import Line, month_end

HEAD = ("Uraian", "Anggaran (Rp)", "Realisasi BPKAD (Rp)", "Serapan OPD (Rp)", "Sisa Anggaran (Rp)", "%")


def lra_accounts(
    lines: list[Line], month: int, treasury: dict[str, int], no_ceiling: frozenset[str]
) -> list[tuple[str, int, int, int]]:
    """(account, budget, treasury, agency) for every level; ``treasury`` = cumulative SP2D by sub kegiatan.

    Lines in ``no_ceiling`` spend without being budgeted.
    """
    sums: dict[str, list[int]] = {}
    for line in lines:
        parts = line.akun.split(".")
        for depth in range(1, 7):
            entry = sums.setdefault(".".join(parts[:depth]), [0, 0, 0])
            entry[0] += 0 if line.kode in no_ceiling else line.pagu(month)
            entry[1] += treasury.get(line.kode, 0)
            entry[2] += line.nyata[month - 1]
    return [(code, *sums[code]) for code in sorted(sums)]  # type: ignore[misc]


def lra_grid(
    name: str, clerk: Clerk, agency: Agency, heading: Heading, accounts: list[tuple[str, int, int, int]], split: bool
) -> Grid:
    """The sheet; ``split`` spreads the account code over six columns."""
    grid = Grid(name, wide=6 if split else 1)
    last = month_end(heading.year, heading.month)
    grid.add(heading.government)
    grid.add("LAPORAN REALISASI ANGGARAN PENDAPATAN DAN BELANJA DAERAH")
    grid.add(unit_line(clerk, agency))
    grid.add(f"Periode 1 Januari {heading.year} s.d {last.day} {month_name(clerk, heading.month)} {heading.year}")
    grid.add(SYNTHETIC)
    grid.add()
    width = 6 if split else 1
    code_head: list[Cell] = ["Kode Rekening", *[None] * (width - 1)]
    grid.add(*code_head, *HEAD)
    if split:
        grid.merges.append((6, 0, 6, 5))
    grid.add(*range(1, width + len(HEAD) + 1))
    grid.header_rows = (6, 7)
    names = account_names()
    for code, budget, treasury, absorbed in accounts:
        parts: list[Cell] = [*code.split(".")] if split else [code]
        parts += [None] * (width - len(parts))
        grid.add(
            *parts,
            names.get(code, "Belanja"),
            rupiah(clerk, budget),
            rupiah(clerk, treasury),
            rupiah(clerk, absorbed),
            rupiah(clerk, budget - treasury),
            percent(clerk, share(treasury, budget)),
        )
    top = [a for a in accounts if "." not in a[0]]
    budget, treasury, absorbed = (sum(a[1] for a in top), sum(a[2] for a in top), sum(a[3] for a in top))
    grid.add(
        *[None] * width,
        "JUMLAH BELANJA",
        rupiah(clerk, budget),
        rupiah(clerk, treasury),
        rupiah(clerk, absorbed),
        rupiah(clerk, budget - treasury),
        percent(clerk, share(treasury, budget)),
    )
    grid.add()
    for text in signature(clerk, agency, heading.sent):
        grid.add(*([None] * (width + 2)), text or None)
    grid.money_columns = frozenset(range(width + 1, width + 5))
    return grid
