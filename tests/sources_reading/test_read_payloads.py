"""What an API or a database gives is read into the same rows as a workbook, to the last digit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sources.connectors.exact_json import write_json

OPD = "1.02.0.00.0.00.01.0000"
SP2D = [
    {"nomor": "0001/LS/2025", "tgl": "2025-02-17", "jenis": "LS", "status": "final", "kode": "1.02.01.2.02.0001",
     "kode_akun": "5.1.01.01.01.0001", "uraian": "Gaji Februari", "nilai_idr": 5_000_000, "sumber_dana": "PAD",
     "spd_idr": 60_000_000, "kode_opd": OPD, "tahun": 2025},
    {"nomor": "0002/UP/2025", "tgl": "2025-02-20", "jenis": "UP", "status": "pengembalian", "kode": None,
     "kode_akun": None, "uraian": "Uang persediaan", "nilai_idr": 1_000_000, "sumber_dana": "PAD", "spd_idr": None,
     "kode_opd": OPD, "tahun": 2025},
]  # fmt: skip
SP2D_HEADER = {
    "nomor": "Nomor SP2D", "tgl": "Tanggal SP2D", "jenis": "Jenis", "status": "Status", "kode": "Kode Sub Kegiatan",
    "kode_akun": "Kode Rekening", "uraian": "Uraian", "nilai_idr": "Nilai (Rp)", "sumber_dana": "Sumber Dana",
    "spd_idr": "Nilai SPD", "kode_opd": "Kode SKPD", "tahun": "Tahun Anggaran",
}  # fmt: skip
KONTRAK = [
    {"nomor": "01/SP/2025", "kode": "1.02.02.2.01.0001", "paket": "Puskesmas", "jenis_pengadaan": "konstruksi",
     "metode": "tender", "penyedia": "CV Contoh", "pagu_idr": 900_000_000, "nilai_idr": 890_000_000,
     "kontrak_tgl": "2025-03-03", "spmk_tgl": "2025-03-10", "akhir_tgl": "2025-09-05", "bast_tgl": None,
     "bayar_idr": 267_000_000, "fisik_pct": 31.25, "gagal_tender": 1, "kode_opd": OPD, "tahun": 2025},
]  # fmt: skip
KONTRAK_HEADER = {
    "nomor": "Nomor Kontrak", "kode": "Kode Sub Kegiatan", "paket": "Nama Paket", "jenis_pengadaan": "Jenis Pengadaan",
    "metode": "Metode Pemilihan", "penyedia": "Penyedia", "pagu_idr": "Pagu", "nilai_idr": "Nilai Kontrak",
    "kontrak_tgl": "Tanggal Kontrak", "spmk_tgl": "Tanggal SPMK", "akhir_tgl": "Tanggal Akhir Kontrak",
    "bast_tgl": "Tanggal BAST", "bayar_idr": "Nilai Pembayaran", "fisik_pct": "Fisik (%)",
    "gagal_tender": "Gagal Tender", "kode_opd": "Kode SKPD", "tahun": "Tahun Anggaran",
}  # fmt: skip
CASES = [("sp2d", SP2D, SP2D_HEADER, "REGISTER SP2D"), ("kontrak", KONTRAK, KONTRAK_HEADER, "REGISTER KONTRAK")]


def api_payload(tmp_path, dataset, items):
    path = tmp_path / f"{dataset}.json"
    path.write_bytes(write_json({"contract": f"{dataset}/1", "dataset": dataset, "items": items}))
    return path


def sql_payload(tmp_path, dataset, items):
    def typed(name, value):
        if (value is not None and name.endswith("_tgl")) or name == "tgl":
            return date.fromisoformat(value) if value else None
        return Decimal(value) if value is not None and name.endswith("_idr") else value

    rows = [{name: typed(name, value) for name, value in item.items()} for item in items]
    fields = {name: [row[name] for row in rows] for name in rows[0]}
    columns = {
        name: pa.array(values, pa.decimal128(20, 3) if name.endswith("_idr") else None)
        for name, values in fields.items()
    }
    path = tmp_path / f"bpkad.{dataset}.parquet"
    pq.write_table(pa.table(columns), path)
    return path


def workbook(write, dataset, items, header, title):
    rows = [[title], [], list(header.values()), *[[item[name] for name in header] for item in items]]
    return write({"Register": rows}, name=f"{dataset}.xlsx")


@pytest.mark.parametrize(("dataset", "items", "header", "title"), CASES)
@pytest.mark.parametrize("payload", [api_payload, sql_payload])
def test_a_payload_and_a_workbook_give_the_same_rows(read, write, tmp_path, payload, dataset, items, header, title):
    sheet = read(workbook(write, dataset, items, header, title))
    sent = read(payload(tmp_path, dataset, items), tahun=2025)
    names = list(items[0])
    expected = sheet.facts[dataset].select(names)
    assert sent.facts[dataset].select(names).rows() == expected.rows()
    assert expected.null_count().sum_horizontal()[0] == sum(v is None for item in items for v in item.values())
    assert sheet.kendala.filter(pl.col("menahan")).is_empty()
    assert sent.kendala.is_empty()


@pytest.mark.parametrize("digits", ["9007199254740993", "9007199254740993.25", "1234567890123456.5", "123.500", "0.5"])
def test_no_digit_of_an_amount_is_lost(read, tmp_path, digits):
    amount = Decimal(digits)
    whole = int(amount.to_integral_value())
    by_api = read(api_payload(tmp_path, "sp2d", [SP2D[0] | {"nilai_idr": amount}]))
    by_sql = read(sql_payload(tmp_path, "sp2d", [SP2D[0] | {"nilai_idr": digits}]))
    for reading in (by_api, by_sql):
        assert reading.facts["sp2d"]["nilai_idr"].to_list() == [whole]
        assert reading.kendala.is_empty()
    assert digits.rstrip("0") in by_api.facts["sp2d"]["asal"][0] or digits in by_api.facts["sp2d"]["asal"][0]


def test_lists_of_months_keep_their_digits_too(read, tmp_path):
    months = [9_007_199_254_740_993, Decimal("0.5"), *[None] * 9, Decimal("1234567890123456.7")]
    row = {
        "kode": "1.02.01.2.02.0001",
        "pagu_idr": 7,
        "kas_idr": months,
        "total_idr": 7,
        "kode_opd": OPD,
        "tahun": 2025,
    }
    kas = read(api_payload(tmp_path, "kas", [row | {"tahun": 2025}])).facts["kas"]
    assert kas["kas_idr"].to_list() == [[9_007_199_254_740_993, 0, *[None] * 9, 1_234_567_890_123_457]]


@pytest.mark.parametrize(
    "body", [b'{"items": [{"nilai_idr": NaN}]}', b"[" * 100_000, b'{"items": [' + b"9" * 5000 + b"]}"]
)
def test_json_that_is_none_is_one_clear_problem(read, tmp_path, body):
    path = tmp_path / "rusak.json"
    path.write_bytes(body)
    reading = read(path)
    assert reading.kendala["menahan"].to_list() == [True]
    assert reading.facts == {}


RFK_ITEM = {"kode": "1.02.01.2.02.0001", "uraian": "Gaji", "pagu_idr": 1000, "realisasi_idr": 400, "fisik_pct": 40.0}


def contract_payload(tmp_path, items, name="rfk", **fields):
    path = tmp_path / f"{name}.json"
    path.write_bytes(write_json({"contract": "rfk", "dataset": "rfk", "items": items, **fields}))
    return path


def test_the_fields_a_contract_names_say_period_and_agency_of_each_item(read, tmp_path):
    items = [
        RFK_ITEM | {"prd": "2025-10", "satker": "Dinas Kesehatan"},
        RFK_ITEM | {"prd": "2025-11", "satker": "Dinas Kesehatan", "realisasi_idr": 500},
        RFK_ITEM | {"prd": "2025-11", "satker": "Dinas Pendidikan", "realisasi_idr": 300},
    ]
    reading = read(contract_payload(tmp_path, items, period="prd", agency="satker"))
    rows = reading.facts["rfk"].select("kode_opd", "tahun", "bulan", "realisasi_idr").rows()
    education = rows[2][0]
    assert rows == [(OPD, 2025, 10, 400), (OPD, 2025, 11, 500), (education, 2025, 11, 300)]
    assert education != OPD
    assert reading.kendala.filter(pl.col("menahan")).is_empty()
    assert reading.dokumen["periode_isi"].to_list() == ["2025-10", "2025-11", "2025-11"]


def test_without_the_contract_such_items_are_held(read, tmp_path):
    reading = read(contract_payload(tmp_path, [RFK_ITEM | {"prd": "2025-10", "satker": "Dinas Kesehatan"}]))
    assert reading.kendala.filter(pl.col("menahan"))["jenis"].to_list() == ["opd_tak_dikenal"]
    assert reading.facts["rfk"].select("kode_opd", "tahun", "bulan").rows() == [(None, None, None)]


def test_defaults_of_a_contract_hold_until_the_items_say_otherwise(read, tmp_path):
    silent = read(contract_payload(tmp_path, [RFK_ITEM], "rfk 2025-09"), sender="Dinas Kesehatan")
    assert silent.facts["rfk"].select("kode_opd", "tahun", "bulan").rows() == [(OPD, 2025, 9)]
    said = [RFK_ITEM | {"prd": "2025-11"}]
    spoken = read(contract_payload(tmp_path, said, "rfk 2025-09", period="prd"), sender="Dinas Kesehatan")
    assert spoken.facts["rfk"].select("kode_opd", "tahun", "bulan").rows() == [(OPD, 2025, 11)]
    assert spoken.dokumen.select("periode_isi", "periode_nama").rows() == [("2025-11", "2025-09")]
