"""Frames of patterns: peers, December shares, bounds and digits, on a few hand-made and a few thousand drawn rows."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from checks.frame import Facts, Prepared
from checks.registry import frames, rules
from checks.runner import FAIL, PASS, UNKNOWN, bind, state
from schemas.tables import DOCUMENT_TABLES, FACT_TABLES, REFERENCE_TABLES, empty, polars_schema

AGENCY = "1.03.0.00.0.00.01.0000"


def _row(table: str, number: int, **given: object) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(polars_schema(FACT_TABLES[table]))
    row |= {"berkas": "a" * 64, "lembar": "x", "baris": number, "peran": "rinci", "asal": "{}", "kode_opd": AGENCY}
    return row | {"baris_id": f"{table}-{number}", "tahun": 2025} | given


def _prepared(**rows: list[dict[str, object]]) -> Prepared:
    tables = {name: empty(model) for name, model in (FACT_TABLES | DOCUMENT_TABLES).items()}
    for name, given in rows.items():
        tables[name] = pl.DataFrame(given, schema=polars_schema(FACT_TABLES[name]))
    references = {name: empty(model) for name, model in REFERENCE_TABLES.items()}
    facts = Facts(tables=tables, history=tables, references=references, as_of=date(2025, 12, 10))
    return Prepared(facts, frames())


def _states(rule_id: str, frame: pl.DataFrame) -> list[int]:
    rule = rules()[rule_id]
    return frame.select(state(bind(rule, frame)).alias("s"))["s"].to_list()


def _rfk(number: int, **given: object) -> dict[str, object]:
    usual = {"kode": f"1.03.02.2.01.{number % 10_000:04d}", "uraian": "Sosialisasi", "pagu_idr": 1_000_000, "bulan": 6}
    return _row("rfk", number, **(usual | given))


@pytest.fixture(scope="module")
def peers() -> pl.DataFrame:
    """Eighty lines in two months, one of them far ahead of its money and grown thirtyfold."""
    rng = np.random.default_rng(1)
    rows = []
    for line in range(80):
        spent = int(rng.integers(100_000, 300_000))
        now = 30 * 9_000 if line == 7 else int(spent * rng.uniform(1.05, 1.3))
        spent = 9_000 if line == 7 else spent
        ahead = 60 if line == 7 else rng.uniform(1, 6)
        rows.append(_rfk(line, baris_id=f"a{line}", bulan=5, realisasi_idr=spent, fisik_pct=spent / 10_000 + 2))
        rows.append(_rfk(line, baris_id=f"b{line}", realisasi_idr=now, fisik_pct=now / 10_000 + ahead))
    return _prepared(rfk=rows)["sebaya"].filter(pl.col("bulan") == 6)


@pytest.mark.parametrize("rule", ["DRT-007", "POL-003", "POL-006"])
def test_the_one_line_unlike_its_peers_fails_and_the_others_pass(peers: pl.DataFrame, rule: str) -> None:
    failed = peers.filter(pl.Series(_states(rule, peers)) == FAIL)["kode"].to_list()
    assert failed == ["1.03.02.2.01.0007"]


def test_the_fields_that_drive_an_unusual_row_are_named(peers: pl.DataFrame) -> None:
    (named,) = peers.filter(pl.col("kode") == "1.03.02.2.01.0007")["pendorong"]
    assert "kenaikan_fisik_poin" in named


def test_few_peers_are_unknown_not_passed(peers: pl.DataFrame) -> None:
    few = _prepared(rfk=[_rfk(n, realisasi_idr=100 * n, fisik_pct=50.0) for n in range(1, 9)])["sebaya"]
    assert set(_states("POL-003", few)) == {UNKNOWN}
    assert set(_states("POL-006", few)) == {UNKNOWN}


def test_december_is_measured_against_the_agencys_own_three_years_and_the_others() -> None:
    rows = []
    agencies = [f"1.03.0.00.0.00.{n:02d}.0000" for n in range(1, 13)]
    for year in (2022, 2023, 2024, 2025):
        for place, agency in enumerate(agencies):
            to_november = 400 if (place, year) == (0, 2025) else 900
            for month, spent in ((11, to_november), (12, 1_000)):
                at = len(rows)
                rows.append(_rfk(1, baris_id=f"r{at}", baris=at + 1, kode_opd=agency, tahun=year, bulan=month,
                                 realisasi_idr=spent, fisik_pct=99.0))  # fmt: skip
    frame = _prepared(rfk=rows)["desember"].filter(pl.col("tahun") == 2025).sort("kode_opd")
    assert frame["desember_pct"][0] == pytest.approx(60)
    assert frame["norma_pct"].to_list() == pytest.approx([10] * 12)
    assert _states("DRT-008", frame) == [FAIL] + [PASS] * 11


def test_three_years_are_needed_and_an_unfinished_year_is_not_examined() -> None:
    one = _prepared(rfk=[_rfk(1, baris_id=f"x{m}", bulan=m, realisasi_idr=100 * m, fisik_pct=1.0) for m in (11, 12)])
    assert _states("DRT-008", one["desember"]) == [UNKNOWN]
    november = _prepared(rfk=[_rfk(1, bulan=11, realisasi_idr=100, fisik_pct=1.0)])
    assert _states("DRT-008", november["desember"]) == [0]


def _indicators(shares: list[float]) -> Prepared:
    return _prepared(
        indikator=[
            _row("indikator", n, triwulan=4, kode=f"k{n}", kode_indikator=f"k{n}#1", indikator="x", satuan="%",
                 polaritas="naik", target_k=100.0, realisasi_k=share, capaian_pct=share)
            for n, share in enumerate(shares)
        ]
    )  # fmt: skip


def test_a_pile_just_above_the_bounds_is_found_and_exactly_100_never_counts() -> None:
    piled = [51.2, 66.5, 76.1, 91.4] * 9 + [50.5] * 3 + [100.0] * 80
    frame = _indicators(piled)["ambang_capaian"]
    assert frame.select("n_di_atas", "n_di_bawah", "n_capaian").row(0) == (36, 3, 39)
    assert _states("IND-010", frame) == [FAIL]
    even = [float(share) for share in np.linspace(40.1, 99.9, 400)]
    assert _states("IND-010", _indicators(even)["ambang_capaian"]) == [PASS]
    assert _states("IND-010", _indicators(piled[:20])["ambang_capaian"]) == [UNKNOWN]


def _contracts(values: list[int], day: date = date(2024, 5, 2)) -> pl.DataFrame:
    return _prepared(
        kontrak=[
            _row("kontrak", n, nomor=f"n{n}", paket=f"p{n}", kode="k", jenis_pengadaan="konstruksi", nilai_idr=value,
                 kontrak_tgl=day, tahun=day.year)
            for n, value in enumerate(values)
        ]
    )["ambang_pengadaan"]  # fmt: skip


def test_values_piled_under_the_limit_of_their_day_are_found_and_later_ones_are_not() -> None:
    piled = [190_000_000 + 50_000 * n for n in range(188)]
    assert _states("KTR-002", _contracts(piled)) == [FAIL]
    assert _contracts(piled, date(2025, 6, 2))["n_dekat"].to_list() == [0]
    assert _states("KTR-002", _contracts(piled, date(2025, 6, 2))) == [UNKNOWN]
    even = [180_100_000 + 400_000 * n for n in range(100)]
    assert _states("KTR-002", _contracts(even)) == [PASS]


def _spending(share: float) -> pl.DataFrame:
    rng = np.random.default_rng(2)
    rows = []
    for n in range(240):
        ceiling = int(rng.integers(50_000_000, 900_000_000))
        spent = int(ceiling * rng.uniform(0.1, 0.9))
        if n < 240 * share:
            spent = round(ceiling * round(spent / ceiling * 100) / 100)
        rows.append(_rfk(n, pagu_idr=ceiling, realisasi_idr=spent, fisik_pct=50.0))
    return _prepared(rfk=rows)["angka_opd"]


def test_money_put_on_whole_percents_is_found_and_honest_money_is_not() -> None:
    assert _states("POL-001", _spending(0.0)) == [PASS]
    assert _states("POL-001", _spending(0.4)) == [FAIL]


def _outputs(invented: bool) -> pl.DataFrame:
    rng = np.random.default_rng(3)
    rows = []
    for n in range(150):
        target = float(rng.integers(300, 900))
        done = float(rng.binomial(int(target), 0.6))
        if invented and n < 90:
            percent = next(p for p in range(40, 99) if abs(round(p * target / 100) * 100 / target - p) <= 0.05)
            done = float(round(percent * target / 100))
        rows.append(_row("e81", n, triwulan=3, kode=f"k{n}", kode_indikator=f"k{n}#1", indikator="x", satuan="orang",
                         target_k=target, total_k=done))  # fmt: skip
    return _prepared(rfk=[_rfk(1)], e81=rows)["angka_opd"]


def test_outputs_worked_out_from_percentages_are_found_and_counted_ones_are_not() -> None:
    assert _states("POL-007", _outputs(invented=False)) == [PASS]
    assert _states("POL-007", _outputs(invented=True)) == [FAIL]


def _payments(values: np.ndarray) -> pl.DataFrame:
    amounts = [_row("sp2d", n, status="final", jenis="LS", nilai_idr=int(v)) for n, v in enumerate(values)]
    return _prepared(sp2d=amounts)["angka_pertama"]


def test_first_digits_say_nothing_of_conforming_nor_of_genuine_but_unlike_amounts() -> None:
    rng = np.random.default_rng(4)
    conforming = 10 ** rng.uniform(5, 9, 1_500)
    tariffs = rng.choice([150_000, 350_000, 430_000], 150) * rng.integers(1, 60, 150)
    genuine = np.concatenate([10 ** rng.normal(7, 0.9, 1_350), tariffs])
    assert _states("POL-002", _payments(conforming)) == [PASS]
    assert _states("POL-002", _payments(genuine)) == [PASS]
    assert _states("POL-002", _payments(conforming[:999])) == [UNKNOWN]
    assert _states("POL-002", _payments(rng.integers(10**6, 10**7, 1_500))) == [UNKNOWN]


def test_first_digits_are_for_information_about_a_portfolio_and_raise_no_suspicion() -> None:
    rule = rules()["POL-002"]
    frame = _payments(np.repeat([5_000, 5_000_000, 50_000_000], 400))
    assert _states("POL-002", frame) == [FAIL]
    assert str(rule.severity) == "info"
    assert "kode_opd" not in frames()["angka_pertama"].columns
    assert frame.select(bind(rule, frame).suspicion).item() == 0


def test_even_steps_stand_out_among_uneven_ones() -> None:
    rng = np.random.default_rng(5)
    rows = []
    for line in range(30):
        steps = np.full(8, 9.0) if line == 3 else rng.uniform(2, 14, 8)
        for month, done in enumerate(np.cumsum(steps), start=1):
            rows.append(
                _rfk(line, baris_id=f"{line}-{month}", bulan=month, realisasi_idr=1, fisik_pct=float(min(done, 99)))
            )
    frame = _prepared(rfk=rows)["rfk_garis"].sort("kode")
    assert [n for n, code in enumerate(_states("POL-004", frame)) if code == FAIL] == [3]


def test_a_whole_agency_above_its_sources_is_seen_in_its_mean_and_few_lines_are_pulled_to_nothing() -> None:
    def month(lines: int, above: int) -> pl.DataFrame:
        rfk = [_rfk(n, realisasi_idr=500_000 + above, fisik_pct=60.0) for n in range(lines)]
        paid = [
            _row("sp2d", n, status="final", jenis="LS", kode=f"1.03.02.2.01.{n:04d}", nilai_idr=500_000,
                 tgl=date(2025, 6, 5))
            for n in range(lines)
        ]  # fmt: skip
        return _prepared(rfk=rfk, sp2d=paid)["rfk_opd_bulan"]

    shifted = month(15, 40_000)
    assert shifted.select("n_beda_uang", "beda_uang_poin").row(0) == (15, pytest.approx(4.0))
    assert _states("POL-005", shifted) == [FAIL]
    assert _states("POL-005", month(2, 40_000)) == [PASS]
    assert _states("POL-005", month(15, 0)) == [PASS]
