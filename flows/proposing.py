"""What the stewards' verdicts suggest about the rules: their precision, and limits to consider. Nothing is changed."""

from __future__ import annotations

from typing import Any

import click
import orjson
from rich.console import Console

from checks.precision import Proposal, overall, precision_of_rules, propose
from checks.registry import rules
from checks.words import number, quantity
from flows.config import Settings
from flows.standing import open_ledger
from ledger.reports import verdicts
from schemas.text import Language, Text

NOTHING = Text(
    "Belum ada putusan petugas; usulan muncul setelah temuan diputus.",
    "No steward has decided yet; proposals come once findings are decided.",
)
NO_LIMIT = Text(
    "Belum ada batas yang menghemat alarm palsu tanpa melepas temuan yang benar.",
    "No limit yet that spares false alarms without losing true findings.",
)


def show_proposals(settings: Settings, language: Language, *, as_json: bool) -> None:
    """Precision per rule with its interval, and for which rules a larger difference could be asked for."""
    with open_ledger(settings) as ledger:
        said = verdicts(ledger)
    queue = settings.antrian
    precision = precision_of_rules(said, queue.presisi_minimal, queue.putusan_minimal)
    proposals = list(propose(said, rules().keys(), queue.putusan_minimal))
    if as_json:
        told = {"ketepatan": precision.to_dicts(), "usulan": [_plain(proposal) for proposal in proposals]}
        click.echo(orjson.dumps(told).decode())
        return
    console = Console()
    if precision.is_empty():
        console.print(NOTHING.of(language))
        return
    for row in precision.to_dicts():
        console.print(_precision_words(row, language), highlight=False)
    (total,) = overall(precision).to_dicts()
    share = number(total["bagian"] * 100, language, 0)
    heading = Text("Alarm palsu di antara yang sudah diputus", "False alarms among cases decided")
    console.print(f"{heading.of(language)}: {share} %", highlight=False)
    for proposal in proposals:
        console.print(_proposal_words(proposal, language), highlight=False)
    if not proposals:
        console.print(NO_LIMIT.of(language))


def _precision_words(row: dict[str, Any], language: Language) -> str:
    rule = rules().get(row["aturan"])
    title = rule.title.of(language) if rule is not None else "-"
    shares = [number(row[name] * 100, language, 0) for name in ("presisi", "presisi_bawah", "presisi_atas")]
    judged = number(row["putusan"], language, 0)
    words = Text(
        f"{row['aturan']} {title}: tepat {shares[0]} % ({shares[1]}–{shares[2]} %), {judged} kasus diputus",
        f"{row['aturan']} {title}: right {shares[0]} % ({shares[1]}–{shares[2]} %), {judged} cases decided",
    ).of(language)
    advises = Text("; hanya memberi saran", "; only advises").of(language)
    return words + (advises if row["penasihat"] else "")


def _proposal_words(proposal: Proposal, language: Language) -> str:
    limit = quantity(proposal.at_least, proposal.unit, language)
    return Text(
        f"Usulan {proposal.rule}: tanyakan mulai selisih {limit}; {proposal.alarms_spared} dari {proposal.alarms} alarm"
        f" palsu tidak muncul, {proposal.confirmed_kept} dari {proposal.confirmed} temuan yang benar tetap. Ambang"
        " hanya berubah lewat baris baru di thresholds.toml.",
        f"Proposal for {proposal.rule}: ask from a difference of {limit}; {proposal.alarms_spared} of {proposal.alarms}"
        f" false alarms would not appear, {proposal.confirmed_kept} of {proposal.confirmed} true findings stay."
        " A threshold changes only by a new row in thresholds.toml.",
    ).of(language)


def _plain(proposal: Proposal) -> dict[str, object]:
    return {
        "aturan": proposal.rule,
        "mulai_selisih": proposal.at_least,
        "satuan": proposal.unit,
        "alarm_palsu_hilang": proposal.alarms_spared,
        "alarm_palsu": proposal.alarms,
        "temuan_benar_tetap": proposal.confirmed_kept,
        "temuan_benar": proposal.confirmed,
    }
