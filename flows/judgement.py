"""What the rows of a night come to, kept as long as nothing it depends on changes.

It depends on the readings, on when each file was sent, on the code with its rules and thresholds, on the settings that
decide, on the code lists and on the date. The ledger has one say in it: the fate of open findings is only known of
those that were asked about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

import orjson
import polars as pl

from checks.completeness import completeness
from checks.frame import Prepared
from checks.recompute import recomputed
from checks.registry import rules
from checks.reliability import judged_lines
from checks.runner import Judged
from checks.shortfall import shortfalls
from checks.unspent import unspent, unspent_totals
from checks.words import render
from flows import kept
from flows.night import Night, need

FOLDER = "penilaian"
DERIVED = "turunan_"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything the later steps need of gate and rules.

    ``kendala`` of reader and shape gate; ``versions`` and ``set_aside`` as in ``flows.versions.Versioned``;
    ``findings``, ``coverage``, ``row_states`` and ``watched`` as in ``checks.runner.Judged``; ``words``:
    ``checks.words.render``; ``lines``: ``checks.reliability.judged_lines``; the rest as in ``schemas.outputs``,
    ``derived`` by fact table.
    """

    kendala: pl.DataFrame
    versions: pl.DataFrame
    set_aside: pl.DataFrame
    findings: pl.DataFrame
    words: pl.DataFrame
    coverage: pl.DataFrame
    row_states: pl.DataFrame
    watched: pl.DataFrame
    lines: pl.DataFrame
    kelengkapan: pl.DataFrame
    kekurangan: pl.DataFrame
    silpa: pl.DataFrame
    silpa_ringkas: pl.DataFrame
    derived: Mapping[str, pl.DataFrame]


PLAIN = tuple(field.name for field in fields(Judgement) if field.name != "derived")


def draw(night: Night, prepared: Prepared, judged: Judged) -> Judgement:
    """The judgement of a night whose rules have spoken."""
    versioned = need(night.versioned)
    return Judgement(
        kendala=need(night.kendala),
        versions=versioned.versions,
        set_aside=versioned.set_aside,
        findings=judged.findings,
        words=render(judged.findings, rules(), night.references.agency_names),
        coverage=judged.coverage,
        row_states=judged.row_states,
        watched=judged.watched,
        lines=judged_lines(prepared, judged.row_states),
        kelengkapan=completeness(prepared),
        kekurangan=shortfalls(prepared, judged.findings),
        silpa=unspent(prepared),
        silpa_ringkas=unspent_totals(prepared),
        derived=recomputed(prepared),
    )


def find(night: Night, open_ids: set[str]) -> Judgement | None:
    """The judgement kept for exactly this night's input, if it tells the fate of all ``open_ids``."""
    try:
        found = kept.load(_folder(night))
        tables = dict(found.tables)
        plain = {name: tables.pop(name) for name in PLAIN}
    except kept.UNFIT:
        return None
    if not open_ids <= set(found.about) | set(plain["findings"]["finding_id"]):
        return None
    plain["watched"] = plain["watched"].filter(pl.col("finding_id").is_in(list(open_ids)))
    return Judgement(**plain, derived={name.removeprefix(DERIVED): frame for name, frame in tables.items()})


def keep(night: Night, judgement: Judgement, asked: set[str]) -> None:
    """Keep ``judgement`` in place of the one before; ``asked`` are the open findings whose fate was looked up."""
    derived = {f"{DERIVED}{name}": frame for name, frame in judgement.derived.items()}
    tables = {name: getattr(judgement, name) for name in PLAIN}
    kept.save(_folder(night), kept.Kept(sorted(asked), tables | derived))


def _folder(night: Night) -> Path:
    return night.home / FOLDER / kept.fingerprint(*map(_packed, _grounds(night)))


def _grounds(night: Night) -> list[Any]:
    """All a judgement depends on."""
    settings = night.settings
    references = [
        (field.name, getattr(night.references, field.name).write_json()) for field in fields(night.references)
    ]
    return [
        night.code_version,
        night.rules_lock,
        pl.__version__,
        night.as_of,
        night.reading_fingerprint,
        sorted(need(night.readings).entries),
        [astuple(receipt) for receipt in night.receipts],
        references,
        settings.pemda.model_dump(),
        settings.tenggat.model_dump(),
        settings.kecurigaan.model_dump(),
    ]


def _packed(ground: object) -> bytes:
    return orjson.dumps(ground, default=str)
