"""Evidence on every line and month: each piece's excess and surprise, and the suspicion all of it adds up to."""

from __future__ import annotations

import polars as pl

from checks.evidence.pieces import NAMES, PIECES
from checks.evidence.weighed import weigh_evidence
from checks.frame import Frame, Prepared
from checks.second_opinion.opinion import with_second_opinion

COLUMNS: dict[str, pl.DataType] = {
    **dict.fromkeys(
        ("baris_id", "berkas", "lembar", "asal", "kode_opd", "kode", "uraian", "jenis_kerja", "medan", "potong"),
        pl.String(),
    ),
    "baris": pl.Int32(),
    "tahun": pl.Int16(),
    "bulan": pl.Int8(),
    **dict.fromkeys(("pagu_idr", "realisasi_idr", "sp2d_sd_idr"), pl.Int64()),
    **dict.fromkeys(
        ("fisik_pct", "keu_pct", "bayar_pct", "wajar_fisik_pct", "wajar_keu_pct", "capai_pct", "wajar_capai_pct",
         "kecurigaan", "bobot_bukti", "pendapat_kedua"),
        pl.Float64(),
    ),
    "umpan_terhenti": pl.Boolean(),
    **{f"n_{name}": pl.Float64() for name in NAMES},
    **{f"o_{name}": pl.Float64() for name in NAMES},
}  # fmt: skip


def build(prepared: Prepared) -> pl.DataFrame:
    """Weighed evidence, with the second opinion where it is switched on."""
    weighed = weigh_evidence(prepared)
    if prepared.facts.second_opinion:
        return with_second_opinion(weighed)
    return weighed.with_columns(pl.lit(None, pl.Float64).alias("pendapat_kedua"))


FRAME = Frame(
    name="bukti",
    dataset="rfk",
    key=("kode_opd", "kode"),
    columns=COLUMNS,
    words={
        "n_": "what a piece of evidence measures on this line and month (0: nothing, null: unknown), in its own unit",
        "o_": "how rare that is in the closed years, in decades beyond one row in ten (0..3)",
        "wajar_fisik_pct": "95th percentile of like work at this point, from outside evidence; also keu and capai",
        "bayar_pct": "SP2D in percent of the ceiling; null where the treasury's feed is down",
        "kecurigaan": "0..1 from all pieces and what earlier months of the line carry over",
        "bobot_bukti": "the weighed sum behind it",
        "pendapat_kedua": "log odds the learned second opinion added; null where it is switched off",
        "medan": "the figure most spoken against, by the piece in potong",
        **{piece.name: f"{piece.said.en} ({piece.unit})" for piece in PIECES},
    },
    build=build,
)
