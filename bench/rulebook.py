"""The rules every engine is asked: data, so that each engine states them in its own way.

A rule tests one column, which may be a helper: a column looked back along the line, summed over a group, joined from
another table or computed from its own row. What is null is not judged.
"""

from __future__ import annotations

from dataclasses import dataclass

from bench.table import FUNDS

LINE = ("kode_opd", "kode")


@dataclass(frozen=True, slots=True)
class NotNull:
    """A value must be there."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Text must match from end to end."""

    regex: str


@dataclass(frozen=True, slots=True)
class Member:
    """Text must be one of these."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """A number within bounds, both included."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class NotAbove:
    """A number at most the one in another column."""

    other: str


Test = NotNull | Pattern | Member | Between | NotAbove


@dataclass(frozen=True, slots=True)
class Lag:
    """``column`` of the same line ``months`` before, by row order along the line; null where there is none."""

    column: str
    months: int


@dataclass(frozen=True, slots=True)
class GroupSum:
    """Sum of ``column`` over the rows equal in ``keys``."""

    column: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """Rows equal in ``keys``."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """``column`` of another table by ``keys``; 1 or null where ``column`` is ``ada``."""

    table: str
    column: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Computed:
    """A formula over one row, in the spelling polars, DuckDB and pandas share."""

    formula: str


Helper = Lag | GroupSum | Count | Joined | Computed


@dataclass(frozen=True, slots=True)
class BenchRule:
    """``test`` on ``column``; ``helpers`` are columns to be there first, by name."""

    id: str
    column: str
    test: Test
    helpers: tuple[tuple[str, Helper], ...] = ()


def twelve() -> list[BenchRule]:
    """Nulls, pattern, membership, ranges, ceiling, share, unique key, looking back, gap, group sum, other table."""
    gap = Computed("fisik_pct - realisasi_idr / pagu_idr * 100")
    miscount = Computed("realisasi_pct - realisasi_idr / pagu_idr * 100")
    return [
        BenchRule("POL-901", "pagu_idr", NotNull()),
        BenchRule("POL-902", "kode", Pattern(r"^\d\.\d{2}\.\d{2}\.2\.\d{2}\.\d{4}$")),
        BenchRule("POL-903", "sumber_dana", Member(FUNDS)),
        BenchRule("POL-904", "fisik_pct", Between(0, 100)),
        BenchRule("POL-905", "pagu_idr", Between(0, 1e15)),
        BenchRule("POL-906", "realisasi_idr", NotAbove("pagu_idr")),
        BenchRule("POL-907", "selisih_pct", Between(-0.01, 0.01), (("selisih_pct", miscount),)),
        BenchRule("POL-908", "muncul", Between(1, 1), (("muncul", Count((*LINE, "bulan"))),)),
        BenchRule("POL-909", "m1_realisasi_idr", NotAbove("realisasi_idr"), (_lag("realisasi_idr", 1),)),
        BenchRule("POL-910", "jarak_pct", Between(-40, 40), (("jarak_pct", gap),)),
        BenchRule(
            "POL-911",
            "beda_idr",
            Between(0, 0),
            (
                ("j_opd_realisasi_idr", GroupSum("realisasi_idr", ("kode_opd", "bulan"))),
                ("sp2d_idr", Joined("sp2d", "sp2d_idr", ("kode_opd", "bulan"))),
                ("beda_idr", Computed("j_opd_realisasi_idr - sp2d_idr")),
            ),
        ),
        BenchRule("POL-912", "nom_ada", NotNull(), (("nom_ada", Joined("nomenklatur", "ada", ("kode",))),)),
    ]


def fifteen() -> list[BenchRule]:
    """The twelve and three more."""
    return [
        *twelve(),
        BenchRule("POL-913", "rencana_fisik_pct", Between(0, 100)),
        BenchRule("POL-914", "m1_fisik_pct", NotAbove("fisik_pct"), (_lag("fisik_pct", 1),)),
        BenchRule("POL-915", "m2_realisasi_idr", NotAbove("realisasi_idr"), (_lag("realisasi_idr", 2),)),
    ]


def fifty() -> list[BenchRule]:
    """Fifty rules with twenty-two distinct windows and eleven distinct groups."""
    rules = fifteen()

    def add(column: str, test: Test, *helpers: tuple[str, Helper]) -> None:
        rules.append(BenchRule(f"POL-{901 + len(rules)}", column, test, helpers))

    for months in range(3, 12):
        add(f"m{months}_realisasi_idr", NotAbove("realisasi_idr"), _lag("realisasi_idr", months))
    for months in range(2, 12):
        add(f"m{months}_fisik_pct", NotAbove("fisik_pct"), _lag("fisik_pct", months))
    for number, keys in enumerate(
        (("program", "bulan"), ("bidang", "bulan"), ("sumber_dana", "bulan"), ("kode_opd", "program", "bulan"),
         ("kode_opd", "sumber_dana", "bulan"), ("kode_opd",), ("program",), ("bulan",), ("kode_opd", "program"))
    ):  # fmt: skip
        spent, ceiling = f"g{number}_realisasi_idr", f"g{number}_pagu_idr"
        add(
            spent,
            NotAbove(ceiling),
            (spent, GroupSum("realisasi_idr", keys)),
            (ceiling, GroupSum("pagu_idr", keys)),
        )
    add("realisasi_idr", Between(0, 1e15))
    add("realisasi_pct", Between(0, 100.01))
    add("bulan", Between(1, 12))
    add("kode_opd", Pattern(r"^7\.\d{6}$"))
    add("bidang", Pattern(r"^\d\.\d{2}$"))
    add("rencana_fisik_pct", NotNull())
    add("realisasi_idr", NotNull())
    return rules


def _lag(column: str, months: int) -> tuple[str, Helper]:
    return (f"m{months}_{column}", Lag(column, months))


BOOKS = {"twelve": twelve, "fifteen": fifteen, "fifty": fifty}
