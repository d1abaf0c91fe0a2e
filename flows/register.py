"""The register of a night: the reference register, overlaid by what registers among the submissions say."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from flows.night import Night, need
from schemas.text import Text

CODE = r"^\d\.\d{2}(\.\d\.\d{2}){2}\.\d{2}\.\d{4}$"
REGION = r"^\d{2}\.\d{2}\.\d{2}$"
SHOWN = ("nama", "jenis", "bidang", "kode_wilayah", "kode_bps", "berlaku_mulai", "berlaku_sampai")
"""Fields of the register in which a difference is told."""


def apply_register(night: Night) -> None:
    """Judge and publish by the overlaid register, and note on the night how it differs from the reference register."""
    base = night.references.opd
    overlaid, notes = overlay(base, need(night.readings).tables["opd"])
    night.references = replace(night.references, opd=overlaid)
    night.notes = notes


def overlay(base: pl.DataFrame, sent: pl.DataFrame) -> tuple[pl.DataFrame, list[Text]]:
    """``base`` with the agencies ``sent`` in place of its own, and the differences in words.

    Of an agency sent twice the last counts. A row without what the register must have, or whose region no kecamatan of
    the register bears, changes nothing and is told. Who is missing from what was sent stays: a list may have forgotten.
    """
    if sent.is_empty():
        return base, []
    whole = (
        pl.col("kode_opd").str.contains(CODE)
        & pl.all_horizontal(pl.col("nama", "jenis", "bidang", "blud", "berlaku_mulai").is_not_null())
        & (pl.col("kode_wilayah").is_null() | pl.col("kode_wilayah").str.contains(REGION))
    ).fill_null(value=False)
    latest = sent.unique("kode_opd", keep="last", maintain_order=True)
    taken = latest.filter(whole & ~_another_place(base)).select(base.columns)
    refused = latest.join(taken, on="kode_opd", how="anti", nulls_equal=True)
    kept = base.join(taken, on="kode_opd", how="anti", maintain_order="left")
    return pl.concat([kept, taken]).sort("kode_opd"), _differences(base, latest, taken, refused)


def _another_place(base: pl.DataFrame) -> pl.Expr:
    """A kecamatan under a region or BPS code that the reference register gives to another, or to nobody."""
    places = base.filter(pl.col("jenis") == "KECAMATAN")
    known = dict(places.select("kode_wilayah", "kode_bps").iter_rows())
    owners = dict(places.select("kode_wilayah", "kode_opd").iter_rows())
    region = pl.col("kode_wilayah")
    bps = region.replace_strict(known, default=None, return_dtype=pl.String)
    owner = region.replace_strict(owners, default=None, return_dtype=pl.String)
    wrong = (bps != pl.col("kode_bps")).fill_null(value=False) | (owner != pl.col("kode_opd")).fill_null(value=False)
    return region.is_not_null() & (wrong | ~region.is_in(list(known)))


def _differences(base: pl.DataFrame, latest: pl.DataFrame, taken: pl.DataFrame, refused: pl.DataFrame) -> list[Text]:
    both = taken.join(base, on="kode_opd", how="inner", suffix="_rujukan")
    changed = [
        (row["nama"], field, row[f"{field}_rujukan"], row[field])
        for row in both.iter_rows(named=True)
        for field in SHOWN
        if row[field] != row[f"{field}_rujukan"]
    ]
    told = [
        Text(
            f"Register pada kotak masuk: {field} {name} '{now}', pada rujukan '{before}'; yang pertama dipakai.",
            f"Register in the inbox: {field} of {name} is '{now}', '{before}' in the reference; the first counts.",
        )
        for name, field, before, now in changed
    ]
    for frame, words in (
        (taken.join(base, on="kode_opd", how="anti"), NEW),
        (base.join(latest, on="kode_opd", how="anti"), FORGOTTEN),
        (refused, REFUSED),
    ):
        if frame.height:
            names = "; ".join(str(name or code) for name, code in frame.select("nama", "kode_opd").iter_rows())
            told.append(Text(f"{words.id}: {names}.", f"{words.en}: {names}."))
    return told


NEW = Text("Register pada kotak masuk menambah", "The register in the inbox adds")
FORGOTTEN = Text(
    "Tidak ada pada register di kotak masuk, tetap wajib melapor", "Not on the register in the inbox, still to report"
)
REFUSED = Text(
    "Baris register tidak dipakai karena tidak lengkap atau kode wilayahnya milik yang lain",
    "Rows of the register not used: incomplete, or their region is another's",
)
