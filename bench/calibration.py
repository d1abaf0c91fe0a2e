"""``python -m bench.calibration [SEED:YEAR ...]``: how often the statistical rules flag honest figures.

Each regency is written by our simulator and judged by the steps of a night; of every rule with a calibrated limit the
units judged are counted, and the flags where nothing was planted. A rule on lines counts flags on untouched lines
alone; a rule on agencies or portfolios counts all its flags, so that its share is an upper bound. Seed 36, on which
limits were chosen, is left out. POL-021 is weighed on labelled sets of its own (``python -m bench.weights``).
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from bench.machine import show
from checks.precision import wilson
from checks.registry import frames, rules
from checks.thresholds import all_thresholds
from flows.config import Settings
from flows.night import need
from flows.opening import open_night
from flows.saying import Quiet
from flows.steps import STEPS
from publishing.gate_report import GateReport
from simulation.sample import write_sample

SETS = ("41:2025", "57:2025", "63:2024")
"""Seeds and years that chose no limit."""
LINE = ["kode_opd", "periode", "kode"]


def calibrated() -> list[str]:
    """Ids of the rules whose limits state on what they were calibrated."""
    stated = {rule for (rule, _), rows in all_thresholds().items() if rows[-1].calibrated_on is not None}
    return sorted(stated & rules().keys())


def main(arguments: Sequence[str]) -> None:
    """Judge every set and print flags by rule, each set and all together."""
    sets = arguments or SETS
    with tempfile.TemporaryDirectory(prefix="jujur-kalibrasi-") as folder:
        counted = pl.concat([measure(Path(folder) / name.replace(":", "-"), name) for name in sets])
    lines = [
        [row["aturan"], f"{row['dinilai']:,}", row["ditandai"], *_percents(row), row["tiap"]]
        for row in together(counted).iter_rows(named=True)
    ]
    heading = ("rule", "units judged", "flagged", "share, %", "95 % interval", "flagged by set")
    show(f"Statistical limits on honest figures: {', '.join(sets)}", heading, lines)


def _percents(row: dict[str, float | None]) -> tuple[str, str]:
    share, low, high = (row[name] for name in ("bagian", "bawah", "atas"))
    if share is None or low is None or high is None:
        return "-", "-"
    return f"{share * 100:.2f}", f"{low * 100:.2f}–{high * 100:.2f}"


def measure(folder: Path, name: str) -> pl.DataFrame:
    """[aturan, dinilai, ditandai, set] of one regency ``SEED:YEAR``, written and judged below ``folder``."""
    seed, _, year = name.partition(":")
    report = write_sample(folder, int(seed), int(year))
    settings = Settings.model_validate({"tempat": {"home": str(folder / "kerja"), "kotak_masuk": [str(report.inbox)]}})
    with open_night(settings, report.as_of, Quiet(), _never) as night:
        for name in ("receive", "read", "gate", "check"):
            STEPS[name](night)
        judgement = need(night.judgement)
    honest = pl.read_parquet(folder / "kunci_jujur.parquet")
    return counts(judgement.findings, judgement.coverage, honest).with_columns(pl.lit(name).alias("set"))


def _never(_staged: Path, _docs: Path) -> GateReport:
    raise AssertionError("nothing is published here")


def counts(findings: pl.DataFrame, coverage: pl.DataFrame, honest: pl.DataFrame) -> pl.DataFrame:
    """[aturan, dinilai, ditandai]: units judged and flagged, of lines those on untouched ``honest`` rows."""
    wanted = calibrated()
    judged = coverage.filter(pl.col("aturan").is_in(wanted), pl.col("alasan").is_null())
    units = judged.group_by("aturan").agg((pl.col("lolos") + pl.col("gagal")).sum().cast(pl.Int64).alias("dinilai"))
    flags = findings.filter(pl.col("aturan").is_in(wanted)).select(
        "aturan", "kode_opd", "periode", pl.col("subjek").str.json_path_match("$.kode").alias("kode")
    )
    on_lines = pl.col("aturan").is_in([rule for rule in wanted if "kode" in frames()[rules()[rule].frame].key])
    untouched = flags.filter(on_lines).join(_periods(honest), on=LINE, how="semi")
    counted = pl.concat([untouched, flags.filter(~on_lines)]).group_by("aturan").agg(pl.len().cast(pl.Int64))
    touched = flags.filter(on_lines).join(_periods(honest), on=LINE, how="anti").group_by("aturan").agg(pl.len())
    return (
        pl.DataFrame({"aturan": wanted})
        .join(units, on="aturan", how="left")
        .join(counted.rename({"len": "ditandai"}), on="aturan", how="left")
        .join(touched.select("aturan", pl.col("len").cast(pl.Int64).alias("_ditanam")), on="aturan", how="left")
        .with_columns(pl.col("dinilai", "ditandai", "_ditanam").fill_null(0))
        .select("aturan", pl.col("dinilai") - pl.col("_ditanam"), "ditandai")
    )


def _periods(honest: pl.DataFrame) -> pl.DataFrame:
    """Untouched RFK lines, by month and, for what speaks of a whole year, untouched all year long."""
    months = honest.filter(pl.col("dataset") == "rfk", pl.col("bulan").is_not_null())
    line = ["kode_opd", "tahun", "kode"]
    whole = months.filter(pl.len().over(line) == pl.len().over(line).max()).select(line).unique()
    return pl.concat(
        [
            months.select(
                "kode_opd", pl.format("{}-{}", "tahun", pl.col("bulan").cast(pl.String).str.zfill(2)).alias("periode"),
                "kode",
            ),
            whole.select("kode_opd", pl.col("tahun").cast(pl.String).alias("periode"), "kode"),
        ]
    ).unique()  # fmt: skip


def together(counted: pl.DataFrame) -> pl.DataFrame:
    """All sets as one: [aturan, dinilai, ditandai, bagian, bawah, atas, tiap]; shares null where nothing was judged."""
    each = pl.format("{}: {} / {}", "set", "ditandai", "dinilai").str.join(", ").alias("tiap")
    summed = counted.group_by("aturan", maintain_order=True).agg(pl.col("dinilai", "ditandai").sum(), each)
    share = pl.when(pl.col("dinilai") > 0).then(pl.col("ditandai") / pl.col("dinilai"))
    low, high = wilson(share, pl.col("dinilai"))
    return summed.with_columns(share.alias("bagian"), low.alias("bawah"), high.alias("atas"))


if __name__ == "__main__":
    main(sys.argv[1:])
