"""A whole synthetic night: a regency of agencies, a year of reports, findings of every kind. All figures invented."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson
import polars as pl
import pytest

from checks.precision import PRECISION_SCHEMA
from publishing.night import Night
from schemas.dokumen import Dokumen, Jejak, Kendala
from schemas.finding import Coverage, Finding, Placement, RowState
from schemas.outputs import Keandalan, Kekurangan, Kelengkapan, Silpa, SilpaRingkas
from schemas.register import Opd
from schemas.tables import FACT_TABLES, empty, polars_schema
from sources.receipt import Receipt

STARTED = datetime(2025, 12, 14, 18, 0, tzinfo=UTC)
AS_OF = date(2025, 12, 15)
CAPACITY = 40

RULES = [
    ("ANG-001", "Realisasi melebihi pagu", "Spending above its ceiling", "anggaran", "blokir"),
    ("KLP-001", "Laporan belum masuk", "No report received", "kelengkapan", "peringatan"),
    ("HIT-002", "Persentase tidak sesuai hitungan", "Percentage does not match", "hitungan", "peringatan"),
    ("FSK-003", "Fisik sama dengan keuangan", "Physical equals financial", "fisik_keuangan", "peringatan"),
    ("DRT-001", "Angka kumulatif menurun", "Cumulative figure falls", "deret", "peringatan"),
    ("KOD-004", "Kode lama dipetakan", "Old code mapped", "kode", "info"),
    ("SLP-001", "Perkiraan sisa anggaran", "Money likely to remain", "silpa", "pantau"),
]
DINAS = [
    "Sekretariat Daerah", "Sekretariat DPRD", "Inspektorat", "Badan Perencanaan Pembangunan Daerah",
    "Badan Pengelola Keuangan dan Aset Daerah", "Dinas Pendidikan", "Dinas Kesehatan",
    "Rumah Sakit Umum Daerah Balaraja",
    "Dinas Bina Marga dan Sumber Daya Air", "Dinas Perumahan, Permukiman dan Pemakaman", "Dinas Sosial",
    "Dinas Pemberdayaan Perempuan dan Perlindungan Anak", "Dinas Pertanian dan Ketahanan Pangan",
    "Dinas Lingkungan Hidup dan Kebersihan", "Dinas Kependudukan dan Pencatatan Sipil", "Dinas Perhubungan",
    "Dinas Pengendalian Penduduk, Keluarga Berencana, Pemberdayaan Masyarakat dan Pemerintahan Desa",
]  # fmt: skip
KECAMATAN = ["Balaraja", "Jayanti", "Tigaraksa", "Jambe", "Cisoka", "Kresek", "Kronjo", "Mauk", "Kemiri", "Sukadiri",
             "Rajeg", "Pasar Kemis", "Teluknaga", "Kosambi", "Pakuhaji", "Sepatan", "Curug", "Cikupa", "Panongan",
             "Legok", "Pagedangan", "Cisauk", "Sukamulya", "Kelapa Dua", "Sindang Jaya", "Sepatan Timur", "Solear",
             "Gunung Kaler", "Mekar Baru"]  # fmt: skip


def frame(model: Any, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Rows as a frame in the shape of ``model``; absent columns are null."""
    return pl.DataFrame(rows, schema=polars_schema(model), orient="row") if rows else empty(model)


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class Builder:
    """Writes a night row by row, as a reader would have left it."""

    def __init__(self, agencies: int, lines: int, months: int, seed: int) -> None:
        self.random = random.Random(seed)
        self.lines, self.months = lines, months
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in FACT_TABLES}
        self.opd: list[dict[str, Any]] = []
        self.receipts: list[Receipt] = []
        self.dokumen: list[dict[str, Any]] = []
        self.jejak: list[dict[str, Any]] = []
        self.kendala: list[dict[str, Any]] = []
        self.versions: list[dict[str, Any]] = []
        self.set_aside: list[dict[str, Any]] = []
        self.findings: list[dict[str, Any]] = []
        self.kelengkapan: list[dict[str, Any]] = []
        self.kekurangan: list[dict[str, Any]] = []
        self.silpa: list[dict[str, Any]] = []
        for index in range(agencies):
            self.opd.append(self.agency(index))

    def agency(self, index: int) -> dict[str, Any]:
        if index < 29:
            nama, kode, jenis = f"Kecamatan {KECAMATAN[index]}", f"7.01.0.00.0.00.{index + 1:02d}.0000", "KECAMATAN"
        else:
            nama = DINAS[(index - 29) % len(DINAS)] + ("" if index < 46 else f" {index - 45}")
            kode, jenis = f"1.{index % 9 + 1:02d}.0.00.0.00.{index + 1:02d}.0000", "OPD"
        base = {"kode_opd": kode, "nama": nama, "jenis": jenis, "bidang": "7.01", "blud": False}
        return base | {"nama_lain": None, "singkatan": None, "berlaku_mulai": date(2021, 1, 1)}

    def receipt(self, name: str, sent: datetime) -> str:
        digest = sha(name)
        self.receipts.append(Receipt(digest, name, f"kotak_masuk/{name}", 18_000 + len(name), STARTED, sent))
        return digest

    def document(self, berkas: str, name: str, dataset: str | None, opd: str | None, month: int | None, n: int) -> None:
        zero = ("rumus_total", "rumus_colok", "baris_tersembunyi", "tautan_luar")
        self.dokumen.append(
            {"dokumen_id": sha(f"{berkas}{dataset}")[:16], "berkas": berkas, "nama_berkas": name, "lembar": "RFK",
             "dataset": dataset, "kode_opd": opd, "tahun": 2025, "bulan": month, "diterima_at": STARTED,
             "n_baris": n, "n_rinci": n, "lembar_tersembunyi": False} | dict.fromkeys(zero, 0)
        )  # fmt: skip

    def trace(self, berkas: str, sheet: str, row: int, peran: str, dataset: str | None, facts: int) -> None:
        self.jejak.append({"berkas": berkas, "lembar": sheet, "baris": row, "peran": peran, "dataset": dataset,
                           "n_fakta": facts, "alasan": None if facts else "bukan data"})  # fmt: skip

    def fact(self, table: str, berkas: str, row: int, opd: str | None, peran: str = "rinci", **values: Any) -> str:
        baris_id = sha(f"{table}{berkas}{row}{values.get('kode_akun')}")[:24]
        asal = orjson.dumps({k: [f"C{row}", str(v)] for k, v in values.items()}, default=str).decode()
        self.rows[table].append(
            {"baris_id": baris_id, "berkas": berkas, "lembar": "RFK", "baris": row, "peran": peran, "asal": asal,
             "kode_opd": opd, "tahun": 2025, **values}
        )  # fmt: skip
        return baris_id

    def finding(self, rule: str, subject: str, *, at: dict[str, Any] | None = None, **more: Any) -> str:
        _, _, _, tema, keparahan = next(r for r in RULES if r[0] == rule)
        finding_id = sha(f"{rule}{subject}")[:16]
        place = {k: at[k] for k in ("baris_id", "berkas", "lembar", "baris", "kode_opd")} if at else {}
        sel = {"sel": f"H{at['baris']}", "kolom": "realisasi_idr", "nilai_asli": "=1.250.000"} if at else {}
        self.findings.append(
            {"finding_id": finding_id, "aturan": rule, "versi_aturan": 1, "tema": tema, "keparahan": keparahan,
             "jenis": "ketidaksesuaian", "hasil": "gagal", "dataset": "rfk", "periode": "2025-11",
             "subjek": orjson.dumps({"kunci": subject}).decode(), "parameter": "{}", "ambang": "{}",
             "dasar": "Permendagri 86/2017", "kecurigaan": 0.5, **place, **sel, **more}
        )  # fmt: skip
        return finding_id

    def monthly_report(self, index: int, month: int) -> None:
        opd = self.opd[index]["kode_opd"]
        sent = datetime(2025, month, 1, tzinfo=UTC) + timedelta(days=38 + index % 9)
        name = f"rfk_{index:02d}_{month:02d}.xlsx"
        berkas = self.receipt(name, sent)
        self.document(berkas, name, "rfk", opd, month, self.lines + 4)
        self.versions.append({"berkas": berkas, "dataset": "rfk", "kode_opd": opd, "periode": f"2025-{month:02d}",
                              "versi_laporan": 1, "berlaku": True})  # fmt: skip
        for row, peran in ((1, "judul"), (2, "kepala")):
            self.trace(berkas, "RFK", row, peran, None, 0)
        for line in range(self.lines):
            self.line(berkas, opd, index, month, line)
        total = self.lines + 3
        self.fact("rfk", berkas, total, opd, "total", bulan=month, uraian="JUMLAH", pagu_idr=9_000_000_000)
        self.trace(berkas, "RFK", total, "total", "rfk", 1)
        self.trace(berkas, "RFK", total + 1, "tanda_tangan", None, 0)

    def line(self, berkas: str, opd: str, index: int, month: int, line: int) -> None:
        pagu = 40_000_000 + ((index * 131 + line * 17) % 97) * 12_500_000
        share = min(month / 12 * (0.6 + ((index + line) % 5) / 10), 1.0)
        row = line + 3
        kas = [pagu // 12] * 11 + [pagu - pagu // 12 * 11]
        self.fact(
            "rfk", berkas, row, opd, bulan=month, kode=f"7.01.02.2.{line % 90 + 1:02d}.{line + 1:04d}",
            tingkat="sub_kegiatan", uraian=f"Penyediaan layanan {line + 1}", pagu_idr=pagu,
            realisasi_idr=int(pagu * share), realisasi_pct=round(share * 100, 2), fisik_pct=round(share * 100, 1),
            sumber_dana="PAD", permasalahan="Menunggu lelang ulang" if line % 11 == 0 else None, kas_idr=kas,
        )  # fmt: skip
        self.trace(berkas, "RFK", row, "rinci", "rfk", 1)

    def other_tables(self, index: int) -> None:
        opd = self.opd[index]["kode_opd"]
        name = f"lain_{index:02d}.xlsx"
        berkas = self.receipt(name, datetime(2025, 1, 20, tzinfo=UTC))
        for table in ("dpa", "kas", "sp2d", "kontrak", "e81", "lra"):
            self.document(berkas, name, table, opd, None, 3)
        kode = "7.01.02.2.01.0001"
        facts: list[tuple[str, dict[str, Any]]] = [
            ("dpa", {"versi_anggaran": "murni", "kode": kode, "pagu_idr": 40_000_000, "berlaku_tgl": date(2025, 1, 2)}),
            ("kas", {"kode": kode, "kas_idr": [1] * 12, "total_idr": 12}),
            ("sp2d", {"nomor": f"36.03/{index:06d}/LS/2025", "tgl": date(2025, 3, 1), "jenis": "LS", "status": "final",
                      "kode": kode, "nilai_idr": 12_000_000}),
            ("kontrak", {"nomor": f"027/{index}/SPK/2025", "kode": kode, "paket": "Pemeliharaan gedung",
                         "nilai_idr": 198_000_000, "kontrak_tgl": date(2025, 4, 1)}),
            ("e81", {"triwulan": 3, "kode": kode, "kode_indikator": f"{kode}#1", "indikator": "Jumlah laporan",
                     "satuan": "Laporan", "target_k": 12.0, "tw1_k": 3.0, "tw2_k": 3.0, "tw3_k": 3.0}),
            ("lra", {"bulan": 11, "jenis_laporan": "lra", "kode_akun": "5.1.02", "uraian": "Belanja barang",
                     "anggaran_idr": 500_000_000, "realisasi_idr": 410_000_000, "presisi_idr": 1}),
        ]  # fmt: skip
        for row, (table, values) in enumerate(facts, 2):
            self.fact(table, berkas, row, opd, **values)
            self.trace(berkas, "RFK", row, "rinci", table, 1)

    def completeness(self, index: int, month: int, reported: bool) -> None:
        due = date(2025, month + 1, 10) if month < 12 else date(2026, 1, 10)
        state = ("tepat_waktu" if index % 3 else "terlambat") if reported else "belum_masuk"
        state = "belum_jatuh_tempo" if due > AS_OF else state
        opd = self.opd[index]
        self.kelengkapan.append(
            {"kode_opd": opd["kode_opd"], "nama_opd": opd["nama"], "dataset": "rfk", "tahun": 2025,
             "periode": f"2025-{month:02d}", "jatuh_tempo": due, "keadaan": state,
             "dikirim_at": datetime(2025, month, 28, tzinfo=UTC) if reported else None,
             "terlambat_hari_kerja": 3 if state == "terlambat" else 0 if reported else None,
             "n_versi": int(reported), "n_baris": self.lines if reported else 0}
        )  # fmt: skip

    def shortfall(self, row: dict[str, Any], nama: str) -> None:
        pagu, used = row["pagu_idr"], row["realisasi_idr"] // 2
        common = {"kode_opd": row["kode_opd"], "nama_opd": nama, "tahun": 2025, "kode": row["kode"],
                  "uraian": row["uraian"], "pagu_idr": pagu, "realisasi_idr": used, "bulan_tersisa": 1,
                  "per_bulan_idr": pagu - used}  # fmt: skip
        self.kekurangan.append(common | {"bulan": row["bulan"], "realisasi_pct": used / pagu * 100, "fisik_pct": 42.0,
                                         "rencana_pct": 85.0, "selisih_pct": 43.0, "sisa_idr": pagu - used,
                                         "permasalahan": "Lelang gagal satu kali; penyedia mundur", "rencana": None
                                         if len(self.kekurangan) % 3 == 0 else "Lelang ulang 20 November",
                                         "bulan_disampaikan": 2, "rencana_lalu": None, "rencana_lalu_keadaan": None,
                                         "baris_id": row["baris_id"]})  # fmt: skip
        left = (pagu - used) // 2
        self.silpa.append(common | {"perkiraan_sisa_idr": left, "bawah_idr": left // 2, "atas_idr": pagu - used,
                                    "fisik_pct": 42.0, "fisik_tersisa_pct": 12.0, "fisik_bawah_pct": 0.0,
                                    "fisik_atas_pct": 58.0, "n_acuan": 140, "cara": "kurva_sejenis",
                                    "penahan": None})  # fmt: skip


def _totals(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each agency's lines on the watch as one total."""
    totals: dict[str, dict[str, Any]] = {}
    for line in lines:
        start = {"tingkat": "opd", "kode": None, "n_baris": 0, "fisik_tersisa_pct": 12.0, "bulan_tersisa": 1}
        names = {name: line[name] for name in ("kode_opd", "nama_opd", "tahun")}
        total = totals.setdefault(line["kode_opd"], start | names)
        total["n_baris"] += 1
        for name in ("pagu_idr", "realisasi_idr", "perkiraan_sisa_idr", "bawah_idr", "atas_idr", "per_bulan_idr"):
            total[name] = total.get(name, 0) + line[name]
    return list(totals.values())


def _reliable(agencies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The register with scores that fall from agency to agency; of the last nothing could be judged."""
    rows = []
    for place, agency in enumerate(agencies, 1):
        known = place < len(agencies) or place == 1
        skor = 100.0 - 4 * place if known else None
        rows.append({"kode_opd": agency["kode_opd"], "nama_opd": agency["nama"],
                     "peringkat": place if known else None, "n_dinilai": 8 if known else 0,
                     "skor": skor, "bawah": skor and skor - 5, "atas": skor and skor + 3,
                     "n_penyebab": place, "n_kekurangan": 2, "n_disampaikan": 1, "tambahan_terbuka": 1.0})  # fmt: skip
    return rows


def synthetic_night(agencies: int = 6, lines: int = 8, months: int = 3, seed: int = 7) -> Night:
    """A night of ``agencies`` reporting ``lines`` sub kegiatan in each of ``months`` months ending in November."""
    b = Builder(agencies, lines, months, seed)
    for index in range(agencies):
        b.other_tables(index)
        for month in range(12 - months, 12):
            silent = index % 9 == 4 and month == 11
            b.completeness(index, month, not silent)
            if not silent:
                b.monthly_report(index, month)
        b.completeness(index, 12, False)
        if index % 9 == 4:
            b.finding("KLP-001", f"{index}", kode_opd=b.opd[index]["kode_opd"], keparahan="peringatan")
    leaves = [row for row in b.rows["rfk"] if row["peran"] == "rinci"]
    november = [row for row in leaves if row["bulan"] == 11]
    names = {opd["kode_opd"]: opd["nama"] for opd in b.opd}
    rules = ("ANG-001", "HIT-002", "FSK-003", "DRT-001", "KOD-004", "ANG-001")
    for n, row in enumerate(leaves[::23]):
        b.finding(rules[n % 6], row["baris_id"], at=row, kecurigaan=0.2 + n % 8 / 10, dampak_idr=row["pagu_idr"],
                  teramati=float(row["realisasi_idr"]), harapan=float(row["pagu_idr"]), satuan="Rp")  # fmt: skip
    for row in november[::19]:
        b.shortfall(row, names[row["kode_opd"]])
    _oddities(b, leaves)
    return _assemble(b, leaves)


def _oddities(b: Builder, leaves: list[dict[str, Any]]) -> None:
    """A superseded file, an unreadable one, a row the shape gate refused, the same bytes under a second name."""
    old = b.receipt("rfk_00_11_lama.xlsx", datetime(2025, 12, 2, tzinfo=UTC))
    opd = b.opd[0]["kode_opd"]
    b.document(old, "rfk_00_11_lama.xlsx", "rfk", opd, 11, 1)
    b.versions.append({"berkas": old, "dataset": "rfk", "kode_opd": opd, "periode": "2025-11", "versi_laporan": 1,
                       "berlaku": False})  # fmt: skip
    row = b.fact("rfk", old, 3, opd, bulan=11, kode="7.01.02.2.01.0001", uraian="Lama", pagu_idr=5, realisasi_idr=4)
    b.trace(old, "RFK", 3, "rinci", "rfk", 1)
    b.set_aside.append({"baris_id": row, "alasan": "digantikan versi lebih baru"})
    broken = b.receipt("rusak.xlsx", datetime(2025, 12, 9, tzinfo=UTC))
    b.document(broken, "rusak.xlsx", None, None, None, 0)
    b.kendala.append({"berkas": broken, "nama_berkas": "rusak.xlsx", "jenis": "berkas_rusak", "menahan": True})
    b.kendala.append({"berkas": leaves[1]["berkas"], "nama_berkas": "rfk", "lembar": "RFK", "menahan": True,
                      "baris": leaves[1]["baris"], "baris_id": leaves[1]["baris_id"], "jenis": "bentuk"})  # fmt: skip
    first = b.receipts[0]
    b.receipts.append(Receipt(first.sha256, "salinan.xlsx", "surel", first.size, STARTED + timedelta(minutes=1)))


def _assemble(b: Builder, leaves: list[dict[str, Any]]) -> Night:
    findings = frame(Finding, b.findings)
    failed = {f["baris_id"]: f for f in b.findings if f.get("baris_id")}
    states = [
        {"baris_id": row["baris_id"], "dinilai": 0 if n % 50 == 7 else 5, "tidak_dapat_dinilai": 2,
         "gagal_blokir": int(failed.get(row["baris_id"], {}).get("keparahan") == "blokir"), "gagal_lain": 0}
        for n, row in enumerate(leaves)
    ]  # fmt: skip
    waived = {f["finding_id"] for f in [f for f in b.findings if f["keparahan"] == "blokir"][::3]}
    titles = {r[0]: r for r in RULES}
    settled = [
        {"finding_id": f["finding_id"], "status": "baru", "pertama_terlihat": STARTED - timedelta(days=n % 9),
         "terakhir_terlihat": STARTED, "kali_terlihat": n % 9 + 1, "dikecualikan": f["finding_id"] in waived,
         "kasus": f["finding_id"], "sebab_kasus": "sendiri", "kolom_kasus": f.get("kolom"), "penasihat": False,
         "antrian_kecurigaan": n + 1 if n < CAPACITY else None, "antrian_rupiah": n + 1 if n < CAPACITY else None}
        for n, f in enumerate(b.findings)
    ]  # fmt: skip
    words = [
        {"finding_id": f["finding_id"], "judul": titles[f["aturan"]][1], "judul_en": titles[f["aturan"]][2],
         "pesan": f"{titles[f['aturan']][1]} pada {f.get('sel', 'laporan')}: tertulis 1.250.000.000, pada dokumen "
                  "anggaran 1.000.000.000. Mohon diperiksa atau dijelaskan.",
         "pesan_en": f"{titles[f['aturan']][2]}: reported 1,250,000,000 against 1,000,000,000."}
        for f in b.findings
    ]  # fmt: skip
    moment = pl.Datetime("us", "UTC")
    facts = {name: frame(model, b.rows[name]) for name, model in FACT_TABLES.items()}
    rfk = facts["rfk"].filter(pl.col("peran") == "rinci")
    derived = rfk.select(
        "baris_id",
        hit_realisasi_pct=pl.col("realisasi_idr") / pl.col("pagu_idr") * 100,
        hit_sisa_idr=pl.col("pagu_idr") - pl.col("realisasi_idr"),
        pagu_berlaku_idr=pl.col("pagu_idr"),
        versi_berlaku=pl.lit("murni"),
    )
    coverage = [
        {"aturan": r[0], "versi_aturan": 1, "kode_opd": opd["kode_opd"], "alasan": None, "diperiksa": 10, "lolos": 7,
         "gagal": 1, "tidak_dapat_dinilai": 2, "dikecualikan": 0} for r in RULES for opd in b.opd
    ]  # fmt: skip
    coverage += [c | {"alasan": "tanpa DPA", "diperiksa": 2, "lolos": 0, "gagal": 0} for c in coverage]
    return Night(
        run_id="malam-1",
        version="20251214T180000Z-0a1b2c3d",
        as_of=AS_OF,
        started_at=STARTED,
        receipts=tuple(b.receipts),
        dokumen=frame(Dokumen, b.dokumen),
        jejak=frame(Jejak, b.jejak),
        kendala=frame(Kendala, b.kendala),
        facts=facts,
        set_aside=pl.DataFrame(b.set_aside, schema={"baris_id": pl.String, "alasan": pl.String}),
        versions=pl.DataFrame(
            b.versions,
            schema={"berkas": pl.String, "dataset": pl.String, "kode_opd": pl.String, "periode": pl.String,
                    "versi_laporan": pl.Int16, "berlaku": pl.Boolean},
        ),
        derived={"rfk": derived},
        opd=frame(Opd, b.opd),
        findings=findings,
        coverage=frame(Coverage, coverage),
        row_state=frame(RowState, states),
        settled=pl.DataFrame(
            settled,
            schema={"finding_id": pl.String, "status": pl.String, "pertama_terlihat": moment,
                    "terakhir_terlihat": moment, "kali_terlihat": pl.Int32, "dikecualikan": pl.Boolean}
            | {name: dtype for name, dtype in polars_schema(Placement).items() if name != "finding_id"},
        ),
        words=pl.DataFrame(
            words, schema=dict.fromkeys(("finding_id", "judul", "judul_en", "pesan", "pesan_en"), pl.String)
        ),
        rule_titles=pl.DataFrame(RULES, schema=["aturan", "judul", "judul_en", "tema", "keparahan"], orient="row"),
        precision=pl.DataFrame([("DRT-001", 25.0, 5.0, 0.8, 0.61, 0.91, False)], schema=PRECISION_SCHEMA, orient="row"),
        capacity=CAPACITY,
        kelengkapan=frame(Kelengkapan, b.kelengkapan),
        kekurangan=frame(Kekurangan, b.kekurangan),
        silpa=frame(Silpa, b.silpa),
        silpa_ringkas=frame(SilpaRingkas, _totals(b.silpa)),
        keandalan=frame(Keandalan, _reliable(b.opd)),
        rules_lock=sha("aturan"),
        code_version="0.1.0",
        settings={"wilayah": "36.03", "bahasa": ["id", "en"]},
    )  # fmt: skip


@pytest.fixture(scope="session")
def make_night() -> Callable[..., Night]:
    """The builder itself, for tests that need a night of their own size."""
    return synthetic_night


@pytest.fixture(scope="session")
def night() -> Night:
    """One small night, read-only, shared by the tests of the room."""
    return synthetic_night()
