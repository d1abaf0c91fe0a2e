"""Which submission is in force."""

from datetime import UTC, datetime
from typing import Any

import polars as pl

from flows.versions import REPLACED, assign
from schemas.perbendaharaan import Sp2d
from schemas.rfk import Rfk
from schemas.tables import polars_schema

SENT = pl.DataFrame(
    {
        "berkas": ["a" * 64, "b" * 64],
        "dikirim_at": [datetime(2025, 11, 5, tzinfo=UTC), datetime(2025, 11, 9, tzinfo=UTC)],
    },
    schema={"berkas": pl.String, "dikirim_at": pl.Datetime("us", "UTC")},
)
CLEAR = pl.Series("berkas", [], dtype=pl.String)


def row(berkas: str, number: int, **more: Any) -> dict[str, Any]:
    return {
        "baris_id": f"{berkas}{number}",
        "berkas": berkas * 64,
        "lembar": "s",
        "baris": number,
        "peran": "rinci",
        "asal": "{}",
        "kode_opd": "o",
        "tahun": 2025,
        **more,
    }


def test_the_file_sent_last_is_in_force_and_the_other_is_set_aside() -> None:
    rfk = pl.DataFrame([row("b", 1, bulan=10), row("a", 1, bulan=10), row("a", 2, bulan=9)], schema=polars_schema(Rfk))
    result = assign({"rfk": rfk}, SENT, CLEAR)
    assert sorted(result.current["rfk"]["baris_id"]) == ["a2", "b1"]
    assert result.set_aside.to_dicts() == [{"baris_id": "a1", "alasan": REPLACED}]
    versions = result.versions.sort("periode", "versi_laporan").select("periode", "versi_laporan", "berlaku").rows()
    assert versions == [("2025-09", 1, True), ("2025-10", 1, False), ("2025-10", 2, True)]


def test_a_row_of_unknown_period_stands_alone_and_replaces_nothing() -> None:
    rfk = pl.DataFrame([row("a", 1, bulan=None), row("b", 1, bulan=None)], schema=polars_schema(Rfk))
    result = assign({"rfk": rfk}, SENT, CLEAR)
    assert result.current["rfk"].height == 2
    assert result.set_aside.height == 0


def test_registers_are_replaced_entry_by_entry() -> None:
    sp2d = pl.DataFrame(
        [
            row(b, n, nomor=nomor, status="final")
            for b, n, nomor in (("a", 1, "1"), ("a", 2, "2"), ("b", 1, "2"), ("b", 2, "3"))
        ],
        schema=polars_schema(Sp2d),
    )
    assert sorted(assign({"sp2d": sp2d}, SENT, CLEAR).current["sp2d"]["baris_id"]) == ["a1", "b1", "b2"]


def test_history_keeps_every_version_with_its_number() -> None:
    rfk = pl.DataFrame([row("a", 1, bulan=10), row("b", 1, bulan=10)], schema=polars_schema(Rfk))
    history = assign({"rfk": rfk}, SENT, CLEAR).history["rfk"]
    assert history.select("baris_id", "versi_ke").rows() == [("a1", 1), ("b1", 2)]


def test_a_file_that_contradicts_its_own_name_never_replaces_a_clear_one() -> None:
    rfk = pl.DataFrame([row("a", 1, bulan=10), row("b", 1, bulan=10)], schema=polars_schema(Rfk))
    result = assign({"rfk": rfk}, SENT, pl.Series("berkas", ["b" * 64]))
    assert result.current["rfk"]["baris_id"].to_list() == ["a1"]
    assert result.history["rfk"].columns == [*rfk.columns, "dikirim_at", "versi_ke"]
