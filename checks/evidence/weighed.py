"""All pieces of every line and month, how surprising each is, and the suspicion they add up to."""

from __future__ import annotations

import numpy as np
import polars as pl

from checks.evidence import quantiles
from checks.evidence.lines import LINE, UNIT, evidence_lines
from checks.evidence.pieces import MONEY, NAMES, PIECES, PROGRESS, RESULTS, Piece
from checks.evidence.provenance import with_provenance
from checks.evidence.quantiles import MIDDLE, UPPER
from checks.evidence.restated import with_restatements
from checks.evidence.results import SHAPES, indicator_months
from checks.evidence.tails import Floats, surprise
from checks.evidence.weights import carried, level, suspicion, weights
from checks.frame import Prepared
from checks.prepare.work import KINDS_OF_WORK

SHRINK_LINES = 8
"""An agency's mean over n lines counts n / (n + 8): few lines prove little (methods.md 7)."""
WITHIN_POINTS = 15.0
SEASONS = 6
WORK = (
    "nomor_jenis", "bulan", "bayar_pct", "bayar_m1_pct", "terikat", "umur_kontrak_pct", "diserahkan",
    "nilai_kontrak_pct", "y1_fisik_pct", "rencana_fisik_pct",
)  # fmt: skip
SPENDING = (*WORK[:6], "nilai_kontrak_pct", "rencana_fisik_pct", "fisik_pct", "lalu_fisik_pct", "keu_m1_pct")
RESULT = ("bentuk", "bulan", "nomor_jenis", "bayar_pct", "y1_capai_pct", "rencana_fisik_pct", "umur_kontrak_pct")


def weigh_evidence(prepared: Prepared) -> pl.DataFrame:
    """One row per line and month: :data:`UNIT`, each piece's ``n_`` (value) and ``o_`` (surprise), and the verdict.

    ``kecurigaan`` 0..1, ``medan`` the figure most spoken against and ``potong`` the piece that does (null where none).
    """
    closed_before = prepared.facts.as_of.year
    lines = _measured_lines(with_restatements(prepared, with_provenance(evidence_lines(prepared))), closed_before)
    results = _measured_results(indicator_months(prepared, lines), closed_before)
    rows = lines.join(results, on=UNIT, how="left", maintain_order="left")
    return _judged(rows)


def _numbers(rows: pl.DataFrame, *names: str) -> Floats:
    return rows.select(pl.col(name).cast(pl.Float64).fill_null(float("nan")) for name in names).to_numpy()


def _measured_lines(rows: pl.DataFrame, closed_before: int) -> pl.DataFrame:
    years = rows["tahun"].to_numpy().astype(np.int64)
    progress, before, spent = (_numbers(rows, name)[:, 0] for name in ("fisik_pct", "lalu_fisik_pct", "keu_pct"))
    work = _numbers(rows, *WORK)
    grown = progress - before

    def bound(name: str, features: Floats, figure: Floats, share: float = UPPER) -> pl.Series:
        return pl.Series(name, quantiles.expected(features, figure, years, closed_before, share), nan_to_null=True)

    rows = rows.with_columns(
        bound("wajar_fisik_pct", work, progress),
        bound("tengah_fisik_pct", work, progress, MIDDLE),
        bound("wajar_naik_pct", np.column_stack([work, before]), grown),
        bound("wajar_keu_pct", _numbers(rows, *SPENDING), np.where(np.isnan(work[:, 2]), np.nan, spent)),
    )
    kinds = np.where(rows["dana_triwulanan"].to_numpy(), len(KINDS_OF_WORK), rows["nomor_jenis"].to_numpy())
    strata = (kinds + 1) * SEASONS + rows["musim"].to_numpy()
    return _with_surprise(_with_agency_shift(rows), (*MONEY, *PROGRESS), strata, years < closed_before)


