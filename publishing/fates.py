"""Where every row read ends: published, held back, or set aside with a reason. Each row ends in exactly one place."""

from __future__ import annotations

import polars as pl

from publishing.keys import INCOMPLETE_KEY, KEYS, REPEATED_KEY, REQUIRED, UNKNOWN_AGENCY
from publishing.night import Night
from schemas.outputs import FACT_OUTPUTS
from schemas.provenance import Provenance
from schemas.tables import FACT_TABLES, empty

COMPARISON_ONLY = "dipakai sebagai pembanding"
"""Why rows of tables that have no published counterpart are set aside."""

_PLACE = ["baris_id", "berkas", "lembar", "baris", "peran"]
_PUBLISHED_AS = {source: output for output, source in FACT_OUTPUTS.items()}


def decide_fates(night: Night) -> pl.DataFrame:
    """One row per fact row read: baris_id, dataset, berkas, lembar, baris, tujuan, alasan, status, aturan_gagal.

    Set aside goes before held: a superseded or repeated figure is no longer claimed by anyone. ``status`` is one of
    ``schemas.outputs.ROW_STATUS`` for published and held rows, null for rows set aside.
    """
    rows = _rows_read(night)
    judged = (
        rows.join(_reasons_to_set_aside(night), on="baris_id", how="left", maintain_order="left")
        .join(_failures(night), on="baris_id", how="left")
        .join(_shape_failures(night), on="baris_id", how="left")
        .join(_judged(night), on="baris_id", how="left")
        .with_columns(
            sisih=pl.coalesce(
                "sisih",
                pl.when(pl.col("peran") != "rinci").then("peran"),
            ),
            tertahan=pl.col("blokir").fill_null(0).gt(0) | pl.col("bentuk").is_not_null(),
        )
    )
    judged = judged.join(_ambiguous(night, judged), on="baris_id", how="left")
    return _conclude(judged)


def _rows_read(night: Night) -> pl.DataFrame:
    frames = [frame.select(*_PLACE, dataset=pl.lit(name)) for name, frame in night.facts.items() if name in FACT_TABLES]
    if not frames:
        return empty(Provenance).select(*_PLACE, dataset=pl.lit("", pl.String))
    return pl.concat(frames, rechunk=True)


def _reasons_to_set_aside(night: Night) -> pl.DataFrame:
    return night.set_aside.select("baris_id", sisih=pl.col("alasan")).unique("baris_id", keep="first")


def _failures(night: Night) -> pl.DataFrame:
    """Per baris_id: how many blocking findings stand, what was waived, what warns, and which rules failed."""
    waived = night.settled.select("finding_id", "dikecualikan").unique("finding_id")
    failed = (
        night.findings.lazy()
        .filter(pl.col("baris_id").is_not_null() & (pl.col("hasil") == "gagal"))
        .join(waived.lazy(), on="finding_id", how="left")
        .with_columns(pl.col("dikecualikan").fill_null(value=False))
    )
    return (
        failed.group_by("baris_id")
        .agg(
            blokir=((pl.col("keparahan") == "blokir") & ~pl.col("dikecualikan")).sum(),
            dikecualikan=(pl.col("dikecualikan") & pl.col("keparahan").is_in(["blokir", "peringatan"])).sum(),
            blokir_dikecualikan=((pl.col("keparahan") == "blokir") & pl.col("dikecualikan")).sum(),
            peringatan=((pl.col("keparahan") == "peringatan") & ~pl.col("dikecualikan")).sum(),
            aturan=pl.col("aturan").filter(pl.col("keparahan") != "pantau").unique().sort().str.join(", "),
        )
        .collect()
    )


def _shape_failures(night: Night) -> pl.DataFrame:
    """Rows the reader or the shape gate refused, by baris_id, with the kinds of trouble."""
    return (
        night.kendala.filter(pl.col("menahan") & pl.col("baris_id").is_not_null())
        .group_by("baris_id")
        .agg(bentuk=pl.col("jenis").unique().sort().str.join(", "))
    )


def _judged(night: Night) -> pl.DataFrame:
    return night.row_state.select("baris_id", dapat_dinilai=pl.col("dinilai") > 0)


def _ambiguous(night: Night, judged: pl.DataFrame) -> pl.DataFrame:
    """Rows otherwise fit to publish that would be ambiguous: incomplete or repeated key, agency not on the register."""
    fit = judged.lazy().filter(pl.col("sisih").is_null() & ~pl.col("tertahan")).select("baris_id")
    register = night.opd.get_column("kode_opd").implode()
    plans = []
    for name, frame in night.facts.items():
        output = _PUBLISHED_AS.get(name)
        if output is None or frame.is_empty():
            continue
        key = list(KEYS[output])
        rows = frame.lazy().select(list(dict.fromkeys(["baris_id", *key]))).join(fit, on="baris_id", how="semi")
        why = (
            pl.when(pl.any_horizontal(pl.col(list(REQUIRED[output])).is_null()))
            .then(pl.lit(INCOMPLETE_KEY))
            .when(pl.col("kode_opd").is_not_null() & ~pl.col("kode_opd").is_in(register))
            .then(pl.lit(UNKNOWN_AGENCY))
            .when(pl.len().over(key) > 1)
            .then(pl.lit(REPEATED_KEY))
        )
        plans.append(rows.select("baris_id", rancu=why).filter(pl.col("rancu").is_not_null()))
    if not plans:
        return pl.DataFrame(schema={"baris_id": pl.String, "rancu": pl.String})
    return pl.concat(pl.collect_all(plans))


def _conclude(judged: pl.DataFrame) -> pl.DataFrame:
    held = pl.col("tertahan") | pl.col("rancu").is_not_null()
    compared = ~pl.col("dataset").is_in(list(_PUBLISHED_AS))
    target = (
        pl.when(pl.col("sisih").is_not_null())
        .then(pl.lit("disisihkan"))
        .when(held)
        .then(pl.lit("ditahan"))
        .when(compared)
        .then(pl.lit("disisihkan"))
        .otherwise(pl.lit("terbit"))
    )
    reasons = pl.concat_str("aturan", "bentuk", "rancu", separator=", ", ignore_nulls=True)
    return (
        judged.with_columns(tujuan=target, aturan_gagal=pl.when(reasons != "").then(reasons))
        .with_columns(
            alasan=pl.when(pl.col("tujuan") == "ditahan")
            .then("aturan_gagal")
            .when(pl.col("tujuan") == "disisihkan")
            .then(pl.coalesce("sisih", pl.lit(COMPARISON_ONLY))),
            status=pl.when(pl.col("tujuan") == "ditahan")
            .then(pl.lit("ditahan"))
            .when(pl.col("tujuan") == "terbit")
            .then(_published_status()),
        )
        .select("baris_id", "dataset", "berkas", "lembar", "baris", "tujuan", "alasan", "status", "aturan_gagal")
    )


def _published_status() -> pl.Expr:
    """A waived block is said before a warning; a row no rule could judge is never called passed."""
    return (
        pl.when(pl.col("blokir_dikecualikan") > 0)
        .then(pl.lit("dikecualikan"))
        .when(pl.col("peringatan") > 0)
        .then(pl.lit("peringatan"))
        .when(pl.col("dikecualikan") > 0)
        .then(pl.lit("dikecualikan"))
        .when(pl.col("dapat_dinilai").fill_null(value=False))
        .then(pl.lit("lolos"))
        .otherwise(pl.lit("tidak_dapat_dinilai"))
    )
