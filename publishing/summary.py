"""The night in numbers, counted once for the page, the workbook and the manifest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from checks.reasons import reason_words
from publishing.night import Night
from publishing.queues import Queues, count_queues
from publishing.wording import LABELS, period_runs
from schemas.finding import SEVERITIES
from schemas.outputs import FACT_OUTPUTS, ROW_STATUS


@dataclass(frozen=True, slots=True, eq=False)
class Summary:
    """Counts of one night. Rows are non-empty physical rows; ``by_status`` counts published facts.

    ``by_theme`` [tema, <severity>..., jumlah]; ``coverage`` [aturan, judul, diperiksa, lolos, gagal,
    tidak_dapat_dinilai, dikecualikan, alasan, ketepatan]; ``not_reported`` [kode_opd, nama_opd, laporan, laporan_en,
    n]. ``silpa_idr`` is of the lines watched, not of the whole regency.
    """

    files: int
    repeated: int
    unreadable: int
    rows_read: int
    rows_published: int
    rows_held: int
    rows_set_aside: int
    by_status: dict[str, int]
    by_severity: dict[str, int]
    by_theme: pl.DataFrame
    coverage: pl.DataFrame
    not_reported: pl.DataFrame
    agencies: int
    shortfalls: int
    silpa_idr: int
    queues: Queues

    def sections(self) -> list[tuple[str, list[tuple[str, int]]]]:
        """Headings with their lines, for the first sheet of the workbook; what went well comes first."""
        status = {"lolos": "Lolos semua aturan yang dapat menilai", "peringatan": "Terbit dengan catatan",
                  "dikecualikan": "Terbit dengan pengecualian yang disetujui",
                  "tidak_dapat_dinilai": "Terbit, belum dapat dinilai"}  # fmt: skip
        severity = {"blokir": "Menahan baris", "peringatan": "Minta klarifikasi", "info": "Untuk diketahui",
                    "pantau": "Dipantau"}  # fmt: skip
        return [
            ("Baris data terbit", [(status[name], self.by_status[name]) for name in status]),
            ("Berkas dan baris", [
                ("Berkas diterima", self.files), ("Kiriman rangkap (isi sama)", self.repeated),
                ("Berkas tidak terbaca", self.unreadable),
                ("Baris dibaca", self.rows_read), ("Baris terbit", self.rows_published),
                ("Baris ditahan", self.rows_held),
                ("Baris disisihkan (judul, jumlah, pembanding)", self.rows_set_aside),
            ]),
            ("Anomali untuk diklarifikasi", [(severity[name], self.by_severity[name]) for name in severity]),
            ("Antrian malam ini (kasus)", [
                ("Kasus yang menunggu putusan", self.queues.waiting),
                ("Kapasitas tiap antrian", self.queues.capacity),
                ("Dalam antrian menurut kecurigaan", self.queues.by_suspicion),
                ("Dalam antrian menurut rupiah", self.queues.by_rupiah),
                ("Terdaftar di luar antrian", self.queues.beyond),
                ("Temuan aturan yang hanya memberi saran", self.queues.advisory_findings),
            ]),
            ("Perhatian", [
                ("OPD dengan laporan belum masuk", self.not_reported.height),
                ("Kekurangan yang disampaikan apa adanya", self.shortfalls),
                ("Perkiraan sisa sub kegiatan yang dipantau (Rp)", self.silpa_idr),
            ]),
        ]  # fmt: skip


def summarise(night: Night, tables: Mapping[str, pl.DataFrame]) -> Summary:
    """Count ``tables``."""
    files, anomalies = tables["berkas"], tables["anomali"]
    status = pl.concat([tables[name].select("status") for name in FACT_OUTPUTS]).get_column("status")
    by_status = dict(status.value_counts().iter_rows())
    by_severity = dict(anomalies.get_column("keparahan").value_counts().iter_rows())
    return Summary(
        files=files.filter(pl.col("keadaan") != "rangkap").height,
        repeated=files.filter(pl.col("keadaan") == "rangkap").height,
        unreadable=files.filter(pl.col("keadaan") == "tak_terbaca").height,
        rows_read=_total(files, "baris_dibaca"),
        rows_published=_total(files, "baris_terbit"),
        rows_held=_total(files, "baris_ditahan"),
        rows_set_aside=_total(files, "baris_disisihkan"),
        by_status={name: by_status.get(name, 0) for name in ROW_STATUS if name != "ditahan"},
        by_severity={name: by_severity.get(name, 0) for name in SEVERITIES},
        by_theme=_by_theme(anomalies),
        coverage=_coverage(night),
        not_reported=_not_reported(tables["kelengkapan"]),
        agencies=night.opd.height,
        shortfalls=tables["kekurangan"].height,
        silpa_idr=_total(tables["silpa"], "perkiraan_sisa_idr"),
        queues=count_queues(anomalies, night.precision, night.capacity),
    )


def _total(frame: pl.DataFrame, column: str) -> int:
    return int(frame.get_column(column).cast(pl.Int64).sum())


def _by_theme(anomalies: pl.DataFrame) -> pl.DataFrame:
    severity = pl.col("keparahan")
    return (
        anomalies.group_by("tema")
        .agg(*((severity == name).sum().cast(pl.Int64).alias(name) for name in SEVERITIES), jumlah=pl.len())
        .sort("jumlah", "tema", descending=[True, False])
    )


def _coverage(night: Night) -> pl.DataFrame:
    """Per rule, over all agencies: how much it looked at, and the most common reasons why it could not judge."""
    counts = ("diperiksa", "lolos", "gagal", "tidak_dapat_dinilai", "dikecualikan")
    totals = night.coverage.filter(pl.col("alasan").is_null()).group_by("aturan").agg(pl.col(counts).sum())
    why = (
        night.coverage.filter(pl.col("alasan").is_not_null() & (pl.col("tidak_dapat_dinilai") > 0))
        .group_by("aturan", "alasan")
        .agg(n=pl.col("tidak_dapat_dinilai").sum())
        .with_columns(pl.col("alasan").map_elements(lambda code: reason_words(code, "id"), return_dtype=pl.String))
        .sort("n", "alasan", descending=[True, False])
        .group_by("aturan", maintain_order=True)
        .agg(alasan=(pl.col("alasan") + " (" + pl.col("n").cast(pl.String) + ")").head(3).str.join("; "))
    )
    titles = night.rule_titles.select("aturan", "judul", "judul_en")
    return (
        titles.join(totals, on="aturan", how="left")
        .join(why, on="aturan", how="left")
        .join(_precision_words(night.precision), on="aturan", how="left")
        .with_columns(pl.col(counts).fill_null(0))
        .sort("aturan")
    )


def _precision_words(precision: pl.DataFrame) -> pl.DataFrame:
    """[aturan, ketepatan]: what the stewards' verdicts say of each rule that has one."""
    shares = [(pl.col(name) * 100).round(0).cast(pl.Int32) for name in ("presisi", "presisi_bawah", "presisi_atas")]
    judged = pl.col("putusan").cast(pl.Int32)
    words = pl.format("{} % (selang 95 %: {}–{} %; {} kasus diputus)", *shares, judged)
    advises = pl.when("penasihat").then(pl.lit("; di bawah batas, hanya memberi saran")).otherwise(pl.lit(""))
    return precision.select("aturan", (words + advises).alias("ketepatan"))


def _not_reported(completeness: pl.DataFrame) -> pl.DataFrame:
    """Agencies with reports due and not in, or in and unreadable; the longest list first."""
    missing = completeness.filter(pl.col("keadaan").is_in(["belum_masuk", "tidak_terbaca"]))
    forms = missing.group_by("kode_opd", "nama_opd", "dataset").agg(pl.col("periode"))
    rows: dict[tuple[str, str], list[tuple[str, str, int]]] = {}
    for code, name, dataset, periods in forms.sort("kode_opd", "dataset").iter_rows():
        (form, form_en), (run, run_en) = LABELS[dataset], period_runs(periods)
        rows.setdefault((code, name), []).append((f"{form} {run}", f"{form_en} {run_en}", len(periods)))
    told = [
        (code, name, "; ".join(f[0] for f in found), "; ".join(f[1] for f in found), sum(f[2] for f in found))
        for (code, name), found in rows.items()
    ]
    columns = {"kode_opd": pl.String, "nama_opd": pl.String, "laporan": pl.String, "laporan_en": pl.String}
    return pl.DataFrame(told, schema=columns | {"n": pl.Int64}, orient="row").sort(
        "n", "kode_opd", descending=[True, False]
    )
