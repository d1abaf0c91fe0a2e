"""The truth of one year: every agency's lines and outcomes, what is oddly right, and the treasury's documents."""

from __future__ import annotations

import numpy as np

from simulation.lines import agency_lines
from simulation.registers import Agency, agencies
from simulation.treasury import treasury_documents
from simulation.truth import BANKEU_FUND, BLUD_FUND, Line, Outcome, Sp2d, World, agency_rng, month_end

__all__ = ["Line", "Outcome", "Sp2d", "World", "agency_rng", "build_world", "month_end"]


def build_world(seed: int, year: int, months: int) -> World:
    """Draw the whole regency; the same arguments give the same regency."""
    everyone = agencies()
    lines = {a.kode: agency_lines(a, seed, year) for a in everyone}
    outcomes = {a.kode: _outcomes(a, lines[a.kode], seed) for a in everyone}
    _write_parts_down(outcomes, seed)
    _plant_legitimate_oddities(lines, seed, months)
    return World(seed, year, months, everyone, lines, outcomes, treasury_documents(lines, seed, year, months))


def _outcomes(agency: Agency, lines: list[Line], seed: int) -> list[Outcome]:
    rng = agency_rng(seed, agency.kode, "outcomes")
    result = []
    for program in sorted({line.kode[:7] for line in lines}):
        polarity, aggregation, unit = (
            ("naik", "akhir", "%"),
            ("naik", "akhir", "Indeks"),
            ("turun", "akhir", "%"),
            ("naik", "rata2", "%"),
        )[int(rng.choice(4, p=(0.45, 0.2, 0.2, 0.15)))]
        target = float(np.round(rng.uniform(60, 95) if polarity == "naik" else rng.uniform(4, 20), 2))
        path = np.sort(rng.uniform(0.86, 1.02, 4)) if polarity == "naik" else np.sort(rng.uniform(0.95, 1.25, 4))[::-1]
        values = [float(np.round(min(target * p, 100.0), 2)) for p in path]
        names = {"naik": "Persentase capaian layanan", "turun": "Persentase keluhan dan penyimpangan layanan"}
        result.append(
            Outcome(
                agency.kode,
                program,
                f"{names[polarity] if unit == '%' else 'Indeks kepuasan layanan'} program {program}",
                unit,
                polarity,
                aggregation,
                target,
                None,
                float(np.round(values[0] * 0.98, 2)),
                values,
            )
        )
    return result


def _write_parts_down(outcomes: dict[str, list[Outcome]], seed: int, share: float = 0.3) -> None:
    """In some agencies percentages come with what they are a part of: "90,25 (722/800)"."""
    for kode_opd, group in outcomes.items():
        rng = agency_rng(seed, kode_opd, "parts")
        if rng.random() >= share:
            continue
        for o in group:
            if (o.satuan, o.agregasi, o.polaritas) != ("%", "akhir", "naik"):
                continue
            whole = int(rng.integers(300, 4000))
            o.bagian = [(round(value * whole / 100), whole) for value in o.triwulan]
            o.triwulan = [round(100 * part / of, 2) for part, of in o.bagian]


def _plant_legitimate_oddities(lines: dict[str, list[Line]], seed: int, months: int) -> None:
    """What looks odd and is right: late transfers, quarterly BLUD books, contra-posts, transit, decrees."""
    rng = agency_rng(seed, "sah")
    every = [line for group in lines.values() for line in group]
    for line in every:
        if line.dana == BLUD_FUND:
            line.sah = "sah_blud_triwulanan"
        elif line.jenis == "gaji":
            line.sah = "sah_gaji"
        elif line.kontrak is not None and line.kontrak.uang_muka:
            line.sah = "sah_uang_muka"
    plain = [
        x for x in every if not x.sah and x.kontrak is None and not x.kekurangan and x.nyata[7] > 0 and x.nyata[4] > 0
    ]
    picked = [plain[i] for i in rng.choice(len(plain), size=80, replace=False)]
    for line in picked[:4]:
        line.sah, line.dana = "sah_bankeu_lebih", BANKEU_FUND
        for m in range(9, 12):
            line.nyata[m] = max(line.nyata[m], int(line.pagu(12) * (1.03 + 0.02 * m - 0.18)))
        line.fisik[9:] = [100.0] * 3
        line.fisik[8] = max(line.fisik[8], 72.0)
        line.fisik[7] = max(line.fisik[7], 50.0)
    for line in picked[4:10]:
        line.sah = "sah_pengembalian"
        month = 6
        returned = max(1, (line.nyata[month - 1] - line.nyata[month - 2]) * 2 // 3 + line.nyata[month - 2] // 5)
        line.pengembalian[month] = returned
        line.nyata[month - 1 :] = [max(x - returned, 0) for x in line.nyata[month - 1 :]]
        line.nyata[month - 1] = line.nyata[month - 2] - returned
        for m in range(month, 12):
            line.nyata[m] = max(line.nyata[m], line.nyata[m - 1])
    for line in picked[10:50]:
        line.sah = "sah_transit"
        line.tunda_sp2d.add(int(rng.integers(2, max(3, months - 1))))
    for line in [x for x in picked[50:] if x.target >= 4][:8]:
        line.sah, line.target_ubah = "sah_efisiensi", max(1, int(line.target * 0.75))
        line.dasar_ubah = "Keputusan Bupati Nomor 900/Kep.212-Huk/2025 tentang efisiensi belanja"
