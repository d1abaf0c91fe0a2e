"""Treasury documents behind the money spent."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from simulation.truth import BLUD_FUND, Line, Sp2d, agency_rng


def treasury_documents(lines: dict[str, list[Line]], seed: int, year: int, months: int) -> list[Sp2d]:
    """Treasury documents behind every increment, plus the UP of each agency (no sub kegiatan)."""
    documents: list[Sp2d] = []
    for kode_opd, group in lines.items():
        rng = agency_rng(seed, kode_opd, "sp2d")
        serial = 1
        up = int(min(sum(line.pagu(1) for line in group) // 24, 900_000_000) // 1_000_000) * 1_000_000
        unit = kode_opd.replace(".", "")
        documents.append(
            Sp2d(
                f"00001/SP2D-UP/{unit}/{year}",
                date(year, 1, 13),
                "UP",
                "final",
                kode_opd,
                "",
                "",
                "Uang Persediaan",
                up,
                "1.2.1.01.02",
                0,
            )
        )
        for line in group:
            for month, amount in _payments(line, months):
                day = min(int(rng.integers(5, 29)), monthrange(year, month)[1])
                spd = sum(line.kas[line.version(month)[0]][: 3 * ((month + 2) // 3)])
                serial += 1
                returned = amount < 0
                kind = (
                    "LS" if line.jenis in ("gaji", "konstruksi", "modal", "bansos") or line.dana == BLUD_FUND else "GU"
                )
                documents.append(
                    Sp2d(
                        f"{serial:05d}/SP2D-{'STS' if returned else kind}/{unit}/{year}",
                        date(year, month, day),
                        kind,
                        "pengembalian" if returned else "final",
                        kode_opd,
                        line.kode,
                        line.akun,
                        ("Pengembalian belanja " if returned else "Pembayaran ") + line.uraian[:80],
                        abs(amount),
                        line.dana,
                        spd,
                    )
                )
    return documents


def _payments(line: Line, months: int) -> list[tuple[int, int]]:
    """(month, amount) of every treasury document of a line up to ``months``; negative amounts are returns."""
    result, booked = [], 0
    for month in range(1, months + 1):
        cumulative = line.nyata[month - 1]
        if line.dana == BLUD_FUND and month % 3:
            continue
        if month in line.pengembalian:
            result.append((month, -line.pengembalian[month]))
            booked -= line.pengembalian[month]
        if month in line.tunda_sp2d:
            continue
        if cumulative > booked:
            result.append((month, cumulative - booked))
            booked = cumulative
    return result
