"""Tonight's queues for people: the cases to take first with their explanation, and how many more are listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from checks.explanation import LANGUAGES, Explanation, Judged, explain, told
from checks.precision import overall
from checks.queue import ASKING
from ledger.vocabulary import WAITING
from publishing.night import Night
from schemas.text import Text

RANKS = ("antrian_kecurigaan", "antrian_rupiah")


@dataclass(frozen=True, slots=True)
class Queues:
    """How many cases wait, how many each queue holds of its ``capacity``, and how many stand in neither.

    ``false_alarms`` is the measured share of false alarms among cases with a verdict, in words; None without one.
    """

    capacity: int
    waiting: int
    by_suspicion: int
    by_rupiah: int
    beyond: int
    advisory_rules: tuple[str, ...]
    advisory_findings: int
    false_alarms: Text | None


def count_queues(anomalies: pl.DataFrame, precision: pl.DataFrame, capacity: int) -> Queues:
    """Count the cases of ``anomali`` in and out of the queues."""
    waiting = anomalies.filter(pl.col("status").is_in(WAITING), pl.col("keparahan").is_in(ASKING))
    cases = waiting.filter(~pl.col("penasihat")).group_by("kasus").agg(pl.col(RANKS).is_not_null().any())
    held = cases.filter(pl.any_horizontal(RANKS))
    return Queues(
        capacity=capacity,
        waiting=cases.height,
        by_suspicion=int(cases[RANKS[0]].sum()),
        by_rupiah=int(cases[RANKS[1]].sum()),
        beyond=cases.height - held.height,
        advisory_rules=tuple(precision.filter("penasihat")["aturan"].sort()),
        advisory_findings=anomalies.filter("penasihat").height,
        false_alarms=_false_alarms(precision),
    )


def _false_alarms(precision: pl.DataFrame) -> Text | None:
    if precision.is_empty():
        return None
    (row,) = overall(precision).to_dicts()
    shares = [f"{100 * row[name]:.0f}" for name in ("bagian", "bagian_bawah", "bagian_atas")]
    judged, wrong = f"{row['putusan']:.0f}", f"{row['alarm_palsu']:.0f}"
    return Text(
        f"{wrong} dari {judged} kasus yang sudah diputus petugas ternyata tidak perlu ditanyakan: {shares[0]} %"
        f" (selang 95 %: {shares[1]}–{shares[2]} %).",
        f"{wrong} of {judged} cases decided by stewards need not have been asked: {shares[0]} %"
        f" (95 % interval: {shares[1]}–{shares[2]} %).",
    )


def queued(night: Night, anomalies: pl.DataFrame) -> pl.DataFrame:
    """Rows of ``anomali`` that stand for a case in a queue, in queue order, with ``n_kasus`` and ``penjelasan``."""
    rows = anomalies.filter(pl.any_horizontal(pl.col(RANKS).is_not_null())).sort(*RANKS, nulls_last=True)
    explained = explain_all(night, anomalies, rows["finding_id"].to_list())
    told_of = {key: told(explanation, "id", of_all=True) for key, explanation in explained.items()}
    lines = ["\n".join(f"{head}: {words}" for head, words in told_of[key]) for key in rows["finding_id"]]
    return rows.join(_sizes(anomalies), on="kasus", how="left", maintain_order="left").with_columns(
        pl.Series("penjelasan", lines, dtype=pl.String)
    )


def explain_all(night: Night, anomalies: pl.DataFrame, ids: list[str]) -> dict[str, Explanation]:
    """Explanations of the findings named, by id."""
    totals = night.coverage.filter(pl.col("alasan").is_null()).group_by("aturan").agg(pl.col("lolos", "gagal").sum())
    judged = {rule: Judged(int(passed), int(failed)) for rule, passed, failed in totals.iter_rows()}
    members = dict(_sizes(anomalies).iter_rows())
    wanted = night.findings.filter(pl.col("finding_id").is_in(ids)).join(night.settled, on="finding_id", how="left")
    return {
        row["finding_id"]: explain(row, judged.get(row["aturan"]), members.get(row["kasus"], 1))
        for row in wanted.iter_rows(named=True)
    }


def lines_in_both(explanation: Explanation) -> list[tuple[str, str, str, str]]:
    """(heading, heading in English, words, words in English) of an explanation, for the page."""
    indonesian, english = (told(explanation, language) for language in LANGUAGES)
    return [(one, other, words, said) for (one, words), (other, said) in zip(indonesian, english, strict=True)]


def _sizes(anomalies: pl.DataFrame) -> pl.DataFrame:
    return anomalies.group_by("kasus").agg(pl.len().alias("n_kasus"))


def summary_of(queues: Queues) -> dict[str, Any]:
    """The same numbers as plain data."""
    return {
        "kapasitas": queues.capacity,
        "kasus_menunggu": queues.waiting,
        "menurut_kecurigaan": queues.by_suspicion,
        "menurut_rupiah": queues.by_rupiah,
        "di_luar_antrian": queues.beyond,
        "aturan_penasihat": list(queues.advisory_rules),
    }
