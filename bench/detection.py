"""``python -m bench.detection DATASET_DIR --out scores.parquet``: what the night would have said, month by month.

Each month of the scored year is judged on what was known at its end, by the rules and the evidence of the night. Every
report gets one score: the greatest suspicion of what speaks against it, 0 where nothing does, and the field blamed.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import polars as pl

from bench.labelled import Labelled, load_labelled
from checks.evidence.findings import CERTAIN, with_evidence
from checks.frame import Prepared
from checks.registry import frames, rules
from checks.runner import judge

SCORED_YEAR = 2025
COLUMN_OF = {
    "fisik_pct": "phys_rep",
    "realisasi_idr": "fin_rep",
    "realisasi_k": "realisasi",
    "satuan": "realisasi",
    "indikator": "realisasi",
    "capaian_pct": "capaian_rep",
    "target_k": "target",
}
UNIT = ["kode_opd", "kode", "year", "month"]


def main() -> None:
    """Score one set."""
    parser = argparse.ArgumentParser(prog="python -m bench.detection", description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    start, cpu = time.perf_counter(), time.process_time()
    scores = score_set(load_labelled(given.directory))
    scores.write_parquet(given.out)
    spoken = scores.filter(pl.col("score") > 0).height
    print(
        f"{given.out}: {scores.height:,} reports, {spoken:,} with something against them;"
        f" {time.perf_counter() - start:.1f} s, {time.process_time() - cpu:.1f} s of CPU"
    )


def score_set(labelled: Labelled) -> pl.DataFrame:
    """[subkeg_id, year, month, score, field] of every report of the scored year."""
    months = [score_month(labelled, SCORED_YEAR, month) for month in range(1, 13)]
    return (
        labelled.lines.filter(pl.col("year") == SCORED_YEAR)
        .join(pl.concat(months), on=UNIT, how="left", validate="1:1")
        .select("subkeg_id", "year", "month", pl.col("score").fill_null(0.0), "field")
    )


def score_month(labelled: Labelled, year: int, month: int) -> pl.DataFrame:
    """[kode_opd, kode, year, month, score, field] of the month's reports, from what was known at its end."""
    prepared = Prepared(labelled.facts_at(year, month), frames())
    judged = judge(prepared, rules().values(), frames(), set())
    rows = prepared["bukti"].filter(pl.col("tahun") == year, pl.col("bulan") == month)
    evidence = rows.select(
        "kode_opd", "kode", pl.lit(year).cast(pl.Int32).alias("year"), pl.lit(month).cast(pl.Int32).alias("month"),
        pl.when(pl.col("bobot_bukti") > 0).then("kecurigaan").otherwise(0.0).alias("score"),
        pl.col("medan").alias("kolom"),
    )  # fmt: skip
    found = with_evidence(judged.findings, prepared["bukti"]).filter(
        pl.col("aturan").is_in(CERTAIN), pl.col("periode") == f"{year}-{month:02d}"
    )
    certain = found.select(
        "kode_opd", pl.col("subjek").str.json_path_match("$.kode").alias("kode"),
        pl.lit(year).cast(pl.Int32).alias("year"), pl.lit(month).cast(pl.Int32).alias("month"),
        pl.col("kecurigaan").alias("score"), "kolom",
    )  # fmt: skip
    return (
        pl.concat([certain, evidence])
        .sort("score", descending=True, maintain_order=True)
        .unique(UNIT, keep="first", maintain_order=True)
        .with_columns(pl.col("kolom").replace_strict(COLUMN_OF, default=None).alias("field"))
        .drop("kolom")
    )


if __name__ == "__main__":
    main()
