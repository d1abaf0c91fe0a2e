"""Numbers and sentences as people write them, in both languages."""

import polars as pl
import pytest

from checks.registry import rules
from checks.words import number, quantity, render
from schemas.finding import Finding
from schemas.tables import polars_schema
from schemas.text import Language


@pytest.mark.parametrize(
    ("value", "unit", "language", "written"),
    [
        (1234567.0, "idr", "id", "Rp 1.234.567"),
        (-1234567.0, "idr", "en", "-Rp 1,234,567"),
        (95.32, "pct", "id", "95,32%"),
        (100.0, "pct", "en", "100%"),
        (3.0, "hari", "id", "3 hari kerja"),
        (1234.5, "nilai", "id", "1.234,5"),
        (None, "idr", "id", "(tidak ada)"),
    ],
)
def test_quantities_are_written_as_people_do(value: float | None, unit: str, language: Language, written: str) -> None:
    assert quantity(value, unit, language) == written


def test_a_number_that_is_none_is_still_written() -> None:
    assert number(float("nan"), "id") == "nan"


def test_a_finding_becomes_a_sentence_with_names_and_numbers() -> None:
    row = {
        "finding_id": "a" * 16, "aturan": "ANG-001", "versi_aturan": 1, "tema": "anggaran", "keparahan": "blokir",
        "jenis": "tidak_konsisten", "hasil": "gagal", "dataset": "rfk", "periode": "2025-10", "kode_opd": "o1",
        "subjek": '{"kode_opd":"o1","kode":"1.03"}', "teramati": 120.0, "harapan": 100.0, "selisih": 20.0,
        "satuan": "idr", "parameter": '{"versi_berlaku":"perubahan"}', "ambang": "[]", "dasar": "x", "kecurigaan": 0.5,
    }  # fmt: skip
    findings = pl.DataFrame([row], schema=polars_schema(Finding))
    (words,) = render(findings, rules(), {"o1": "Dinas Contoh"}).to_dicts()
    assert "Rp 120" in words["pesan"]
    assert "Rp 100" in words["pesan"]
    assert "perubahan" in words["pesan"]
    assert words["pesan_en"] != words["pesan"]
    assert words["judul"] == rules()["ANG-001"].title.id
