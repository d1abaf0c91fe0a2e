"""The same line in other sources, side by side: the agency's report, last month's, the budget, treasury, contracts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from checks.phrasing import period_words
from review.queries.series import held_rows
from review.snapshot import Snapshots
from schemas.text import Language, Text

RFK = (
    "kode_opd", "tahun", "bulan", "kode", "pagu_idr", "realisasi_idr", "fisik_pct",
    "sp2d_sd_idr", "nama_berkas", "lembar", "baris",
)  # fmt: skip
KONTRAK = (
    "kode_opd", "tahun", "kode", "nomor", "nilai_idr", "nilai_addendum_idr", "bayar_idr", "fisik_pct", "nama_berkas",
)  # fmt: skip
KINERJA = ("kode_opd", "tahun", "triwulan", "kode", "target_idr", "hit_total_k", "tw1_idr", "tw2_idr", "tw3_idr",
           "tw4_idr", "nama_berkas")  # fmt: skip


DPA = ("kode_opd", "tahun", "kode", "versi_anggaran", "berlaku_tgl", "pagu_idr", "nama_berkas")
HELD_BACK = Text(" (baris ditahan)", " (row held back)")


@dataclass(frozen=True, slots=True)
class Line:
    """A sub kegiatan of an agency in a year."""

    agency: str
    year: str
    code: str

    @property
    def rows(self) -> pl.Expr:
        """Its rows in a published table."""
        mine = (pl.col("kode_opd") == self.agency) & (pl.col("kode") == self.code)
        return mine & (pl.col("tahun") == int(self.year))


@dataclass(frozen=True, slots=True)
class Source:
    """What one source says of the line: ceiling, spending and physical progress, and where it says so."""

    name: Text
    ceiling_idr: int | None
    spent_idr: int | None
    physical_pct: float | None
    place: str


def sources_of(snapshots: Snapshots, finding: Mapping[str, Any], language: Language) -> list[Source]:
    """Each source that speaks of the finding's sub kegiatan in its month; none if it is about none."""
    code = json.loads(finding["subjek"]).get("kode")
    agency = finding["kode_opd"]
    year, _, part = finding["periode"].partition("-")
    if not isinstance(code, str) or agency is None or not year.isdecimal():
        return []
    line = Line(agency, year, code)
    month = _last_month(part)
    found = [*_reported(snapshots, line, month, language), *_budget(snapshots, line, month)]
    contracts = snapshots.table("kontrak", KONTRAK).filter(line.rows)
    if contracts.height:
        found.append(_contracts(contracts))
    quarterly = snapshots.table("kinerja", KINERJA).filter(line.rows & (pl.col("triwulan") == -(-month // 3)))
    if quarterly.height:
        found.append(_quarterly(quarterly.row(0, named=True)))
    return found


def _last_month(part: str) -> int:
    """The month a period ends in: of ``11`` the eleventh, of ``TW3`` the ninth, of a year the twelfth."""
    if part.startswith("TW"):
        return 3 * int(part[2:])
    return int(part) if part.isdecimal() else 12


def _reported(snapshots: Snapshots, line: Line, month: int, language: Language) -> list[Source]:
    """The agency's report of the month and of the one before, held or not; what the treasury says of the newest."""
    published = snapshots.table("realisasi", RFK).filter(line.rows & (pl.col("bulan") <= month)).to_dicts()
    held = [row | {"held": True} for row in held_rows(snapshots, line.agency, line.code, line.year)]
    rows = sorted([*held, *published], key=lambda row: int(row["bulan"]), reverse=True)
    found = []
    for row in [row for row in rows if row["bulan"] <= month][:2]:
        period = period_words(f"{line.year}-{row['bulan']:02d}", language)
        held_back = HELD_BACK.of(language) if row.get("held") else ""
        place = f"{row['nama_berkas']} › {row['lembar']} › {row['baris']}{held_back}"
        name = Text(f"RFK {period}", f"RFK {period}")
        found.append(Source(name, row["pagu_idr"], row["realisasi_idr"], row["fisik_pct"], place))
    newest = max(published, key=lambda row: int(row["bulan"]), default=None)
    if newest is not None and newest["sp2d_sd_idr"] is not None:
        until = period_words(f"{line.year}-{newest['bulan']:02d}", language)
        words = Text(f"SP2D BPKAD s.d. {until}", f"Treasury to {until}")
        found.append(Source(words, None, newest["sp2d_sd_idr"], None, "SP2D"))
    return found


def _budget(snapshots: Snapshots, line: Line, month: int) -> list[Source]:
    """The budget in force at the end of the month."""
    end = date(int(line.year), month, 28) + timedelta(days=3)
    versions = snapshots.table("anggaran", DPA).filter(line.rows & (pl.col("berlaku_tgl") <= end)).sort("berlaku_tgl")
    if versions.is_empty():
        return []
    newest = versions.row(-1, named=True)
    place = f"{newest['versi_anggaran']}, {newest['nama_berkas']}"
    return [Source(Text("DPA yang berlaku", "Budget in force"), newest["pagu_idr"], None, None, place)]


def _contracts(rows: pl.DataFrame) -> Source:
    value = rows.select(pl.coalesce("nilai_addendum_idr", "nilai_idr").sum()).item()
    weighted = rows.select(
        (pl.col("fisik_pct") * pl.col("nilai_idr")).sum()
        / pl.col("nilai_idr").filter(pl.col("fisik_pct").is_not_null()).sum()
    ).item()
    progress = weighted if weighted is not None and weighted == weighted else None
    numbers = rows.get_column("nomor").drop_nulls()
    place = ", ".join(numbers.head(2)) + (" …" if numbers.len() > 2 else "")
    words = Text(f"Kontrak ({rows.height})", f"Contracts ({rows.height})")
    return Source(words, value, int(rows.get_column("bayar_idr").sum() or 0), progress, place)


def _quarterly(row: Mapping[str, Any]) -> Source:
    parts = [row[f"tw{n}_idr"] for n in range(1, row["triwulan"] + 1)]
    spent = None if any(part is None for part in parts) else sum(parts)
    quarter = row["triwulan"]
    return Source(Text(f"E.81 TW {quarter}", f"E.81 Q{quarter}"), row["target_idr"], spent, None, row["nama_berkas"])
