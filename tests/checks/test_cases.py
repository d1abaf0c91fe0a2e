"""One cause, one case: drawn causes, each with the findings it leaves behind."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import orjson
import polars as pl
import pytest

from checks.blame import blame, causes, edit_of
from checks.cases import build_cases
from checks.registry import rules
from checks.rule import THEMES
from schemas.finding import CAUSES, Finding
from schemas.tables import polars_schema

AGENCY = "1.03.0.00.0.00.01.0000"
LINE = "1.03.02.2.01.0001"


def found(rule: str, month: int | None = 9, kode: str | None = LINE, **values: Any) -> dict[str, Any]:
    """A finding of ``rule`` on a line of the agency's September report, unless said otherwise."""
    known = rules()[rule]
    period = "2025" if month is None else f"2025-{month:02d}"
    row = {
        "aturan": rule, "versi_aturan": 1, "tema": THEMES[rule[:3]][0], "keparahan": str(known.severity),
        "jenis": str(known.kind), "hasil": "gagal", "dataset": "rfk", "periode": period, "kode_opd": AGENCY,
        "subjek": orjson.dumps({"kode_opd": AGENCY, "kode": kode}).decode(), "baris_id": f"{kode} {period}",
        "berkas": f"rfk {period}", "lembar": "RFK", "kolom": known.column, "parameter": "{}", "ambang": "[]",
        "dasar": "x", "kecurigaan": 0.8, "selisih": None,
    } | values  # fmt: skip
    name = f"{rule}{row['periode']}{row['subjek']}{row['kode_opd']}{row['berkas']}"
    return row | {"finding_id": blake2b(name.encode(), digest_size=8).hexdigest()}


def cases(*rows: dict[str, Any]) -> list[tuple[str, str, str | None, set[str]]]:
    """(rule of the primary, what holds it together, field blamed, rules in it) of each case, largest first."""
    frame = pl.DataFrame(rows, schema=polars_schema(Finding))
    built = build_cases(frame).join(frame.select("finding_id", "aturan"), on="finding_id")
    assert built.height == frame.height
    assert built.filter(pl.col("urutan") == 0).select(pl.col("finding_id") == pl.col("kasus")).to_series().all()
    told = [
        (group.sort("urutan")["aturan"][0], group["sebab_kasus"][0], group["kolom_kasus"][0], set(group["aturan"]))
        for _, group in built.group_by("kasus")
    ]
    return sorted(told, key=lambda case: (-len(case[3]), case[0]))


def test_a_figure_above_its_ceiling_explains_its_cascade_on_the_line() -> None:
    (case,) = cases(
        found("REK-001"), found("ANG-001"), found("FSK-001"), found("HIT-005"), found("ANG-001", 10),
        found("REK-006", None, periode="2025-TW3", dataset="e81", kolom="total_idr"),
    )  # fmt: skip
    assert case == ("ANG-001", "sebab_akibat", "realisasi_idr", {"REK-001", "ANG-001", "FSK-001", "HIT-005", "REK-006"})


def test_an_empty_ceiling_is_blamed_where_everything_it_breaks_names_it() -> None:
    (case,) = cases(found("KLP-008", kolom="pagu_idr"), found("ANG-004"), found("HIT-002"), found("HIT-005"))
    assert case[2] == "pagu_idr"


def test_two_faults_on_one_line_are_two_cases() -> None:
    told = cases(found("REK-001"), found("FSK-010"), found("FSK-011"))
    assert [case[3] for case in told] == [{"FSK-010", "FSK-011"}, {"REK-001"}]
    assert [case[2] for case in told] == ["fisik_pct", "realisasi_idr"]


def test_the_same_question_months_apart_is_another_case() -> None:
    assert len(cases(found("REK-001", 2), found("REK-001", 3), found("REK-001", 8))) == 2


def test_a_slip_of_a_digit_explains_the_jump_and_the_fall_after_it() -> None:
    (case,) = cases(found("DRT-006", 5), found("REK-001", 5), found("DRT-001", 6), found("DRT-010", 6))
    assert case[:3] == ("DRT-006", "satuan", "realisasi_idr")


