"""E.81 rows with what their own parts give: the year so far, the standing against Renstra and the year's target."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import polars as pl

from checks.frame import Frame, Prepared
from checks.prepare.agreement import with_properties
from checks.prepare.capaian import RATE_UNITS, TRIVIAL_UNITS, achieved, predicate, settled, share
from checks.prepare.cells import DASH, cell_state
from checks.prepare.units import plain_unit
from schemas.e81 import E81
from schemas.tables import polars_schema

QUARTERS = (1, 2, 3, 4)
MONEY = tuple(f"{name}_idr" for name in ("renstra", "lalu", "target", "tw1", "tw2", "tw3", "tw4", "total"))
REPORT = ("kode_opd", "tahun", "triwulan")
PROGRAM = r"^((?:\d|X)\.(?:\d{2}|XX)\.\d{2})\."
PARTS = r"([\d.]+)\s*(?:/|dari|:)\s*([\d.]+)"
"""A ratio given with its parts: "45/50", "90 % (45 dari 50)"."""
PARTS_SENT = r'"tw[1-4]_k":\["[A-Z]+\d+","[^"]*\d\s*(?:/|dari|:)\s*\d'

WORDS = {
    "satuan": "from the form, else from the agency's agreement; also polaritas and agregasi",
    "tw1_idr": "rupiah columns: a dash counts as 0 in sums, a blank does not",
    "n_tw_kosong": "quarters up to the one reported without a value; n_tw_idr_kosong without rupiah",
    "jumlah_k": "sum of the quarters; akhir_k the last, rata2_k their mean, maks_k the highest",
    "hit_total_k": "column 12 by the indicator's own aggregation",
    "hit_renstra_real_k": "column 13: 6 + 12 where quarters add up, else 12 (highest of both for maks)",
    "hit_capaian_pct": "column 14 as the form has it: 13/5",
    "hit_capaian_tahun_pct": "the year so far against this year's target, by polarity",
    "hit_predikat": "predikat of hit_capaian_tahun_pct",
    "berupa_rasio": "percentages, indices, scores: quarters never add up",
    "sepele": "units in which 100 % says little (dokumen, laporan, berita acara, bulan)",
    "keluaran_pct": "value so far over this year's target, keuangan_pct rupiah likewise, as written",
    "n_keluaran_sama": "rows under other codes of the agency with the same words, unit, target and quarters",
    "n_indikator_kode": "indicators the form has under this code",
    "n_keluaran": "on a program: outputs of its sub kegiatan with value and target; n_keluaran_penuh those at 100 %",
    "rfk_idr": "what the RFK of the quarter's last month says of the line; rfk_m1_idr a month before, rfk_p1_idr after",
    "pembilang": "parts of this quarter's ratio where the cell gives them (penyebut); lalu_* the quarter before",
}
ADDED: dict[str, pl.DataType] = {
    "nama_baku": pl.String(),
    "satuan_baku": pl.String(),
    **dict.fromkeys(
        ("n_tw_kosong", "n_tw_idr_kosong", "n_keluaran_sama", "n_indikator_kode", "n_keluaran", "n_keluaran_penuh"),
        pl.Int32(),
    ),
    **dict.fromkeys(
        ("jumlah_k", "akhir_k", "rata2_k", "maks_k", "hit_total_k", "hit_renstra_real_k", "hit_capaian_pct",
         "hit_capaian_tahun_pct", "keluaran_pct", "keuangan_pct", "pembilang", "penyebut", "lalu_pembilang",
         "lalu_penyebut"),
        pl.Float64(),
    ),
    **dict.fromkeys(("jumlah_idr", "rfk_idr", "rfk_m1_idr", "rfk_p1_idr"), pl.Int64()),
    "hit_predikat": pl.String(),
    **dict.fromkeys(("berupa_rasio", "sepele"), pl.Boolean()),
}  # fmt: skip


def build(prepared: Prepared) -> pl.DataFrame:
    """Every E.81 row in force, one row each, whatever is missing on it."""
    tables = prepared.facts.tables
    rows = _with_dashes(with_properties(tables["e81"], tables["indikator"]))
    rows = _with_parts(rows).with_columns(
        plain_unit("satuan").alias("satuan_baku"),
        _by_quarter(_blanks, "k").alias("n_tw_kosong"),
        _by_quarter(_blanks, "idr").alias("n_tw_idr_kosong"),
        *(
            _by_quarter(partial(settled, aggregation=pl.lit(how)), "k").alias(f"{how}_k")
            for how in ("jumlah", "akhir", "rata2", "maks")
        ),
        _by_quarter(partial(settled, aggregation=pl.lit("jumlah")), "idr").alias("jumlah_idr"),
        pl.col("satuan").str.contains(RATE_UNITS).alias("berupa_rasio"),
        pl.col("satuan").str.contains(TRIVIAL_UNITS).alias("sepele"),
        share(pl.col("total_k"), pl.col("target_k")).alias("keluaran_pct"),
        share(pl.col("total_idr"), pl.col("target_idr")).alias("keuangan_pct"),
    )
    return _with_rfk(_with_outputs(_with_twins(_recomputed(rows))), tables["rfk"])


def _blanks(values: list[pl.Expr]) -> pl.Expr:
    return pl.sum_horizontal(value.is_null() for value in values)


def _by_quarter(expression: Callable[[list[pl.Expr]], pl.Expr], kind: str) -> pl.Expr:
    """``expression`` over the quarters up to the one reported; null without a quarter."""
    result: pl.Expr = pl.lit(None)
    for last in QUARTERS:
        values = [pl.col(f"tw{quarter}_{kind}") for quarter in QUARTERS[:last]]
        result = pl.when(pl.col("triwulan") == last).then(expression(values)).otherwise(result)
    return result


def _recomputed(rows: pl.DataFrame) -> pl.DataFrame:
    aggregation, total, before = pl.col("agregasi"), pl.col("hit_total_k"), pl.col("lalu_k")
    by_aggregation = pl.coalesce(
        pl.when(aggregation == how).then(pl.col(f"{how}_k")) for how in ("jumlah", "akhir", "rata2", "maks")
    )
    renstra = (
        pl.when(aggregation == "jumlah")
        .then(before + total)
        .when(aggregation.is_in(["akhir", "rata2"]))
        .then(total)
        .when((aggregation == "maks") & before.is_not_null())
        .then(pl.max_horizontal(before, total))
    )
    year = achieved(total, pl.col("target_k"), pl.lit(None, dtype=pl.Float64), pl.col("polaritas"))
    return (
        rows.with_columns(by_aggregation.alias("hit_total_k"))
        .with_columns(renstra.alias("hit_renstra_real_k"), year.alias("hit_capaian_tahun_pct"))
        .with_columns(
            share(pl.col("hit_renstra_real_k"), pl.col("renstra_k")).alias("hit_capaian_pct"),
            predicate(pl.col("hit_capaian_tahun_pct"), pl.col("tahun")).alias("hit_predikat"),
        )
    )


def _with_dashes(rows: pl.DataFrame) -> pl.DataFrame:
    """Rupiah columns with 0 where the form has a dash; quarters to come stay blank."""
    due = [
        pl.col(name).is_null() & ((pl.col("triwulan") >= int(name[2])) if name.startswith("tw") else True)
        for name in MONEY
    ]
    dashes = rows.filter(pl.any_horizontal(due)).select(
        "baris_id", *(pl.when(cell_state(name) == DASH).then(pl.lit(0, pl.Int64)).alias(name) for name in MONEY)
    )
    return rows.update(dashes, on="baris_id", how="left")


def _with_parts(rows: pl.DataFrame) -> pl.DataFrame:
    """Numerator and denominator of this quarter's ratio and of the quarter before, where the cells name them."""
    found = rows.filter(pl.col("asal").str.contains(PARTS_SENT)).select("baris_id", *_parts())
    return rows.join(found, on="baris_id", how="left", maintain_order="left")


