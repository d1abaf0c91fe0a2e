"""Planted errors of E.81, indicators, agreements and contracts; and the oddities that are legitimate."""

from __future__ import annotations

from simulation.plan import Planter


def plant_evaluations(p: Planter) -> None:
    """Plant errors in E.81 and the indicator tables."""
    quarters = p.world.months // 3
    if quarters == 0:
        return

    def quarter() -> int:
        return int(p.rng.integers(1, quarters + 1))

    for jenis, count in (("capaian_renstra_salah", 8), ("jumlah_triwulan_salah", 8)):
        for line in p.take(count, lambda x: sum(x.keluaran[:1]) > 0 and x.target > 3):
            q = quarter()
            number = p.record(
                jenis,
                line.kode_opd,
                dataset="e81",
                triwulan=q,
                kode=line.kode,
                kolom="capaian_k_pct" if jenis.startswith("capaian") else "total_k",
            )
            p.plan.evaluation.setdefault((line.kode_opd, q), []).append((line.kode, jenis, number))
    outcomes = [o for group in p.world.outcomes.values() for o in group]
    percents = [o for o in outcomes if o.satuan == "%" and o.agregasi == "akhir" and o.polaritas == "naik"]
    for i in p.rng.choice(len(percents), size=6, replace=False):
        o, q = percents[i], max(2, quarter()) if quarters > 1 else 1
        number = p.record(
            "persen_dijumlah",
            o.kode_opd,
            dataset="e81",
            triwulan=q,
            kode=o.kode,
            kolom="total_k",
            keterangan="turunan: HIT-008",
        )
        p.plan.evaluation.setdefault((o.kode_opd, q), []).append((o.kode, "persen_dijumlah", number))
    falling = [o for o in outcomes if o.polaritas == "turun"]
    for i in p.rng.choice(len(falling), size=8, replace=False):
        o, q = falling[i], quarter()
        if abs(o.triwulan[q - 1] / o.target - 1) < 0.03:
            continue
        number = p.record(
            "polaritas_salah", o.kode_opd, dataset="indikator", triwulan=q, kode=o.kode, kolom="capaian_pct"
        )
        p.plan.evaluation.setdefault((o.kode_opd, q), []).append((o.kode, "polaritas_salah", number))
    for kode_opd in p.rng.choice([a.kode for a in p.world.agencies], size=8, replace=False):
        q = quarter()
        number = p.record("predikat_salah", str(kode_opd), dataset="e81_ringkas", triwulan=q, kolom="predikat_k")
        p.plan.evaluation.setdefault((str(kode_opd), q), []).append(("", "predikat_salah", number))


CONTRACT_KINDS = (
    ("kontrak_melebihi_pagu", 4, "nilai_idr"),
    ("tanggal_terbalik", 5, "spmk_tgl"),
    ("lewat_tahun", 4, "akhir_tgl"),
    ("bayar_mendahului", 4, "bayar_idr"),
    ("nilai_satu", 3, "nilai_idr"),
    ("tanggal_nol", 3, "kontrak_tgl"),
)


def plant_registers(p: Planter) -> None:
    """Plant lowered targets without a document, and contract errors."""
    last = p.world.months
    if last >= 10:
        for line in p.take(8, lambda x: x.target >= 8 and x.kontrak is None):
            value = float(max(1, int(line.target * 0.5)))
            number = p.record(
                "target_diturunkan",
                line.kode_opd,
                dataset="indikator",
                kode=line.kode,
                kolom="target_k",
                keterangan="PK perubahan tanpa dokumen dasar",
            )
            p.plan.lowered[line.kode_opd, line.kode] = (value, number)
    for jenis, count, kolom in CONTRACT_KINDS:
        for line in p.take(
            count, lambda x: x.kontrak is not None and x.kontrak.sign <= last and 0 < x.kontrak.finish <= last
        ):
            number = p.record(
                jenis,
                line.kode_opd,
                dataset="kontrak",
                kode=line.kode,
                kolom=kolom,
                severity_idr=line.kontrak.nilai if line.kontrak else 0,
            )
            p.plan.contract[line.kode_opd, line.kode] = (jenis, number)
    _plant_shared_numbers(p)


def _plant_shared_numbers(p: Planter, pairs: int = 3) -> None:
    """Two packages of one agency under the number of the first."""
    done: set[str] = set()
    for line in p.take(40, lambda x: x.kontrak is not None and x.kontrak.sign <= p.world.months):
        if len(done) == pairs:
            p.plan.touched.discard((line.kode_opd, line.kode))
            continue
        fellows = p.take(
            1,
            lambda x, first=line: (  # type: ignore[misc]
                x.kode_opd == first.kode_opd and x.kontrak is not None and x.kontrak.sign <= p.world.months
            ),
        )
        if line.kode_opd in done or not fellows or line.kontrak is None:
            p.plan.touched -= {(x.kode_opd, x.kode) for x in (line, *fellows)}
            continue
        done.add(line.kode_opd)
        for each in (line, *fellows):
            number = p.record("nomor_ganda", each.kode_opd, dataset="kontrak", kode=each.kode, kolom="nomor")
            p.plan.contract[each.kode_opd, each.kode] = ("nomor_ganda", number)
            p.plan.shared_number[each.kode_opd, each.kode] = line.kontrak.nomor


def record_legitimate(p: Planter) -> None:
    """Record what looks odd and is right."""
    for line in p.lines:
        if line.sah:
            p.record(
                line.sah,
                line.kode_opd,
                keras=False,
                kode=line.kode,
                keterangan="wajar; tidak boleh dinyatakan anomali",
            )
