"""A finding in full, in both languages, from its rule and its numbers; nothing of motives."""

from __future__ import annotations

import re
from string import Formatter
from typing import Any

import pytest

from checks.explanation import CASE_WORDS, LANGUAGES, OF_OTHERS, Explanation, Judged, explain, ruled_out, told
from checks.explanation import _read as words
from checks.registry import rules
from checks.rule import THEMES, Check
from schemas.finding import CAUSES
from schemas.text import Text

MOTIVES = re.compile(r"curang|manipulasi|bohong|sengaja|rekayasa|fraud|cheat|deliberate|dishonest|\blied?\b", re.I)


def finding(rule: str = "REK-001", **values: Any) -> dict[str, Any]:
    return {
        "finding_id": "a" * 16, "aturan": rule, "dataset": "rfk", "periode": "2025-11", "subjek": '{"kode":"1.03"}',
        "lembar": "RFK", "sel": "I71", "baris": 71, "teramati": 487_444_933.0, "harapan": 424_676_409.0,
        "teramati_teks": None, "harapan_teks": None, "satuan": "idr", "parameter": "{}",
        "ambang": '[{"nama":"toleransi_pct","nilai":2,"sejak":"2000-01-01","dasar":"keputusan sendiri"}]',
        "kecurigaan": 0.8, "dampak_idr": 62_768_524, "kasus": "a" * 16, "sebab_kasus": "sendiri",
        "kolom_kasus": "realisasi_idr", "penasihat": False,
    } | values  # fmt: skip


def said(explanation: Explanation) -> dict[str, str]:
    return dict(told(explanation, "id"))


def test_both_numbers_come_with_their_source_and_their_day() -> None:
    lines = said(explain(finding()))
    assert lines["Tertulis"] == "Rp 487.444.933 – RFK (RFK, I71), per 30 November 2025"
    assert lines["Pembanding"] == "Rp 424.676.409 – register SP2D BPKAD, per 30 November 2025"
    assert "Rp 62.768.524" in lines["Rupiah yang terkait"]
    assert lines["Bobot kejanggalan"].startswith("0,8 dari 1")


def test_the_last_day_of_a_quarter_and_of_february_are_written_right() -> None:
    assert "31 Maret 2025" in said(explain(finding(periode="2025-TW1")))["Tertulis"]
    assert "29 Februari 2024" in said(explain(finding(periode="2024-02")))["Tertulis"]
    assert "periode tidak disebut" in said(explain(finding(periode="-")))["Tertulis"]


def test_what_was_tested_is_told_and_not_offered_again_as_possible() -> None:
    lines = said(explain(finding()))
    assert "masih dalam masa tenggang satu bulan" in lines["Sudah diuji, tidak berlaku"]
    assert lines["Masih mungkin"] == "SPM dalam proses"


def test_peers_say_what_is_usual_where_they_were_measured_else_the_rules_own_coverage() -> None:
    measured = '{"sejenis_batas_pct":62.0,"sejenis_bagian":0.9,"sejenis_n":412}'
    peers = said(explain(finding("FSK-011", satuan="hari", parameter=measured), Judged(10, 1)))
    assert peers["Yang lazim"].startswith("9 dari 10 pekerjaan sejenis paling banyak 62% di titik ini")
    counted = said(explain(finding(), Judged(9_812, 62)))
    assert counted["Yang lazim"] == "9.812 dari 9.874 yang dinilai aturan ini malam itu sesuai (99,37 %)"
    assert "register SP2D BPKAD" in said(explain(finding()))["Yang lazim"]


def test_a_case_tells_its_place_and_the_field_to_look_at_first() -> None:
    alone = said(explain(finding()))
    assert "Kasus" not in alone
    primary = said(explain(finding(sebab_kasus="sebab_akibat"), None, 4))["Kasus"]
    assert "menjelaskan 3 lainnya" in primary
    assert "Realisasi" in primary
    assert "lebih tepercaya" in primary
    child = said(explain(finding(kasus="b" * 16, sebab_kasus="templat"), None, 65))["Kasus"]
    assert "b" * 16 in child


def test_a_rule_below_its_floor_says_that_it_only_advises() -> None:
    assert "di bawah batas ketepatan" in said(explain(finding(penasihat=True)))["Catatan"]


def test_only_people_who_may_see_all_agencies_are_told_which_other_one_it_was() -> None:
    copied = explain(finding("DRT-005", parameter='{"opd_lain":"1.04.0.00.0.00.01.0000"}'))
    assert "1.04.0.00.0.00.01.0000" not in str(told(copied, "id"))
    assert ("Sama dengan", "1.04.0.00.0.00.01.0000") in told(copied, "id", of_all=True)
    assert "Sama dengan" not in dict(told(explain(finding("DRT-005", parameter='{"opd_lain":"-"}')), "id", of_all=True))


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_no_sentence_an_agency_reads_names_another(rule: Check) -> None:
    written = {name for text in (rule.message.id, rule.message.en) for _, name, *_ in Formatter().parse(text)}
    assert not written & set(OF_OTHERS)


def test_a_finding_without_rupiah_says_so() -> None:
    assert said(explain(finding(dampak_idr=None)))["Rupiah yang terkait"] == "tidak dapat dihitung dalam rupiah"


@pytest.mark.parametrize("rule", sorted(rules()))
def test_every_rule_is_explained_in_both_languages_without_a_motive(rule: str) -> None:
    explanation = explain(finding(rule), Judged(3, 1), 2)
    for language in LANGUAGES:
        lines = told(explanation, language)
        assert len(lines) >= 7
        assert not [line for _, line in lines if MOTIVES.search(line)]


def stem(name: str) -> str:
    """The name of a limit without its unit."""
    head, _, unit = name.rpartition("_")
    return head if unit in ("pct", "poin", "idr", "hari") else name


def test_every_code_of_an_exception_or_a_limit_has_words() -> None:
    known = words()
    spelled = {text.id for rule in rules().values() for text in ruled_out(rule)}
    assert spelled - {text["id"] for text in known["tersingkir"].values()} == set()
    limits = {stem(name) for rule in rules().values() for name in rule.thresholds}
    assert limits - known["ambang"].keys() == set()


def test_the_tables_of_words_speak_of_rules_and_explanations_that_exist() -> None:
    known = words()
    themes = {folder for folder, _ in THEMES.values()}
    assert set(known["acuan"]) - themes <= set(rules())
    assert themes <= set(known["acuan"])
    for rule, answered in known["tercakup"].items():
        assert max(answered) <= len(rules()[rule].explanations)
    assert set(CASE_WORDS) == set(CAUSES)
    assert all(isinstance(text, Text) for text in CASE_WORDS.values())