def test_a_template_error_explains_its_65_rows_and_spares_what_else_is_wrong_on_them() -> None:
    lines = [f"1.03.02.2.01.{number:04d}" for number in range(65)]
    told = cases(
        *(found("HIT-002", kode=kode) for kode in lines),
        found("HIT-012", kode=lines[3]),
        found("REK-001", kode=lines[3]),
    )
    assert [case[:2] for case in told] == [("HIT-002", "templat"), ("REK-001", "sendiri")]
    assert told[0][3] == {"HIT-002", "HIT-012"}


def test_three_rows_are_no_template() -> None:
    assert len(cases(*(found("HIT-002", kode=f"1.03.02.2.01.000{number}") for number in range(3)))) == 3


def sums(rule: str, kode: str, figure: str, difference: float) -> dict[str, Any]:
    subject = {"formulir": "rfk", "kode_opd": AGENCY, "lembar": "RFK", "kode": kode, "ukuran": figure}
    return found(rule, kode=kode, subjek=orjson.dumps(subject).decode(), kolom=figure, selisih=difference)


def test_one_broken_child_explains_the_parents_above_it() -> None:
    parents = [sums("HIT-001", kode, "sisa_idr", 5e6) for kode in ("1.03.02.2.01", "1.03.02", "1.03")]
    (case,) = cases(*parents, sums("HIT-011", "JUMLAH #80", "sisa_idr", 5e6))
    assert case[:2] == ("HIT-001", "induk")
    (case,) = cases(*parents, found("HIT-005", selisih=-5e6))
    assert case[0] == "HIT-005"


def test_a_parent_that_is_off_by_another_amount_is_not_explained_by_the_line() -> None:
    told = cases(sums("HIT-001", "1.03.02", "sisa_idr", 7e6), found("HIT-005", selisih=5e6))
    assert len(told) == 2


def test_a_copied_file_explains_its_rows_and_those_of_no_other_file() -> None:
    subject = orjson.dumps({"nama_berkas": "a.xlsx", "lembar": "RFK"}).decode()
    copied = found("KLP-004", subjek=subject, baris_id=None)
    rows = [found("DRT-003", kode=f"1.03.02.2.01.000{number}") for number in range(3)]
    told = cases(copied, *rows, found("DRT-003", 4))
    assert [case[:2] for case in told] == [("KLP-004", "berkas"), ("DRT-003", "sendiri")]


def test_figures_equal_to_the_last_digit_in_several_agencies_are_one_case() -> None:
    here = found("KLP-015", teramati=187654321.0)
    there = found("KLP-015", teramati=187654321.0, kode_opd="7.01.0.00.0.00.02.0000", berkas="lain", baris_id="lain")
    (case,) = cases(here, there)
    assert case[1] == "salinan"


def test_an_agencys_total_goes_with_the_line_that_is_off_by_as_much() -> None:
    whole = found("ANG-005", subjek=orjson.dumps({"kode_opd": AGENCY}).decode(), baris_id=None, selisih=9e6)
    told = cases(whole, found("KLP-006", kode="1.03.02.2.01.0007", selisih=-9e6), found("KLP-006", selisih=-4e6))
    assert [case[3] for case in told] == [{"ANG-005", "KLP-006"}, {"KLP-006"}]


def of_contract(rule: str) -> dict[str, Any]:
    subject = {"kode_opd": AGENCY, "kode": LINE, "nomor": "027/11", "paket": "jalan"}
    return found(rule, None, dataset="kontrak", subjek=orjson.dumps(subject).decode(), baris_id="kontrak 1")


def test_a_contract_beyond_its_end_is_one_case_and_its_price_another() -> None:
    told = cases(of_contract("KTR-004"), of_contract("KTR-009"), of_contract("KTR-011"), of_contract("KTR-001"))
    assert [case[3] for case in told] == [{"KTR-001", "KTR-011"}, {"KTR-004", "KTR-009"}]


