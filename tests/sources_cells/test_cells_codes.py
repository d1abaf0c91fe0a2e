"""Codes in every state of decay, and personal numbers that must be seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.cells import is_personal_header, looks_personal, parse_account, parse_code, parse_opd_code
from sources.cells.codes import join_code, split_code

CODE_LIKE = st.text(alphabet="0123456789.,-XxOl ", max_size=24)
SEGMENTS = st.tuples(
    st.integers(1, 9), st.integers(1, 99), st.integers(1, 99), st.just(2), st.integers(1, 99), st.integers(1, 9999)
)


def official(parts: tuple[int, ...]) -> str:
    widths = (1, 2, 2, 1, 2, 4)
    return ".".join(str(part).zfill(width) for part, width in zip(parts, widths, strict=False))


@given(parts=SEGMENTS, depth=st.sampled_from([1, 2, 3, 5, 6]))
def test_a_code_is_restored_from_every_loss(parts: tuple[int, ...], depth: int) -> None:
    code = official(parts[:depth])
    level = {1: 1, 2: 2, 3: 3, 5: 4, 6: 5}[depth]
    clean = parse_code(code)
    assert (clean.code, clean.level, clean.repaired) == (code, level, False)
    for dirty in (
        code + ".",
        code.replace(".", "-"),
        code.replace(".", " . "),
        f"\u00a0{code}\u00a0",
        code.replace(".", ","),
    ):
        assert parse_code(dirty).code == code
    unpadded = parse_code(".".join(str(part) for part in parts[:depth]), 2025)
    lost_in_sub = depth == 6 and 10 <= parts[5] <= 99
    assert unpadded.code == (code[:-4] + code[-2:] if lost_in_sub else code)


@given(parts=SEGMENTS)
def test_a_code_spread_over_columns_is_joined(parts: tuple[int, ...]) -> None:
    code = official(parts)
    segments = code.split(".")
    assert join_code([*segments[:3], ".".join(segments[3:5]), segments[5]]).code == code
    assert (
        join_code([segments[0], ".".join(segments[:2]), ".".join(segments[:3]), ".".join(segments[:5]), code]).code
        == code
    )
    kegiatan = float(f"{segments[3]}.{segments[4]}")
    numbers = [float(parts[0]), float(parts[1]), float(parts[2]), kegiatan, segments[5]]
    assert join_code(numbers).code == code
    assert join_code([segments[0], segments[1], segments[2], None, ""]).tingkat == "program"
    assert join_code([segments[0], None, segments[2]]).code is None


@pytest.mark.parametrize(
    ("value", "code", "repaired"),
    [
        ("1-03-02-2.01.0001", "1.03.02.2.01.0001", True), ("1.03.2.2.1.1", "1.03.02.2.01.0001", True),
        ("1.03.02.2.01.01", "1.03.02.2.01.01", False), (2.01, "2.01", False), (1.1, "1.10", True), (1.0, "1", False),
        ("X.XX.01.2.01.0001", "X.XX.01.2.01.0001", False), ("x.xx.01.2.1.01", "X.XX.01.2.01.01", True),
        ("1.O3.02", "1.03.02", True), ("103022010001", "1.03.02.2.01.0001", True), ("01.03.02", "1.03.02", True),
        ("Program A", None, False), ("1.234.567", None, False), ("1.03.02.2", None, False), ("", None, False),
        ("12 Bulan", None, False), (None, None, False), (True, None, False), (float("inf"), None, False),
        ("1.03.02.9.01.0001", None, False), ("17-12-2019", None, False),
    ],
)  # fmt: skip
def test_dirty_codes(value: object, code: str | None, repaired: bool) -> None:
    read = parse_code(value)
    assert (read.code, read.repaired) == (code, repaired)
    assert (read.note is not None) == repaired


def test_a_last_segment_without_zeros_follows_the_year_and_names_the_other_reading() -> None:
    assert parse_code("1.03.02.2.01.1", 2023).code == "1.03.02.2.01.01"
    assert parse_code("1.03.02.2.01.1", 2025).code == "1.03.02.2.01.0001"
    unknown = parse_code("1.03.02.2.01.1")
    assert unknown.alternatives == ("1.03.02.2.01.01",)


def test_a_code_before_its_words_is_split_off() -> None:
    read, words = split_code("1.03.02.2.01.0001 Penyusunan Dokumen 2 Jilid")
    assert (read.code, words) == ("1.03.02.2.01.0001", "Penyusunan Dokumen 2 Jilid")
    assert split_code("1 Laporan") == (parse_code(""), "1 Laporan")
    assert split_code("1. Belanja Modal")[0].code is None


@pytest.mark.parametrize(
    ("value", "code", "level"),
    [
        ("5.1.02.01.01.0024", "5.1.02.01.01.0024", 6), ("5.1.02.01.01.024", "5.1.02.01.01.024", 6),
        ("5.1.02.01.01.00024", "5.1.02.01.01.00024", 6), ("510201010024", "5.1.02.01.01.0024", 6),
        (51020101.0, "5.1.02.01.01", 5), ("5 . 1 . 02", "5.1.02", 3), ("5.1.2.1.1.24", "5.1.02.01.01.0024", 6),
        (5.1, "5.1", 2), ("4", "4", 1), (6, "6", 1), ("Belanja", None, 0), ("1.234.567", None, 0),
        ("5.1.02.", "5.1.02", 3),
    ],
)  # fmt: skip
def test_account_codes(value: object, code: str | None, level: int) -> None:
    read = parse_account(value)
    assert (read.code, read.level) == (code, level)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("1.03.0.00.0.00.01.0000", "1.03.0.00.0.00.01.0000"), ("1-03.0-00.0-00.01.0000", "1.03.0.00.0.00.01.0000"),
        ("1.03.0.00.0.00.01", "1.03.0.00.0.00.01.0000"), ("7.1.0.0.0.0.6.0", "7.01.0.00.0.00.06.0000"),
        ("1.03.02.2.01.0001", None), ("Dinas PU", None),
    ],
)  # fmt: skip
def test_agency_codes(value: object, code: str | None) -> None:
    assert parse_opd_code(value).code == code


@given(value=st.one_of(st.text(max_size=40), st.floats(), st.integers(), st.none(), CODE_LIKE))
def test_no_value_makes_codes_or_personal_checks_raise(value: object) -> None:
    for read in (parse_code(value), parse_account(value), parse_opd_code(value), join_code([value, value])):
        assert (read.code is None) == (read.level == 0)
    assert looks_personal(value) in (None, "nip", "nik", "npwp", "rekening", "kontak")


@pytest.mark.parametrize(
    ("value", "context", "kind"),
    [
        ("197001011995031001", "", "nip"), ("NIP. 19700101 199503 1 001", "", "nip"), (197001011995031001, "", "nip"),
        ("199001012023211001", "", "nip"), (1.97001011995031e17, "", "nip"), ("3603121205780001", "", "nik"),
        (3603125205780001.0, "", "nik"), ("01.234.567.8-411.000", "", "npwp"), ("012345678411000", "NPWP", "npwp"),
        ("Bank BJB 0012345678901 a.n. CV Maju", "", "rekening"), ("0012345678901", "No. Rekening Bank", "rekening"),
        ("0012345678901", "", None), ("03847/SP2D/LS/2025", "No. Rekening", None), (150_000_000.0, "", None),
        ("1.234.567.890.123.456", "", None), ("1234567890123456", "", None), ("999999999999999999", "", None),
        ("900.1.15.5-1317", "", None), ("Rp 1.234.567.890", "Bank", None), ("5.1.02.01.01.0024", "Kode Rekening", None),
        ("510201010024", "Kode Rekening", None), ("1.03.02.2.01.0001", "", None), (True, "", None), (None, "", None),
        ("Belanja Jasa Bank 2025", "", None),
    ],
)  # fmt: skip
def test_personal_numbers_are_told_from_money_and_codes(value: object, context: str, kind: str | None) -> None:
    assert looks_personal(value, context) == kind


@given(amount=st.integers(0, 10**14))
def test_an_amount_of_any_plausible_size_is_not_personal(amount: int) -> None:
    assert looks_personal(amount) is None
    assert looks_personal(float(amount)) is None
    assert looks_personal(f"{amount:,}".replace(",", ".")) is None


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        ("NIP", True), ("N I P", True), ("Nama/NIP", True), ("N.I.P.", True), ("NIK", True), ("NPWP Penyedia", True),
        ("No. Rekening Bank", True), ("Nomor Rekening Bendahara", True), ("No. HP", True), ("E-mail", True),
        ("Kode Rekening", False), ("No. Rekening", False), ("Uraian", False), ("TEKNIK", False), ("Pagu", False),
        ("Kode Rekening Bank", False),
        ("No. KTP", True), ("Nomor Induk Pegawai (NIP)", True), ("Belanja Tagihan Telepon", False), ("Telepon", True),
        ("Pemantauan kepemilikan Nomor Induk Berusaha (NIB)", False), ("Pencegahan KtP dan TPPO", False),
    ],
)  # fmt: skip
def test_headings_of_personal_columns(text: str, personal: bool) -> None:
    assert is_personal_header(text) is personal
