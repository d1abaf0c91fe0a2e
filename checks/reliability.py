"""How far an agency's figures can be relied on: distinct causes of wrong or unproven figures over what could be judged.

The level of achievement plays no part: an agency at 55 % with true figures stands above one at 100 % without evidence.
"""

from __future__ import annotations

import polars as pl
from scipy.stats import beta  # type: ignore[import-untyped]

from checks.frame import Prepared
from checks.shortfall import in_shape
from schemas.outputs import Keandalan
from schemas.tables import polars_schema

COUNTED = ("blokir", "peringatan")
SETTLED_WELL = ("wajar", "dijelaskan", "alarm_palsu", "selesai")
"""Stewards found nothing wrong, or the matter is mended."""
BORROWED_LINES = 20
"""Weight of the regency's own rate beside an agency's, in lines: few lines say little."""
OPENNESS_POINTS = 2.0
"""The most that telling one's shortfalls with obstacle and plan adds (own decision: slight, never decisive)."""
EIGHT_IN_TEN = (0.1, 0.9)


def reliability(
    opd: pl.DataFrame,
    lines: pl.DataFrame,
    findings: pl.DataFrame,
    standing: pl.DataFrame,
    kekurangan: pl.DataFrame,
) -> pl.DataFrame:
    """One row per agency on the register ``opd``, in the shape of ``schemas.outputs.Keandalan``, best first.

    ``lines``: :func:`judged_lines`, which is what could be judged. ``standing`` [finding_id, kasus, status, penasihat,
    dikecualikan] of tonight's findings. Findings of one case are one cause. The score is 100 times the share without a
    cause, drawn towards the regency's where there are few lines; its interval holds eight in ten.
    """
    rows = (
        opd.select("kode_opd", pl.col("nama").alias("nama_opd"))
        .join(lines, on="kode_opd", how="left")
        .join(_causes(findings, standing), on="kode_opd", how="left")
        .join(_told(kekurangan), on="kode_opd", how="left")
        .with_columns(pl.col("n_dinilai", "n_penyebab", "n_kekurangan", "n_disampaikan").fill_null(0))
    )
    return in_shape(_scored(rows), polars_schema(Keandalan)).sort("peringkat", "kode_opd", nulls_last=True)


def judged_lines(prepared: Prepared, row_states: pl.DataFrame) -> pl.DataFrame:
    """[kode_opd, n_dinilai]: how many lines of each agency have a report that any rule could judge."""
    judged = row_states.filter(pl.col("dinilai") > 0).select("baris_id")
    reports = prepared["rfk"].join(judged, on="baris_id", how="semi")
    return reports.group_by("kode_opd").agg(pl.struct("tahun", "kode").n_unique().alias("n_dinilai"))


def _causes(findings: pl.DataFrame, standing: pl.DataFrame) -> pl.DataFrame:
    accusing = findings.filter(pl.col("hasil") == "gagal", pl.col("keparahan").is_in(COUNTED))
    open_still = accusing.join(standing, on="finding_id", how="inner").filter(
        ~pl.col("status").is_in(SETTLED_WELL), ~pl.col("penasihat"), ~pl.col("dikecualikan")
    )
    return open_still.group_by("kode_opd").agg(pl.col("kasus").n_unique().alias("n_penyebab"))


def _told(kekurangan: pl.DataFrame) -> pl.DataFrame:
    whole = pl.col("permasalahan").is_not_null() & pl.col("rencana").is_not_null()
    return kekurangan.group_by("kode_opd").agg(pl.len().alias("n_kekurangan"), whole.sum().alias("n_disampaikan"))


def _scored(rows: pl.DataFrame) -> pl.DataFrame:
    counted = pl.min_horizontal("n_penyebab", "n_dinilai")
    whole = rows.filter(pl.col("n_dinilai") > 0).select(counted.sum().alias("c"), pl.col("n_dinilai").sum().alias("n"))
    usual = (whole["c"].item() + 0.5) / (whole["n"].item() + 1)
    wrong = counted + usual * BORROWED_LINES
    right = pl.col("n_dinilai") - counted + (1 - usual) * BORROWED_LINES
    open_points = pl.when(pl.col("n_kekurangan") > 0).then(
        OPENNESS_POINTS * pl.col("n_disampaikan") / pl.col("n_kekurangan")
    )
    parts = rows.select(wrong.alias("w"), right.alias("r"))
    low, high = (pl.Series(beta.ppf(q, parts["r"], parts["w"])) * 100 for q in EIGHT_IN_TEN)
    judged = pl.col("n_dinilai") > 0
    scored = rows.with_columns(
        (right / (right + wrong) * 100).alias("_murni"),
        open_points.fill_null(0.0).round(2).alias("tambahan_terbuka"),
        low.alias("bawah"),
        high.alias("atas"),
    ).with_columns((pl.col("_murni") + pl.col("tambahan_terbuka")).clip(0, 100).round(2).alias("skor"))
    shown = scored.with_columns(pl.when(judged).then(pl.col("skor", "bawah", "atas").round(2)))
    return shown.with_columns(pl.col("skor").rank("min", descending=True).cast(pl.Int32).alias("peringkat"))
