"""``python -m bench.second_opinion``: train the second opinion on our own simulator, measure it where it never looked.

Trained on every way of bending figures that needs evidence (certain ones need none), in all styles; measured on other
seeds and on the sets given, with and without, and leaving one way out at a time. ``--write`` puts the trees into force.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np
import polars as pl
from sklearn.ensemble import HistGradientBoostingClassifier  # type: ignore[import-untyped]

from bench.detection_metrics import SCORED_YEAR, Measured, measure, read_scored
from bench.labelled import load_labelled
from bench.machine import show
from bench.second_opinion_training import as_trees
from checks.evidence.pieces import NAMES
from checks.evidence.weighed import weigh_evidence
from checks.frame import Prepared
from checks.registry import frames
from checks.second_opinion.opinion import CONTEXT, EVIDENCE, FILE, features_of, log_odds_added
from checks.second_opinion.trees import Trees, as_toml
from simulation.labelled.behaviours import CERTAIN
from simulation.labelled.styles import STYLES, Request
from simulation.labelled.tables import simulate, write_tables

FEATURES = (*(f"{kind}{name}" for kind in EVIDENCE for name in NAMES), *CONTEXT)
TRAINING_SEEDS, HELD_OUT_SEED = (107,), 307
HELD_OUT_STYLES = ("campur", "halus")
TREES, LEAVES, LEAF_ROWS, LEARNING_RATE, SHRINK = 150, 8, 60, 0.08, 5.0
KEY = ["subkeg_id", "year", "month"]
UNIT = ["kode_opd", "kode"]
HEADER = ("set", "rows 2 %", "rows 0.5 %", "episodes", "rupiah", "P@50", "alarms on shortfalls, %")


def main() -> None:
    """Train, measure, and write the trees when asked."""
    parser = argparse.ArgumentParser(prog="python -m bench.second_opinion", description=__doc__)
    parser.add_argument("directories", nargs="*", type=Path, help="labelled sets of another make, to measure on")
    parser.add_argument("--leave-one-out", action="store_true", help="train anew without each way, measure on it")
    parser.add_argument("--write", action="store_true", help=f"write {FILE.name}")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jujur-opinion-") as folder:
        known = pl.concat(
            [_evidence(_simulated(Path(folder), seed, style)) for seed in TRAINING_SEEDS for style in STYLES]
        )
        trees = train(known)
        if given.write:
            FILE.write_text(as_toml(trees), encoding="utf-8")
        others = {
            place.name: (place, _evidence(place))
            for place in [*(_simulated(Path(folder), HELD_OUT_SEED, s) for s in HELD_OUT_STYLES), *given.directories]
        }
        _show(others, trees)
        if given.leave_one_out:
            _leave_one_out(known, {name: rows for name, (_, rows) in others.items() if name in HELD_OUT_STYLES})


def _simulated(folder: Path, seed: int, style: str) -> Path:
    place = folder / str(seed) / style
    write_tables(simulate(Request(seed=seed + list(STYLES).index(style), style=STYLES[style])), place)
    return place


def _evidence(place: Path) -> pl.DataFrame:
    """Reports of the scored year: label, first opinion, and :data:`FEATURES` as the night of 31 December has them."""
    labelled = load_labelled(place)
    weighed = weigh_evidence(Prepared(labelled.facts_at(SCORED_YEAR, 12), frames())).select(
        *UNIT,
        pl.col("tahun").cast(pl.Int32).alias("year"),
        pl.col("bulan").cast(pl.Int32).alias("month"),
        "kecurigaan",
        *(pl.col(name).cast(pl.Float64) for name in FEATURES),
    )
    typed = [pl.col("year").cast(pl.Int32), pl.col("month").cast(pl.Int32)]
    labels = pl.read_parquet(place / "labels.parquet").with_columns(typed).filter(pl.col("year") == SCORED_YEAR)
    lines = labelled.lines.with_columns(typed)
    return labels.join(lines, on=KEY, validate="1:1").join(weighed, on=[*UNIT, "year", "month"], validate="1:1")


def train(rows: pl.DataFrame, without: str = "") -> Trees:
    """Trees on the rows that are plainly one or the other; the way ``without`` is left out."""
    unseen = {*CERTAIN, without} - {""}
    plain = rows.filter(pl.col("label") != "clerical", ~pl.col("shadow"), ~pl.col("type").is_in(list(unseen)))
    bent = (plain["label"] == "dishonest").to_numpy()
    model = HistGradientBoostingClassifier(
        max_iter=TREES, learning_rate=LEARNING_RATE, max_leaf_nodes=LEAVES, min_samples_leaf=LEAF_ROWS,
        l2_regularization=SHRINK, monotonic_cst=[int(name.startswith(EVIDENCE)) for name in FEATURES],
        early_stopping=False, random_state=0,
    ).fit(features_of(plain, FEATURES), bent)  # fmt: skip
    told = {
        "command": "python -m bench.second_opinion --write",
        "seeds": list(TRAINING_SEEDS),
        "rows": plain.height,
        "dishonest": int(bent.sum()),
    }
    return as_trees(model, FEATURES, told)


def _scored(place: Path, rows: pl.DataFrame, added: np.ndarray | float) -> Measured:
    """Certain ways stand on top either way, as the night's rules place them."""
    certain = pl.col("type").is_in([*CERTAIN, *CERTAIN_ELSEWHERE])
    level = (pl.col("kecurigaan") / (1 - pl.col("kecurigaan"))).log() + pl.Series("added", added)
    scores = rows.with_columns(pl.when(certain).then(100.0).otherwise(level).alias("score")).select(*KEY, "score")
    return measure(read_scored(place, scores))


CERTAIN_ELSEWHERE = ("I4_miscalc", "I5_polarity", "F3_over_pagu", "I6_target_cut", "I9_unit")
"""Ways of other sets that contradict themselves on paper."""


def _show(sets: dict[str, tuple[Path, pl.DataFrame]], trees: Trees) -> None:
    for title, share in (("Evidence alone", 0.0), ("Evidence and second opinion", 1.0)):
        lines: list[list[object]] = []
        for name, (place, rows) in sets.items():
            found = _scored(place, rows, share * log_odds_added(rows, trees))
            lines.append([
                name, found.recall[0.02], found.recall[0.005], found.episodes, found.rupiah, found.precision_at_50,
                100 * found.false_alarms_on_shortfalls,
            ])  # fmt: skip
        show(title, HEADER, lines)


def _leave_one_out(known: pl.DataFrame, held_out: dict[str, pl.DataFrame]) -> None:
    """Share of each way's rows above the level of 2 % of honest rows: evidence alone, trained with it, without it."""
    rows = pl.concat(held_out.values())
    everything = log_odds_added(rows, train(known))
    lines: list[list[object]] = []
    for way in sorted(set(known["type"]) - {""} - CERTAIN):
        unseen = log_odds_added(rows, train(known, without=way))
        lines.append([way, *(_found(rows, added, way) for added in (np.zeros(rows.height), everything, unseen))])
    show("Leaving one way out", ("way", "evidence alone", "opinion trained on it", "opinion that never saw it"), lines)


def _found(rows: pl.DataFrame, added: np.ndarray, way: str) -> float:
    level = rows.select((pl.col("kecurigaan") / (1 - pl.col("kecurigaan"))).log()).to_series().to_numpy() + added
    fair = ((rows["label"] == "honest") & ~rows["shadow"]).to_numpy()
    alarm = np.quantile(level[fair], 0.98, method="higher")
    return float((level[(rows["type"] == way).to_numpy()] > alarm).mean())


if __name__ == "__main__":
    main()