def _with_agency_shift(rows: pl.DataFrame) -> pl.DataFrame:
    """Mean residual of the agency's lines under way, shrunk; it speaks only where the line itself lies above."""
    agency = ["kode_opd", "tahun", "bulan"]
    residual = (pl.col("fisik_pct") - pl.col("tengah_fisik_pct")).clip(-WITHIN_POINTS, WITHIN_POINTS)
    own = pl.when(pl.col("fisik_pct").is_between(1, 99)).then(residual)
    count = own.count().over(agency)
    shift = (own.mean().over(agency) * count / (count + SHRINK_LINES)).clip(0)
    return rows.with_columns(
        pl.when(pl.col("tengah_fisik_pct").is_null()).then(None).when(own > 0).then(shift).otherwise(0.0)
        .alias("geser_opd")
    )  # fmt: skip


def _measured_results(rows: pl.DataFrame, closed_before: int) -> pl.DataFrame:
    """The most surprising indicator of each line and month, piece by piece."""
    years = rows["tahun"].to_numpy().astype(np.int64)
    features = _numbers(rows, *RESULT)
    reached, before = (_numbers(rows, name)[:, 0] for name in ("capai_pct", "lalu_capai_pct"))
    level_bound = quantiles.expected(features, reached, years, closed_before, UPPER)
    jump_bound = quantiles.expected(np.column_stack([features, before]), reached - before, years, closed_before, UPPER)
    rows = rows.with_columns(
        pl.Series("wajar_capai_pct", level_bound, nan_to_null=True),
        pl.Series("wajar_lonjak_pct", jump_bound, nan_to_null=True),
    )
    strata = rows["bentuk"].to_numpy() * SEASONS + rows["musim"].to_numpy() + SEASONS * len(SHAPES)
    measured = _with_surprise(rows, RESULTS, strata, years < closed_before)
    columns = [f"{kind}_{piece.name}" for piece in RESULTS for kind in ("n", "o")]
    shown = ["capai_pct", "wajar_capai_pct"]
    return measured.group_by(UNIT, maintain_order=True).agg(pl.col(*columns, *shown).max())


def _with_surprise(
    rows: pl.DataFrame, pieces: tuple[Piece, ...], strata: np.ndarray, reference: np.ndarray
) -> pl.DataFrame:
    rows = rows.with_columns(piece.value.cast(pl.Float64).alias(f"n_{piece.name}") for piece in pieces)
    return rows.with_columns(
        pl.Series(
            f"o_{piece.name}",
            surprise(_numbers(rows, f"n_{piece.name}")[:, 0], strata, reference),
            nan_to_null=True,
        )
        for piece in pieces
    )


def _judged(rows: pl.DataFrame) -> pl.DataFrame:
    now = np.nan_to_num(_numbers(rows, *(f"o_{name}" for name in NAMES)))
    first = rows.select((pl.struct(LINE) != pl.struct(LINE).shift(1)).fill_null(True)).to_series().to_numpy()
    before = carried(now, first)
    using = weights()
    spoken = now * np.array([using.now.get(name, 0.0) for name in NAMES])
    spoken = spoken + before * np.array([using.carried.get(name, 0.0) for name in NAMES])
    loudest = spoken.argmax(axis=1)
    silent = spoken.max(axis=1, initial=0.0) <= 0
    named = [None if quiet else PIECES[place].name for place, quiet in zip(loudest, silent, strict=True)]
    blamed = [None if quiet else PIECES[place].field for place, quiet in zip(loudest, silent, strict=True)]
    return rows.with_columns(
        pl.Series("kecurigaan", suspicion(level(now, before, NAMES))),
        pl.Series("bobot_bukti", spoken.sum(axis=1)),
        pl.Series("potong", named, dtype=pl.String),
        pl.Series("medan", blamed, dtype=pl.String),
        *(pl.Series(f"b_{name}", before[:, place]) for place, name in enumerate(NAMES)),
    )