def _parts() -> list[pl.Expr]:

    def part(group: int, back: int) -> pl.Expr:
        found: pl.Expr = pl.lit(None, dtype=pl.String)
        for quarter in QUARTERS[back:]:
            sent = pl.col("asal").str.json_path_match(f"$.tw{quarter - back}_k[1]")
            found = pl.when(pl.col("triwulan") == quarter).then(sent.str.extract(PARTS, group)).otherwise(found)
        return found.str.replace_all(".", "", literal=True).cast(pl.Float64, strict=False)

    return [
        part(1, 0).alias("pembilang"),
        part(2, 0).alias("penyebut"),
        part(1, 1).alias("lalu_pembilang"),
        part(2, 1).alias("lalu_penyebut"),
    ]


def _with_twins(rows: pl.DataFrame) -> pl.DataFrame:
    """How many rows under other codes claim the same output; null where words, unit, target or value are missing."""
    figures = [f"tw{quarter}_k" for quarter in QUARTERS]
    claim = [*REPORT, "nama_baku", "satuan_baku", "target_k", "total_k", *figures]
    known = pl.all_horizontal(pl.col(name).is_not_null() for name in (*REPORT, "kode", *claim[3:7]))
    twins = rows.filter(known).group_by(claim).agg((pl.col("kode").n_unique() - 1).cast(pl.Int32).alias("_sama"))
    return (
        rows.join(twins, on=claim, how="left", nulls_equal=True, maintain_order="left")
        .with_columns(pl.when(known).then(pl.col("_sama")).alias("n_keluaran_sama"))
        .drop("_sama")
    )


