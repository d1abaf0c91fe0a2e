"""RFK leaves among their peers: how fast money grew, how far work is ahead of it, how unusual the row is as a whole."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from checks.frame import Frame, Prepared
from checks.prepare.adjusted_boxplot import upper_fence
from checks.prepare.hidiroglou_berthelot import with_effects
from checks.prepare.peers import SHARE
from checks.prepare.unusual import distances, drivers

KIND_MONTH = ("jenis_kerja", "tahun", "bulan")
PEERS = (*KIND_MONTH, "kelas_pagu")
SIZES = ((200_000_000, "kecil"), (2_500_000_000, "sedang"))
"""Upper bound of a size class (rupiah) and its name; above the last it is besar."""
LARGE = "besar"
FIELDS = ("keu_pct", "fisik_pct", "kenaikan_keu_poin", "kenaikan_fisik_poin")
"""Figures a row is compared by."""
FEW = 10
"""Fewer peers than this give no fence and no distance at all; how many are enough the rules say."""

COLUMNS: dict[str, pl.DataType] = {
    **dict.fromkeys(
        ("baris_id", "berkas", "lembar", "asal", "kode_opd", "kode", "jenis_kerja", "kelas_pagu"), pl.String()
    ),
    "baris": pl.Int32(),
    "tahun": pl.Int16(),
    "bulan": pl.Int8(),
    **dict.fromkeys(("realisasi_idr", "m1_realisasi_idr", "sp2d_sd_idr", "pagu_idr"), pl.Int64()),
    "m1_ada": pl.Boolean(),
    **dict.fromkeys(("n_rasio", "n_sebaya", "n_lengkap"), pl.Int32()),
    **dict.fromkeys(
        ("fisik_pct", "keu_pct", "rasio", "rasio_lazim", "efek", "efek_tengah", "efek_simpang", "unggul_poin",
         "batas_unggul_poin", "lazim_unggul_poin", "sembilan_puluh_unggul_poin", "jarak_kuadrat", *FIELDS[2:]),
        pl.Float64(),
    ),
    "pendorong": pl.String(),
}  # fmt: skip


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per leaf of the RFK in force that names its line and month."""
    ceiling = pl.coalesce("pagu_idr", "m1_pagu_idr")
    size = pl.lit(LARGE)
    for bound, name in reversed(SIZES):
        size = pl.when(ceiling <= bound).then(pl.lit(name)).otherwise(size)
    before = pl.when(pl.col("m1_pagu_idr") > 0).then(pl.col("m1_realisasi_idr") / pl.col("m1_pagu_idr") * 100)
    rows = (
        prepared["rfk"]
        .filter(pl.col(name).is_not_null() for name in ("kode_opd", "kode", "tahun", "bulan"))
        .with_columns(
            pl.when(ceiling.is_not_null()).then(size).alias("kelas_pagu"),
            (pl.col("fisik_pct") - pl.col("keu_pct")).alias("unggul_poin"),
            (pl.col("keu_pct") - before).alias("kenaikan_keu_poin"),
            (pl.col("fisik_pct") - pl.col("m1_fisik_pct")).alias("kenaikan_fisik_poin"),
        )
    )
    rows = with_effects(rows, "realisasi_idr", "m1_realisasi_idr", KIND_MONTH)
    return _with_fences(_with_distances(rows))


def _under_way() -> pl.Expr:
    return pl.col("fisik_pct").is_between(0, 100, closed="none") & pl.col("unggul_poin").is_finite()


def _with_fences(rows: pl.DataFrame) -> pl.DataFrame:
    known = rows.filter(_under_way(), pl.all_horizontal(pl.col(name).is_not_null() for name in PEERS))
    made = [
        (
            *key,
            figures.size,
            float(np.median(figures)),
            upper_fence(figures) if figures.size >= FEW else None,
            float(np.quantile(figures, SHARE, method="higher")),
        )
        for key, figures in _strata(known, ["unggul_poin"])
    ]
    names = ("n_sebaya", "lazim_unggul_poin", "batas_unggul_poin", "sembilan_puluh_unggul_poin")
    return _joined(rows, made, names).with_columns(pl.col("n_sebaya").fill_null(0))


def _with_distances(rows: pl.DataFrame) -> pl.DataFrame:
    complete = pl.all_horizontal(pl.col(name).is_finite().fill_null(False) for name in FIELDS)
    grouped = pl.all_horizontal(pl.col(name).is_not_null() for name in PEERS)
    numbered = rows.with_row_index("_nomor")
    known = numbered.filter(_under_way().fill_null(False), complete, grouped)
    parts = []
    for _, figures in _strata(known, ["_nomor", *FIELDS]):
        if len(figures) < FEW:
            continue
        squared, shares = distances(figures[:, 1:])
        parts.append(
            pl.DataFrame(
                {
                    "_nomor": figures[:, 0].astype(np.uint32),
                    "jarak_kuadrat": squared,
                    "pendorong": drivers(shares, FIELDS),
                    "n_lengkap": np.full(len(figures), len(figures), dtype=np.int32),
                }
            )
        )
    shape = {"_nomor": pl.UInt32, "jarak_kuadrat": pl.Float64, "pendorong": pl.String, "n_lengkap": pl.Int32}
    told = pl.concat([pl.DataFrame(schema=shape), *parts])
    return numbered.join(told, on="_nomor", how="left", maintain_order="left").drop("_nomor")


def _strata(rows: pl.DataFrame, columns: list[str]) -> Iterator[tuple[tuple[object, ...], np.ndarray]]:
    """Key and figures of each group of peers; of one column alone as a vector."""
    for key, part in rows.select(*PEERS, *columns).group_by(PEERS, maintain_order=True):
        figures = part.select(pl.col(columns).cast(pl.Float64)).to_numpy()
        yield key, figures[:, 0] if len(columns) == 1 else figures


def _joined(rows: pl.DataFrame, made: list[tuple[object, ...]], names: tuple[str, ...]) -> pl.DataFrame:
    shape = {name: rows.schema[name] for name in PEERS} | dict.fromkeys(names, pl.Float64)
    told = pl.DataFrame(made, schema=shape, orient="row").with_columns(pl.col(names).fill_nan(None))
    return rows.join(told, on=PEERS, how="left", maintain_order="left")


FRAME = Frame(
    name="sebaya",
    dataset="rfk",
    key=("kode_opd", "kode"),
    columns=COLUMNS,
    words={
        "kelas_pagu": "kecil to Rp200 million, sedang to Rp2.5 billion, besar above",
        "n_rasio": "ratios to last month among lines of the same kind of work and month; rasio_lazim their median",
        "efek": "Hidiroglou-Berthelot effect of the ratio; efek_tengah, efek_simpang their median and spread above it",
        "unggul_poin": "physical minus financial percentage; lazim_unggul_poin its median among peers",
        "sembilan_puluh_unggul_poin": "what nine in ten peers do not exceed of it",
        "n_sebaya": "lines under way of the same kind, month and size; batas_unggul_poin their adjusted upper fence",
        "jarak_kuadrat": "robust squared distance in four figures at once, among n_lengkap complete peers",
        "pendorong": "the figures that make up most of that distance, largest first",
    },
    build=build,
)
