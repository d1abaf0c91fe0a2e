"""Every row ends in exactly one place, with the right status."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import orjson
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from publishing.candidate import IMPACT_WITHOUT_RUPIAH_IDR, build_candidate
from publishing.fates import COMPARISON_ONLY, decide_fates
from publishing.night import Night
from publishing.personal import MASK, count_personal_data, mask_personal_data
from schemas.outputs import OUTPUT_TABLES


@pytest.fixture(scope="module")
def tables(night: Night) -> dict[str, pl.DataFrame]:
    return build_candidate(night)


def _first_published(night: Night, status: str = "lolos") -> str:
    fates = decide_fates(night).filter((pl.col("status") == status) & (pl.col("dataset") == "rfk"))
    return str(fates.sort("baris_id").item(0, "baris_id"))


def _with_finding(night: Night, baris_id: str, keparahan: str, *, waived: bool = False, hasil: str = "gagal") -> Night:
    model = night.findings.filter(pl.col("keparahan") == "blokir").head(1)
    finding = model.with_columns(
        finding_id=pl.lit("f" * 16), baris_id=pl.lit(baris_id), keparahan=pl.lit(keparahan), hasil=pl.lit(hasil)
    )
    settled = night.settled.head(1).with_columns(finding_id=pl.lit("f" * 16), dikecualikan=pl.lit(value=waived))
    return replace(night, findings=pl.concat([night.findings, finding]), settled=pl.concat([night.settled, settled]))


def _status(night: Night, baris_id: str) -> tuple[str, str | None]:
    row = decide_fates(night).row(by_predicate=pl.col("baris_id") == baris_id, named=True)
    return row["tujuan"], row["status"]


def test_every_output_fits_its_schema(tables: dict[str, pl.DataFrame]) -> None:
    assert set(tables) == set(OUTPUT_TABLES)
    for name, model in OUTPUT_TABLES.items():
        model.validate(tables[name], lazy=True)
    assert tables["realisasi"].height > 100
    assert tables["ditahan"].height > 0


def test_every_fact_row_ends_exactly_once(night: Night) -> None:
    fates = decide_fates(night)
    assert fates.height == sum(frame.height for frame in night.facts.values())
    assert fates.get_column("baris_id").n_unique() == fates.height
    assert fates.get_column("tujuan").null_count() == 0


def test_each_file_accounts_for_every_physical_row(night: Night, tables: dict[str, pl.DataFrame]) -> None:
    files = tables["berkas"]
    ends = pl.col("baris_terbit") + pl.col("baris_ditahan") + pl.col("baris_disisihkan")
    assert files.filter(pl.col("baris_dibaca") != ends).is_empty()
    assert files["baris_dibaca"].sum() == night.jejak.height
    for row in files.iter_rows(named=True):
        assert sum(orjson.loads(row["alasan_disisihkan"]).values()) == row["baris_disisihkan"]
    assert set(files["keadaan"]) == {"berlaku", "digantikan", "tak_terbaca", "rangkap"}


def test_the_same_bytes_under_a_second_name_are_a_row_of_their_own_that_points_at_the_first(
    night: Night, tables: dict[str, pl.DataFrame]
) -> None:
    files = tables["berkas"]
    copy = files.row(by_predicate=pl.col("nama_berkas") == "salinan.xlsx", named=True)
    first = files.row(by_predicate=pl.col("nama_berkas") == "lain_00.xlsx", named=True)
    assert (copy["keadaan"], copy["rangkap_dari"], copy["baris_dibaca"]) == ("rangkap", "lain_00.xlsx", 0)
    assert copy["berkas"] == first["berkas"]
    assert first["rangkap_dari"] is None
    assert first["baris_dibaca"] > 0
    assert files.height == len({(r.sha256, r.name, r.origin) for r in night.receipts})


@pytest.mark.parametrize(
    ("keparahan", "waived", "expected"),
    [
        ("blokir", False, ("ditahan", "ditahan")),
        ("blokir", True, ("terbit", "dikecualikan")),
        ("peringatan", False, ("terbit", "peringatan")),
        ("peringatan", True, ("terbit", "dikecualikan")),
        ("info", False, ("terbit", "lolos")),
        ("pantau", False, ("terbit", "lolos")),
    ],
)
def test_severity_and_waiver_decide_the_status(
    night: Night, keparahan: str, waived: bool, expected: tuple[str, str]
) -> None:
    row = _first_published(night)
    assert _status(_with_finding(night, row, keparahan, waived=waived), row) == expected


def test_an_unknown_verdict_of_a_blocking_rule_does_not_hold_the_row(night: Night) -> None:
    row = _first_published(night)
    assert _status(_with_finding(night, row, "blokir", hasil="tidak_dapat_dinilai"), row)[0] == "terbit"


def test_a_row_no_rule_could_judge_is_never_called_passed(night: Night) -> None:
    row = _first_published(night)
    unseen = replace(night, row_state=night.row_state.filter(pl.col("baris_id") != row))
    assert _status(unseen, row) == ("terbit", "tidak_dapat_dinilai")
    unknown = night.row_state.with_columns(
        dinilai=pl.when(pl.col("baris_id") == row).then(0).otherwise("dinilai").cast(pl.Int32)
    )
    assert _status(replace(night, row_state=unknown), row) == ("terbit", "tidak_dapat_dinilai")


def test_a_superseded_row_is_set_aside_even_when_a_rule_blocks_it(night: Night) -> None:
    row = night.set_aside.item(0, "baris_id")
    blocked = _with_finding(night, row, "blokir")
    fate = decide_fates(blocked).row(by_predicate=pl.col("baris_id") == row, named=True)
    assert (fate["tujuan"], fate["alasan"]) == ("disisihkan", "digantikan versi lebih baru")


def test_totals_and_comparison_tables_are_set_aside_with_their_reason(night: Night) -> None:
    fates = decide_fates(night)
    reasons = dict(fates.group_by("alasan").len().iter_rows())
    assert reasons["total"] == night.facts["rfk"].filter(pl.col("peran") == "total").height
    assert set(fates.filter(pl.col("alasan") == COMPARISON_ONLY)["dataset"]) == {"kas"}


def test_a_row_the_shape_gate_refused_is_held_with_what_was_wrong(tables: dict[str, pl.DataFrame]) -> None:
    held = tables["ditahan"].filter(pl.col("aturan_gagal").str.contains("bentuk"))
    assert held.height == 1
    assert orjson.loads(held.item(0, "isi"))["baris_id"] == held.item(0, "baris_id")


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [("kode", None, "kunci_kosong"), ("kode_opd", "9.99.0.00.0.00.99.0000", "opd_tak_terdaftar")],
)
def test_an_ambiguous_row_is_held_though_no_rule_blocks_it(
    night: Night, column: str, value: str | None, reason: str
) -> None:
    row = _first_published(night)
    changed = pl.when(pl.col("baris_id") == row).then(pl.lit(value)).otherwise(column).alias(column)
    spoiled = replace(night, facts={**night.facts, "rfk": night.facts["rfk"].with_columns(changed)})
    fate = decide_fates(spoiled).row(by_predicate=pl.col("baris_id") == row, named=True)
    assert (fate["tujuan"], fate["alasan"]) == ("ditahan", reason)


def test_rows_that_claim_the_same_key_are_all_held(night: Night) -> None:
    twin = night.facts["kontrak"].head(1).with_columns(baris_id=pl.lit("kembar"), nilai_idr=pl.lit(1, pl.Int64))
    doubled = replace(night, facts={**night.facts, "kontrak": pl.concat([night.facts["kontrak"], twin])})
    held = decide_fates(doubled).filter(pl.col("alasan") == "kunci_ganda")
    assert sorted(held["baris_id"]) == sorted(["kembar", night.facts["kontrak"].item(0, "baris_id")])


def test_a_physical_row_with_one_held_fact_is_held(night: Night, tables: dict[str, pl.DataFrame]) -> None:
    place = tables["ditahan"].row(0, named=True)
    trace = tables["jejak"].row(
        by_predicate=(pl.col("berkas") == place["berkas"]) & (pl.col("baris") == place["baris"]), named=True
    )
    assert trace["tujuan"] == "ditahan"
    assert trace["alasan"] == place["aturan_gagal"]


def test_priority_is_suspicion_times_impact_with_a_small_constant_for_none(tables: dict[str, pl.DataFrame]) -> None:
    anomalies = tables["anomali"]
    weighed = anomalies["kecurigaan"] * anomalies["dampak_idr"].fill_null(IMPACT_WITHOUT_RUPIAH_IDR)
    assert (anomalies["prioritas"] - weighed).abs().max() == 0
    assert anomalies["prioritas"].is_sorted(descending=True)
    assert anomalies["dampak_idr"].null_count() > 0


def test_row_order_of_the_input_changes_nothing(night: Night, tables: dict[str, pl.DataFrame]) -> None:
    shuffled = replace(
        night,
        facts={name: frame.sample(fraction=1, shuffle=True, seed=3) for name, frame in night.facts.items()},
        findings=night.findings.reverse(),
        jejak=night.jejak.reverse(),
    )
    for name, frame in build_candidate(shuffled).items():
        assert_frame_equal(frame, tables[name])


def test_a_night_without_any_file_gives_empty_tables(night: Night) -> None:
    emptied = ("dokumen", "jejak", "kendala", "findings", "settled", "words", "row_state", "set_aside", "versions")
    silent = replace(
        night,
        receipts=(),
        facts={},
        **{name: getattr(night, name).clear() for name in emptied},
        derived={},
    )
    tables = build_candidate(silent)
    assert tables["realisasi"].is_empty()
    assert tables["berkas"].is_empty()
    for name, model in OUTPUT_TABLES.items():
        model.validate(tables[name], lazy=True)


@pytest.mark.parametrize(
    "text",
    [
        "NIP 197001011995031001", "19700101 199503 1 001", "NIK 3603011501850003", "KTP: 3603 0115 0185 0003",
        "09.254.294.3-407.000", "No. Rekening 1234567890", "rekening bank BJB 0012345678901",
    ],
)  # fmt: skip
def test_personal_data_is_recognised_and_masked(text: str) -> None:
    frame = pl.DataFrame({"catatan": [f"hubungi {text}", "aman"]})
    assert count_personal_data(frame) == {"catatan": 1}
    masked = mask_personal_data(frame)
    assert MASK in masked.item(0, "catatan")
    assert masked.item(1, "catatan") == "aman"
    assert count_personal_data(masked) == {"catatan": 0}


@pytest.mark.parametrize(
    "text",
    [
        "Rp 1.234.567.890.123", "7.01.01.2.01.0001", "36.03/04.0/000123/LS/1.01.0.00/P1/3/2025", "900/123/2025",
        "kode rekening 5.1.02.01.01.0024", "07 Juli 2022 s.d 03 November 2022", "4874350000000000", "027/1/SPK/2025",
    ],
)  # fmt: skip
def test_codes_amounts_and_dates_are_not_taken_for_personal_data(text: str) -> None:
    assert count_personal_data(pl.DataFrame({"uraian": [text]})) == {"uraian": 0}


def test_personal_data_that_came_this_far_is_masked_in_every_table(night: Night) -> None:
    facts = night.facts["rfk"].with_columns(catatan=pl.lit("PPTK NIP 19700101 199503 1 001"))
    tables = build_candidate(replace(night, facts={**night.facts, "rfk": facts}))
    assert set(tables["realisasi"]["catatan"]) == {f"PPTK {MASK}"}
    assert tables["ditahan"].filter(pl.col("isi").str.contains("199503")).is_empty()


def test_a_row_carries_the_version_of_its_submission(night: Night) -> None:
    second = night.versions.with_columns(
        versi_laporan=pl.when(pl.col("periode") == "2025-11").then(3).otherwise("versi_laporan").cast(pl.Int16)
    )
    tables = build_candidate(replace(night, versions=second))
    assert set(tables["realisasi"].filter(pl.col("bulan") == 11)["versi_laporan"]) == {3}
    assert set(tables["realisasi"].filter(pl.col("bulan") == 10)["versi_laporan"]) == {1}
    assert tables["realisasi"]["dikirim_at"].min() > datetime(2025, 1, 1, tzinfo=UTC)
