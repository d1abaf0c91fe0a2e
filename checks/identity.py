"""Who a finding is about: period and subject of a unit, and the stable id made of rule, dataset, period and subject.

Texts are hashed with BLAKE2b, each distinct one once; the parts are then mixed by arithmetic on whole columns. The
mixing can be undone, so that the units of known ids are found without hashing every row for every rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

import numpy as np
import polars as pl

from checks.frame import Frame
from checks.rule import Check

PERIOD_COLUMNS = ("tahun", "bulan", "triwulan")
_DIGITS = 16
_MULTIPLIERS = (0xBF58476D1CE4E5B9, 0x94D049BB133111EB)
_INVERSES = tuple(pow(multiplier, -1, 2**64) for multiplier in _MULTIPLIERS)
"""Finaliser of SplitMix64 (public domain): a bijection of 64 bits in which every bit depends on every bit."""


def subject(frame: Frame) -> pl.Expr:
    """The unit's key as a JSON object, null where a part is missing."""
    return pl.struct(frame.key).struct.json_encode()


def period(columns: Iterable[str]) -> pl.Expr:
    """``YYYY``, ``YYYY-MM`` or ``YYYY-TWn``; "-" where no year is known."""
    columns = tuple(columns)
    year = pl.col("tahun").cast(pl.String) if "tahun" in columns else pl.lit(None, dtype=pl.String)
    text = year
    if "triwulan" in columns:
        quarter = pl.format("{}-TW{}", year, pl.col("triwulan"))
        text = pl.coalesce(quarter, text)
    if "bulan" in columns:
        month = pl.format("{}-{}", year, pl.col("bulan").cast(pl.String).str.zfill(2))
        text = pl.coalesce(month, text)
    return text.fill_null("-")


def units(frame: Frame, rows: pl.DataFrame) -> tuple[pl.DataFrame, np.ndarray]:
    """[periode, subjek] of each row, and 64 bits that stand for both."""
    named = rows.select(period(rows.columns).alias("periode"), subject(frame).alias("subjek"))
    return named, _mixed(_mixed(_hashed(named["periode"])) ^ _hashed(named["subjek"]))


def ids_of(rule: Check, frame: Frame, unit: np.ndarray) -> np.ndarray:
    """Ids of ``rule``'s findings on ``unit`` (as :func:`units` gives them), as 64-bit numbers."""
    return _mixed(unit ^ _salt(rule, frame))


def units_of(rule: Check, frame: Frame, ids: np.ndarray) -> np.ndarray:
    """The units that would have ``ids`` under ``rule``: :func:`ids_of` undone."""
    return _unmixed(ids) ^ _salt(rule, frame)


def as_numbers(finding_ids: Iterable[str]) -> np.ndarray:
    """Written ids as 64-bit numbers."""
    return np.array([int(text, 16) for text in finding_ids], dtype=np.uint64)


def as_text(ids: np.ndarray) -> pl.Series:
    """64-bit numbers as ids are written: sixteen hexadecimal digits."""
    text = ids.astype(">u8").tobytes().hex()
    return pl.Series(
        "finding_id", [text[at : at + _DIGITS] for at in range(0, len(text), _DIGITS)], dtype=pl.String
    )  # fmt: skip


def finding_ids(rule: Check, frame: Frame, rows: pl.DataFrame) -> pl.Series:
    """Id of (rule, dataset, period, subject) for each row: stable from night to night."""
    return as_text(ids_of(rule, frame, units(frame, rows)[1]))


def _salt(rule: Check, frame: Frame) -> np.uint64:
    return np.uint64(_mixed(_digests([f"{rule.id}|{frame.dataset}"]))[0])


def _digests(texts: Iterable[str]) -> np.ndarray:
    joined = b"".join([blake2b(text.encode(), digest_size=8).digest() for text in texts])
    return np.frombuffer(joined, dtype=">u8").astype(np.uint64)


def _hashed(texts: pl.Series) -> np.ndarray:
    distinct = texts.unique()
    numbers = pl.Series(_digests(distinct), dtype=pl.UInt64)
    hashed: np.ndarray = texts.replace_strict(distinct, numbers, return_dtype=pl.UInt64).to_numpy()
    return hashed


def _mixed(bits: np.ndarray) -> np.ndarray:
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(_MULTIPLIERS[0])
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(_MULTIPLIERS[1])
    mixed: np.ndarray = bits ^ (bits >> np.uint64(31))
    return mixed


def _unmixed(bits: np.ndarray) -> np.ndarray:
    bits = _unshifted(bits, 31) * np.uint64(_INVERSES[1])
    bits = _unshifted(bits, 27) * np.uint64(_INVERSES[0])
    return _unshifted(bits, 30)


def _unshifted(bits: np.ndarray, by: int) -> np.ndarray:
    """Undo ``x ^ (x >> by)``; twice over is enough for shifts of 22 bits and more."""
    step = np.uint64(by)
    undone: np.ndarray = bits ^ ((bits ^ (bits >> step)) >> step)
    return undone