def test_money_above_its_source_explains_what_only_looks_unusual_on_the_line() -> None:
    (case,) = cases(found("REK-001"), found("POL-006", kolom="realisasi_idr"), found("POL-003"), found("DRT-007"))
    assert case[0] == "REK-001"


def test_a_payment_recorded_twice_is_a_case_of_the_register_and_not_of_a_contract() -> None:
    subject = {"kode_opd": AGENCY, "nomor": "027/11", "kode": LINE, "kode_akun": "5.1"}
    twice = found("REK-007", dataset="sp2d", subjek=orjson.dumps(subject).decode(), baris_id="sp2d 1", kolom="sp2d")
    assert len(cases(twice, of_contract("KTR-010"))) == 2


def test_a_component_miscalculated_explains_a_ceiling_that_is_not_its_sum() -> None:
    (case,) = cases(found("HIT-021", None, dataset="dpa"), found("HIT-024", None, dataset="dpa_rincian"))
    assert case[2] == "rincian"


def test_a_unit_changed_mid_year_is_one_question_of_both_forms() -> None:
    subject = {"kode_opd": AGENCY, "kode": LINE, "kode_indikator": "K1"}
    (case,) = cases(
        *(found(rule, None, dataset="indikator", subjek=orjson.dumps(subject).decode(), kolom="satuan")
          for rule in ("IND-009", "IND-021")),
    )  # fmt: skip
    assert case[3] == {"IND-009", "IND-021"}


def test_late_reports_of_one_agency_are_one_question() -> None:
    late = [
        found("KLP-002", month, subjek=orjson.dumps({"kode_opd": AGENCY, "formulir": "rfk"}).decode(), baris_id=None)
        for month in (2, 5, 9)
    ]
    (case,) = cases(*late)
    assert case[1] == "berulang"


def test_cases_depend_neither_on_the_order_of_findings_nor_on_the_night() -> None:
    rows = [found("REK-001", 8), found("ANG-001", 9), found("REK-001", 9), found("FSK-010"), found("HIT-002", 3)]
    frame = pl.DataFrame(rows, schema=polars_schema(Finding))
    first = build_cases(frame)
    assert first.equals(build_cases(frame.reverse()))
    later = build_cases(pl.concat([frame, pl.DataFrame([found("REK-001", 10)], schema=frame.schema)]))
    same = later.join(first, on="finding_id").select(pl.col("kasus") == pl.col("kasus_right")).to_series()
    assert same.all()


def test_nothing_found_makes_no_case() -> None:
    assert build_cases(pl.DataFrame(schema=polars_schema(Finding))).is_empty()


@pytest.mark.parametrize(
    ("failed", "blamed"),
    [
        ([{"realisasi_idr", "sp2d"}], "realisasi_idr"),
        ([{"fisik_pct", "realisasi_idr"}], "fisik_pct"),
        ([{"fisik_pct", "realisasi_idr"}, {"realisasi_idr", "sp2d"}], "realisasi_idr"),
        ([{"sisa_idr", "realisasi_idr", "pagu_idr"}], "sisa_idr"),
        ([{"target_k", "total_k"}], "total_k"),
    ],
)
def test_the_field_least_to_be_trusted_that_explains_all_is_blamed(failed: list[set[str]], blamed: str) -> None:
    assert set(blame([frozenset(edit) for edit in failed]).values()) == {blamed}


def test_treasury_and_contract_are_never_blamed_before_the_agencys_own_figure() -> None:
    for rule in causes().edits:
        edit = edit_of(rule, None)
        if not edit <= {"sp2d", "dpa", "kontrak", "rencana"}:
            assert blame([edit])[edit] not in {"sp2d", "dpa", "kontrak", "rencana"}


def test_every_rule_named_as_a_cause_exists_and_every_kind_has_a_name() -> None:
    known = causes()
    named = {*known.edits, *known.named, *known.repeated, *known.copied, *known.template_rules}
    for table in (known.in_file, known.in_agency):
        named |= {rule for one, others in table.items() for rule in (one, *others)}
    assert named <= set(rules())
    assert set(known.named.values()) <= set(CAUSES)
