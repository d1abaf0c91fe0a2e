"""Findings as the ledger keeps them: storable text, no NaN, and the hashes that tell whether anything changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import polars as pl
import polars.selectors as cs

from schemas.finding import Finding
from schemas.tables import polars_schema

FINDING_SCHEMA = polars_schema(Finding)
FINDING_COLUMNS = tuple(FINDING_SCHEMA)
JUDGED = ("aturan", "versi_aturan", "hasil", "periode", "teramati", "harapan", "teramati_teks", "harapan_teks")
"""What a decision judges: when one of these changes, it lapses."""


def value_hash(finding: Mapping[str, Any]) -> str:
    """Seal of what a decision on ``finding`` judges. Numbers count to six decimals: noise of summation is no change."""
    judged = tuple([_steady(finding[name]) for name in JUDGED])
    return hashlib.sha256(repr(judged).encode()).hexdigest()


def storable_rows(findings: pl.DataFrame) -> list[dict[str, Any]]:
    """Rows of ``findings`` (``schemas.finding.Finding``) with ``value_hash`` and ``content_hash``.

    ValueError if a finding comes twice; a missing column raises as polars does. ``content_hash`` may differ between
    versions of polars: then the same content is written once more.
    """
    frame = findings.select(pl.col(name).cast(dtype) for name, dtype in FINDING_SCHEMA.items())
    if frame["finding_id"].n_unique() != frame.height:
        raise ValueError("a finding may come only once per run")
    frame = frame.with_columns(pl.when(cs.float().is_finite()).then(cs.float()).name.keep())
    odd = [c for c in frame.select(cs.string()).columns if frame[c].str.contains("\x00", literal=True).any()]
    frame = frame.with_columns(pl.col(odd).str.replace_all("\x00", "\\x00", literal=True))
    rows = frame.with_columns(content_hash=frame.hash_rows(seed=3603).cast(pl.String)).to_dicts()
    for row in rows:
        row["value_hash"] = value_hash(row)
    return rows


def _steady(value: object) -> object:
    return round(value, 6) + 0.0 if isinstance(value, float) else value