def _with_outputs(rows: pl.DataFrame) -> pl.DataFrame:
    """How many outputs below each program are there, and how many reached their target."""
    program = pl.col("kode").str.extract(PROGRAM).alias("_program")
    below = rows.filter(pl.col("tingkat") == "sub_kegiatan", pl.col("keluaran_pct").is_not_null())
    counts = below.group_by(*REPORT, program).agg(
        pl.len().cast(pl.Int32).alias("n_keluaran"),
        (pl.col("keluaran_pct") >= 100).sum().cast(pl.Int32).alias("n_keluaran_penuh"),
    )
    is_program = pl.col("tingkat") == "program"
    return rows.with_columns(
        pl.when(is_program).then(pl.col("kode")).alias("_program"),
        pl.len().over(*REPORT, "kode").cast(pl.Int32).alias("n_indikator_kode"),
    ).join(counts, on=[*REPORT, "_program"], how="left", maintain_order="left")


def _with_rfk(rows: pl.DataFrame, rfk: pl.DataFrame) -> pl.DataFrame:
    """The line's money by RFK at the quarter's end and a month either side; null where a month lists it twice."""
    line = ["kode_opd", "tahun", "kode"]
    known = rfk.filter(pl.col("peran") == "rinci", *(pl.col(name).is_not_null() for name in (*line, "bulan")))
    said = known.group_by(*line, "bulan").agg(
        pl.when(pl.len() == 1).then(pl.col("realisasi_idr").first()).alias("_idr")
    )
    for name, shift in (("rfk_m1_idr", -1), ("rfk_idr", 0), ("rfk_p1_idr", 1)):
        month = (pl.col("triwulan") * 3 + shift).alias("bulan")
        rows = rows.with_columns(month).join(
            said.rename({"_idr": name}), on=[*line, "bulan"], how="left", maintain_order="left"
        )
    return rows.drop("bulan")


FRAME = Frame(
    name="e81",
    dataset="e81",
    key=("kode_opd", "kode", "kode_indikator"),
    columns={**polars_schema(E81), **ADDED},
    words=WORDS,
    build=build,
)
