"""``python -m bench.detection_compare [DIR ...]``: our detection beside what others do, on labelled sets.

Without DIR, on sets of our own simulator, one a style.
"""

from __future__ import annotations

import argparse
import math
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

import orjson
import polars as pl

from bench.detection_baselines import BASELINES
from bench.detection_features import read_features
from bench.detection_metrics import SCORED_YEAR, Measured, measure, read_scored
from bench.machine import describe, show
from simulation.labelled.styles import STYLES, Request
from simulation.labelled.tables import simulate, write_tables

OURS = "Jujur"
HEADER = (
    "detector", "rows 2 %", "rows 0.5 %", "episodes", "rupiah", "P@50", "Rp@50", "same month",
    "alarms on shortfalls, %", "right field", "seconds",
)  # fmt: skip


def main() -> None:
    """Print one table a set and their mean, and write the figures as JSON when asked."""
    parser = argparse.ArgumentParser(prog="python -m bench.detection_compare", description=__doc__)
    parser.add_argument("directories", nargs="*", type=Path, help="labelled sets; none: simulate our own")
    parser.add_argument("--seed", type=int, default=101, help="of the simulated sets")
    parser.add_argument("--lines", type=int, default=1000, help="of the simulated sets")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    parser.add_argument("--types", action="store_true", help="what was found by way of bending")
    parser.add_argument("--others-only", action="store_true", help="leave our own detection out")
    given = parser.parse_args()
    print(describe())
    with tempfile.TemporaryDirectory(prefix="jujur-detection-") as folder:
        sets = given.directories or _simulated(Path(folder), given.seed, given.lines)
        results = {place.name: _compare(place, with_ours=not given.others_only) for place in sets}
    for name, measured in results.items():
        _show(f"{name}: 2 % of honest rows flagged; P@50 at most {_ceiling(measured):.2f}", measured)
    if len(results) > 1:
        _show_mean(results)
    if given.types:
        _show_types(results)
    if given.json:
        given.json.write_bytes(_as_json(results))


def _simulated(folder: Path, seed: int, lines: int) -> list[Path]:
    places = []
    for number, style in enumerate(STYLES.values()):
        places.append(folder / style.name)
        write_tables(simulate(Request(seed=seed + number, lines=lines, style=style)), places[-1])
    return places


Results = dict[str, tuple[Measured, float]]


def _compare(dataset: Path, *, with_ours: bool) -> Results:
    """Every detector on one set, with the seconds it took."""
    rows = read_features(dataset)
    results: Results = {}
    for name, detect in BASELINES.items():
        begun = time.perf_counter()
        scores = detect(rows).filter(pl.col("year") == SCORED_YEAR)
        results[name] = measure(read_scored(dataset, scores)), time.perf_counter() - begun
    if with_ours:
        begun = time.perf_counter()
        scores = _ours(dataset)
        results[OURS] = measure(read_scored(dataset, scores)), time.perf_counter() - begun
    return results


def _ours(dataset: Path) -> pl.DataFrame:
    """Scores of the night's own rules and evidence, by the command that is measured alone too."""
    with tempfile.TemporaryDirectory(prefix="jujur-scores-") as folder:
        out = Path(folder) / "scores.parquet"
        command = [sys.executable, "-m", "bench.detection", str(dataset.resolve()), "--out", str(out)]
        root = Path(__file__).resolve().parent.parent
        subprocess.run(command, check=True, cwd=root, stdout=subprocess.DEVNULL)
        return pl.read_parquet(out)


def _figures(measured: Measured, seconds: float) -> list[float]:
    """What a line of the table shows, in the order of ``HEADER``."""
    return [
        measured.recall[0.02], measured.recall[0.005], measured.episodes, measured.rupiah, measured.precision_at_50,
        measured.rupiah_at_50, measured.same_month, 100 * measured.false_alarms_on_shortfalls,
        float("nan") if measured.right_field is None else measured.right_field, seconds,
    ]  # fmt: skip


def _ceiling(results: Results) -> float:
    return next(iter(results.values()))[0].ceiling_at_50


def _show(title: str, results: Results) -> None:
    show(title, HEADER, [[name, *_told(_figures(*pair))] for name, pair in results.items()])


def _told(figures: list[float]) -> list[object]:
    """A detector that names no field has no right one."""
    return ["–" if math.isnan(figure) else figure for figure in figures]


def _show_mean(results: dict[str, Results]) -> None:
    lines: list[list[object]] = []
    for name in next(iter(results.values())):
        figures = [_figures(*each[name]) for each in results.values()]
        lines.append([name, *_told([sum(column) / len(column) for column in zip(*figures, strict=True)])])
    show(f"Mean of {len(results)} sets", HEADER, lines)


def _show_types(results: dict[str, Results]) -> None:
    """Share of dishonest rows found, by way and detector."""
    for name, measured in results.items():
        kinds = next(iter(measured.values()))[0].rows_by_type
        lines = [[kind, *(pair[0].rows_by_type[kind] for pair in measured.values())] for kind in kinds]
        show(f"{name}: share of rows found, by way of bending", ("way", *measured), lines)


def _as_json(results: dict[str, Results]) -> bytes:
    plain = {
        place: {name: asdict(measured) | {"seconds": seconds} for name, (measured, seconds) in found.items()}
        for place, found in results.items()
    }
    return orjson.dumps(plain, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS)


if __name__ == "__main__":
    main()
