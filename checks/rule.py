"""What a rule is: typed facts about one anomaly, and an expression that judges every unit of one prepared frame."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import polars as pl

from schemas.text import Text


class Severity(StrEnum):
    """What a failure does: hold the row, ask for clarification, inform, or watch a risk."""

    BLOCKING = "blokir"
    WARNING = "peringatan"
    INFO = "info"
    WATCH = "pantau"


class Kind(StrEnum):
    """What a rule says is the matter with the figure, never with the person."""

    FORMAT = "format"
    INCONSISTENCY = "tidak_konsisten"
    IMPLAUSIBLE = "tidak_wajar"
    MISSING_EVIDENCE = "bukti_belum_ada"
    WATCH = "pantauan"


SUSPICION_BY_KIND = {
    Kind.FORMAT: 0.5,
    Kind.INCONSISTENCY: 0.8,
    Kind.IMPLAUSIBLE: 0.6,
    Kind.MISSING_EVIDENCE: 0.4,
    Kind.WATCH: 0.1,
}
"""Suspicion of a failure whose rule states none of its own: own ordering of kinds, not yet calibrated."""

THEMES: dict[str, tuple[str, Text]] = {
    "BTK": ("bentuk", Text("Bentuk", "Shape")),
    "KLP": ("kelengkapan", Text("Kelengkapan", "Completeness")),
    "KOD": ("kode", Text("Kode", "Codes")),
    "HIT": ("hitungan", Text("Hitungan", "Arithmetic")),
    "ANG": ("anggaran", Text("Anggaran", "Budget")),
    "FSK": ("fisik", Text("Fisik dan keuangan", "Physical and financial")),
    "DRT": ("deret", Text("Deret waktu", "Series")),
    "IND": ("indikator", Text("Indikator", "Indicators")),
    "REK": ("rekonsiliasi", Text("Rekonsiliasi", "Reconciliation")),
    "KTR": ("kontrak", Text("Kontrak", "Contracts")),
    "ULG": ("pernyataan_ulang", Text("Pernyataan ulang", "Restatements")),
    "POL": ("pola", Text("Pola", "Patterns")),
    "SLP": ("silpa", Text("SILPA", "Unspent money")),
}
"""Prefix of a rule id -> folder below ``checks`` and title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """How to judge each row of the rule's frame, as expressions over that row alone.

    ``where`` limits the rule to the rows it speaks of (null: the row is examined and unknown). ``unknown`` maps a
    reason to the rows that cannot be judged for it. ``ok`` says whether the row is right (null: unknown, reason
    ``data_kurang``). ``excused`` maps a documented exception to the rows it excuses, should they fail. ``observed``
    and ``expected`` are numbers in the rule's ``unit``, ``*_text`` their words where they are no numbers.
    ``impact_idr`` is the rupiah at stake, ``suspicion`` 0..1. ``params`` feed the message. ``column`` names the
    column blamed, where the rule does not fix it.
    """

    ok: pl.Expr
    where: pl.Expr | None = None
    unknown: Mapping[str, pl.Expr] = field(default_factory=dict)
    excused: Mapping[str, pl.Expr] = field(default_factory=dict)
    observed: pl.Expr | None = None
    expected: pl.Expr | None = None
    observed_text: pl.Expr | None = None
    expected_text: pl.Expr | None = None
    impact_idr: pl.Expr | None = None
    suspicion: pl.Expr | None = None
    params: Mapping[str, pl.Expr] = field(default_factory=dict)
    column: pl.Expr | None = None


Judge = Callable[..., Verdicts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One rule. ``frame`` names the prepared frame it reads, ``judge`` gives its verdicts from its thresholds.

    ``column`` is the column a failure blames, ``unit`` that of observed and expected (idr, pct, poin, hari, baris,
    kali, nilai or teks). ``condition`` says in a sentence when a unit fails, with its thresholds as ``{name}``;
    ``cannot_tell`` what a finding or a pass leaves open. ``explanations`` are the legitimate explanations (both
    languages); ``settles`` the document that would settle the question. ``threshold_date`` names the date column that
    picks thresholds (default: the reporting period). ``basis`` is a law with its tag ([K] = belum dikonfirmasi) or an
    own decision.
    """

    id: str
    version: int
    name: str
    frame: str
    severity: Severity
    kind: Kind
    title: Text
    message: Text
    why: Text
    condition: Text
    cannot_tell: Text
    basis: str
    explanations: tuple[Text, ...]
    settles: Text
    column: str | None
    unit: str
    thresholds: tuple[str, ...]
    threshold_date: str | None
    related: tuple[str, ...]
    examples: str
    judge: Judge
    module: str

    @property
    def theme(self) -> str:
        """Folder name of the rule's theme."""
        return THEMES[self.id[:3]][0]


def check(
    *,
    id: str,
    version: int,
    frame: str,
    severity: Severity,
    kind: Kind,
    title: Text,
    message: Text,
    why: Text,
    condition: Text,
    cannot_tell: Text,
    basis: str,
    settles: Text,
    examples: str,
    column: str | None = None,
    unit: str = "idr",
    explanations: tuple[Text, ...] = (),
    thresholds: tuple[str, ...] = (),
    threshold_date: str | None = None,
    related: tuple[str, ...] = (),
) -> Callable[[Judge], Check]:
    """Turn a function of thresholds into a :class:`Check`; the file, the function and the anomaly share one name."""

    def bind(judge: Judge) -> Check:
        parameters = tuple(inspect.signature(judge).parameters)
        if parameters != thresholds:
            raise TypeError(f"{id}: parameters {parameters} are not its thresholds {thresholds}")
        if id[:3] not in THEMES or not id[4:].isdigit():
            raise ValueError(f"{id}: not a rule id of a known theme")
        return Check(
            id=id,
            version=version,
            name=judge.__name__,
            frame=frame,
            severity=severity,
            kind=kind,
            title=title,
            message=message,
            why=why,
            condition=condition,
            cannot_tell=cannot_tell,
            basis=basis,
            explanations=explanations,
            settles=settles,
            column=column,
            unit=unit,
            thresholds=thresholds,
            threshold_date=threshold_date,
            related=related,
            examples=examples,
            judge=judge,
            module=judge.__module__,
        )

    return bind
