"""Tails, weights and pieces: more evidence never lowers a suspicion, a shortfall never raises one."""

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from checks.evidence.findings import CERTAIN, CERTAINTY, with_evidence
from checks.evidence.pieces import MONEY, NAMES, PIECES, PROGRESS
from checks.evidence.tails import MOST, surprise
from checks.evidence.weights import carried, level, suspicion, weights
from checks.registry import rules
from schemas.finding import Finding
from schemas.tables import polars_schema

RNG = np.random.default_rng(36)
HISTORY = np.abs(RNG.normal(0, 5, 2000))


def _surprise_of(value: float) -> float:
    values = np.append(HISTORY, value)
    reference = np.append(np.ones(len(HISTORY), dtype=bool), False)
    return float(surprise(values, np.zeros(len(values), dtype=np.int64), reference)[-1])


@given(st.floats(-100, 1000), st.floats(0, 100))
def test_a_greater_excess_is_never_less_surprising(value: float, more: float) -> None:
    assert _surprise_of(value) <= _surprise_of(value + more) + 1e-9


@given(st.floats(-1000, 0))
def test_a_shortfall_says_nothing(value: float) -> None:
    assert _surprise_of(value) == 0.0


def test_an_unknown_value_stays_unknown_and_a_wild_one_is_bounded() -> None:
    assert np.isnan(_surprise_of(float("nan")))
    assert _surprise_of(1e9) == MOST


def test_too_little_history_makes_every_piece_unknown() -> None:
    values, reference = np.array([1.0, 2.0, 90.0]), np.array([True, True, False])
    assert np.isnan(surprise(values, np.zeros(3, dtype=np.int64), reference)[2])


def test_every_piece_has_a_weight_and_none_is_negative() -> None:
    using = weights()
    assert set(using.now) == set(using.carried) == set(NAMES)
    assert min(*using.now.values(), *using.carried.values()) >= 0
    assert len(set(NAMES)) == len(PIECES)


@given(st.lists(st.floats(0, 3), min_size=len(NAMES), max_size=len(NAMES)), st.integers(0, len(NAMES) - 1))
def test_more_of_any_piece_never_lowers_the_suspicion(pieces: list[float], which: int) -> None:
    now = np.array([pieces])
    more = now.copy()
    more[0, which] += 1
    none = np.zeros_like(now)
    assert suspicion(level(more, none, NAMES))[0] >= suspicion(level(now, none, NAMES))[0]


def test_earlier_evidence_fades_and_ends_with_the_year() -> None:
    kept = carried(np.array([[1.0], [0.0], [0.0], [0.0]]), np.array([True, False, False, True]))
    assert kept[:, 0].tolist() == [0.0, 1.0, 0.8, 0.0]


def _value(name: str, **figures: object) -> float | None:
    piece = next(piece for piece in (*MONEY, *PROGRESS) if piece.name == name)
    frame = pl.DataFrame({key: [value] for key, value in figures.items()}, strict=False)
    found = frame.select(piece.value.cast(pl.Float64)).item()
    return None if found is None else float(found)


def test_spending_above_sp2d_counts_and_below_does_not() -> None:
    assert _value("selisih_sp2d", keu_pct=40.0, bayar_pct=25.0) == 15.0
    assert _value("selisih_sp2d", keu_pct=20.0, bayar_pct=25.0) == 0.0
    assert _value("selisih_sp2d", keu_pct=40.0, bayar_pct=None) is None


def test_a_finished_work_speaks_only_while_its_contract_is_not_handed_over() -> None:
    assert _value("selesai_tanpa_bast", fisik_pct=100.0, terikat=True, diserahkan=False) == 1.0
    assert _value("selesai_tanpa_bast", fisik_pct=100.0, terikat=True, diserahkan=True) == 0.0
    assert _value("selesai_tanpa_bast", fisik_pct=99.0, terikat=True, diserahkan=False) == 0.0


def test_progress_before_a_contract_speaks_only_where_one_is_needed() -> None:
    figures = {"fisik_pct": 30.0, "k_n": 0, "terikat": False}
    assert _value("sebelum_kontrak", perlu_kontrak=True, **figures) == 30.0
    assert _value("sebelum_kontrak", perlu_kontrak=False, **figures) == 0.0


def test_a_finding_is_raised_to_its_evidence_and_never_lowered() -> None:
    row = dict.fromkeys(polars_schema(Finding)) | {"periode": "2025-10", "kecurigaan": 0.4}
    subjects = ['{"kode_opd":"o","kode":"a"}', '{"kode_opd":"o","kode":"b"}', '{"kode_opd":"o","kode":"a"}']
    named = zip(("FSK-002", "FSK-002", CERTAIN[0]), subjects, strict=True)
    found = pl.DataFrame(
        [{**row, "kode_opd": "o", "aturan": rule, "subjek": subject} for rule, subject in named],
        schema=polars_schema(Finding),
    )
    evidence = pl.DataFrame(
        {"kode_opd": ["o", "o"], "kode": ["a", "b"], "tahun": [2025] * 2, "bulan": [10] * 2, "kecurigaan": [0.9, 0.1]}
    )
    assert with_evidence(found, evidence)["kecurigaan"].to_list() == [0.9, 0.4, CERTAINTY]
    assert set(CERTAIN) <= set(rules())
