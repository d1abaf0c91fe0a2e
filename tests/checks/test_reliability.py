"""The reliability of an agency's figures: evidence counts, achievement does not."""

from __future__ import annotations

from datetime import date

import polars as pl

from checks.frame import Facts, Prepared
from checks.registry import frames
from checks.reliability import judged_lines, reliability
from schemas.finding import Finding, RowState
from schemas.outputs import Keandalan, Kekurangan
from schemas.register import Opd
from schemas.tables import DOCUMENT_TABLES, FACT_TABLES, REFERENCE_TABLES, empty, polars_schema

HONEST, PROUD, SILENT = (f"1.03.0.00.0.00.0{n}.0000" for n in (1, 2, 3))
STANDING = {
    "finding_id": pl.String, "kasus": pl.String, "status": pl.String, "penasihat": pl.Boolean,
    "dikecualikan": pl.Boolean,
}  # fmt: skip


def _reports(agency: str, done_pct: float, lines: int = 40) -> list[dict[str, object]]:
    blank: dict[str, object] = dict.fromkeys(polars_schema(FACT_TABLES["rfk"]))
    return [
        blank | {
            "baris_id": f"{agency}:{n}", "berkas": "a" * 64, "lembar": "RFK", "baris": n, "peran": "rinci",
            "asal": "{}", "kode_opd": agency, "tahun": 2025, "bulan": 11, "kode": f"1.03.02.2.01.{n:04d}",
            "uraian": "Sosialisasi",
            "pagu_idr": 1000, "realisasi_idr": int(10 * done_pct), "fisik_pct": done_pct,
        }
        for n in range(1, lines + 1)
    ]  # fmt: skip


def _scores(
    unproven: int, told: int = 0, status: str = "baru", cases: int | None = None, hidden: bool = False
) -> dict[str, dict[str, object]]:
    tables = {name: empty(model) for name, model in (FACT_TABLES | DOCUMENT_TABLES).items()}
    rows = [*_reports(HONEST, 55.0), *_reports(PROUD, 100.0)]
    tables["rfk"] = pl.DataFrame(rows, schema=polars_schema(FACT_TABLES["rfk"]))
    references = {name: empty(model) for name, model in REFERENCE_TABLES.items()}
    agencies = [
        {"kode_opd": code, "nama": code, "jenis": "OPD", "bidang": "1.03", "blud": False}
        for code in (HONEST, PROUD, SILENT)
    ]
    references["opd"] = pl.DataFrame(agencies, schema=polars_schema(Opd))
    facts = Facts(tables=tables, history=tables, references=references, as_of=date(2025, 12, 15))
    found = [
        {"finding_id": f"{n:016x}", "hasil": "gagal", "keparahan": "peringatan", "kode_opd": PROUD}
        for n in range(unproven)
    ]
    standing = [
        {"finding_id": f"{n:016x}", "kasus": f"{n % (cases or unproven):016x}", "status": status, "penasihat": hidden,
         "dikecualikan": False}
        for n in range(unproven)
    ]  # fmt: skip
    judged = [{"baris_id": row["baris_id"], "dinilai": 3} for row in rows]
    behind = [
        {"kode_opd": HONEST, "permasalahan": "Lahan", "rencana": "Koordinasi" if n < told else None} for n in range(10)
    ]
    scored = reliability(
        facts.references["opd"],
        judged_lines(Prepared(facts, frames()), pl.DataFrame(judged, schema=polars_schema(RowState))),
        pl.DataFrame(found, schema=polars_schema(Finding)),
        pl.DataFrame(standing, schema=STANDING),
        pl.DataFrame(behind, schema=polars_schema(Kekurangan)),
    )
    Keandalan.validate(scored)
    return {row["kode_opd"]: row for row in scored.iter_rows(named=True)}


def test_an_agency_at_55_percent_with_true_figures_ranks_above_one_at_100_percent_without_evidence() -> None:
    scores = _scores(unproven=12)
    assert scores[HONEST]["peringkat"] == 1
    assert scores[PROUD]["peringkat"] == 2
    assert scores[HONEST]["bawah"] > scores[PROUD]["skor"]


def test_the_level_of_achievement_alone_moves_no_score() -> None:
    scores = _scores(unproven=0)
    assert scores[HONEST]["skor"] == scores[PROUD]["skor"]


def test_findings_of_one_case_are_one_cause() -> None:
    assert _scores(unproven=12, cases=1)[PROUD]["n_penyebab"] == 1
    assert _scores(unproven=12, cases=1)[PROUD]["skor"] > _scores(unproven=12)[PROUD]["skor"]


def test_what_stewards_cleared_and_what_only_advises_counts_against_nobody() -> None:
    assert _scores(unproven=12, status="alarm_palsu")[PROUD]["n_penyebab"] == 0
    assert _scores(unproven=12, hidden=True)[PROUD]["n_penyebab"] == 0
    assert _scores(unproven=12, status="diterima")[PROUD]["n_penyebab"] == 12


def test_telling_a_shortfall_with_obstacle_and_plan_raises_the_score_slightly() -> None:
    plain, open_ = _scores(unproven=12)[HONEST], _scores(unproven=12, told=10)[HONEST]
    assert 0 < open_["skor"] - plain["skor"] <= 2
    assert (open_["n_disampaikan"], open_["n_kekurangan"]) == (10, 10)


def test_an_agency_of_which_nothing_could_be_judged_has_no_score_rather_than_a_good_one() -> None:
    silent = _scores(unproven=12)[SILENT]
    assert (silent["skor"], silent["peringkat"], silent["n_dinilai"]) == (None, None, 0)
