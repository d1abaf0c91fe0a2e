"""The contract frame: order of dates, placeholders, doubles and alike packages, on a small register."""

from datetime import date

import polars as pl

from checks.frame import Facts, Prepared
from checks.prepare.contracts import completed
from checks.registry import frames
from schemas.tables import DOCUMENT_TABLES, FACT_TABLES, REFERENCE_TABLES, empty, polars_schema

OPD = "1.03.0.00.0.00.01.0000"


def _contract(number: int, **given: object) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(polars_schema(FACT_TABLES["kontrak"]))
    row |= {
        "baris_id": f"k{number}", "berkas": "a" * 64, "lembar": "Kontrak", "baris": number, "peran": "rinci",
        "asal": "{}", "kode_opd": OPD, "tahun": 2025, "kode": "1.03.10.2.01.0001", "nomor": f"027/{number}",
        "paket": f"Pembangunan Jalan Desa {number}", "lokasi": "Cisoka", "penyedia": "CV Rekaan",
        "kontrak_tgl": date(2025, 4, 10), "spmk_tgl": date(2025, 4, 12), "akhir_tgl": date(2025, 8, 12),
        "nilai_idr": 150_000_000,
    }  # fmt: skip
    return row | given


def _frame(*rows: dict[str, object]) -> pl.DataFrame:
    tables = {name: empty(model) for name, model in (FACT_TABLES | DOCUMENT_TABLES).items()}
    tables["kontrak"] = pl.DataFrame(list(rows), schema=polars_schema(FACT_TABLES["kontrak"]))
    references = {name: empty(model) for name, model in REFERENCE_TABLES.items()}
    facts = Facts(tables=tables, history=tables, references=references, as_of=date(2025, 12, 10))
    return Prepared(facts, frames())["kontrak"]


def test_no_contracts_make_an_empty_frame_with_all_its_columns() -> None:
    built = _frame()
    assert built.height == 0
    assert built.columns == list(frames()["kontrak"].columns)


def test_every_contract_is_one_row_whatever_it_shares_with_others() -> None:
    built = _frame(*(_contract(n, nomor="027/1") for n in range(1, 6)))
    assert built["baris_id"].sort().to_list() == ["k1", "k2", "k3", "k4", "k5"]


def test_the_first_pair_of_dates_out_of_order_is_named_with_its_days() -> None:
    built = _frame(
        _contract(1),
        _contract(2, spmk_tgl=date(2025, 4, 7)),
        _contract(3, kontrak_tgl=None, spmk_tgl=None, akhir_tgl=None),
    ).sort("baris_id")
    assert built["urutan_salah"].to_list() == ["urut", "spmk < kontrak", None]
    assert built["urutan_hari"].to_list() == [None, 3, None]
    assert built["urutan_kolom"].to_list() == [None, "spmk_tgl", None]


def test_null_epochs_are_noted_and_are_no_dates() -> None:
    sent = '{"bast_tgl": ["H7", "1900-01-01"]}'
    built = _frame(_contract(1, kontrak_tgl=date(1970, 1, 1)), _contract(2, asal=sent), _contract(3)).sort("baris_id")
    assert built["tanggal_semu"].to_list() == ["kontrak_tgl", "bast_tgl", "bersih"]
    assert built["kontrak_tgl"][0] is None


def test_a_number_counts_as_double_unless_one_contract_is_spread_over_lines() -> None:
    same = {"nomor": "027/9", "kontrak_tgl": date(2025, 4, 10)}
    spread = _frame(_contract(1, **same), _contract(2, **same, kode="1.03.10.2.01.0002")).sort("baris_id")
    assert spread["nomor_berbeda"].to_list() == [0, 0]
    twice = _frame(_contract(1, **same), _contract(2, **same, penyedia="PT Lain"), _contract(3, nomor=None))
    assert twice.sort("baris_id")["nomor_berbeda"].to_list() == [1, 1, None]
    repeated = _frame(_contract(1, **same, paket="Sama"), _contract(2, **same, paket="Sama"))
    assert repeated["nomor_berbeda"].to_list() == [1, 1]


def test_alike_packages_are_of_one_supplier_day_and_place() -> None:
    built = _frame(_contract(1), _contract(2), _contract(3, lokasi="Solear"), _contract(4, penyedia=None))
    built = built.sort("baris_id")
    assert built["n_serupa"].to_list() == [2, 2, 1, None]
    assert built["nilai_serupa_idr"].to_list() == [300_000_000, 300_000_000, 150_000_000, None]


def test_a_later_package_sheet_leaves_what_the_register_knew() -> None:
    register = _contract(1, uang_muka_pct=20.0, bast_tgl=date(2025, 8, 10))
    sheet = _contract(1, baris_id="p1", berkas="b" * 64, nilai_idr=160_000_000)
    schema = polars_schema(FACT_TABLES["kontrak"])
    told = pl.DataFrame([register | {"versi_ke": 1}, sheet | {"versi_ke": 2}], schema=schema | {"versi_ke": pl.Int16()})
    known = completed(pl.DataFrame([sheet], schema=schema), told).row(0, named=True)
    assert (known["baris_id"], known["nilai_idr"]) == ("p1", 160_000_000)
    assert (known["uang_muka_pct"], known["bast_tgl"]) == (20.0, date(2025, 8, 10))
